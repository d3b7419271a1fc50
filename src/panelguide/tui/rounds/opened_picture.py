"""Drawing the reveal: sheets or figures above, what to talk about below, the notes of the chosen answer under it."""

from typing import TYPE_CHECKING

from textual.content import Content

from panelguide.services.rounds import RevealView
from panelguide.tui.rounds import opened_view as view
from panelguide.tui.rounds.opened_view import Opened
from panelguide.tui.text import plain, stacked, styled
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.tui.screens.reveal import RevealScreen


def draw(screen: "RevealScreen", found: Opened) -> None:
    """Everything but the first row and the two last."""
    width = screen.query_one("#body").size.width or screen.size.width
    if screen.shows_figures:
        _draw_figures(screen, found, width)
    elif found.sheets is not None:
        _draw_sheets(screen, found, found.sheets)
    if found.sheets is not None:
        _draw_talk(screen, found, found.sheets, width)
    draw_notes(screen)


def draw_notes(screen: "RevealScreen") -> None:
    """What each member wrote on the chosen answer, or what is to be said of the chosen figure."""
    found = screen.found
    if found is None:
        return
    above = screen.query_one("#sheets", Rows)
    line = found.figure_of(above.key) if above.has_focus and screen.shows_figures else None
    entry = screen.entry
    if line is not None:
        shown = view.said_of(line)
    else:
        shown = view.notes_of(found, entry.candidate, entry.question.id) if entry else Content()
    screen.query_one("#note", Words).put(shown)


def next_sentence(found: Opened) -> str:
    if found.sheets is None:
        return "Next: the panel decides."
    unsigned = found.finals.unsigned if found.finals else ()
    if not found.closed:
        return "Next: talk through the list, the chair last. Then the chair closes it."
    if found.me in unsigned:
        return "Next: k keeps the rest of your scores as you sealed them."
    if unsigned:
        return f"Next: {', '.join(unsigned)} sign their final scores."
    return "Next: every final score is signed. The panel decides."


def _draw_sheets(screen: "RevealScreen", found: Opened, sheets: RevealView) -> None:
    order = " ".join(view.initials(sheets.members).values())
    screen.query_one("#state", Words).put(
        plain(f" Marks in the order {order}.  * to talk about   - not asked   ? not heard")
    )
    screen.query_one("#columns", Words).put(view.headings(sheets, with_names=screen.names_shown))
    screen.query_one("#sheets", Rows).fill(
        [
            Row(it, view.matrix_row(found, sheets, it, with_names=screen.names_shown))
            for it in (*sheets.candidates, *sheets.away)
        ]
    )


def _draw_figures(screen: "RevealScreen", found: Opened, width: int) -> None:
    figures = found.figures
    if figures is None:
        return
    words = ["The list is closed."]
    if figures.unsigned:
        words.append(f"Not signed yet, so as sealed: {', '.join(figures.unsigned)}.")
    if figures.unranked:
        words.append(f"Not ranked: {', '.join(figures.unranked)}.")
    screen.query_one("#state", Words).put(plain(" " + " ".join(words)))
    screen.query_one("#columns", Words).put(view.figure_headings(with_names=screen.names_shown))
    screen.query_one("#sheets", Rows).fill(
        [
            Row(it.candidate, view.figure_row(it, found.names, width, with_names=screen.names_shown))
            for it in figures.lines
        ]
    )


def _draw_talk(screen: "RevealScreen", found: Opened, sheets: RevealView, width: int) -> None:
    entries = found.entries(everything=screen.everything)
    words = "ALL ANSWERS" if screen.everything else f"TALK ABOUT ({len(entries)})"
    why = found.why_no_figures if not found.closed else ""
    screen.query_one("#talk-heading", Words).put(
        stacked((styled(" $words   [not bold $muted]$why[/]", words=words, why=why),))
    )
    screen.query_one("#talk", Rows).fill(
        [Row(view.key_of(it), view.entry_row(found, sheets, it, width)) for it in entries]
    )
