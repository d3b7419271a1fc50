"""Everything a checklist rule may look at, as plain values gathered once for one vacancy.

A rule never reaches further than this: no store, no clock, no person. Each group starts as "nothing yet",
so the facts of a vacancy created a minute ago are `VacancyFacts(grade=..., today=...)`.
Counts are of people or things, never of marks, so nothing here can show one member's scores to another.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from panelguide.domain.bands import Grade
from panelguide.domain.checklist import Bands
from panelguide.domain.criteria import Criterion
from panelguide.domain.questions import Value


class Flag(StrEnum):
    """What is out of the ordinary about a vacancy; a checklist item may apply only where one is set."""

    POSITIVE_ACTION = "positive_action"
    JOB_CHANGED = "job_changed"
    SECONDMENT = "secondment"
    AGENCY = "agency"
    DISABILITY_SCHEME = "disability_scheme"
    INTERNAL_CANDIDATES = "internal_candidates"
    QUESTIONS_IN_ADVANCE = "questions_in_advance"
    TIE_BREAK = "tie_break"
    RESERVE_LIST = "reserve_list"
    NOBODY_APPOINTABLE = "nobody_appointable"
    CONCERN_RAISED = "concern_raised"


@dataclass(frozen=True, slots=True)
class PanelMember:
    """Somebody who scores. declared: said whether they know any candidate. trained_on: last panel training."""

    name: str
    trained_on: date | None = None
    declared: bool = False


@dataclass(frozen=True, slots=True)
class PanelFacts:
    """Who sits where; a name left empty is a seat nobody holds.

    members: the chair and whoever else scores interviews. shortlisters: whoever scores applications.
    """

    members: tuple[PanelMember, ...] = ()
    shortlisters: tuple[PanelMember, ...] = ()
    chair: str = ""
    deputy: str = ""
    edi_representative: str = ""
    confirmer: str = ""
    stand_in: str = ""
    escalation_contact: str = ""


@dataclass(frozen=True, slots=True)
class DateFacts:
    """The days of a vacancy; None is a day nobody has set.

    retention: when its records are to be erased. letters_due: by when everybody has their letter.
    """

    closing: date | None = None
    shortlist: date | None = None
    interview: date | None = None
    retention: date | None = None
    letters_due: date | None = None


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """How marks become an order. Lines and margin are on the scale of the final figure, 0 to 5."""

    recorded: bool = False
    appointable_line: Decimal | None = None
    tie_margin: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FoundInAdvert:
    """One thing the advert check found, by the kind and key of its finding. kept: somebody wrote why it stays."""

    kind: str
    key: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class AdvertFacts:
    """words: length of the advert text; 0 is no advert. found: what the advert check says of it, once a key."""

    words: int = 0
    found: tuple[FoundInAdvert, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """Counts of candidates. accounted_for: of those shortlisted, attended, withdrew or did not attend."""

    applied: int = 0
    shortlisted: int = 0
    interviewed: int = 0
    accounted_for: int = 0


@dataclass(frozen=True, slots=True)
class ShortlistFacts:
    """reasons are for people not shortlisted. locked: names are known from here on."""

    reasons_due: int = 0
    reasons_written: int = 0
    locked: bool = False


@dataclass(frozen=True, slots=True)
class KitFacts:
    """The questions of the vacancy. minutes_allowed: 0 where no limit was set."""

    questions: int = 0
    with_anchors: int = 0
    locked: bool = False
    values: frozenset[Value] = frozenset()
    has_edi_question: bool = False
    has_exercise: bool = False
    minutes: int = 0
    minutes_allowed: int = 0
    criteria_covered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class InterviewFacts:
    """Rounds of interviews and their sheets. finals: members' own final scores after discussion, per sheet.

    discussion_open: revealed rounds whose discussion list is not closed. discussion_closed: all are.
    """

    rounds: int = 0
    rounds_revealed: int = 0
    sheets_expected: int = 0
    sheets_sealed: int = 0
    discussion_open: int = 0
    discussion_closed: bool = False
    finals_expected: int = 0
    finals_given: int = 0


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """The decision and what each person interviewed is owed: a reason, approved feedback and a letter."""

    decided: bool = False
    reasons_written: int = 0
    feedback_approved: int = 0
    letters_made: int = 0


@dataclass(frozen=True, slots=True)
class VacancyFacts:
    """One vacancy on one day. training_valid_months: how long panel training counts."""

    grade: Grade
    today: date
    posts: int = 1
    flags: frozenset[str] = frozenset()
    bands: Bands = field(default_factory=Bands)
    training_valid_months: int = 36
    criteria: tuple[Criterion, ...] = ()
    panel: PanelFacts = field(default_factory=PanelFacts)
    dates: DateFacts = field(default_factory=DateFacts)
    method: MethodFacts = field(default_factory=MethodFacts)
    advert: AdvertFacts = field(default_factory=AdvertFacts)
    candidates: CandidateFacts = field(default_factory=CandidateFacts)
    shortlist: ShortlistFacts = field(default_factory=ShortlistFacts)
    kit: KitFacts = field(default_factory=KitFacts)
    interview: InterviewFacts = field(default_factory=InterviewFacts)
    outcome: OutcomeFacts = field(default_factory=OutcomeFacts)
