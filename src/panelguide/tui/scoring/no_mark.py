"""x: why there is no mark. Not asked is the chair's fact about the candidate, not heard a member's own."""

from collections.abc import Callable
from typing import Any, Final

from textual.content import Content

from panelguide.domain.marks import NoMark
from panelguide.services.kits import KitQuestion
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.dialogs.choose import Choose
from panelguide.tui.dialogs.confirm import Confirm
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import plain
from panelguide.tui.widgets.fields import Field, Kind
from panelguide.tui.widgets.rows import Row

REASONS: Final = ("We ran out of time", "It was answered earlier", "An adjustment", "Something technical")


def ask_why(
    screen: PanelScreen[Any],
    question: KitQuestion,
    candidate: str,
    *,
    is_chair: bool,
    heard: Callable[[NoMark], None],
    not_asked: Callable[[str], None],
) -> None:
    """heard: gets "not heard" to be written on the member's own sheet. not_asked: gets the chair's reason."""
    if not is_chair:
        screen.ask(
            Confirm(
                f"{question.label}: did you not hear the answer?",
                "This is about you only. If nobody asked it, the chair records that for everybody.",
                yes="I did not hear it",
            ),
            lambda _: heard(NoMark.NOT_HEARD),
        )
        return

    def chosen(key: str) -> None:
        if key == NoMark.NOT_HEARD:
            heard(NoMark.NOT_HEARD)
        else:
            screen.ask(_reason_box(screen, question, candidate), lambda answers: not_asked(_reason(answers)))

    rows = (
        Row(NoMark.NOT_ASKED, plain("It was not asked: you record it for everybody, with the reason")),
        Row(NoMark.NOT_HEARD, plain("I did not hear the answer: about you only")),
    )
    screen.ask(Choose(f"{question.label}: why is there no mark?", rows), chosen)


def _reason_box(screen: PanelScreen[Any], question: KitQuestion, candidate: str) -> Ask:
    return Ask(
        f"{question.label} was not asked of {candidate}",
        (
            Field("why", "Why?", Kind.CHOICE, choices=tuple((it, it) for it in REASONS)),
            Field("more", "In a few words", hint="may stay empty"),
        ),
        today=screen.desk.today,
        body=Content("Every member of the panel sees this, and it stays on the record."),
        yes="Record it",
    )


def _reason(answers: Answers) -> str:
    more = answers["more"].strip()
    return f"{answers['why']}: {more}" if more else answers["why"]
