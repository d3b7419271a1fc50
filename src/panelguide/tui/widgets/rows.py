"""A list a person moves through with the arrow keys: one line a row, the chosen one marked with >."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

MARK = Content("  ")


@dataclass(frozen=True, slots=True)
class Row:
    """key: what the row stands for, an id or a code. content: the line, without room for the mark."""

    key: str
    content: Content


class Rows(OptionList):
    """A list of rows. Keeps the chosen row by its key when it is filled again."""

    DEFAULT_CSS = """
    Rows {
        height: auto; border: none; padding: 0; background: $background; scrollbar-size-vertical: 1;
        &:focus { border: none; background-tint: $foreground 0%; }
        & > .option-list--option { padding: 0; }
        & > .option-list--option-highlighted { text-style: none; }
    }
    """

    # Drawn by the list itself, once the screen has heard of the move: both are then painted together.
    highlighted: reactive[int | None] = reactive(None, repaint=False)

    class Moved(Message):
        """Another row was chosen. key: "" when there is none."""

        def __init__(self, rows: "Rows", key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> "Rows":
            return self.rows

    class Opened(Moved):
        """Enter or a click on a row."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._keys: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Of the chosen row; "" when there is none."""
        at = self.highlighted
        return self._keys[at] if at is not None and at < len(self._keys) else ""

    @property
    def keys_shown(self) -> tuple[str, ...]:
        return self._keys

    def fill(self, rows: Sequence[Row]) -> None:
        """Shows these rows in place of those that were there."""
        before, at = self.key, self.highlighted
        self._keys = tuple(row.key for row in rows)
        self.set_options([Option(MARK + row.content) for row in rows])
        if before and before in self._keys:
            self.highlighted = self._keys.index(before)
        elif rows:
            self.highlighted = min(at or 0, len(rows) - 1)

    def choose(self, key: str) -> None:
        """Moves to the row of this key, if it is there."""
        if key in self._keys:
            self.highlighted = self._keys.index(key)

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        at = self.scroll_offset.y + y
        if self.highlighted is None or at >= len(self._lines) or self._lines[at] != (self.highlighted, 0):
            return strip
        style = next((segment.style for segment in strip), None)
        return Strip.join([Strip([Segment(">" if self.has_focus else "-", style)], 1), strip.crop(1)])

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.is_attached:
            self.screen.post_message(self.Moved(self, self.key))
            self.screen.call_later(self.refresh)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Opened(self, self.key))
