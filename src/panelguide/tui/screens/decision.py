"""The decision: an outcome with its reason for everybody interviewed, and what still stands before it."""

from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.content import Content

from panelguide.services import decisions
from panelguide.services.decisions import DecisionLine, DecisionView
from panelguide.tui.commands import BACK
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import columns, plain, stacked
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

SHAPE: Final = (("Place", 5), ("Code", 4), ("Figure", 6), ("Decision", 13), ("Reason", 40))


class DecisionScreen(PanelScreen[DecisionView]):
    """Everybody interviewed by their place, with outcome and reason, over what is still to do."""

    PLACE = "Decision"
    ABOUT = "The panel's outcome for everybody interviewed, with its reason from the criteria."
    KEYS = (BACK,)

    def body(self) -> ComposeResult:
        yield Words(plain("  ") + columns(SHAPE), id="columns")
        yield Rows(id="list")
        yield Words(id="problems")

    def load(self, context: "Context", actor: "SignedIn") -> DecisionView:
        return decisions.show(context, actor, self.code)

    def show(self, found: DecisionView) -> None:
        rows = self.query_one(Rows)
        rows.fill([Row(it.candidate, _row(it)) for it in found.lines])
        if self.focused is None:
            rows.focus()
        self.query_one("#problems", Words).put(stacked(plain(sentence) for sentence in found.problems))


def _row(it: DecisionLine) -> Content:
    outcome = it.outcome.name_for_people if it.outcome else "-"
    return columns(
        ((str(it.place or "-"), 5), (it.candidate, 4), (it.figure, 6), (outcome, 13), (it.reason, 40))
    )
