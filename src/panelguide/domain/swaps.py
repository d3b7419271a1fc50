"""Other questions that could stand in a kit in the place of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from panelguide.domain.assign import AssignedKit, AssignRequest
from panelguide.domain.coverage import (
    Requirement,
    category_requirement,
    criterion_requirement,
    exercise_requirement,
    is_exercise,
    value_requirement,
)
from panelguide.domain.criteria import TestedAt
from panelguide.domain.questions import Question
from panelguide.domain.seeded import seeded_key
from panelguide.errors import NotFound


@dataclass(frozen=True, slots=True)
class Swap:
    """A question that could be asked instead.

    loses: what would no longer be covered, named. minutes_over: by how many minutes the kit would then be too long.
    """

    question: Question
    loses: tuple[str, ...]
    minutes_over: int
    asked_last_time: bool

    @property
    def keeps_everything(self) -> bool:
        return not self.loses and self.minutes_over == 0

    @property
    def sentence(self) -> str:
        """What the swap costs, in one sentence."""
        costs = [f"no longer covers {name}" for name in self.loses]
        if self.minutes_over:
            costs.append(f"is {self.minutes_over} minutes too long")
        if self.asked_last_time:
            costs.append("was asked for this post last time")
        return "Costs nothing." if not costs else "With it the kit " + ", ".join(costs) + "."


def swap_candidates(request: AssignRequest, kit: Sequence[Question], question_id: str) -> tuple[Swap, ...]:
    """The questions that could stand in for one of the kit, best first.

    kit: its questions and exercises as they now are. While there are alternatives that keep all the kit
    covers and fit the minutes, only those; otherwise all that fit the post, those that lose least first, each
    with what would be lost. Then come those not asked last time, of the same value, of the same category, the
    shortest, and the seed. Raises NotFound when the kit has no such question.
    """
    old = next((question for question in kit if question.id == question_id), None)
    if old is None:
        raise NotFound(f"The kit has no question {question_id}.", do="Look at the kit for its questions.")
    rest = [
        question
        for question in kit
        if question.id != question_id and is_exercise(question) == is_exercise(old)
    ]
    in_kit = {question.id for question in kit}
    needed = [requirement for requirement in _requirements(request, old) if requirement.met_by(old)]
    at_stake = [
        requirement for requirement in needed if not any(requirement.met_by(question) for question in rest)
    ]
    minutes = (request.exercise_minutes or old.minutes) if is_exercise(old) else request.minutes
    used = sum(question.minutes for question in rest)
    swaps = [
        Swap(
            question,
            tuple(requirement.name for requirement in at_stake if not requirement.met_by(question)),
            max(0, used + question.minutes - minutes),
            question.id in request.asked_last_time,
        )
        for question in request.fitting()
        if question.id not in in_kit and is_exercise(question) == is_exercise(old)
    ]
    keeping = [swap for swap in swaps if swap.keeps_everything]
    return tuple(sorted(keeping or swaps, key=lambda swap: _rank(swap, old, request.seed)))


def questions_of(kit: AssignedKit) -> tuple[Question, ...]:
    """The questions of an assigned kit in their order, exercises last."""
    return tuple(assigned.question for assigned in (*kit.questions, *kit.exercises))


def _requirements(request: AssignRequest, old: Question) -> list[Requirement]:
    place = TestedAt.EXERCISE if is_exercise(old) else TestedAt.INTERVIEW
    criteria = [criterion_requirement(criterion) for criterion in request.tested_at(place)]
    if is_exercise(old):
        return [*criteria, exercise_requirement()]
    return [
        *criteria,
        *map(value_requirement, dict.fromkeys(request.required_values)),
        *map(category_requirement, dict.fromkeys(request.mandatory_categories)),
    ]


def _rank(swap: Swap, old: Question, seed: int) -> tuple[int, int, bool, bool, bool, int, bytes]:
    return (
        len(swap.loses),
        swap.minutes_over,
        swap.asked_last_time,
        swap.question.value is not old.value,
        swap.question.category is not old.category,
        swap.question.minutes,
        seeded_key(seed, "swap", swap.question.id),
    )
