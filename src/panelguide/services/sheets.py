"""A member's own sheets, one act at a time. The live screen keeps a `SheetDesk` open instead."""

from panelguide.domain.sheet import SheetCheck
from panelguide.services.context import Context
from panelguide.services.round_status import SheetState
from panelguide.services.session import SignedIn
from panelguide.services.sheet_desk import SheetDesk, SheetView, open_desk
from panelguide.services.sheet_writing import Marks, Notes

__all__ = [
    "SheetDesk",
    "SheetState",
    "SheetView",
    "check",
    "my_candidates",
    "open_desk",
    "open_sheet",
    "replace",
    "save_draft",
    "seal",
    "seal_all",
]


def my_candidates(context: Context, actor: SignedIn, code: str) -> tuple[tuple[str, SheetState], ...]:
    """The candidates this member scores, by slot, and how far each sheet is."""
    return open_desk(context, actor, code).candidates()


def open_sheet(context: Context, actor: SignedIn, code: str, *, candidate: str) -> SheetView:
    """The member's own sheet: what they have written so far, or what they sealed."""
    return open_desk(context, actor, code).load(candidate)


def save_draft(
    context: Context, actor: SignedIn, code: str, *, candidate: str, marks: Marks, notes: Notes
) -> str:
    """Keeps marks and notes by question id; what is not named stays. Returns the moment it was saved."""
    return open_desk(context, actor, code).save_draft(candidate, marks, notes)


def check(context: Context, actor: SignedIn, code: str, *, candidate: str) -> SheetCheck:
    """What blocks the sealing of the sheet, and what only wants a look."""
    return open_desk(context, actor, code).check(candidate)


def seal(context: Context, actor: SignedIn, code: str, *, candidate: str) -> None:
    """Seals the sheet as it is stored. Raises Refused with everything that is missing."""
    open_desk(context, actor, code).seal(candidate)


def seal_all(context: Context, actor: SignedIn, code: str) -> tuple[str, ...]:
    """Seals every sheet that was begun, all or none; gives the candidates' codes."""
    return open_desk(context, actor, code).seal_all()


def replace(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    candidate: str,
    marks: Marks,
    notes: Notes,
    reason: str,
) -> None:
    """Seals another sheet in place of a sealed one, with the reason, until the chair has released."""
    open_desk(context, actor, code).replace(candidate, marks, notes, reason)
