"""A longer text, read from its beginning with the arrow keys."""

from textual.content import Content

from panelguide.tui.dialogs.tell import Tell


class Read(Tell):
    """Shows a text that may be longer than the window until it is closed."""

    HINT = "Up and down move through it, Enter or Esc closes"

    def __init__(self, title: str, body: Content | str) -> None:
        super().__init__(title, body)
        self.add_class("-broad")
