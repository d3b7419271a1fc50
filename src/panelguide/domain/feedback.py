"""Feedback points: what a candidate's letter will say they did well and could build on, and who stands behind it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from panelguide.domain.questions import LOWEST_MARK, TOP_MARK
from panelguide.errors import Refused

MOST_NOTES_QUOTED: Final = 2
HEARD_WELL: Final = 3
"""The least mark of an answer whose note can stand behind a strength: good enough."""
SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+")


class PointKind(StrEnum):
    STRENGTH = "strength"
    DEVELOP = "develop"


class Caution(StrEnum):
    """Why people should look at a point twice before it is sent."""

    ONE_MEMBER = "It rests on one member's notes: agree it with the others."
    NO_NOTE = "No note stands behind it: agree what was heard."
    BELOW_PASS_LINE = "The answer is below its pass line: agree that it was a strength."
    REPEATS = "Another letter of this vacancy says the same: put it in words of its own."


@dataclass(frozen=True, slots=True)
class EvidenceNote:
    """What one member wrote about one answer. mark: the member's final score for it."""

    member: str
    mark: int
    text: str


@dataclass(frozen=True, slots=True)
class FeedbackPoint:
    """One point of one candidate's letter.

    indicator: the positive indicator of the question it speaks of, from 1; 0 for a point in the panel's own words.
    evidence: the notes it rests on, those nearest to its kind first. agreed_by and approved_by: person ids,
    empty until then.
    """

    candidate: str
    kind: PointKind
    question: str
    indicator: int
    text: str
    evidence: tuple[EvidenceNote, ...]
    cautions: tuple[Caution, ...] = ()
    agreed_by: str = ""
    approved_by: str = ""

    @property
    def needs_agreement(self) -> bool:
        """Whether a second person must agree it before it can be approved."""
        return bool(self.cautions) and not self.agreed_by

    @property
    def approved(self) -> bool:
        return bool(self.approved_by)

    @property
    def notes_quoted(self) -> tuple[str, ...]:
        """The notes the letter quotes, two at most."""
        return tuple(different_notes(self.evidence)[:MOST_NOTES_QUOTED])

    @property
    def evidence_sentence(self) -> str:
        """The notes as the letter quotes them, two at most and nobody's name with them; empty without notes."""
        quoted = " and ".join(f"“{note.rstrip('.')}”" for note in self.notes_quoted)
        return f"The panel noted: {quoted}." if quoted else ""

    @property
    def stronger_and_step(self) -> tuple[str, str]:
        """A develop point in its two parts: what a stronger answer holds, and the practical step it ends with.

        The step is empty where the text is one sentence.
        """
        sentences = SENTENCE_END.split(self.text.strip())
        if len(sentences) == 1:
            return sentences[0], ""
        return " ".join(sentences[:-1]), sentences[-1]


def without_case(text: str) -> str:
    """A text as it is compared with another: case and spacing make no other words of it."""
    return " ".join(text.casefold().split())


def different_notes(evidence: Iterable[EvidenceNote]) -> list[str]:
    """The texts of the notes without repeats, in their order."""
    return list(dict.fromkeys(" ".join(note.text.split()) for note in evidence if note.text.strip()))


def evidence_for(kind: PointKind, notes: Iterable[EvidenceNote]) -> tuple[EvidenceNote, ...]:
    """The notes a point can rest on, for a strength from the highest mark down and for a develop point from the lowest.

    What a member wrote beside a low mark says what was missing, so no strength rests on it. Notes beside the same
    mark stand in the order of their words, which tells nobody whose they are.
    """
    least = HEARD_WELL if kind is PointKind.STRENGTH else LOWEST_MARK
    written = [note for note in notes if note.text.strip() and note.mark >= least]
    up = LOWEST_MARK if kind is PointKind.DEVELOP else TOP_MARK
    return tuple(sorted(written, key=lambda note: (abs(note.mark - up), note.text, note.member)))


def cautions_of_evidence(evidence: Iterable[EvidenceNote]) -> tuple[Caution, ...]:
    members = {note.member for note in evidence}
    if not members:
        return (Caution.NO_NOTE,)
    return (Caution.ONE_MEMBER,) if len(members) == 1 else ()


def edit(point: FeedbackPoint, text: str) -> FeedbackPoint:
    """The point in other words, to be agreed and approved anew. Raises Refused when nothing is left of it."""
    if not text.strip():
        raise Refused(
            "A feedback point cannot be empty.", safe="The point is as it was.", do="Write it or remove it."
        )
    cautions = tuple(caution for caution in point.cautions if caution is not Caution.REPEATS)
    return replace(point, text=text.strip(), cautions=cautions, agreed_by="", approved_by="")


def agree(point: FeedbackPoint, person: str) -> FeedbackPoint:
    """The point with somebody's agreement. Raises Refused for the one whose own note is all it rests on."""
    if {note.member for note in point.evidence} == {person}:
        raise Refused(
            "This point rests on your note alone.",
            safe="The point is as it was.",
            do="Ask another member whether they heard it too.",
        )
    return replace(point, agreed_by=person)


def approve(point: FeedbackPoint, person: str) -> FeedbackPoint:
    """The point ready for the letter. Raises Refused while it still needs somebody's agreement."""
    if point.needs_agreement:
        raise Refused(
            "This point is not agreed yet. " + " ".join(point.cautions),
            safe="The point is as it was.",
            do="Agree it with another member, or put it in other words.",
        )
    return replace(point, approved_by=person)
