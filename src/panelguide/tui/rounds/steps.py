"""Which steps of a round this person can take now, and what each does in words."""

from collections.abc import Mapping
from typing import Final

from panelguide.services.rounds import RoundState, StatusView
from panelguide.tui.rounds.board import Board

PROPOSE: Final = (
    "You sign who scores whom, on the locked questions. Everybody shortlisted is in it. The confirmer signs "
    "next, and the round is open."
)
CONFIRM: Final = (
    "Your program compares it with the panel, the candidates and the kit as you see them, and signs."
)
RELEASE: Final = (
    "You fix the list of all sealed sheets. From then on no sheet can be replaced, yours or anybody's, and "
    "nothing in the round can change. Each member's program follows by itself."
)
REVEAL: Final = "Every sheet is opened for the whole panel at once. This cannot be taken back."
MEANING: Final = (
    "A sealed sheet can be read by its author only. It is replaced by its author, with a reason, until the "
    "chair releases. It opens for the panel when the chair reveals, once everybody has released.",
    "This board shows not begun, open and sealed. It never shows how much somebody has written.",
)
CAN_CHANGE: Final = (RoundState.OPEN, RoundState.COMPLETE)


def wanted_signature(board: Board, view: StatusView | None) -> str:
    """Which signature of this person's is wanted now: propose, confirm, confirm_change; "" for none."""
    if board.may_confirm and view and view.state is RoundState.PROPOSED:
        return "confirm"
    if board.may_confirm and view and view.change_waits:
        return "confirm_change"
    if board.is_chair and (view is None or view.state in (RoundState.PROPOSED, RoundState.REVEALED)):
        return "propose"
    return ""


def open_now(board: Board | None, view: StatusView | None) -> Mapping[str, bool]:
    """For each action of the board whether it can be taken; the services judge again."""
    if board is None:
        return {}
    state = view.state if view else None
    released = view is not None and view.chair_released
    several = len(board.views) > 1
    return {
        "open_mine": bool(board.mine),
        "seal_all": bool(board.mine) and state is RoundState.OPEN,
        "open_round": bool(wanted_signature(board, view)),
        "change": board.may_chair and state in CAN_CHANGE and not released,
        "see_reveal": state is RoundState.REVEALED,
        "weighty": board.may_chair
        and (state is RoundState.RELEASED or (state is RoundState.COMPLETE and not released)),
        "earlier": several,
        "later": several,
    }


def next_sentence(board: Board, view: StatusView | None) -> str:
    if view is not None:
        return f"Next: {view.next_step}"
    return "Next: o proposes the round." if board.is_chair else "Next: the chair proposes the round."
