"""A box for several lines of text."""

from textual import events
from textual.widgets import TextArea

from panelguide.text import NOTE_LIMIT, visible
from panelguide.tui.widgets.typing import ManyLines, refuse_paste


class TextBox(TextArea, ManyLines):
    """Several lines, wrapped, no marks and no completion: nothing moves while a person types."""

    DEFAULT_CSS = """
    TextBox, TextBox:focus { border: none; height: 4; padding: 0 1; background: $foreground 12%; }
    TextBox:focus { background: $foreground 20%; }
    """

    def __init__(self, text: str = "", *, id: str | None = None, limit: int = NOTE_LIMIT) -> None:
        super().__init__(visible(text), soft_wrap=True, compact=True, id=id, highlight_cursor_line=False)
        self.cursor_blink = False
        self._limit = limit

    async def _on_paste(self, event: events.Paste) -> None:
        refuse_paste(self, event, "\n\t\r", self._limit)
