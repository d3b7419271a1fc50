"""What a round fixes before anybody is scored: the questions, the method, the people and their keys."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from panelguide.domain.method import Method
from panelguide.domain.people import PanelSeat, Seat
from panelguide.domain.questions import TOP_MARK
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import Refused, Tampered
from panelguide.seal.ids import Id
from panelguide.seal.manifest import Kind, KitLine, Manifest, candidate_commitment
from panelguide.services import kits
from panelguide.services.context import Context, require
from panelguide.services.kits import KitView
from panelguide.services.methods import body_text, method_of
from panelguide.store import kits as kit_store
from panelguide.store import panel as panel_store
from panelguide.store import people as people_store
from panelguide.store import rounds as round_store
from panelguide.store.rounds import RoundCandidate
from panelguide.store.store import Connection

FEWEST_MEMBERS = 2


@dataclass(frozen=True, slots=True)
class Terms:
    """The locked kit and the method with the weights of its questions, and the digest of each."""

    kit: KitView
    kit_text: bytes
    method: Method
    method_digest: bytes

    @property
    def lines(self) -> tuple[KitLine, ...]:
        return tuple(KitLine(bytes.fromhex(it.id), TOP_MARK) for it in self.kit.questions)


@dataclass(frozen=True, slots=True)
class Seats:
    """The four seats and the members of a round, by person id, and everybody's name."""

    chair: str
    deputy: str
    confirmer: str
    stand_in: str
    members: tuple[str, ...]

    @property
    def everybody(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.chair, self.deputy, self.confirmer, self.stand_in, *self.members)))


def terms_of(context: Context, vacancy: Vacancy) -> Terms:
    """Raises Refused while the kit is not locked. The digests are made anew, not read."""
    kit = kits.kit_of(context, vacancy)
    if kit is None or not kit.locked:
        raise Refused(
            "The kit is not locked yet, so no round can be opened on it.",
            safe="Nothing was changed.",
            do=f"Lock it with panelguide kit lock {vacancy.code}.",
        )
    with context.store.read() as connection:
        texts = kits.texts_digest(kit_store.list_questions(connection, kit.kit_id))
    weights = {question.id: question.weight for question in kit.questions}
    method = replace(method_of(context, vacancy).method, weights=weights)
    digest = blake2b(body_text(method).encode(), digest_size=32, person=b"pg1-method").digest()
    return Terms(kit, texts, method, digest)


def require_same_terms(manifest: Manifest, terms: Terms) -> None:
    """Raises Tampered when the kit, its texts or the method are not those the round was opened with."""
    if (manifest.kit, manifest.kit_text, manifest.method) != (
        terms.lines,
        terms.kit_text,
        terms.method_digest,
    ):
        raise Tampered(
            "The kit or the method is no longer what the round was opened with.",
            safe="Nothing was done.",
            do="Run panelguide audit verify, and put back what was changed from a backup.",
        )


def seats_of_panel(seats: Collection[PanelSeat]) -> Seats:
    """The four seats and the scoring members. Raises Refused naming every seat that nobody holds."""
    here = [it for it in seats if not it.left]
    holder = {it.seat: it.person_id for it in reversed(here)}
    confirmer = holder.get(Seat.CONFIRMER) or holder.get(Seat.EDI_REPRESENTATIVE, "")
    wanted = {
        "chair": holder.get(Seat.CHAIR, ""),
        "deputy chair": holder.get(Seat.DEPUTY, ""),
        "confirmer (the EDI representative or somebody named)": confirmer,
        "stand-in confirmer": holder.get(Seat.STAND_IN, ""),
    }
    missing = [name for name, person in wanted.items() if not person]
    require(
        not missing,
        f"A round needs four different people in four seats, and the panel has no {', no '.join(missing)}.",
        do="Add them with panelguide panel add.",
    )
    chair, deputy, confirmer, stand_in = wanted.values()
    require(
        len({chair, deputy, confirmer, stand_in}) == len(wanted),
        "Chair, deputy, confirmer and stand-in must be four different people.",
        do="Give one of these seats to somebody else.",
    )
    members = tuple(
        dict.fromkeys(it.person_id for it in here if it.scores and it.seat is not Seat.SHORTLISTER)
    )
    require(
        len(members) >= FEWEST_MEMBERS,
        "A round needs at least two people who score.",
        do="Add members with panelguide panel add.",
    )
    return Seats(chair, deputy, confirmer, stand_in, members)


