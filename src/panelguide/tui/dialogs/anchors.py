"""Everything there is to a question: its words, the signs, and what each mark sounds like."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button

from panelguide.services.kits import KitQuestion
from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.scoring import drawing
from panelguide.tui.text import plain, styled
from panelguide.tui.widgets.words import Words


class Anchors(Dialog[bool]):
    """Shown over live scoring until it is closed. arrangements: what to arrange for this candidate."""

    DEFAULT_CSS = "Anchors .part { margin-top: 1; }"
    HINT = "Up and down move through it, Enter or Esc closes"

    def __init__(self, question: KitQuestion, arrangements: str) -> None:
        super().__init__(classes="-broad")
        self._question = question
        self._arrangements = arrangements

    def go_to_first(self) -> None:
        # The button stands below what is to be read.
        self.query(Button).first().focus(scroll_visible=False)

    def heading(self) -> Content:
        return plain(f"{self._question.label}: what each mark looks like")

    def inside(self) -> ComposeResult:
        yield Words(drawing.anchors(self._question))
        yield Words(drawing.asked_words(self._question), classes="part")
        yield Words(drawing.signs(self._question, 0, as_lists=True), classes="part")
        if self._arrangements:
            yield Words(styled("[bold]ARRANGED[/]  $words", words=self._arrangements), classes="part")
