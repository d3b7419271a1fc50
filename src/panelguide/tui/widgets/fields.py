"""Labelled fields to fill in: a line, several lines, a secret, a date, or one of a few choices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from panelguide.errors import BadInput
from panelguide.tui import dates
from panelguide.tui.text import plain, styled
from panelguide.tui.widgets.text_box import TextBox
from panelguide.tui.widgets.typing import Entry
from panelguide.tui.widgets.words import Words


class Kind(StrEnum):
    LINE = "line"
    TEXT = "text"
    SECRET = "secret"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked for. name: key of the answer. choices: (answer, words) for a CHOICE.

    value: what stands there at first; a DATE is an ISO date both ways. hint: a few words after the label.
    """

    name: str
    label: str
    kind: Kind = Kind.LINE
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    required: bool = False


class Choice(Words, can_focus=True):
    """One of a few, on one line: left and right change it, so does the first letter."""

    DEFAULT_CSS = """
    Choice { height: 1; background: $background; }
    Choice:focus { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    """

    class Changed(Message):
        """Another one was chosen."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, choices: Sequence[tuple[str, str]], value: str = "", *, id: str | None = None) -> None:
        self._choices = tuple(choices)
        known = [key for key, _ in self._choices]
        self._at = known.index(value) if value in known else 0
        super().__init__(self._drawn(), id=id)

    @property
    def value(self) -> str:
        return self._choices[self._at][0]

    def on_key(self, event: events.Key) -> None:
        step = {"left": -1, "right": 1, "space": 1}.get(event.key)
        if step is not None:
            self._move((self._at + step) % len(self._choices), event)
        elif event.character and event.character.isalnum():
            order = [*range(self._at + 1, len(self._choices)), *range(self._at + 1)]
            letter = event.character.casefold()
            for place in order:
                if self._choices[place][1].casefold().startswith(letter):
                    self._move(place, event)
                    break

    def on_click(self) -> None:
        self._move((self._at + 1) % len(self._choices))

    def _move(self, place: int, event: events.Key | None = None) -> None:
        if event:
            event.stop()
            event.prevent_default()
        self._at = place
        self.put(self._drawn())
        self.post_message(self.Changed(self))

    def _drawn(self) -> Content:
        words = self._choices[self._at][1]
        return styled("< $words >  ", words=words) + plain(
            f"{self._at + 1} of {len(self._choices)}, left and right change it"
        )


class Fields(Vertical):
    """Several fields under each other. `answers` reads them all."""

    DEFAULT_CSS = """
    Fields { height: auto; }
    Fields TextBox { height: 3; }
    """

    def __init__(self, fields: Sequence[Field], today: Callable[[], date], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._fields = tuple(fields)
        self._today = today

    def compose(self) -> ComposeResult:
        for field in self._fields:
            yield Words(styled("[bold]$label[/]  [$muted]$hint[/]", label=field.label, hint=_hint(field)))
            yield self._widget(field)

    def answers(self) -> dict[str, str]:
        """Every answer by the name of its field. Raises BadInput for the first that cannot be used."""
        return {field.name: self._answer(field) for field in self._fields}

    def go_to_first(self) -> None:
        """Puts the cursor into the first field."""
        self.query_one(f"#field-{self._fields[0].name}", Widget).focus()

    def _answer(self, field: Field) -> str:
        widget = self.query_one(f"#field-{field.name}", Widget)
        if isinstance(widget, TextBox):
            value = widget.text
        elif isinstance(widget, Entry | Choice):
            value = widget.value
        else:
            raise TypeError(f"No answer can be read from {field.name}.")
        try:
            if field.kind is Kind.DATE:
                value = dates.read_day(value, self._today())
            if field.required and not value.strip():
                raise BadInput(f"“{field.label}” wants an answer.", do="Write something there.")
        except BadInput:
            widget.focus()
            raise
        return value

    @staticmethod
    def _widget(field: Field) -> Widget:
        name = f"field-{field.name}"
        if field.kind is Kind.CHOICE:
            return Choice(field.choices, field.value, id=name)
        if field.kind is Kind.TEXT:
            return TextBox(field.value, id=name)
        value = dates.read_back(field.value) if field.kind is Kind.DATE else field.value
        return Entry(value, secret=field.kind is Kind.SECRET, id=name)


def _hint(field: Field) -> str:
    return field.hint or ("such as 24/11, fri or +5" if field.kind is Kind.DATE else "")
