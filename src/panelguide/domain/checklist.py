"""Checklist items, the state each is in, and what holds a stage back.

Comply or explain: a MUST item is done, explained, or blocks its stage; explained never counts as done.
An item with a check answers from the vacancy's own record and is never ticked by hand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from panelguide.domain.bands import Grade, GradeRange
from panelguide.domain.stages import Stage
from panelguide.errors import BadInput, Refused


class Level(StrEnum):
    MUST = "must"
    SHOULD = "should"
    ADVICE = "advice"


class ItemState(StrEnum):
    DONE = "done"
    EXPLAINED = "explained"
    NOT_NEEDED = "not_needed"
    OPEN = "open"

    @property
    def name_for_people(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Applies:
    """Which vacancies an item is for. grades: None for all. flags: all of them must be set on the vacancy."""

    grades: GradeRange | None = None
    flags: frozenset[str] = frozenset()

    def to(self, grade: Grade, flags: Iterable[str] = ()) -> bool:
        return (self.grades is None or self.grades.covers(grade)) and self.flags <= frozenset(flags)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a stage's checklist.

    check: the rule that answers for it, such as "prepare.panel_size"; empty where a person ticks.
    action: the screen it opens; empty where there is none. owner: the role that does it.
    """

    id: str
    stage: Stage
    text: str
    why: str
    good: str
    poor: str
    level: Level
    applies: Applies
    check: str
    action: str
    source: str
    owner: str

    @property
    def ticked_by_hand(self) -> bool:
        return not self.check


@dataclass(frozen=True, slots=True)
class Checklist:
    """The items of all six stages in their order, and the digest of the files they came from."""

    items: tuple[Item, ...]
    digest: str

    def item(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)

    def of_stage(self, stage: Stage, grade: Grade, flags: Iterable[str] = ()) -> tuple[Item, ...]:
        """The items of one stage that apply to a vacancy of that grade with those flags."""
        set_flags = frozenset(flags)
        return tuple(item for item in self.items if item.stage is stage and item.applies.to(grade, set_flags))


@dataclass(frozen=True, slots=True)
class Bands:
    """From which band a rule begins, and how long a first interview is by number of questions.

    The bands are those reported by trusts that publish their practice: equality questions from 8a,
    skills assessments and an equality representative from 7. opening_minutes and closing_minutes: what
    an interview takes besides its questions.
    """

    edi_question_from: str = "8a"
    skills_assessment_from: str = "7"
    edi_representative_from: str = "7"
    chair_statement_from: str = "8a"
    minutes_per_question: int = 7
    opening_minutes: int = 5
    closing_minutes: int = 5

    def edi_question_needed(self, grade: Grade) -> bool:
        return grade.at_least(self.edi_question_from)

    def skills_assessment_needed(self, grade: Grade) -> bool:
        return grade.at_least(self.skills_assessment_from)

    def edi_representative_needed(self, grade: Grade) -> bool:
        return grade.at_least(self.edi_representative_from)

    def chair_statement_needed(self, grade: Grade) -> bool:
        return grade.at_least(self.chair_statement_from)

    def questions_in(self, minutes: int) -> int:
        """How many questions of usual length fit an interview of so many minutes."""
        return max(0, (minutes - self.opening_minutes - self.closing_minutes) // self.minutes_per_question)

    def triggers(self) -> Mapping[str, str]:
        """Each rule that begins at a band, by its name in checklists/bands.yaml."""
        return {name: getattr(self, name) for name in BAND_TRIGGERS}


BAND_TRIGGERS: Final = (
    "edi_question_from",
    "skills_assessment_from",
    "edi_representative_from",
    "chair_statement_from",
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The last thing a person recorded on an item. reason: why not, or what was done instead."""

    state: ItemState
    reason: str = ""


def record_by_hand(item: Item, state: ItemState, reason: str = "") -> Recorded:
    """What may be recorded on an item by a person.

    Raises Refused for a tick on an item that answers from the record, and BadInput where a reason is
    owed: every explanation, and not needed on a MUST item.
    """
    if state is ItemState.DONE and not item.ticked_by_hand:
        raise Refused(
            f"{item.id} is ticked by what is recorded, not by hand.",
            safe="Nothing was changed.",
            do="Do what it asks, or explain why not and what is done instead.",
        )
    if _reason_is_owed(item, state) and not reason.strip():
        raise BadInput(
            f"{item.id} needs a reason before it can be {state.name_for_people}.",
            safe="Nothing was changed.",
            do="Write why not, and what is done instead.",
        )
    return Recorded(state, reason)


def item_state(item: Item, recorded: Recorded | None = None, *, rule_met: bool | None = None) -> ItemState:
    """The state an item is in now.

    rule_met: the answer of the item's rule; None where the item has none. A met rule wins over an
    explanation written before it was met, and a tick by hand never stands in for a rule.
    """
    if item.check and rule_met:
        return ItemState.DONE
    if recorded is None:
        return ItemState.OPEN
    if recorded.state is ItemState.DONE and item.check:
        return ItemState.OPEN
    if _reason_is_owed(item, recorded.state) and not recorded.reason.strip():
        return ItemState.OPEN
    return recorded.state


def _reason_is_owed(item: Item, state: ItemState) -> bool:
    if state is ItemState.EXPLAINED:
        return True
    return state is ItemState.NOT_NEEDED and item.level is Level.MUST


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is. Explained items are counted apart and never among the done."""

    done: int
    explained: int
    not_needed: int
    open: int
    blocking: tuple[Item, ...]

    @property
    def total(self) -> int:
        return self.done + self.explained + self.not_needed + self.open

    @property
    def may_close(self) -> bool:
        return not self.blocking


def blocking(items: Iterable[Item], states: Mapping[str, ItemState]) -> tuple[Item, ...]:
    """The MUST items that are still open, in their order. An item without a state is open."""
    return tuple(
        item
        for item in items
        if item.level is Level.MUST and states.get(item.id, ItemState.OPEN) is ItemState.OPEN
    )


def stage_progress(items: Iterable[Item], states: Mapping[str, ItemState]) -> Progress:
    """The counts over the items of a stage that apply to a vacancy, and what holds the stage back."""
    listed = tuple(items)
    found = [states.get(item.id, ItemState.OPEN) for item in listed]
    return Progress(
        done=found.count(ItemState.DONE),
        explained=found.count(ItemState.EXPLAINED),
        not_needed=found.count(ItemState.NOT_NEEDED),
        open=found.count(ItemState.OPEN),
        blocking=blocking(listed, states),
    )
