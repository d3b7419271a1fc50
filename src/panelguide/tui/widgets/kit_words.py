"""The lines and the heading of an interview kit."""

from typing import Final

from textual.content import Content

from panelguide.domain.method import decimal_text
from panelguide.services.kits import KitQuestion, KitView
from panelguide.tui.text import columns, plain, styled

SHAPE: Final = (
    ("", 3),
    ("Question", 27),
    ("Value", 15),
    ("Criteria", 11),
    ("Asks", 9),
    ("Wt", 3),
    ("Min", 3),
)


def heading(kit: KitView | None) -> Content:
    if kit is None:
        return plain("KIT  none yet")
    exercises = sum(it.is_exercise for it in kit.questions)
    count = f"{len(kit.questions) - exercises} questions"
    if exercises:
        count += f" and {exercises} exercise" + ("" if exercises == 1 else "s")
    state = f"LOCKED {kit.digest.hex()[:8]}" if kit.locked else "draft, not locked"
    minutes = f"{kit.minutes_used} of {kit.minutes} minutes"
    return styled(
        "KIT $number   $count   $minutes   $state",
        number=str(kit.number),
        count=count,
        minutes=minutes,
        state=state,
    )


def row(it: KitQuestion) -> Content:
    value = it.question.value.value.replace("-", " ") if it.question.value else "-"
    return columns(
        (
            (it.label, 3),
            (it.question.title, 27),
            ("exercise" if it.is_exercise else value, 15),
            (",".join(it.criteria) or "-", 11),
            (it.asker, 9),
            (decimal_text(it.weight), 3),
            (str(it.minutes), 3),
        )
    )
