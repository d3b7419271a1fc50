"""A question of the bank: what is asked, why, and what each mark from 0 to 5 sounds like."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from panelguide.domain.bands import GradeRange

LOWEST_MARK: Final = 0
TOP_MARK: Final = 5
MARKS: Final = tuple(range(LOWEST_MARK, TOP_MARK + 1))

# Shown beside the anchors of every question, so that raters settle the same doubt the same way.
BETWEEN_TWO_MARKS: Final = (
    "Between two marks, give the one most of the answer is at; a 5 may lack one thing it names. No higher than 2 "
    "where somebody was harmed or put at risk and the speaker does not see it."
)


class Value(StrEnum):
    """The six values of the NHS Constitution."""

    WORKING_TOGETHER = "working-together"
    RESPECT_AND_DIGNITY = "respect-and-dignity"
    QUALITY_OF_CARE = "quality-of-care"
    COMPASSION = "compassion"
    IMPROVING_LIVES = "improving-lives"
    EVERYONE_COUNTS = "everyone-counts"


class QuestionStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class QuestionType(StrEnum):
    BEHAVIOURAL = "behavioural"
    SITUATIONAL = "situational"
    KNOWLEDGE = "knowledge"
    EXERCISE = "exercise"


class Category(StrEnum):
    VALUES = "values"
    EDI = "edi"
    LEADERSHIP = "leadership"
    ROLE = "role"
    ENTRY = "entry"
    SENIOR = "senior"
    EXERCISE = "exercise"


class StaffGroup(StrEnum):
    ANY = "any"
    CLINICAL = "clinical"
    NON_CLINICAL = "non-clinical"


@dataclass(frozen=True, slots=True)
class Probe:
    """A neutral follow-up, the same for everyone. when: the moment it is for."""

    text: str
    when: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence for a feedback letter, tied to the positive indicator (counted from 1) it speaks of."""

    indicator: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the idea of an entry comes from. kind: own or adapted. basis: the fact or guidance behind it."""

    kind: str
    basis: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """What an exercise needs besides its question: times in minutes, things, briefs."""

    kind: str
    preparation_minutes: int
    materials: tuple[str, ...]
    candidate_brief: str
    marking_guide: tuple[str, ...]
    adjustments: tuple[str, ...]
    actor_brief: str = ""
    observer_sheet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One entry of the bank. anchors: the text for each mark 0 to 5. minutes: time to ask and answer."""

    id: str
    version: int
    status: QuestionStatus
    type: QuestionType
    category: Category
    theme: str
    title: str
    value: Value | None
    secondary_values: tuple[Value, ...]
    competencies: tuple[str, ...]
    grades: GradeRange
    staff_groups: frozenset[StaffGroup]
    purpose: str
    ask: str
    plain_version: str
    opening_note: str
    minutes: int
    probes: tuple[Probe, ...]
    positive_indicators: tuple[str, ...]
    negative_indicators: tuple[str, ...]
    anchors: Mapping[int, str]
    pass_line: int
    red_flags: tuple[str, ...]
    share_in_advance: bool
    avoid: tuple[str, ...]
    strength_phrases: tuple[Phrase, ...]
    develop_phrases: tuple[Phrase, ...]
    source: Source
    reviewed_on: date
    reviewed_by: str
    accessibility_notes: str
    exercise: Exercise | None = None

    @property
    def values(self) -> frozenset[Value]:
        """Every value the question gives evidence for."""
        return frozenset(self.secondary_values) | (frozenset({self.value}) if self.value else frozenset())

    @property
    def active(self) -> bool:
        return self.status is QuestionStatus.ACTIVE

    def suits(self, staff_group: StaffGroup) -> bool:
        """Whether it fits a post of that staff group; StaffGroup.ANY on either side fits all."""
        return StaffGroup.ANY in self.staff_groups or staff_group in self.staff_groups


@dataclass(frozen=True, slots=True)
class Tag:
    """A value or competency and the word stems by which a criterion is proposed to be about it."""

    id: str
    name: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """The questions of one bank with the tags they use, and the digest of the files they came from."""

    questions: Mapping[str, Question]
    values: Mapping[str, Tag]
    competencies: Mapping[str, Tag]
    digest: str
