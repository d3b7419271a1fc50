"""Letters: who gets which and why not yet, a look at each, and making them."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from panelguide.services import letters
from panelguide.services.letters import LetterLine
from panelguide.tui.commands import BACK
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import plain
from panelguide.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn


class LettersScreen(PanelScreen[tuple[LetterLine, ...]]):
    """Everybody who is owed a letter, with how it stands."""

    PLACE = "Letters"
    ABOUT = "The letters of this vacancy: which are ready, and what stands in the way of the others."
    KEYS = (BACK,)

    def body(self) -> ComposeResult:
        yield Rows(id="list")

    def load(self, context: "Context", actor: "SignedIn") -> tuple[LetterLine, ...]:
        return letters.plan(context, actor, self.code)

    def show(self, found: tuple[LetterLine, ...]) -> None:
        rows = self.query_one(Rows)
        rows.fill(
            [Row(it.candidate, plain(f"{it.candidate} {it.name} {it.state} {it.sentence}")) for it in found]
        )
        if self.focused is None:
            rows.focus()
