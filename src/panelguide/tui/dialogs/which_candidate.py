"""F2: which candidate, by code; names only when asked for, and only for those who may see them."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content

from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.scoring.around import OnTheDay
from panelguide.tui.text import columns
from panelguide.tui.widgets.rows import Row, Rows


class WhichCandidate(Dialog[str]):
    """The code of the chosen candidate. now: the one on the screen."""

    TITLE_WORDS = "Which candidate?"
    HINT = "Enter opens, v shows or hides names, Esc leaves"
    DEFAULT_CSS = "WhichCandidate Rows { max-height: 14; }"

    def __init__(self, candidates: Sequence[OnTheDay], now: str, *, with_names: bool) -> None:
        super().__init__()
        self._candidates = tuple(candidates)
        self._now = now
        self._with_names = with_names

    def inside(self) -> ComposeResult:
        yield Rows(id="candidates")

    def buttons(self) -> tuple[tuple[str, str], ...]:
        return (("leave", "Stay here"),)

    def go_to_first(self) -> None:
        rows = self.query_one(Rows)
        self._fill(rows)
        rows.choose(self._now)
        rows.focus()

    def on_key(self, event: events.Key) -> None:
        if event.key == "v":
            event.stop()
            self._with_names = not self._with_names
            self._fill(self.query_one(Rows))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.dismiss(event.key)

    def _fill(self, rows: Rows) -> None:
        rows.fill([Row(it.code, self._row(it)) for it in self._candidates])

    def _row(self, it: OnTheDay) -> Content:
        state = "now" if it.code == self._now else str(it.state)
        name = it.name if self._with_names else ""
        return columns(((it.code, 5), (it.slot[-5:], 6), (state, 10), (name, 30)))
