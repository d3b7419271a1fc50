"""One laptop round a table: who comes in front, by a four-digit code they set when they sat down."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Input

from panelguide.domain.people import Person
from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.text import plain
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.typing import Entry
from panelguide.tui.widgets.words import Words

SOMEBODY_ELSE = "somebody else"


class HandOver(Dialog[tuple[str, str]]):
    """Person id and code; the id is "somebody else" for one who has not given a passphrase here yet."""

    TITLE_WORDS = "Who comes in front?"
    HINT = "Arrows choose who, Tab goes to the code, Enter hands over, Esc leaves"

    def __init__(self, people: Sequence[Person]) -> None:
        super().__init__()
        self._people = tuple(people)

    def inside(self) -> ComposeResult:
        yield Rows(id="who")
        yield Words(plain("Their four-digit code"))
        yield Entry(secret=True, id="code")

    def buttons(self) -> tuple[tuple[str, str], ...]:
        return (("leave", "Go back"), ("yes", "Hand over"))

    def go_to_first(self) -> None:
        rows = self.query_one(Rows)
        known = [Row(person.id, plain(person.name)) for person in self._people]
        rows.fill([*known, Row(SOMEBODY_ELSE, plain("Somebody else signs in"))])
        rows.focus()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        if event.key == SOMEBODY_ELSE:
            self.pressed("yes")
        else:
            self.query_one("#code", Entry).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.pressed("yes")

    def pressed(self, _: str) -> None:
        self.dismiss((self.query_one(Rows).key, self.query_one("#code", Entry).value))
