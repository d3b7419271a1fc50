"""Drawing the live scoring screen from the sheet as it stands."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from textual.content import Content

from panelguide.errors import SomebodyElseChangedIt
from panelguide.tui import dates
from panelguide.tui.scoring import drawing
from panelguide.tui.scoring.own_sheet import OwnSheet, count_words
from panelguide.tui.screens.base import TALL
from panelguide.tui.text import fitted, line, plain, stacked, styled
from panelguide.tui.widgets.frame import PlaceLine
from panelguide.tui.widgets.score_row import ScoreRow
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.tui.scoring.sheet_screen import SheetScreen

KEYS_ON: Final = "Score keys are on. Type a digit, or n for notes."
TYPING: Final = "Typing notes. Esc for score keys."
SEALED: Final = "This sheet is sealed. F2 opens another; e replaces it, with a reason."


def draw(screen: "SheetScreen") -> None:
    """Everything but the first row, the last row and the note itself."""
    own, question = screen.own, screen.question
    if own is None or question is None:
        return
    width = screen.query_one("#body").size.width or screen.size.width
    roomy = screen.is_wide and screen.size.height >= TALL

    def put(name: str, content: Content) -> None:
        _put(screen, name, content)

    put("candidate", _candidate(screen, own, width))
    put("strip", drawing.strip(own, screen.at, width))
    put("rule", plain("─" * width))
    put("heading", drawing.question_heading(question, width))
    put("asked", drawing.asked_words(question))
    put("probes", drawing.probes(question, screen.ticks))
    put("signs", drawing.signs(question, width, as_lists=roomy))
    put("anchors", stacked((styled("[bold $focus]WHAT EACH SCORE LOOKS LIKE[/]"), drawing.anchors(question))))
    mark = own.mark_of(question.id)
    if screen.drawn.get("mark", "") != mark:
        screen.drawn["mark"] = mark
        screen.query_one(ScoreRow).show_mark(mark)
    draw_notes_heading(screen)
    say_state(screen)


def _put(screen: "SheetScreen", name: str, content: Content) -> None:
    """Draws what is new and leaves the rest alone: one key must not lay out the whole screen."""
    looks = (content.plain, tuple(content.spans))
    if screen.drawn.get(name) != looks:
        screen.drawn[name] = looks
        screen.query_one(f"#{name}", Words).put(content)


def _candidate(screen: "SheetScreen", own: OwnSheet, width: int) -> Content:
    found = screen.found
    it = found.find(own.candidate) if found else None
    number = f"{found.number_of(own.candidate)} of {len(found.candidates)}" if found else ""
    name = (it.name or "no name to show") if it and screen.names_shown else ""
    arranged = f"Arranged: {it.arrangements}" if it and it.arrangements else ""
    words = "   ".join(part for part in (number, it.slot if it else "", name, arranged) if part)
    state = "SEALED" if own.sealed else f"{own.scored} of {len(own.questions)} scored"
    left = styled(" [bold]$code[/]  $words", code=own.candidate, words=words)
    return fitted(left, width - len(state) - 2) + plain(f" {state} ")


def draw_notes_heading(screen: "SheetScreen") -> None:
    """What the box is for, or why what is in it is not saved or not taken."""
    own = screen.own
    if own is None:
        return
    heading = screen.query_one("#notes-heading", Words)
    heading.set_class(bool(own.trouble or screen.refusal), "-trouble")
    if own.trouble:
        both = " Esc shows both." if isinstance(own.trouble, SomebodyElseChangedIt) else ""
        _put(screen, "notes-heading", line(f" NOT SAVED: {own.trouble.what} Your text is kept here.{both}"))
    elif screen.refusal:
        _put(screen, "notes-heading", line(f" {screen.refusal}"))
    else:
        words = f"{count_words(screen.note.text)} words "
        left = " NOTES" if own.sealed else " NOTES (n to type, Esc to leave)"
        width = heading.size.width
        _put(screen, "notes-heading", fitted(left, max(0, width - len(words))) + plain(words))


def say_state(screen: "SheetScreen") -> None:
    """Which of the two states the keys are in, always written out."""
    if screen.opening:
        screen.say_next(f"Opening {screen.opening}. Keys count once it is there.")
    elif screen.own is not None and screen.own.sealed:
        screen.say_next(SEALED)
    else:
        screen.say_next(TYPING if screen.typing else screen.sentence or KEYS_ON)


def show_place(screen: "SheetScreen") -> None:
    """The first row: the way here, who is in front, and whether everything is saved."""
    if not screen.is_mounted:
        return
    in_front = screen.desk.table.in_front if screen.desk.opened else None
    words = "   ".join(
        part for part in (in_front.person.name if in_front else "", saving(screen.own)) if part
    )
    screen.query_one(PlaceLine).show_place(screen.place(), words)


def saving(own: OwnSheet | None) -> str:
    """SAVED only for what is committed."""
    if own is None:
        return ""
    if own.trouble:
        return "NOT SAVED"
    if own.unsaved:
        return "saving"
    if own.saved_at:
        return f"SAVED {dates.clock_time(datetime.fromisoformat(own.saved_at))}"
    return "All saved"
