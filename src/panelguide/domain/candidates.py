"""Candidates as the panel knows them: a code, where they stand, and apart from that who they are."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class CandidateState(StrEnum):
    APPLIED = "applied"
    SHORTLISTED = "shortlisted"
    NOT_SHORTLISTED = "not_shortlisted"
    DUE = "due"
    ATTENDED = "attended"
    DID_NOT_ATTEND = "did_not_attend"
    WITHDREW = "withdrew"
    RESCHEDULED = "rescheduled"
    DECIDED = "decided"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    APPOINTED = "appointed"

    @property
    def name_for_people(self) -> str:
        return self.value.replace("_", " ")


# Who an interview round is about until they withdraw or do not come.
TO_INTERVIEW: Final = frozenset(
    {CandidateState.SHORTLISTED, CandidateState.DUE, CandidateState.RESCHEDULED, CandidateState.ATTENDED}
)
INTERVIEWED: Final = frozenset(
    {
        CandidateState.ATTENDED,
        CandidateState.DECIDED,
        CandidateState.OFFERED,
        CandidateState.ACCEPTED,
        CandidateState.DECLINED,
        CandidateState.APPOINTED,
    }
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One application, without any name. reference: of the system it came from.

    criterion_code and reason: what a "not shortlisted" turned on. arrangements: what to arrange for the
    interview, never why. interview_scheme and adjustments are for the recruitment team only.
    """

    id: str
    code: str
    reference: str
    salt: bytes
    state: CandidateState
    statement: str
    employer: str
    submitted_at: str
    internal: bool
    interview_scheme: bool
    adjustments: str
    arrangements: str
    criterion_code: str
    reason: str
    slot: str
    version: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a candidate is. full_name is always there."""

    title: str
    first_name: str
    last_name: str
    full_name: str
    preferred_name: str
    email: str
    telephone: str
