"""Each member's final scores as they were signed over the reveal, laid over what they sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from panelguide.domain.marks import Mark
from panelguide.errors import PanelguideError, Tampered
from panelguide.seal.canonical import Json
from panelguide.seal.final import check_final
from panelguide.services.round_marks import RevealedRound, mark_of
from panelguide.store import finals as store
from panelguide.store.finals import FinalRecord
from panelguide.store.store import Connection

NOT_SIGNED = "A final score is not what its member signed."

Place = tuple[str, str, str]
"""candidate code, member id, question id."""


@dataclass(frozen=True, slots=True)
class SignedFinals:
    """The final scores of one round. newest: the last record of each place.

    unsigned: the places of members of the round that nobody has signed yet.
    """

    newest: Mapping[Place, FinalRecord] = field(repr=False)
    unsigned: frozenset[Place]


def load_finals(connection: Connection, held: RevealedRound) -> SignedFinals:
    """Every final score of a revealed round, each checked. Raises Tampered when one is not its member's own."""
    newest: dict[Place, FinalRecord] = {}
    marks = held.sealed_marks()
    for record in store.list_finals(connection, held.record.id):
        _check(held, record)
        place = (held.codes[record.candidate_id], record.member_id, record.question_id)
        mark = mark_of(record.mark, record.state)
        if mark != marks.get(place, mark) and not record.reason:
            raise _tampered("A final score differs from what was sealed, without a reason.")
        newest[place] = record
        marks[place] = mark
    owed = {place for place in held.sealed_marks() if owes_finals(held, place)}
    return SignedFinals(newest, frozenset(owed - set(newest)))


def owes_finals(held: RevealedRound, place: Place) -> bool:
    """Whether this mark wants its member's final word: not for somebody who left, nor a candidate who is away."""
    candidate, member, _ = place
    return bytes.fromhex(member) in held.manifest.members and candidate not in held.away


def final_marks(held: RevealedRound, finals: SignedFinals) -> dict[Place, Mark]:
    """The marks the figures are made of: signed after the discussion, or as sealed where nothing was said."""
    marks = held.sealed_marks()
    for place, record in finals.newest.items():
        if place in marks:
            marks[place] = mark_of(record.mark, record.state)
    return marks


def content_of(record: FinalRecord, round_id: str) -> dict[str, Json]:
    """What a member signs: everything the row says, so that no column can say anything else."""
    return {
        "round": round_id,
        "member": record.member_id,
        "candidate": record.candidate_id,
        "question": record.question_id,
        "number": record.number,
        "mark": record.mark,
        "state": record.state,
        "reason": record.reason,
    }


def _check(held: RevealedRound, record: FinalRecord) -> None:
    here = {member.hex(): member for member in held.manifest.people}
    if record.member_id not in here or record.candidate_id not in held.codes:
        raise _tampered(NOT_SIGNED)
    try:
        said = check_final(
            held.manifest,
            held.reveal_digest,
            here[record.member_id],
            record.body.encode(),
            record.signature,
        )
    except PanelguideError as wrong:
        raise _tampered(NOT_SIGNED) from wrong
    if said != content_of(record, held.record.id):
        raise _tampered(NOT_SIGNED)


def _tampered(what: str) -> Tampered:
    return Tampered(
        what,
        safe="The sealed sheets still say what everybody scored.",
        do="Run panelguide audit verify, and put the database back from a backup.",
    )
