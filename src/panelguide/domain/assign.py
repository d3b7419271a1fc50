"""Assigning questions from the bank to a vacancy's interview.

The objective, in this order: mandatory questions, every interview criterion and every required value covered;
inside the minutes; fewest questions asked for this post last time; fewest questions; askers shared evenly; the
seed. The answer is exact (see covering.py), and the same for the same request.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from panelguide.domain.bands import Grade
from panelguide.domain.coverage import (
    Gap,
    GapKind,
    Requirement,
    category_requirement,
    covers,
    criterion_requirement,
    exercise_requirement,
    is_exercise,
    tag_gap,
    value_requirement,
)
from panelguide.domain.covering import Cost, Covering, Option
from panelguide.domain.criteria import Criterion, TestedAt
from panelguide.domain.kit_order import asking_order, share_out, spread_of
from panelguide.domain.questions import Category, Question, StaffGroup, Value
from panelguide.domain.seeded import seeded_key
from panelguide.errors import Refused


@dataclass(frozen=True, slots=True)
class AssignRequest:
    """What a kit is assigned from.

    questions: the bank, and any own questions; those that do not fit the grade or staff group, are not active
    or are excluded (by id, for a swap) are left aside.
    minutes: for the questions, that is the slot without the introduction and the candidate's own questions.
    exercise_minutes: the exercise's own time before the panel; None where no exercise is wanted.
    asked_last_time: ids asked for this post last time. askers: person ids in rota order, the chair first.
    """

    questions: tuple[Question, ...]
    grade: Grade
    staff_group: StaffGroup
    criteria: tuple[Criterion, ...]
    minutes: int
    seed: int
    required_values: tuple[Value, ...] = ()
    mandatory_categories: tuple[Category, ...] = ()
    asked_last_time: frozenset[str] = frozenset()
    askers: tuple[str, ...] = ()
    exercise_minutes: int | None = None
    excluded: frozenset[str] = frozenset()

    def fitting(self) -> list[Question]:
        """The questions that may be asked, in order of id so that the answer does not hang on the bank's order."""
        return sorted(
            (
                question
                for question in self.questions
                if question.active
                and question.grades.covers(self.grade)
                and question.suits(self.staff_group)
                and question.id not in self.excluded
            ),
            key=lambda question: question.id,
        )

    def tested_at(self, place: TestedAt) -> list[Criterion]:
        return [criterion for criterion in self.criteria if place in criterion.tested_at]


@dataclass(frozen=True, slots=True)
class Assigned:
    """A question in its place in the kit.

    covers_criteria: codes. asker: a person's id, empty without a rota.
    weight: the largest of its criteria's weights, 1 without criteria; a proposal until the kit is locked.
    """

    question: Question
    covers_criteria: tuple[str, ...]
    covers_values: tuple[Value, ...]
    minutes: int
    asker: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class AssignedKit:
    """The questions in the order they are asked, the exercises in their own slot, and what it was made from."""

    questions: tuple[Assigned, ...]
    exercises: tuple[Assigned, ...]
    asked_last_time: frozenset[str]
    askers: tuple[str, ...]
    seed: int

    @property
    def minutes(self) -> int:
        """Of the questions, without introduction, candidate's questions and exercises."""
        return sum(assigned.minutes for assigned in self.questions)

    @property
    def exercise_minutes(self) -> int:
        return sum(assigned.minutes for assigned in self.exercises)


class CannotAssign(Refused):
    """No kit can be assigned.

    missing: what no fitting question of the bank covers. minutes_needed: the least question minutes in which
    all the rest can be covered; exercise_minutes_needed the same for exercises, None where none is wanted.
    """

    def __init__(
        self,
        *,
        missing: tuple[Gap, ...],
        minutes_needed: int,
        minutes: int,
        exercise_minutes_needed: int | None = None,
        exercise_minutes: int | None = None,
    ) -> None:
        self.missing = missing
        self.minutes_needed = minutes_needed
        self.minutes = minutes
        self.exercise_minutes_needed = exercise_minutes_needed
        self.exercise_minutes = exercise_minutes
        sentences = [gap.sentence for gap in missing]
        if self.minutes_over:
            sentences.append(f"The questions need {minutes_needed} minutes and have {minutes}.")
        if self.exercise_minutes_over:
            sentences.append(
                f"The exercise needs {exercise_minutes_needed} minutes and has {exercise_minutes}."
            )
        super().__init__(
            " ".join(sentences),
            safe="Nothing was changed.",
            do="Mend the tags, add a question or test it another way."
            if missing
            else "Give more minutes, or test a criterion another way.",
        )

    @property
    def minutes_over(self) -> int:
        return max(0, self.minutes_needed - self.minutes)

    @property
    def exercise_minutes_over(self) -> int:
        if self.exercise_minutes is None or self.exercise_minutes_needed is None:
            return 0
        return max(0, self.exercise_minutes_needed - self.exercise_minutes)


@dataclass(frozen=True, slots=True)
class _Slot:
    """One part of the interview with its own minutes: what it must cover, from which questions."""

    requirements: list[Requirement]
    pool: list[Question]
    minutes: int
    missing: list[Gap]
    noun: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """chosen is None where the slot cannot be filled; minutes_needed is the least either way."""

    chosen: list[Question] | None
    missing: list[Gap]
    minutes_needed: int


def assign(request: AssignRequest) -> AssignedKit:
    """The best kit for the request.

    Raises CannotAssign with what no question covers and the least minutes that would do.
    """
    questions = _solve(_question_slot(request), request)
    exercises = _solve(_exercise_slot(request), request)
    if questions.chosen is None or exercises.chosen is None:
        raise CannotAssign(
            missing=(*questions.missing, *exercises.missing),
            minutes_needed=questions.minutes_needed,
            minutes=request.minutes,
            exercise_minutes_needed=None if request.exercise_minutes is None else exercises.minutes_needed,
            exercise_minutes=request.exercise_minutes,
        )
    return put_together(request, questions.chosen, exercises.chosen)


