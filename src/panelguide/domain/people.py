"""People with an account, what they are in the organisation, and the seats they take on a panel."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is in the organisation, beside any panel."""

    MANAGER = "manager"
    RECRUITMENT_TEAM = "recruitment_team"
    EDI_LEAD = "edi_lead"
    INFORMATION_GOVERNANCE = "information_governance"
    PANEL = "panel"

    @property
    def name_for_people(self) -> str:
        return _ROLE_NAMES[self]


_ROLE_NAMES: Final = {
    Role.MANAGER: "recruiting manager",
    Role.RECRUITMENT_TEAM: "recruitment team",
    Role.EDI_LEAD: "EDI lead",
    Role.INFORMATION_GOVERNANCE: "information governance",
    Role.PANEL: "panel member",
}


class Seat(StrEnum):
    """What somebody is on the panel of one vacancy.

    The EDI representative is the confirmer of a round unless another person is named; the stand-in
    confirms in their place. The escalation contact is named in Prepare and is not on the panel.
    """

    CHAIR = "chair"
    DEPUTY = "deputy"
    MEMBER = "member"
    EDI_REPRESENTATIVE = "edi_representative"
    CONFIRMER = "confirmer"
    STAND_IN = "stand_in"
    SHORTLISTER = "shortlister"
    ESCALATION_CONTACT = "escalation_contact"

    @property
    def name_for_people(self) -> str:
        return _SEAT_NAMES[self]


_SEAT_NAMES: Final = {
    Seat.CHAIR: "chair",
    Seat.DEPUTY: "deputy chair",
    Seat.MEMBER: "member",
    Seat.EDI_REPRESENTATIVE: "EDI representative",
    Seat.CONFIRMER: "confirmer",
    Seat.STAND_IN: "stand-in confirmer",
    Seat.SHORTLISTER: "shortlister",
    Seat.ESCALATION_CONTACT: "escalation contact",
}

# Seats of which a vacancy has at most one holder at a time.
SINGLE_SEATS: Final = frozenset(
    {
        Seat.CHAIR,
        Seat.DEPUTY,
        Seat.EDI_REPRESENTATIVE,
        Seat.CONFIRMER,
        Seat.STAND_IN,
        Seat.ESCALATION_CONTACT,
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account. id: 32 hex digits. enrolled: whether they have set a passphrase."""

    id: str
    name: str
    email: str
    roles: frozenset[Role]
    enrolled: bool
    version: int


@dataclass(frozen=True, slots=True)
class PanelSeat:
    """One person's seat on one vacancy's panel.

    scores: whether this person scores (the EDI representative observes unless the vacancy says scorer).
    trained_on: ISO date of the last fair recruitment training, or "". declaration: what they declared
    about knowing candidates, or "" where they have not yet. left: whether they have stepped back.
    """

    id: str
    person_id: str
    name: str
    seat: Seat
    scores: bool
    trained_on: str
    declaration: str
    left: bool
    version: int
