"""Feedback points between the table, the domain and the letter."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from panelguide.domain.criteria import Criterion
from panelguide.domain.feedback import (
    SENTENCE_END,
    Caution,
    EvidenceNote,
    FeedbackPoint,
    PointKind,
    without_case,
)
from panelguide.domain.letter import DevelopmentPoint, Strength
from panelguide.domain.questions import QuestionType, Tag
from panelguide.seal.canonical import Json, decode, encode_text, read_int, read_list, read_object, read_text
from panelguide.services.kits import KitQuestion
from panelguide.store.feedback import PointRecord

NOTHING_HEARD = "No note of the panel is quoted, so say in a second sentence what was heard."
NOT_BORNE_OUT = (
    "No note is quoted that bears the bank's words out: put what was heard in their place, in your own words."
)
NO_STEP = "Say what a stronger answer holds, and end with one practical step as a sentence of its own."


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of the kit by id, and what a candidate knows each by. values: the bank's names of them."""

    questions: Mapping[str, KitQuestion]
    criteria: Mapping[str, Criterion]
    values: Mapping[str, Tag]

    def about(self, question_id: str, *, avoid: Collection[str] = ()) -> str:
        """A line of the person specification the question looked for, else its value, else its title.

        avoid: lines the letter speaks of already, so that it says each once where it can.
        """
        asked = self.questions[question_id]
        lines = [
            self.criteria[code].text.strip().rstrip(".") for code in asked.criteria if code in self.criteria
        ]
        fresh = [line for line in lines if line not in avoid]
        if lines:
            return (fresh or lines)[0]
        value = asked.question.value
        return self.values[value].name if value and value in self.values else asked.question.title

    def indicator(self, point: PointRecord) -> str:
        """The positive indicator a point speaks of, to go on from "somebody who"; "" for none."""
        indicators = self.questions[point.question_id].question.positive_indicators
        if not 1 <= point.indicator <= len(indicators):
            return ""
        text = indicators[point.indicator - 1].strip().rstrip(".")
        return text[:1].lower() + text[1:]


def domain_point(it: PointRecord, candidate: str = "") -> FeedbackPoint:
    """candidate: their code, where the rules ask whose point it is."""
    return FeedbackPoint(
        candidate=candidate or it.candidate_id,
        kind=PointKind(it.kind),
        question=it.question_id,
        indicator=it.indicator,
        text=it.text,
        evidence=_evidence(it.evidence),
        cautions=tuple(Caution[name] for name in it.cautions.split(",") if name),
        agreed_by=it.agreed_by,
        approved_by=it.approved_by,
    )


def evidence_text(notes: Iterable[EvidenceNote]) -> str:
    """Notes as canonical JSON."""
    body: list[Json] = [{"member": note.member, "mark": note.mark, "text": note.text} for note in notes]
    return encode_text(body)


def cautions_text(cautions: Iterable[Caution]) -> str:
    return ",".join(dict.fromkeys(caution.name for caution in cautions))


def reading(point: FeedbackPoint, *, quotes: bool) -> tuple[str, tuple[str, ...]]:
    """What tells two points apart for a reader: the words, and the notes quoted with them."""
    notes = tuple(sorted(point.notes_quoted)) if quotes else ()
    return without_case(point.text), notes


def quoted(it: PointRecord) -> str:
    """What the letter quotes of the panel's notes; "" for nothing."""
    return domain_point(it).evidence_sentence if it.quotes else ""


def hole(it: PointRecord) -> str:
    """What a point still lacks before a letter can hold it, as a sentence; "" when it is whole."""
    if it.kind == PointKind.STRENGTH and it.indicator and not it.written_by and not quoted(it):
        return NOT_BORNE_OUT
    if it.indicator or len(SENTENCE_END.split(it.text.strip())) > 1:
        return ""
    if it.kind == PointKind.STRENGTH:
        return "" if quoted(it) else NOTHING_HEARD
    return NO_STEP


def letter_points(
    points: Iterable[PointRecord], asked: Asked
) -> tuple[tuple[Strength, ...], tuple[DevelopmentPoint, ...]]:
    """The points of one candidate as the letter says them."""
    strengths: list[Strength] = []
    develop: list[DevelopmentPoint] = []
    spoken_of: list[str] = []
    for it in points:
        about = asked.about(it.question_id, avoid=spoken_of)
        if it.kind == PointKind.STRENGTH:
            strengths.append(_strength(it, about))
        else:
            spoken_of.append(about)
            seen = asked.questions[it.question_id].question.type is QuestionType.EXERCISE
            develop.append(_development_point(it, about, asked.indicator(it), seen=seen))
    return tuple(strengths), tuple(develop)


def _strength(it: PointRecord, about: str) -> Strength:
    """The point, then the notes quoted, else the point's own last sentence, else what it was heard for."""
    notes = quoted(it)
    if notes:
        return Strength(it.text, notes)
    first, last = domain_point(it).stronger_and_step
    return Strength(first, last or f"It is part of what we look for under “{about}”.")


def _development_point(it: PointRecord, about: str, indicator: str, *, seen: bool) -> DevelopmentPoint:
    """What was looked for, then what was heard and a stronger answer holds, then one step to take.

    seen: whether the panel watched or read it, as in an exercise, rather than listened.
    """
    stronger, step = domain_point(it).stronger_and_step
    if not step:
        stronger, step = f"A stronger answer shows somebody who {indicator}." if indicator else "", stronger
        indicator = ""
    looked_for = (
        f"On “{about}”, we were {'looking' if seen else 'listening'} for an example of somebody who {indicator}."
        if indicator
        else f"On “{about}”, there was something we would have liked to {'see' if seen else 'hear'} more about."
    )
    return DevelopmentPoint(looked_for, " ".join(filter(None, (quoted(it), stronger))), step)


def _evidence(text: str) -> tuple[EvidenceNote, ...]:
    def schema(value: Json) -> tuple[EvidenceNote, ...]:
        notes = (
            read_object(note, ("member", "mark", "text"), "A note")
            for note in read_list(value, "The evidence")
        )
        return tuple(
            EvidenceNote(
                read_text(note["member"], "Whose note"),
                read_int(note["mark"], "The mark of a note", low=0, high=5),
                read_text(note["text"], "A note"),
            )
            for note in notes
        )

    return decode(text.encode(), schema, what="The evidence of a feedback point")
