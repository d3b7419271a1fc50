"""Drawing the decision screen, and what can be done on it at a moment."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from panelguide.domain.decision import Outcome
from panelguide.tui.outcome import decision_view as drawing
from panelguide.tui.text import plain, stacked
from panelguide.tui.widgets.frame import PlaceLine
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.tui.screens.decision import DecisionScreen

DECIDING: Final = frozenset({"choose", "undo", "reason", "explain", "compare", "tie", "place", "confirm"})


def draw(screen: "DecisionScreen") -> None:
    """Everything anew, but the text somebody types."""
    keeper = screen.keeper
    if screen.found is None or keeper is None or not screen.is_attached:
        return
    found = screen.found = replace(screen.found, view=keeper.draft.view)
    names = screen.names_shown
    screen.query_one("#heading", Words).put(drawing.heading(found))
    screen.query_one("#columns", Words).put(drawing.columns_line(with_names=names))
    screen.query_one(Rows).fill(
        [Row(it.candidate, drawing.row(it, found, with_names=names)) for it in keeper.draft.lines]
    )
    draw_chosen(screen)
    screen.show_place()
    screen.show_keys()
    say_what_is_next(screen)


def draw_chosen(screen: "DecisionScreen") -> None:
    """The reason and the facts of the candidate under the cursor, and what is owed by all."""
    found, keeper = screen.found, screen.keeper
    if found is None or keeper is None or not screen.chosen:
        return
    screen.take_reason()
    line = keeper.draft.line(screen.chosen)
    screen.reason.put(line.candidate, line.reason)
    screen.query_one("#reason-heading", Words).put(
        drawing.reason_heading(line, found, with_names=screen.names_shown)
    )
    owed = drawing.to_do(keeper.draft.lines, found.view.problems)
    screen.query_one("#owed-heading", Words).put(drawing.owed_heading(owed, found))
    for name, content in (
        ("hits", drawing.word_hits(line.reason, found.words)),
        ("owed", stacked(plain(sentence) for sentence in owed)),
        ("about", drawing.about(line, found)),
    ):
        words = screen.query_one(f"#{name}", Words)
        words.put(content)
        words.display = bool(content)


def show_saving(screen: "DecisionScreen") -> None:
    """The first row says so while something typed is not on the disk yet."""
    keeper = screen.keeper
    if screen.is_mounted and keeper and (keeper.draft.unsaved or keeper.trouble):
        state = "NOT SAVED" if keeper.trouble else "saving"
        in_front = screen.desk.table.in_front
        name = in_front.person.name if in_front else ""
        screen.query_one(PlaceLine).show_place(screen.place(), f"{name}   {state}")


def say_what_is_next(screen: "DecisionScreen") -> None:
    found, keeper = screen.found, screen.keeper
    if found is None or keeper is None:
        return
    step = drawing.next_step(keeper.draft.lines, found, typing=screen.reason.has_focus)
    screen.say_next(keeper.trouble or screen.said or step)


def may(screen: "DecisionScreen", action: str) -> bool | None:
    """Whether a step is open now; None for one that is not of this screen alone."""
    found, keeper = screen.found, screen.keeper
    if action == "names":
        return bool(found and found.names)
    if action not in DECIDING:
        return None
    if found is None or keeper is None or not found.may_decide or not screen.chosen:
        return False
    line = keeper.draft.line(screen.chosen)
    figure = found.figures.get(line.candidate)
    if action == "compare":
        return bool(figure and figure.flags)
    if action == "place":
        return line.outcome is Outcome.RESERVE
    if action == "tie":
        return any(it.tie for it in found.figures.values())
    return action != "confirm" or not found.view.confirmed or found.view.changed
