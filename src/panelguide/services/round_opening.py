"""Opening a round: the chair proposes who scores whom on what, the confirmer compares and signs."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from panelguide.domain.access import Act
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import NotFound, Refused, Tampered
from panelguide.seal.ids import Id
from panelguide.seal.manifest import Manifest
from panelguide.seal.release import candidates_taken
from panelguide.seal.versions import (
    SignedManifest,
    check_version,
    require_fresh_candidates,
    require_trusted,
    signers_needed,
)
from panelguide.services import round_files
from panelguide.services.context import Context, require
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.round_files import holder_of, manifest_record
from panelguide.services.round_status import StatusView, status_of
from panelguide.services.round_terms import first_manifest, seats_of_panel, terms_of
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import panel as panel_store
from panelguide.store import people as people_store
from panelguide.store import rounds as store
from panelguide.store import sheets as sheet_store
from panelguide.store.rounds import AWAITING_INTERVIEW, RoundCandidate, RoundRecord
from panelguide.store.store import Connection


def propose(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    candidates: Collection[str] | None = None,
    aside: Collection[tuple[str, str]] = (),
) -> StatusView:
    """The chair says who scores whom on which questions, and signs it; a proposal still unsigned is replaced.

    candidates: codes; by default everybody shortlisted who is in no round yet. aside: e-mail address and
    candidate code of a member and a candidate who must not meet, for a declared interest.
    Raises Refused naming whatever is missing: kit, seats, passphrases, candidates.
    """
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.OPEN_ROUND, vacancy.id)
    require_open(vacancy)
    terms = terms_of(context, vacancy)
    with context.change(actor) as change:
        connection = change.connection
        seats = seats_of_panel(panel_store.list_seats(connection, vacancy.id))
        require(actor.person.id == seats.chair, "Only the chair proposes a round.")
        record = _record_to_use(context, connection, vacancy, terms.kit.kit_id)
        chosen = _choose(connection, vacancy, record, candidates)
        manifest = first_manifest(
            connection,
            vacancy,
            terms,
            round_id=record.id,
            candidates=chosen,
            aside=pairs_of(connection, chosen, aside),
            follows=_follows(connection, vacancy),
        )
        _require_may_begin(connection, vacancy, manifest)
        require_trusted(manifest, holder_of(actor))
        signed = SignedManifest(manifest).signed_by(actor.keys)
        if record.version == 0:
            record = replace(record, version=1)
            store.add_round(connection, record)
        store.put_manifest(connection, record.id, manifest_record(signed, "", in_force=False))
        change.record(
            "round.proposed", record.id, vacancy=vacancy.id, version=1, digest=manifest.digest.hex()
        )
        return status_of(connection, vacancy, record, viewer=actor.person.id)


def confirm(context: Context, actor: SignedIn, code: str, *, round: int | None = None) -> StatusView:
    """The confirmer's program compares the proposal with panel, kit and method as it sees them, and signs.

    From then on the round is open. Raises Refused when the actor is not the confirmer or something has
    changed since the proposal, Tampered when a key named for the actor is not theirs.
    """
    vacancy = find_vacancy(context, actor, code)
    require_open(vacancy)
    terms = terms_of(context, vacancy)
    with context.change(actor) as change:
        connection = change.connection
        record = round_files.find_round(connection, vacancy, round)
        versions = round_files.load_versions(connection, record)
        require(versions.history is None, f"Round {record.number} is open already.")
        waiting = round_files.require_waiting(versions)
        manifest = waiting.manifest
        require(
            bytes.fromhex(actor.person.id) == manifest.confirmer,
            "Only the confirmer named for this round can open it.",
            do="The round opens when the chair and the confirmer have both signed.",
        )
        chosen = [
            it
            for it in store.list_round_candidates(connection, vacancy.id)
            if bytes.fromhex(it.id) in manifest.candidates
        ]
        seen = first_manifest(
            connection,
            vacancy,
            terms,
            round_id=record.id,
            candidates=chosen,
            aside=manifest.aside,
            follows=manifest.follows,
        )
        require(
            seen == manifest,
            "The panel, the candidates, the kit or the method changed since the chair proposed the round.",
            do="Ask the chair to propose it again.",
        )
        require_fresh(connection, vacancy, manifest)
        require_trusted(manifest, holder_of(actor))
        signed = waiting.signed_by(actor.keys)
        check_version(None, signed)
        store.put_manifest(connection, record.id, manifest_record(signed, "", in_force=True))
        store.change_round(connection, record, state="open")
        change.record("round.opened", record.id, vacancy=vacancy.id, version=1, digest=manifest.digest.hex())
        return status_of(connection, vacancy, record, viewer=actor.person.id)


def pairs_of(
    connection: Connection, candidates: Sequence[RoundCandidate], aside: Collection[tuple[str, str]]
) -> frozenset[tuple[Id, Id]]:
    """Member and candidate ids of e-mail addresses and codes. Raises NotFound for either."""
    pairs = set()
    for email, code in aside:
        person = people_store.find_person(connection, email)
        found = [it for it in candidates if it.code == code.upper()]
        if person is None or not found:
            raise NotFound(
                f"{email} and {code.upper()} are not both in this round.", safe="Nothing was changed."
            )
        pairs.add((bytes.fromhex(person.id), bytes.fromhex(found[0].id)))
    return frozenset(pairs)


def candidates_by_code(
    connection: Connection, vacancy: Vacancy, codes: Collection[str]
) -> tuple[RoundCandidate, ...]:
    """Raises NotFound naming the codes the vacancy does not have."""
    found = {it.code: it for it in store.list_round_candidates(connection, vacancy.id)}
    wanted = list(dict.fromkeys(code.upper() for code in codes))
    unknown = [code for code in wanted if code not in found]
    if unknown:
        raise NotFound(f"{vacancy.code} has no candidate {', '.join(unknown)}.", safe="Nothing was changed.")
    return tuple(found[code] for code in wanted)


def require_fresh(connection: Connection, vacancy: Vacancy, manifest: Manifest) -> None:
    """Refuse a candidate who stands in another round of the vacancy already (W15)."""
    taken: dict[Id, frozenset[Id]] = {}
    for record in store.list_rounds(connection, vacancy.id):
        if bytes.fromhex(record.id) == manifest.round:
            continue
        if round_files.load_versions(connection, record).history is None:
            continue
        objects = round_files.load_objects(connection, record)
        if objects.releases:
            taken[bytes.fromhex(record.id)] = candidates_taken(objects.history, objects.sheets)
            continue
        last = objects.history.last
        twice = (set(last.candidates) - last.away) & set(manifest.candidates)
        require(not twice, f"A candidate of this round is in round {record.number} already.")
    require_fresh_candidates(manifest, taken)


def _require_may_begin(connection: Connection, vacancy: Vacancy, manifest: Manifest) -> None:
    signers_needed(None, manifest)
    require_fresh(connection, vacancy, manifest)


def _record_to_use(context: Context, connection: Connection, vacancy: Vacancy, kit_id: str) -> RoundRecord:
    """The round whose proposal is not confirmed yet, or a new one (version 0)."""
    rounds = store.list_rounds(connection, vacancy.id)
    if rounds and round_files.load_versions(connection, rounds[-1]).history is None:
        if sheet_store.list_sealed(connection, rounds[-1].id):
            raise Tampered(
                "A round that nobody has signed holds sealed sheets.",
                safe="Nothing was changed.",
                do="Run panelguide audit verify, and put the database back from a backup.",
            )
        return rounds[-1]
    return RoundRecord(
        id=context.new_id(),
        vacancy_id=vacancy.id,
        kit_id=kit_id,
        number=len(rounds) + 1,
        kind="interview",
        state="proposed",
        shuffle_seed=context.new_seed(),
        discussion_closed_at="",
        discussion_closed_by="",
        version=0,
    )


def _choose(
    connection: Connection, vacancy: Vacancy, record: RoundRecord, codes: Collection[str] | None
) -> tuple[RoundCandidate, ...]:
    if codes is not None:
        chosen = candidates_by_code(connection, vacancy, codes)
        late = [it.code for it in chosen if it.state not in AWAITING_INTERVIEW]
        require(
            not late,
            f"{', '.join(late)} cannot be put in a round: not shortlisted, or no longer to be interviewed.",
        )
    else:
        elsewhere = _in_other_rounds(connection, vacancy, record)
        chosen = tuple(
            it
            for it in store.list_round_candidates(connection, vacancy.id)
            if it.state in AWAITING_INTERVIEW and it.id not in elsewhere
        )
    if not chosen:
        raise Refused(
            "There is nobody to interview in this round.",
            safe="Nothing was changed.",
            do="Lock the shortlist first, or name the candidates.",
        )
    return chosen


def _in_other_rounds(connection: Connection, vacancy: Vacancy, record: RoundRecord) -> set[str]:
    held: set[str] = set()
    for other in store.list_rounds(connection, vacancy.id):
        history = round_files.load_versions(connection, other).history
        if other.id != record.id and history is not None:
            held |= {candidate.hex() for candidate in set(history.last.candidates) - history.last.away}
    return held


def _follows(connection: Connection, vacancy: Vacancy) -> bytes:
    """The newest released round, which a later one supplements; empty before any was released."""
    released = [
        it for it in store.list_rounds(connection, vacancy.id) if store.list_releases(connection, it.id)
    ]
    return bytes.fromhex(released[-1].id) if released else b""