def keys_of(connection: Connection, people: Collection[str]) -> dict[Id, tuple[bytes, ...]]:
    """Everybody's public keys, newest last. Raises Refused naming those who have not set a passphrase yet."""
    found = people_store.all_public_keys(connection)
    without = [person for person in people if not found.get(person)]
    if without:
        names = names_of(connection, without)
        raise Refused(
            f"{', '.join(sorted(names.values()))} cannot sign yet: no passphrase was set.",
            safe="Nothing was changed.",
            do="Each sets a passphrase with their one-time code first.",
        )
    return {bytes.fromhex(person): found[person] for person in people}


def first_manifest(
    connection: Connection,
    vacancy: Vacancy,
    terms: Terms,
    *,
    round_id: str,
    candidates: Collection[RoundCandidate],
    aside: frozenset[tuple[Id, Id]],
    follows: bytes,
) -> Manifest:
    """Version 1 of a round's manifest from the panel, kit and method as they stand here.

    Made by the chair's program to propose it, and again by the confirmer's to compare. Raises Refused.
    """
    seats = seats_of_panel(panel_store.list_seats(connection, vacancy.id))
    organisation = people_store.get_organisation(connection)
    return Manifest(
        version=1,
        previous=b"",
        vacancy=bytes.fromhex(vacancy.id),
        round=bytes.fromhex(round_id),
        kind=Kind.INTERVIEW,
        kit=terms.lines,
        kit_text=terms.kit_text,
        method=terms.method_digest,
        recovery=organisation.recovery_key if organisation else b"",
        people=keys_of(connection, seats.everybody),
        members=frozenset(bytes.fromhex(member) for member in seats.members),
        chair=bytes.fromhex(seats.chair),
        deputy=bytes.fromhex(seats.deputy),
        confirmer=bytes.fromhex(seats.confirmer),
        stand_in=bytes.fromhex(seats.stand_in),
        follows=follows,
        candidates=commitments(candidates),
        aside=aside,
    )


def commitments(candidates: Collection[RoundCandidate]) -> dict[Id, bytes]:
    """What a manifest says of each candidate."""
    return {bytes.fromhex(it.id): candidate_commitment(bytes(it.salt), it.reference) for it in candidates}


def require_same_candidates(connection: Connection, vacancy: Vacancy, manifest: Manifest) -> None:
    """Raises Tampered when the application behind a candidate of the round is not the one it was opened with."""
    here = {
        it.id: candidate_commitment(bytes(it.salt), it.reference)
        for it in round_store.list_round_candidates(connection, vacancy.id)
    }
    if any(here.get(candidate.hex()) != held for candidate, held in manifest.candidates.items()):
        raise Tampered(
            "The application behind a candidate is not the one the round was opened with.",
            safe="Nothing was done. The sealed sheets still say what everybody scored.",
            do="Run panelguide audit verify, and put back what was changed from a backup.",
        )


def names_of(connection: Connection, people: Collection[str]) -> Mapping[str, str]:
    """Each person's name; where two have the same, with the address, so that nobody is taken for another."""
    found = {it.id: it for it in people_store.list_people(connection) if it.id in set(people)}
    taken = [it.name for it in found.values()]
    return {
        person: it.name if taken.count(it.name) == 1 else f"{it.name} ({it.email})"
        for person, it in found.items()
    }
