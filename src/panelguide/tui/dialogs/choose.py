"""One thing out of a list."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content

from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.text import plain
from panelguide.tui.widgets.rows import Row, Rows


class Choose(Dialog[str]):
    """The key of the chosen row."""

    DEFAULT_CSS = "Choose Rows { max-height: 14; }"
    HINT = "Arrows move, Enter chooses, Esc leaves"

    def __init__(self, title: str, rows: Sequence[Row]) -> None:
        super().__init__(classes="-broad")
        self._title = title
        self._rows = tuple(rows)

    def heading(self) -> Content:
        return plain(self._title)

    def inside(self) -> ComposeResult:
        yield Rows(id="choices")

    def buttons(self) -> tuple[tuple[str, str], ...]:
        return (("leave", "Go back"),)

    def go_to_first(self) -> None:
        rows = self.query_one(Rows)
        rows.fill(self._rows)
        rows.focus()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.dismiss(event.key)
