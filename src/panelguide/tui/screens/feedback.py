"""Feedback: the points of each candidate's letter with what they rest on, agreed and approved here."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from panelguide.services import feedback
from panelguide.services.feedback import PointView
from panelguide.tui.commands import BACK
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import plain
from panelguide.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn


class FeedbackScreen(PanelScreen[tuple[PointView, ...]]):
    """Every candidate's points."""

    PLACE = "Feedback"
    ABOUT = "What each candidate's letter will say they did well and could build on."
    KEYS = (BACK,)

    def body(self) -> ComposeResult:
        yield Rows(id="points")

    def load(self, context: "Context", actor: "SignedIn") -> tuple[PointView, ...]:
        return feedback.show(context, actor, self.code)

    def show(self, found: tuple[PointView, ...]) -> None:
        rows = self.query_one(Rows)
        rows.fill([Row(it.id, plain(f"{it.candidate} {it.question} {it.text}")) for it in found])
        if self.focused is None:
            rows.focus()
