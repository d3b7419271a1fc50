"""Something to read, and possibly to write down, before going on."""

from textual.app import ComposeResult
from textual.content import Content

from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.text import plain
from panelguide.tui.widgets.words import Words


class Tell(Dialog[bool]):
    """Shows a text, from its beginning, until it is closed."""

    HINT = "Enter or Esc closes"

    def __init__(self, title: str, body: Content | str) -> None:
        super().__init__()
        self._title = title
        self._body = plain(body) if isinstance(body, str) else body

    def heading(self) -> Content:
        return plain(self._title)

    def inside(self) -> ComposeResult:
        yield Words(self._body)
