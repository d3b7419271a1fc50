"""The words of the live scoring screen: strip, question, probes, what a good answer has."""

from collections.abc import Sequence

from textual.content import Content

from panelguide.services.kits import KitQuestion
from panelguide.tui.scoring.own_sheet import OwnSheet, score_text
from panelguide.tui.text import fitted, line, plain, stacked, styled
from panelguide.tui.widgets.score_row import MARK_NAMES

LETTERS = "abcdef"


def strip(own: OwnSheet, at: int, width: int) -> Content:
    """Q1[4] Q2[ ] >Q3[ ]< and so on; where not all fit, those round the present one."""
    parts = []
    for place, question in enumerate(own.questions):
        words = f"{question.label}[{score_text(own.mark_of(question.id))}]"
        here = styled("[bold $focus]>$words<[/]", words=words)
        parts.append(here if place == at else plain(words))
    start = 0
    while start < at and _width(parts[start : at + 2]) > width - 4:
        start += 1
    shown = Content(" ").join(parts[start:])
    return fitted(plain(" .. " if start else " ") + shown, width)


def _width(parts: Sequence[Content]) -> int:
    return sum(part.cell_length + 1 for part in parts)


def question_heading(question: KitQuestion, width: int) -> Content:
    """Who asks, and what the question is about."""
    asker = f"{question.asker} asks" if question.asker else ""
    about = " / ".join(part for part in (about_words(question), ", ".join(question.criteria)) if part)
    left = styled(" [bold]$label[/]  $asker", label=question.label, asker=asker)
    right = line(f"{about}  {question.minutes} min ")
    return fitted(left, max(0, width - right.cell_length - 1)) + plain(" ") + right


def about_words(question: KitQuestion) -> str:
    """The value or theme in capitals."""
    asked = question.question
    words = asked.value.value if asked.value else asked.theme
    return ("exercise: " if question.is_exercise else "").upper() + words.replace("-", " ").upper()


def asked_words(question: KitQuestion) -> Content:
    return plain(f"“{question.question.ask}”")


def probes(question: KitQuestion, asked: Sequence[int]) -> Content:
    """The follow-ups, the same for everyone, with those ticked that were asked."""
    rows = [
        plain(f"{letter} [{'x' if place in asked else ' '}] {probe.text}")
        for place, (letter, probe) in enumerate(zip(LETTERS, question.question.probes, strict=False))
    ]
    return stacked(rows)


def signs(question: KitQuestion, width: int, *, as_lists: bool) -> Content:
    """What a good and a poor answer has: a line each, or lists where there is room."""
    good, poor = question.question.positive_indicators, question.question.negative_indicators
    if not as_lists:
        return stacked(
            (
                fitted(styled(" [bold $ok]GOOD[/]  $words", words="; ".join(good)), width),
                fitted(styled(" [bold $warn]POOR[/]  $words", words="; ".join(poor)), width),
            )
        )
    return stacked(
        (
            styled(" [bold $ok]GOOD[/]"),
            *(plain(f"   + {words}") for words in good),
            styled(" [bold $warn]POOR[/]"),
            *(plain(f"   - {words}") for words in poor),
        )
    )


def anchors(question: KitQuestion) -> Content:
    """What each mark sounds like, the highest first."""
    return stacked(
        styled(
            "[bold $focus]$mark $name[/] $words",
            mark=str(mark),
            name=MARK_NAMES[mark],
            words=question.question.anchors[mark],
        )
        for mark in reversed(range(len(MARK_NAMES)))
    )
