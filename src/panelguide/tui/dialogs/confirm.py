"""Yes or no before a weighty step. Its key never is the key that asked."""

from textual.app import ComposeResult
from textual.content import Content

from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.text import plain
from panelguide.tui.widgets.words import Words


class Confirm(Dialog[bool]):
    """True when the second button was pressed; the first, safe one is where the cursor stands."""

    def __init__(self, question: str, body: Content | str = "", *, yes: str, no: str = "Go back") -> None:
        super().__init__()
        self._question = question
        self._body = plain(body) if isinstance(body, str) else body
        self._yes = yes
        self._no = no

    def heading(self) -> Content:
        return plain(self._question)

    def inside(self) -> ComposeResult:
        yield Words(self._body)

    def buttons(self) -> tuple[tuple[str, str], ...]:
        return (("leave", self._no), ("yes", self._yes))

    def pressed(self, _: str) -> None:
        self.dismiss(True)
