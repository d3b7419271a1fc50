"""A vacancy: one advert, one or more posts, walked through six stages."""

from dataclasses import dataclass
from enum import StrEnum

from panelguide.domain.bands import Grade
from panelguide.domain.questions import StaffGroup
from panelguide.domain.stages import Stage


class VacancyStatus(StrEnum):
    OPEN = "open"
    CANCELLED = "cancelled"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Vacancy:
    """What is known of a vacancy. code: V014. Dates are ISO dates or "" while not set.

    slot_minutes: length of one interview slot. flags: what switches checklist items on,
    such as positive_action. checklist_digest: the checklist the vacancy began with.
    """

    id: str
    code: str
    title: str
    grade: Grade
    posts: int
    staff_group: StaffGroup
    reference: str
    workplace: str
    manager_id: str
    manager_name: str
    stage: Stage
    status: VacancyStatus
    flags: frozenset[str]
    slot_minutes: int
    closing_date: str
    shortlist_date: str
    interview_date: str
    letters_due: str
    retention_date: str
    contact: str
    checklist_digest: str
    created_at: str
    version: int
