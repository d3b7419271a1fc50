"""Changing a round before the chair releases: who is away, set aside, joins, leaves; and who signs it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from panelguide.domain.access import Act
from panelguide.domain.people import Seat
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import NotFound, Refused
from panelguide.seal.ids import Id
from panelguide.seal.manifest import Manifest
from panelguide.seal.release import require_unreleased
from panelguide.seal.versions import (
    SignedManifest,
    check_version,
    next_version,
    require_trusted,
    signers_needed,
)
from panelguide.services import round_files
from panelguide.services.context import Context, require
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.round_files import holder_of, manifest_record
from panelguide.services.round_opening import candidates_by_code, pairs_of, require_fresh
from panelguide.services.round_status import StatusView, status_of
from panelguide.services.round_terms import commitments, keys_of
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import panel as panel_store
from panelguide.store import people as people_store
from panelguide.store import rounds as store
from panelguide.store.store import Connection
from panelguide.text import clean_text


@dataclass(frozen=True, slots=True)
class SetChange:
    """What changes in a round: candidates by code, people by e-mail address.

    away: withdrew or did not attend. back: no longer away. aside: member and candidate who must not meet.
    new_keys: members whose new passphrase gave them a new key, beside the old one.
    """

    away: Collection[str] = ()
    back: Collection[str] = ()
    aside: Collection[tuple[str, str]] = ()
    add_candidates: Collection[str] = ()
    add_members: Collection[str] = ()
    remove_members: Collection[str] = ()
    new_keys: Collection[str] = ()


def change_set(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    away: Collection[str] = (),
    back: Collection[str] = (),
    aside: Collection[tuple[str, str]] = (),
    add_candidates: Collection[str] = (),
    add_members: Collection[str] = (),
    remove_members: Collection[str] = (),
    new_keys: Collection[str] = (),
    stand_in_confirms: bool = False,
    reason: str,
    round: int | None = None,
) -> StatusView:
    """The next version of a round's manifest. A larger set is the chair's alone; anything else is confirmed.

    The deputy who signs here takes the chair's seat. stand_in_confirms: the stand-in takes the confirmer's
    seat, because the change concerns the confirmer or they cannot be reached. Raises Refused once the chair
    has released, and with the reason where nobody's signature could allow the step.
    """
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.OPEN_ROUND, vacancy.id)
    require_open(vacancy)
    why = clean_text(reason, field="Reason", limit=400, required=True)
    wanted = SetChange(away, back, aside, add_candidates, add_members, remove_members, new_keys)
    with context.change(actor) as change:
        connection = change.connection
        record = round_files.find_round(connection, vacancy, round)
        history = round_files.load_history(connection, record)
        require_unreleased(round_files.load_releases(connection, record))
        before = history.last
        own = bytes.fromhex(actor.person.id)
        require(
            own in (before.chair, before.deputy),
            "Only the chair of the round, or the deputy in the chair's place, proposes a change to it.",
        )
        fields = _changed_fields(connection, vacancy, before, wanted)
        fields |= _seats_taken(before, own, stand_in_confirms=stand_in_confirms)
        require(bool(fields), "That changes nothing in the round.")
        after = next_version(before, **fields)
        needed = signers_needed(before, after)
        require_fresh(connection, vacancy, after)
        require_trusted(after, holder_of(actor))
        signed = SignedManifest(after).signed_by(actor.keys)
        in_force = needed == {own}
        if in_force:
            check_version(before, signed)
        store.put_manifest(connection, record.id, manifest_record(signed, why, in_force=in_force))
        change.record(
            "round.changed" if in_force else "round.change proposed",
            record.id,
            vacancy=vacancy.id,
            version=after.version,
            digest=after.digest.hex(),
        )
        return status_of(connection, vacancy, record, viewer=actor.person.id)


def confirm_change(context: Context, actor: SignedIn, code: str, *, round: int | None = None) -> StatusView:
    """The confirmer, or the stand-in who takes their seat, signs the change that waits.

    Raises Refused for anybody else, or when what it adds is not what is seen here.
    """
    vacancy = find_vacancy(context, actor, code)
    require_open(vacancy)
    with context.change(actor) as change:
        connection = change.connection
        record = round_files.find_round(connection, vacancy, round)
        versions = round_files.load_versions(connection, record)
        require(versions.history is not None, f"Round {record.number} is not open yet.")
        require_unreleased(round_files.load_releases(connection, record))
        waiting = round_files.require_waiting(versions)
        before = round_files.load_history(connection, record).last
        own = bytes.fromhex(actor.person.id)
        require(
            own in signers_needed(before, waiting.manifest)
            and before.newest_key(own) not in waiting.signatures,
            "This change does not wait for your signature.",
        )
        _require_true_additions(connection, vacancy, before, waiting.manifest)
        require_trusted(waiting.manifest, holder_of(actor))
        signed = waiting.signed_by(actor.keys)
        check_version(before, signed)
        store.put_manifest(connection, record.id, manifest_record(signed, versions.reason, in_force=True))
        change.record(
            "round.changed",
            record.id,
            vacancy=vacancy.id,
            version=signed.manifest.version,
            digest=signed.manifest.digest.hex(),
        )
        return status_of(connection, vacancy, record, viewer=actor.person.id)


def _changed_fields(
    connection: Connection, vacancy: Vacancy, before: Manifest, wanted: SetChange
) -> dict[str, object]:
    added = candidates_by_code(connection, vacancy, wanted.add_candidates)
    candidates = {**before.candidates, **commitments(added)}
    here = [
        it for it in store.list_round_candidates(connection, vacancy.id) if bytes.fromhex(it.id) in candidates
    ]
    away = before.away | _ids(connection, vacancy, candidates, wanted.away)
    away -= _ids(connection, vacancy, candidates, wanted.back)
    joining = _members_to_add(connection, vacancy, wanted.add_members)
    leaving = _people(connection, wanted.remove_members)
    absent = leaving - before.members
    require(not absent, "Somebody who is to leave is no member of this round.")
    fields: dict[str, object] = {
        "candidates": candidates,
        "away": away,
        "aside": before.aside | pairs_of(connection, here, wanted.aside),
        "members": (before.members | joining) - leaving,
        "people": _with_keys(connection, before, joining, _people(connection, wanted.new_keys)),
    }
    return {name: value for name, value in fields.items() if getattr(before, name) != value}


def _seats_taken(before: Manifest, own: Id, *, stand_in_confirms: bool) -> dict[str, object]:
    fields: dict[str, object] = {}
    if own == before.deputy:
        fields |= {"chair": before.deputy, "deputy": before.chair}
    if stand_in_confirms:
        fields |= {"confirmer": before.stand_in, "stand_in": before.confirmer}
    return fields


def _ids(
    connection: Connection, vacancy: Vacancy, candidates: Mapping[Id, bytes], codes: Collection[str]
) -> frozenset[Id]:
    found = candidates_by_code(connection, vacancy, codes)
    strangers = [it.code for it in found if bytes.fromhex(it.id) not in candidates]
    require(not strangers, f"{', '.join(strangers)} is not in this round.")
    return frozenset(bytes.fromhex(it.id) for it in found)


def _people(connection: Connection, emails: Collection[str]) -> frozenset[Id]:
    found = set()
    for email in emails:
        person = people_store.find_person(connection, email)
        if person is None:
            raise NotFound(f"There is nobody with the address {email}.", safe="Nothing was changed.")
        found.add(bytes.fromhex(person.id))
    return frozenset(found)


def _members_to_add(connection: Connection, vacancy: Vacancy, emails: Collection[str]) -> frozenset[Id]:
    joining = _people(connection, emails)
    scoring = {
        bytes.fromhex(it.person_id)
        for it in panel_store.list_seats(connection, vacancy.id)
        if it.scores and not it.left and it.seat is not Seat.SHORTLISTER
    }
    if joining - scoring:
        raise Refused(
            "Somebody who is to join has no scoring seat on the panel.",
            safe="Nothing was changed.",
            do="Add them with panelguide panel add first.",
        )
    return joining


def _with_keys(
    connection: Connection, before: Manifest, joining: frozenset[Id], new_keys: frozenset[Id]
) -> dict[Id, tuple[bytes, ...]]:
    fresh = {person for person in joining if person not in before.people} | new_keys
    stored = keys_of(connection, [person.hex() for person in fresh])
    people = dict(before.people)
    for person, keys in stored.items():
        held = people.get(person, ())
        people[person] = (*held, *(key for key in keys if key not in held))
    return people


def _require_true_additions(
    connection: Connection, vacancy: Vacancy, before: Manifest, after: Manifest
) -> None:
    """What the new version adds - people, keys, candidates - must be what this program sees itself."""
    grown = [person for person, keys in after.people.items() if before.people.get(person) != keys]
    stored = keys_of(connection, [person.hex() for person in grown])
    added = {it: held for it, held in after.candidates.items() if it not in before.candidates}
    seen = commitments(store.list_round_candidates(connection, vacancy.id))
    require(
        all(set(after.people[person]) <= set(stored[person]) for person in grown)
        and all(after.people[person][-1:] == stored[person][-1:] for person in grown)
        and all(seen.get(it) == held for it, held in added.items()),
        "A person, key or candidate in this change is not what is stored here.",
        do="Ask the chair to propose the change again.",
    )
