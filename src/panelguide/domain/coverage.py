"""What the questions of a kit cover: the matrix people look at, and the gaps named in sentences."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from panelguide.domain.criteria import Criterion, TestedAt
from panelguide.domain.questions import Category, Question, QuestionType, Value


class GapKind(StrEnum):
    UNTAGGED = "untagged"
    UNCONFIRMED = "unconfirmed"
    NO_QUESTION = "no question in the bank"
    NOT_ASKED = "not asked in the kit"
    NOTHING_TO_COVER = "nothing to cover"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the interview should show and does not. subject: a criterion's code, a value or a category."""

    kind: GapKind
    subject: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that at least one question must give evidence for."""

    subject: str
    name: str
    met_by: Callable[[Question], bool]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One line of the matrix: subject with, for each question of the kit in order, whether it is covered."""

    subject: str
    covered: tuple[bool, ...]

    @property
    def count(self) -> int:
        return sum(self.covered)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Criteria by questions and values by questions. questions: ids, the kit's order, exercises last."""

    questions: tuple[str, ...]
    criteria: tuple[CoverageRow, ...]
    values: tuple[CoverageRow, ...]
    gaps: tuple[Gap, ...]


def covers(question: Question, criterion: Criterion) -> bool:
    """Whether a question gives evidence for a criterion: they share a confirmed value or competency."""
    if not criterion.confirmed:
        return False
    return not question.values.isdisjoint(criterion.values) or not set(question.competencies).isdisjoint(
        criterion.competencies
    )


def is_exercise(question: Question) -> bool:
    """Whether an entry is done in the exercise's own slot instead of the question minutes."""
    return question.type is QuestionType.EXERCISE or question.category is Category.EXERCISE


def value_name(value: Value) -> str:
    return value.value.replace("-", " ").capitalize()


def category_name(category: Category) -> str:
    """As said in a sentence with "question" after it."""
    return "EDI" if category is Category.EDI else category.value


def tag_gap(criterion: Criterion) -> Gap | None:
    """The gap of a criterion no question can be found for because its tags are missing or unconfirmed."""
    if not criterion.tagged:
        sentence = f"{criterion.code} has no value or competency: tag it, so that questions can be found."
        return Gap(GapKind.UNTAGGED, criterion.code, sentence)
    if not criterion.confirmed:
        return Gap(
            GapKind.UNCONFIRMED, criterion.code, f"The tags of {criterion.code} are proposed: confirm them."
        )
    return None


def criterion_requirement(criterion: Criterion) -> Requirement:
    return Requirement(criterion.code, criterion.code, lambda question: covers(question, criterion))


def value_requirement(value: Value) -> Requirement:
    """Only a question whose main value it is asks about it: a side light is no evidence to appoint on."""
    return Requirement(
        value.value,
        f"the value “{value_name(value)}”",
        lambda question: question.value is value,
    )


def category_requirement(category: Category) -> Requirement:
    return Requirement(
        category.value,
        f"the {category_name(category)} question this grade must be asked",
        lambda question: question.category is category,
    )


def exercise_requirement() -> Requirement:
    return Requirement("exercise", "the exercise", is_exercise)


def coverage(
    questions: Sequence[Question],
    criteria: Sequence[Criterion],
    required_values: Iterable[Value] = (),
    *,
    mandatory_categories: Iterable[Category] = (),
) -> Coverage:
    """The matrix of a kit, however it came about, with its gaps. questions: in the kit's order, exercises too.

    A criterion tested at the interview counts as covered by questions, one tested in an exercise by
    exercises; one tested at both needs both. The value rows are those required and those asked about.
    """
    required = list(dict.fromkeys(required_values))
    ordered = sorted(questions, key=is_exercise)
    rows = tuple(
        CoverageRow(criterion.code, tuple(_shows(question, criterion) for question in ordered))
        for criterion in criteria
    )
    values = tuple(
        CoverageRow(value.value, tuple(value in question.values for question in ordered))
        for value in Value
        if value in required or any(value in question.values for question in ordered)
    )
    gaps = [gap for criterion in criteria for gap in _criterion_gaps(criterion, ordered)]
    spoken = [question for question in ordered if not is_exercise(question)]
    for requirement in [
        *map(value_requirement, required),
        *map(category_requirement, mandatory_categories),
    ]:
        if not any(requirement.met_by(question) for question in spoken):
            sentence = f"No question covers {requirement.name}."
            gaps.append(Gap(GapKind.NOT_ASKED, requirement.subject, sentence))
    return Coverage(tuple(question.id for question in ordered), rows, values, tuple(gaps))


def _shows(question: Question, criterion: Criterion) -> bool:
    place = TestedAt.EXERCISE if is_exercise(question) else TestedAt.INTERVIEW
    return place in criterion.tested_at and covers(question, criterion)


def _criterion_gaps(criterion: Criterion, questions: Sequence[Question]) -> list[Gap]:
    if not criterion.tested_at:
        sentence = f"{criterion.code} is not tested anywhere. Add a question, or test it another way."
        return [Gap(GapKind.NOT_ASKED, criterion.code, sentence)]
    if not criterion.tested_at & {TestedAt.INTERVIEW, TestedAt.EXERCISE}:
        return []
    untagged = tag_gap(criterion)
    if untagged:
        return [untagged]
    gaps = []
    for place, wanted in ((TestedAt.INTERVIEW, "question"), (TestedAt.EXERCISE, "exercise")):
        here = [question for question in questions if is_exercise(question) == (wanted == "exercise")]
        if place in criterion.tested_at and not any(covers(question, criterion) for question in here):
            sentence = f"{criterion.code} has no {wanted}. Add one, or test it another way."
            gaps.append(Gap(GapKind.NOT_ASKED, criterion.code, sentence))
    return gaps
