"""What a kit is assigned for: values that must be asked about, minutes, an exercise, a seed to repeat it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from panelguide.domain.coverage import value_name
from panelguide.domain.questions import Value
from panelguide.errors import BadInput, PanelguideError
from panelguide.tui.commands import Command, bindings_of
from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.text import plain, styled
from panelguide.tui.widgets.fields import Field, Fields, Kind
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

TICK = (Command("space", "tick", "Tick or untick this value"),)
FIELDS = (
    Field("minutes", "Minutes for the questions", hint="empty: the slot without opening and closing"),
    Field(
        "exercise",
        "A skills exercise in its own slot?",
        Kind.CHOICE,
        choices=(("", "As the post asks"), ("yes", "With one"), ("no", "Without")),
    ),
    Field("seed", "Seed", hint="only to repeat an earlier assignment"),
)


@dataclass(frozen=True, slots=True)
class AssignWishes:
    """None: as the post and its slot usually have it."""

    values: tuple[Value, ...] | None
    minutes: int | None
    exercise: bool | None
    seed: int | None


class AssignKit(Dialog[AssignWishes]):
    """Asks for the wishes. replaces: whether a draft is there that this takes the place of."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(TICK)
    HINT = "Space ticks, Tab moves, Enter presses, Esc leaves"
    TITLE_WORDS = "Assign the kit"

    def __init__(self, today: Callable[[], date], *, replaces: bool) -> None:
        super().__init__(classes="-broad")
        self._today = today
        self._replaces = replaces
        self._ticked: set[Value] = set()

    def inside(self) -> ComposeResult:
        if self._replaces:
            yield Words(plain("This takes the place of the draft that is there."))
        yield Words(
            styled("[bold]Values to ask about[/]  [$muted]none ticked: the usual ones for the slot[/]")
        )
        yield Rows(id="values")
        yield Fields(FIELDS, self._today)

    def buttons(self) -> tuple[tuple[str, str], ...]:
        return (("leave", "Go back"), ("yes", "Assign"))

    def go_to_first(self) -> None:
        self._draw()
        self.query_one(Rows).focus()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_tick()

    def action_tick(self) -> None:
        rows = self.query_one(Rows)
        if rows.has_focus and rows.key:
            self._ticked ^= {Value(rows.key)}
            self._draw()

    def pressed(self, _: str) -> None:
        try:
            answers = self.query_one(Fields).answers()
            wishes = AssignWishes(
                values=tuple(value for value in Value if value in self._ticked) or None,
                minutes=_whole_number(answers["minutes"], "Minutes"),
                exercise={"yes": True, "no": False}.get(answers["exercise"]),
                seed=_whole_number(answers["seed"], "Seed"),
            )
        except PanelguideError as error:
            self.say_trouble(str(error))
            return
        self.dismiss(wishes)

    def _draw(self) -> None:
        ticks = {value: "[x]" if value in self._ticked else "[ ]" for value in Value}
        self.query_one(Rows).fill(
            [Row(value, plain(f"{ticks[value]} {value_name(value)}")) for value in Value]
        )


def _whole_number(typed: str, label: str) -> int | None:
    word = typed.strip()
    if not word:
        return None
    if not (word.isascii() and word.isdigit() and len(word) <= 10):
        raise BadInput(f"{label}: “{word}” is not a whole number.", do="Write it in digits.")
    return int(word)
