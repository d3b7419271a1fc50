"""Letters: who gets which and why not yet, a look at each, and making them."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult

from panelguide.domain.letter import LetterKind
from panelguide.services import letters
from panelguide.services.letters import LetterLine
from panelguide.tui.commands import BACK, Command
from panelguide.tui.dialogs.make_letters import MakeLetters
from panelguide.tui.dialogs.read import Read
from panelguide.tui.notices import notice
from panelguide.tui.outcome import letters_view as drawing
from panelguide.tui.outcome.letter_pane import LetterPane
from panelguide.tui.outcome.letter_run import LetterRun
from panelguide.tui.outcome.letters_view import LettersFound
from panelguide.tui.outcome.offer_box import ask_for_terms
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

NOT_WHILE_MAKING: Final = frozenset({"pick", "pick_all", "offer", "make"})


class LettersScreen(PanelScreen[LettersFound]):
    """Everybody who is owed a letter; the chosen letter as text, or what became of each, under the list."""

    PLACE = "Letters"
    ABOUT = (
        "Who gets which letter and what stands in its way; the chosen one is shown as text. o sets the terms of "
        "an offer. F9 makes the letters that are ready, or those picked with Space. Esc stops between two; what is "
        "made stays, and F9 goes on with the rest. A file somebody edited is never overwritten."
    )
    KEYS = (
        Command("enter", "read_on", "Read the letter", footer="Read"),
        Command("space", "pick", "Pick this letter", footer="Pick"),
        Command("a", "pick_all", "Pick all, or none", footer="All", wide=True),
        Command("o", "offer", "Terms of the offer", footer="Offer terms"),
        Command("t", "templates", "Check the letter templates", footer="Templates", wide=True),
        Command("f9", "make", "Make the letters", footer="Make"),
        BACK,
    )
    CSS = """
    LettersScreen #list { max-height: 9; }
    LettersScreen.-tall #list { max-height: 16; }
    """

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.said = ""
        self.making: LetterRun | None = None
        self._picked: set[str] = set()
        self._at = ""

    def body(self) -> ComposeResult:
        yield Words(id="heading", classes="heading")
        yield Words(drawing.columns_line(), id="columns")
        yield Rows(id="list")
        yield LetterPane()

    def side(self) -> ComposeResult:
        yield Words(drawing.rules())

    def load(self, context: "Context", actor: "SignedIn") -> LettersFound:
        return drawing.read_letters(context, actor, self.code)

    def show(self, found: LettersFound) -> None:
        self._picked &= {it.candidate for it in found.lines}
        self._draw_list()
        if self.focused is None:
            self.query_one(Rows).focus()
        if not self.pane.shows_made:
            self._show_letter()
        self._say_what_is_next()

    @property
    def pane(self) -> LetterPane:
        return self.query_one(LetterPane)

    def may_refresh(self) -> bool:
        return super().may_refresh() and self.making is None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in NOT_WHILE_MAKING:
            found, it = self.found, self._chosen
            if found is None or it is None or self.making is not None:
                return False
            if action == "offer":
                return found.may_offer and it.kind is LetterKind.OFFER
            return found.may_make
        return super().check_action(action, parameters)

    def front_changed(self) -> None:
        self._stop_making()
        super().front_changed()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        if event.key != self._at and self.making is None:
            self._at, self.said = event.key, ""
            self._show_letter()
            self.show_keys()
            self._say_what_is_next()

    def on_rows_opened(self) -> None:
        self.action_read_on()

    def on_letter_run_step(self, event: LetterRun.Step) -> None:
        self.pane.add_step(event.step)
        if self.making and not self.making.stopping:
            self.say_next(f"Making {drawing.progress(event.step)}. Esc stops after the one being made.")

    def on_letter_run_ended(self, event: LetterRun.Ended) -> None:
        self.making = None
        self._picked.clear()
        self.said = drawing.result(event.run.steps, stopped=event.run.stopped_early)
        self.pane.show_result(f"{self.said}\n{event.run.folder}")
        self.look_again()
        if event.error:
            self.desk.show_problem(event.error)

    def action_back(self) -> None:
        if not self._stop_making():
            super().action_back()

    def action_read_on(self) -> None:
        self.pane.go_to()

    def action_pick(self) -> None:
        if it := self._chosen:
            self._picked ^= {it.candidate}
            self._draw_list()

    def action_pick_all(self) -> None:
        if self.found:
            every = {it.candidate for it in self.found.lines}
            self._picked = set() if self._picked == every else every
            self._draw_list()

    def action_offer(self) -> None:
        if it := self._chosen:
            ask_for_terms(self, it.candidate)

    def action_templates(self) -> None:
        self.read(
            lambda context, _: letters.check_templates(context),
            lambda checks: self.ask(
                Read("The letter templates", drawing.templates_text(checks)), lambda _: None
            ),
            group="templates",
        )

    def action_make(self) -> None:
        if self.desk.exporting:
            notice(self, "Letters are being made already.")
        elif self.found:
            sentences = drawing.box_sentences(self.found, self._picked)
            self.ask(MakeLetters(self.code, sentences, self.found.folder), self._make)

    @property
    def _chosen(self) -> LetterLine | None:
        return self.found.line(self.query_one(Rows).key) if self.found else None

    def _make(self, folder: Path) -> None:
        self.making = LetterRun(self.desk, self, self.code, folder, tuple(sorted(self._picked)) or None)
        self.pane.begin_making()
        self.say_next("Making the letters. Esc stops after the one being made.")
        self.show_keys()
        self.making.start()

    def _stop_making(self) -> bool:
        """Whether letters were being made; they stop after the one being made now."""
        if self.making is None:
            return False
        self.making.stop()
        self.say_next("Stopping after this letter. What is made stays.")
        return True

    def _draw_list(self) -> None:
        if found := self.found:
            self.query_one("#heading", Words).put(drawing.heading(found, self._picked))
            rows = [(it, it.candidate in self._picked) for it in found.lines]
            self.query_one(Rows).fill([Row(it.candidate, drawing.row(it, picked=pick)) for it, pick in rows])

    def _show_letter(self) -> None:
        """The chosen letter as text, read only when another one is chosen or something changed."""
        it = self._chosen
        if it and self.pane.show_line(it):
            self.read(
                lambda context, actor: letters.preview(context, actor, self.code, candidate=it.candidate),
                lambda text: self.pane.show_text(it.candidate, text),
                group="preview",
                failed=lambda error: self.pane.show_text(it.candidate, str(self.desk.as_sentences(error))),
            )

    def _say_what_is_next(self) -> None:
        if self.found:
            self.say_next(self.said or drawing.next_step(self.found))
