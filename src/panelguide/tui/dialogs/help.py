"""F1: what this screen is for and everything that can be done here; typing filters, Enter runs."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.fuzzy import Matcher
from textual.widgets import Input

from panelguide.tui.commands import Command
from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.text import columns, plain
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.typing import Entry
from panelguide.tui.widgets.words import Words

KEYS_WIDTH, NAME_WIDTH = 10, 60


class Help(Dialog[str]):
    """The action of the chosen line."""

    DEFAULT_CSS = "Help Rows { max-height: 8; margin-top: 1; }"
    HINT = "Type to find, arrows move, Enter does it, Esc closes"

    def __init__(self, about: str, commands: Sequence[Command]) -> None:
        super().__init__(classes="-broad")
        self._about = about
        self._commands = tuple(commands)

    def heading(self) -> Content:
        return plain("Help for this screen")

    def inside(self) -> ComposeResult:
        yield Words(plain(self._about))
        yield Entry(id="find")
        yield Rows(id="commands")

    def go_to_first(self) -> None:
        self._show("")
        self.query_one("#find", Entry).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if key := self.query_one(Rows).key:
            self.dismiss(key)

    def on_key(self, event: events.Key) -> None:
        rows = self.query_one(Rows)
        if event.key in ("down", "up") and not rows.has_focus:
            rows.focus()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.dismiss(event.key)

    def _show(self, wanted: str) -> None:
        matcher = Matcher(wanted)
        found = [
            command
            for command in self._commands
            if not wanted.strip() or matcher.match(f"{command.name} {command.shown_keys}")
        ]
        self.query_one(Rows).fill(
            [
                Row(
                    command.action,
                    columns(((command.shown_keys or "menu", KEYS_WIDTH), (command.name, NAME_WIDTH))),
                )
                for command in found
            ]
        )
