"""Feedback points as people look at them: what each says and rests on, and what still stands in its way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panelguide.domain.access import Act
from panelguide.domain.candidates import Candidate
from panelguide.domain.feedback import PointKind
from panelguide.domain.feedback_lint import FeedbackCheck
from panelguide.domain.vacancy import Vacancy
from panelguide.services.context import Context
from panelguide.services.feedback_points import domain_point, hole, quoted
from panelguide.services.heard import heard_in
from panelguide.services.letter_words import LetterWords, letter_words
from panelguide.services.round_marks import sees_marks
from panelguide.services.session import SignedIn, is_allowed
from panelguide.store import candidates as candidate_store
from panelguide.store import feedback as store
from panelguide.store import people as people_store
from panelguide.store.feedback import PointRecord


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note a point rests on. member: name. mark: the member's final score for that answer."""

    member: str
    mark: int
    text: str


@dataclass(frozen=True, slots=True)
class PointView:
    """One point of one candidate's letter.

    number: from 1 among the candidate's points. question: its label, such as Q3. quoted: what the letter quotes
    of the notes, without names; "" for nothing, and for those who only see letters until it is approved. notes:
    only for those who sat on the panel. agreed_by: name. problems: what must be put right before it can be
    approved. warnings: what may stay.
    """

    id: str
    candidate: str
    number: int
    kind: PointKind
    question: str
    title: str
    text: str
    quoted: str
    notes: tuple[NoteView, ...]
    needs_agreement: bool
    agreed_by: str
    approved: bool
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    version: int


class FeedbackDesk:
    """Everything about the feedback of a vacancy, read once."""

    def __init__(self, context: Context, actor: SignedIn, vacancy: Vacancy) -> None:
        self.heard = heard_in(context, vacancy)
        with context.store.read() as connection:
            found = candidate_store.list_candidates(connection, vacancy.id)
            points = store.list_points(connection, vacancy.id)
            self._names = {it.id: it.name for it in people_store.list_people(connection)}
        self.candidates: Mapping[str, Candidate] = {it.id: it for it in found}
        place = {it.id: number for number, it in enumerate(found)}
        self.points = tuple(sorted(points, key=lambda it: (place[it.candidate_id], it.position)))
        self._words: LetterWords = letter_words(context, vacancy)
        self._checked: dict[str, FeedbackCheck] = {}
        self._questions = {it.id: it for it in self.heard.kit.questions}
        self._sees_notes = sees_marks(context, actor, vacancy, self.heard.rounds)
        self._writes = is_allowed(context, actor, Act.WRITE_FEEDBACK, vacancy.id)

    def points_of(self, candidate_id: str) -> Sequence[PointRecord]:
        return [it for it in self.points if it.candidate_id == candidate_id]

    def problems_of(self, candidate_id: str) -> tuple[str, ...]:
        """Sentences on everything that keeps a candidate's points from approval."""
        points = self.points_of(candidate_id)
        if not points:
            return ("There are no points yet.",)
        kinds = {it.kind for it in points}
        lacking = [] if PointKind.STRENGTH in kinds else ["There is no strength."]
        return (*lacking, *(sentence for it in points for sentence in self.problems(it)))

    def warnings_of(self, candidate_id: str) -> tuple[str, ...]:
        return tuple(
            f"{self._label(it)}: {warning}"
            for it in self.points_of(candidate_id)
            for warning in self._check(it).warnings
        )

    def problems(self, it: PointRecord) -> tuple[str, ...]:
        point = domain_point(it)
        label = self._label(it)
        found = list(self._check(it).refusals)
        if point.needs_agreement:
            found += point.cautions
        lacks = hole(it)
        if lacks:
            found.append(lacks)
        return tuple(f"{label}: {sentence}" for sentence in found)

    def view(self, it: PointRecord) -> PointView:
        point = domain_point(it)
        asked = self._questions[it.question_id]
        return PointView(
            id=it.id,
            candidate=self.candidates[it.candidate_id].code,
            number=self.points_of(it.candidate_id).index(it) + 1,
            kind=point.kind,
            question=asked.label,
            title=asked.question.title,
            text=it.text,
            quoted=quoted(it) if point.approved or self._writes or self._sees_notes else "",
            notes=tuple(
                NoteView(self._names.get(note.member, ""), note.mark, note.text) for note in point.evidence
            )
            if self._sees_notes
            else (),
            needs_agreement=point.needs_agreement,
            agreed_by=self._names.get(it.agreed_by, ""),
            approved=point.approved,
            problems=self.problems(it),
            warnings=self._check(it).warnings,
            version=it.version,
        )

    def _check(self, it: PointRecord) -> FeedbackCheck:
        """What the letter would say of this point, held against names, marks and the word list."""
        if it.id not in self._checked:
            said = "\n".join(filter(None, (it.text, quoted(it))))
            self._checked[it.id] = self._words.check(said, self.candidates[it.candidate_id].code)
        return self._checked[it.id]

    def _label(self, it: PointRecord) -> str:
        kind = "strength" if it.kind == PointKind.STRENGTH else "to develop"
        return f"{self._questions[it.question_id].label} ({kind})"
