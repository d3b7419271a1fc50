"""A longer text, read from its beginning with the arrow keys."""

from textual.content import Content
from textual.widgets import Button

from panelguide.tui.dialogs.tell import Tell


class Read(Tell):
    """Shows a text that may be longer than the window until it is closed."""

    HINT = "Up and down move through it, Enter or Esc closes"
    # The button stands below what is to be read: to go to it must not scroll there.
    AUTO_FOCUS = ""

    def __init__(self, title: str, body: Content | str) -> None:
        super().__init__(title, body)
        self.add_class("-broad")

    def go_to_first(self) -> None:
        self.set_focus(self.query(Button).first(), scroll_visible=False)
