"""What went wrong, what is safe and what to do; and two texts where somebody else was quicker."""

from textual.app import ComposeResult
from textual.content import Content

from panelguide.errors import PanelguideError, SomebodyElseChangedIt
from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.on_screen import on_screen
from panelguide.tui.text import plain, stacked, styled
from panelguide.tui.widgets.words import Words


class Problem(Dialog[bool]):
    """Three plain sentences."""

    HINT = "Enter or Esc closes"

    def __init__(self, error: PanelguideError) -> None:
        super().__init__()
        self._error = error

    def heading(self) -> Content:
        return plain("That did not work")

    def inside(self) -> ComposeResult:
        sentences = (self._error.what, self._error.safe, on_screen(self._error.do))
        yield Words(stacked(plain(sentence) for sentence in sentences if sentence))


class TwoTexts(Dialog[bool]):
    """A stale write: what is stored and what was typed here. True when the person takes theirs up again."""

    def __init__(self, error: SomebodyElseChangedIt, *, may_redo: bool) -> None:
        super().__init__(classes="-broad")
        self._error = error
        self._may_redo = may_redo

    def heading(self) -> Content:
        return plain(self._error.what)

    def inside(self) -> ComposeResult:
        yield Words(styled("[bold]Stored now (theirs)[/]"))
        yield Words(plain(self._error.theirs or "(nothing)"), id="theirs")
        yield Words(styled("[bold]Not stored (yours)[/]"))
        yield Words(plain(self._error.yours or "(nothing)"), id="yours")
        yield Words(plain(f"{self._error.safe} {on_screen(self._error.do)}"))

    def buttons(self) -> tuple[tuple[str, str], ...]:
        leave = ("leave", "Leave theirs as it is")
        return (leave, ("redo", "Write mine again")) if self._may_redo else (leave,)

    def pressed(self, _: str) -> None:
        self.dismiss(True)
