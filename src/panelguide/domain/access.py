"""Who may do what, before any question of what they may see. Nothing is allowed that is not named here."""

from enum import StrEnum
from typing import Final

from panelguide.domain.people import Role, Seat


class Act(StrEnum):
    """A kind of act on a vacancy or on the organisation."""

    MANAGE_PEOPLE = "manage people"
    CREATE_VACANCY = "create a vacancy"
    SEE_VACANCY = "see a vacancy"
    PREPARE = "prepare a vacancy"
    KEEP_CHECKLIST = "keep the checklist"
    IMPORT_CANDIDATES = "import candidates"
    READ_APPLICATIONS = "read applications"
    SEE_NAMES = "see names"
    SEE_ADJUSTMENTS = "see adjustments"
    BUILD_KIT = "build the kit"
    OPEN_ROUND = "open a round"
    CHAIR = "chair"
    DECIDE = "decide"
    WRITE_FEEDBACK = "write feedback"
    SET_OFFER = "set the terms of an offer"
    MAKE_LETTERS = "make letters"
    SEE_FINAL_FIGURES = "see final figures"
    READ_AUDIT = "read the audit"


_ON_PANEL: Final = frozenset({Seat.CHAIR, Seat.DEPUTY, Seat.MEMBER})
_PANEL: Final = _ON_PANEL | {Seat.EDI_REPRESENTATIVE, Seat.SHORTLISTER}
_ANY_SEAT: Final = frozenset(Seat)
_CHAIRS: Final = frozenset({Seat.CHAIR, Seat.DEPUTY})

# For each act: the organisation roles, whether the vacancy's own manager, and the seats that may.
_ALLOWED: Final[dict[Act, tuple[frozenset[Role], bool, frozenset[Seat]]]] = {
    Act.MANAGE_PEOPLE: (frozenset({Role.RECRUITMENT_TEAM, Role.MANAGER}), True, frozenset()),
    Act.CREATE_VACANCY: (frozenset({Role.RECRUITMENT_TEAM, Role.MANAGER}), True, frozenset()),
    Act.SEE_VACANCY: (frozenset({Role.RECRUITMENT_TEAM}), True, _ANY_SEAT),
    Act.PREPARE: (frozenset({Role.RECRUITMENT_TEAM}), True, _CHAIRS),
    Act.KEEP_CHECKLIST: (frozenset({Role.RECRUITMENT_TEAM}), True, _CHAIRS | {Seat.EDI_REPRESENTATIVE}),
    Act.IMPORT_CANDIDATES: (frozenset({Role.RECRUITMENT_TEAM}), True, frozenset()),
    Act.READ_APPLICATIONS: (frozenset({Role.RECRUITMENT_TEAM}), True, _PANEL),
    Act.SEE_NAMES: (frozenset({Role.RECRUITMENT_TEAM}), True, _ON_PANEL | {Seat.EDI_REPRESENTATIVE}),
    Act.SEE_ADJUSTMENTS: (frozenset({Role.RECRUITMENT_TEAM}), True, _PANEL),
    Act.BUILD_KIT: (frozenset({Role.RECRUITMENT_TEAM}), True, _CHAIRS),
    Act.OPEN_ROUND: (frozenset(), False, _CHAIRS),
    Act.CHAIR: (frozenset(), False, _CHAIRS),
    Act.DECIDE: (frozenset(), False, _CHAIRS),
    Act.WRITE_FEEDBACK: (frozenset(), True, _CHAIRS),
    Act.SET_OFFER: (frozenset({Role.RECRUITMENT_TEAM}), True, frozenset()),
    Act.MAKE_LETTERS: (frozenset({Role.RECRUITMENT_TEAM}), True, _CHAIRS),
    Act.SEE_FINAL_FIGURES: (
        frozenset({Role.RECRUITMENT_TEAM}),
        True,
        _ON_PANEL | {Seat.EDI_REPRESENTATIVE},
    ),
    Act.READ_AUDIT: (frozenset({Role.RECRUITMENT_TEAM}), True, _CHAIRS | {Seat.EDI_REPRESENTATIVE}),
}


def may(act: Act, *, roles: frozenset[Role], is_manager: bool, seats: frozenset[Seat]) -> bool:
    """Whether somebody with these organisation roles and seats on the vacancy may do the act.

    roles: what they are in the organisation. is_manager: whether they manage this very vacancy.
    """
    allowed_roles, managers, allowed_seats = _ALLOWED[act]
    return bool(allowed_roles & roles) or (managers and is_manager) or bool(allowed_seats & seats)


def sees_as_recruitment_team(roles: frozenset[Role], seats: frozenset[Seat]) -> bool:
    """Whether somebody sees names before the lock, contact details and what was asked for in confidence.

    The panel role beats the organisation role on the same vacancy: whoever scores or shortlists sees what the
    panel sees.
    """
    return Role.RECRUITMENT_TEAM in roles and not seats & _PANEL


def sees_panel(seats: frozenset[Seat], *, named: bool) -> bool:
    """Whether a seat sees the panel's sheets after the reveal.

    named: whether a round's signed manifest names this person. A seat taken since is not enough, so that nobody
    joins the panel to read its sheets; the EDI representative is not in every manifest.
    """
    return Seat.EDI_REPRESENTATIVE in seats or (named and bool(seats & _ON_PANEL))


def may_give_roles(
    given: frozenset[Role], *, own: frozenset[Role], somebody_in_recruitment_team: bool
) -> bool:
    """Whether somebody who manages people may give an account these roles.

    The recruitment team may give any; a manager no more than their own and a seat on a panel, unless the
    organisation has no recruitment team yet.
    """
    if Role.RECRUITMENT_TEAM in own or not somebody_in_recruitment_team:
        return True
    return given <= own | {Role.PANEL}


def may_see_sheet(*, own: bool, revealed: bool, scores_in_round: bool, sees_panel: bool) -> bool:
    """The rule of independence: before the reveal nobody reads a mark, note, total or rank not their own.

    own: whether the sheet is theirs. revealed: whether the round is. scores_in_round: whether they score
    in it. sees_panel: whether their seat sees others' sheets after the reveal (chair, member, EDI
    representative). Every screen, search, export and count asks this function.
    """
    return own or (revealed and (scores_in_round or sees_panel))