def put_together(
    request: AssignRequest, questions: Sequence[Question], exercises: Sequence[Question]
) -> AssignedKit:
    """A kit of just these questions: ordered, shared among the askers, weights proposed."""
    ordered = asking_order(questions)
    everything = [*ordered, *sorted(exercises, key=lambda question: question.id)]
    askers = share_out(len(everything), request.askers)
    assigned = [
        _assigned(question, asker, request) for question, asker in zip(everything, askers, strict=True)
    ]
    return AssignedKit(
        questions=tuple(assigned[: len(ordered)]),
        exercises=tuple(assigned[len(ordered) :]),
        asked_last_time=request.asked_last_time & {question.id for question in everything},
        askers=request.askers,
        seed=request.seed,
    )


def objective(result: AssignedKit | CannotAssign) -> tuple[int, ...]:
    """How good a result is, smaller being better and each figure counting more than all after it.

    (not covered, minutes over, asked last time, questions, spread of askers, exercises asked last time,
    exercises); for what cannot be assigned, where nothing was chosen, only the first two.
    """
    if isinstance(result, CannotAssign):
        return (len(result.missing), result.minutes_over + result.exercise_minutes_over)
    asked = [assigned.question.id for assigned in result.questions]
    exercises = [assigned.question.id for assigned in result.exercises]
    return (
        0,
        0,
        len(result.asked_last_time.intersection(asked)),
        len(asked),
        spread_of((assigned.asker for assigned in result.questions), result.askers),
        len(result.asked_last_time.intersection(exercises)),
        len(exercises),
    )


def propose_weight(question: Question, criteria: Sequence[Criterion]) -> Decimal:
    """The largest weight among the criteria the question covers; 1 where it covers none."""
    return max(
        (criterion.weight for criterion in criteria if covers(question, criterion)), default=Decimal(1)
    )


def _question_slot(request: AssignRequest) -> _Slot:
    criteria = request.tested_at(TestedAt.INTERVIEW)
    requirements = [
        *map(criterion_requirement, (criterion for criterion in criteria if not tag_gap(criterion))),
        *map(value_requirement, dict.fromkeys(request.required_values)),
        *map(category_requirement, dict.fromkeys(request.mandatory_categories)),
    ]
    missing = [gap for gap in map(tag_gap, criteria) if gap]
    if not requirements and not missing:
        sentence = (
            "No criterion is tested at the interview and no value is required, so there is nothing to ask."
        )
        missing.append(Gap(GapKind.NOTHING_TO_COVER, "", sentence))
    pool = [question for question in request.fitting() if not is_exercise(question)]
    return _Slot(requirements, pool, request.minutes, missing, "question")


def _exercise_slot(request: AssignRequest) -> _Slot:
    if request.exercise_minutes is None:
        return _Slot([], [], 0, [], "exercise")
    criteria = request.tested_at(TestedAt.EXERCISE)
    requirements = [
        exercise_requirement(),
        *map(criterion_requirement, (criterion for criterion in criteria if not tag_gap(criterion))),
    ]
    only_here = [criterion for criterion in criteria if TestedAt.INTERVIEW not in criterion.tested_at]
    missing = [gap for gap in map(tag_gap, only_here) if gap]
    pool = [question for question in request.fitting() if is_exercise(question)]
    return _Slot(requirements, pool, request.exercise_minutes, missing, "exercise")


def _solve(slot: _Slot, request: AssignRequest) -> _Answer:
    met = [[requirement.met_by(question) for question in slot.pool] for requirement in slot.requirements]
    missing = [
        *slot.missing,
        *(
            _no_question(requirement, slot.noun, request)
            for requirement, row in zip(slot.requirements, met, strict=True)
            if not any(row)
        ),
    ]
    coverable = [row for row in met if any(row)]
    options = [
        Option(
            sum(1 << bit for bit, row in enumerate(coverable) if row[place]),
            Cost(int(question.id in request.asked_last_time), 1, question.minutes),
        )
        for place, question in enumerate(slot.pool)
    ]
    covering = Covering(options, len(coverable))
    front = covering.front()
    needed = min(cost.minutes for cost in front)
    if missing or needed > slot.minutes:
        return _Answer(None, missing, needed)
    best = next(cost for cost in front if cost.minutes <= slot.minutes)
    keys = [seeded_key(request.seed, slot.noun, question.id) for question in slot.pool]
    chosen = covering.choose(best._replace(minutes=slot.minutes), keys)
    return _Answer([slot.pool[number] for number in chosen], [], needed)


def _no_question(requirement: Requirement, noun: str, request: AssignRequest) -> Gap:
    sentence = (
        f"{requirement.name[0].upper()}{requirement.name[1:]} has no {noun} in the bank for {request.grade}."
    )
    return Gap(GapKind.NO_QUESTION, requirement.subject, sentence)


def _assigned(question: Question, asker: str, request: AssignRequest) -> Assigned:
    place = TestedAt.EXERCISE if is_exercise(question) else TestedAt.INTERVIEW
    covered = [criterion for criterion in request.tested_at(place) if covers(question, criterion)]
    return Assigned(
        question=question,
        covers_criteria=tuple(criterion.code for criterion in covered),
        covers_values=tuple(value for value in Value if value in question.values),
        minutes=question.minutes,
        asker=asker,
        weight=propose_weight(question, covered),
    )
