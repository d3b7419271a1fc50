"""One or several labelled fields to fill in, checked before the box closes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from panelguide.errors import PanelguideError
from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.text import plain
from panelguide.tui.widgets.fields import Field, Fields, Kind
from panelguide.tui.widgets.words import Words

Answers = dict[str, str]


class Ask(Dialog[Answers]):
    """The answers by the name of their field; None when the person left.

    check: raises a PanelguideError for answers that cannot be used; the box stays open and says why.
    """

    HINT = "Tab moves, Enter goes on, Esc leaves all as it was"

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        today: Callable[[], date],
        body: Content | str = "",
        yes: str = "Save",
        check: Callable[[Answers], None] | None = None,
    ) -> None:
        super().__init__(classes="-broad" if any(field.kind is Kind.TEXT for field in fields) else None)
        self._title = title
        self._fields = tuple(fields)
        self._today = today
        self._body = plain(body) if isinstance(body, str) else body
        self._yes = yes
        self._check = check

    def heading(self) -> Content:
        return plain(self._title)

    def inside(self) -> ComposeResult:
        if self._body:
            yield Words(self._body)
        yield Fields(self._fields, self._today, id="fields")

    def buttons(self) -> tuple[tuple[str, str], ...]:
        return (("leave", "Go back"), ("yes", self._yes))

    def go_to_first(self) -> None:
        self.query_one(Fields).go_to_first()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == f"field-{self._fields[-1].name}":
            self.pressed("yes")
        else:
            self.focus_next()

    def again(self, answered: Answers) -> "Ask | None":
        if all(field.kind is Kind.SECRET for field in self._fields):
            return None
        fields = [
            replace(field, value="" if field.kind is Kind.SECRET else answered.get(field.name, field.value))
            for field in self._fields
        ]
        box = type(self)(
            self._title, fields, today=self._today, body=self._body, yes=self._yes, check=self._check
        )
        box.unsaved = True
        return box

    def pressed(self, _: str) -> None:
        try:
            answers = self.query_one(Fields).answers()
            if self._check:
                self._check(answers)
        except PanelguideError as error:
            self.say_trouble(str(error))
            return
        self.dismiss(answers)
