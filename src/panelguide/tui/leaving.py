"""Leaving with something typed: saved first, and asked about where the disk does not take it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.dialogs.confirm import Confirm
from panelguide.tui.screens.base import PanelScreen

if TYPE_CHECKING:
    from panelguide.tui.app import PanelguideApp

Screens = Sequence[PanelScreen[Any]]


class LeaveWithout(Confirm):
    """Whether to go although something typed is not saved; the safe answer is to stay."""

    def __init__(self) -> None:
        super().__init__(
            "Leave without it?",
            "What you typed last is not saved yet. It is kept as long as you stay on this screen.",
            yes="Leave without it",
            no="Stay here",
        )


def panel_screens(app: "PanelguideApp") -> Screens:
    """Every screen that is open, in front or under another."""
    return [it for it in app.screen_stack if isinstance(it, PanelScreen)]


def leave(app: "PanelguideApp", screens: Screens, go: Callable[[], None]) -> None:
    """Goes once everything typed on these screens is saved; asks first where it could not be."""
    boxes = (it for it in app.screen_stack if isinstance(it, Dialog))
    if any(it.unsaved_here() for it in screens) or any(it.unsaved for it in boxes):
        # Asked once: a second ctrl+q is no answer.
        if not any(isinstance(it, LeaveWithout) for it in app.screen_stack):
            app.push_screen(LeaveWithout(), lambda yes: go() if yes else None)
        return
    under_way = [it for it in screens if it.keep_typed()]
    if under_way:
        app.saves.add(
            app,
            lambda: None,
            lambda _: leave(app, screens, go),
            failed=lambda error: app.show_problem(app.as_sentences(error)),
        )
    else:
        go()


def let_go(screens: Screens) -> None:
    """Gives up what could not be saved on these screens, since the person has said so."""
    for screen in screens:
        if screen.unsaved_here():
            screen.let_go()
