"""A line to type in. What is pasted is refused, with its place, when it could drive the terminal.

The box for several lines stands apart in text_box.py: the first frame has no use for it.
"""

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from panelguide.text import NOTE_LIMIT, is_refused, visible
from panelguide.tui.notices import notice


def first_refused(text: str, allowed: str) -> str:
    """ "character 5 (U+001B)" for the first character that cannot be used; "" when all can."""
    for place, character in enumerate(text, start=1):
        if is_refused(character) and character not in allowed:
            return f"character {place} (U+{ord(character):04X})"
    return ""


def refuse_paste(widget: Widget, event: events.Paste, allowed: str, limit: int) -> None:
    """Stops a paste that holds a character that cannot be used, or is too long, and says so."""
    refused = first_refused(event.text, allowed)
    if refused:
        notice(widget, f"Nothing was pasted: {refused} cannot be used.", "warning")
    elif len(event.text) > limit:
        notice(
            widget, f"Nothing was pasted: {len(event.text)} characters, and {limit} is the most.", "warning"
        )
    else:
        return
    event.stop()
    event.prevent_default()


class Entry(Input):
    """One line."""

    DEFAULT_CSS = """
    Entry, Entry:focus { border: none; height: 1; padding: 0 1; background: $foreground 12%; }
    Entry:focus { background: $foreground 20%; }
    """

    def __init__(self, value: str = "", *, secret: bool = False, id: str | None = None) -> None:
        super().__init__(visible(value, keep=""), password=secret, id=id, select_on_focus=False)
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        refuse_paste(self, event, "\r\n", NOTE_LIMIT)


class ManyLines(Widget):
    """What a TextBox is, for whoever must know one without importing it."""
