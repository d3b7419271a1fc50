"""Live scoring: one candidate, one question, one key a score, and notes that are never lost."""

from typing import Any, cast

from panelguide.domain.marks import Mark, NoMark
from panelguide.domain.questions import MARKS
from panelguide.services import rounds
from panelguide.services.kits import KitQuestion
from panelguide.tui.commands import can_run
from panelguide.tui.dialogs.anchors import Anchors
from panelguide.tui.dialogs.which_candidate import WhichCandidate
from panelguide.tui.scoring import no_mark, sealing
from panelguide.tui.scoring.keys import KEYS, PROBE_LETTERS
from panelguide.tui.scoring.own_sheet import MarkChange, OwnSheet
from panelguide.tui.scoring.sheet_screen import SheetScreen
from panelguide.tui.widgets.score_row import ScoreRow

PASTED = "That looked like pasted text. Nothing was scored. Score keys are on."
ONLY_OPEN = frozenset({"notes", "no_mark", "undo", "redo", "seal"})
ON_A_SHEET = ONLY_OPEN | {
    "score_keys",
    "replace",
    "probe",
    "anchors",
    "names",
    "who",
    "next_question",
    "previous_question",
}


class InterviewScreen(SheetScreen):
    """What each key of live scoring does."""

    PLACE = "Live"
    ABOUT = (
        "Score one candidate while they talk. Digits 0 to 5 score while the score keys are on; n goes to the "
        "notes, Esc comes back. Everything is saved as you type and nobody else sees it. F9 seals the sheet."
    )
    KEYS = KEYS

    def __init__(self, code: str = "", candidate: str = "") -> None:
        super().__init__(code, candidate)
        self._before_burst: tuple[int, int, tuple[int, ...]] = (0, 0, ())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.opening and action in ON_A_SHEET:
            return False
        if action == "score_keys":
            return self.own is not None and not self.own.sealed and not self.typing
        if action in ONLY_OPEN:
            return self.own is not None and not self.own.sealed
        if action == "replace":
            return self.own is not None and self.own.sealed
        if action == "probe" and self.question:
            return PROBE_LETTERS.index(str(parameters[0])) < len(self.question.question.probes)
        return super().check_action(action, parameters)

    async def on_score_row_pressed(self, event: ScoreRow.Pressed) -> None:
        if self.opening:
            return
        if self.typing:
            # Typed right after n, before the box had the keyboard.
            self.note.insert("\n" if event.key == "enter" else event.character)
            return
        if event.first and self.own:
            self._before_burst = (self.own.changes_made, self.at, self.ticks)
        self.sentence = ""
        if event.character and event.character in "".join(map(str, MARKS)):
            self._score(int(event.character))
        elif event.key == "backspace":
            self._score(None)
        else:
            await self._run(event.key)

    def on_score_row_looks_pasted(self, event: ScoreRow.LooksPasted) -> None:
        """Takes back what the first keys of a burst did."""
        if self.own is None or self.places is None or self.opening:
            return
        changes, at, ticks = self._before_burst
        if event.keys:
            self.own.take_back(self.own.changes_made - changes)
            self.at = at
            self.places.put_ticks(self.own.candidate, at + 1, ticks)
            self.go_to(at)
        self.sentence = PASTED
        self.draw()

    def action_back(self) -> None:
        if self.typing:
            self.set_focus(self.query_one(ScoreRow))
            self.leave_note()
        elif self.back_to_note:
            self.back_to_note = False
        else:
            super().action_back()

    async def action_quit(self) -> None:
        await self.desk.action_quit()

    def action_say_saved(self) -> None:
        if self.keeper:
            self._take_typed()
            self.keeper.say_when_saved()

    def action_score_keys(self) -> None:
        self.set_focus(self.query_one(ScoreRow))

    def action_notes(self) -> None:
        # At once, not in turn: the next key may have been pressed already.
        self.set_focus(self.note)

    def action_next_question(self) -> None:
        self.go_to(self.at + 1)

    def action_previous_question(self) -> None:
        self.go_to(self.at - 1)

    def action_probe(self, letter: str) -> None:
        if self.own and self.places and self.keeper:
            self.places.tick(self.own.candidate, self.at + 1, PROBE_LETTERS.index(letter))
            self.keeper.soon()
            self.draw()

    def action_undo(self) -> None:
        self._show_change(self.own.undo() if self.own else None, "There is no score to take back.")

    def action_redo(self) -> None:
        self._show_change(self.own.redo() if self.own else None, "There is no score to put back.")

    def action_names(self) -> None:
        self.names_shown = not self.names_shown
        self.draw()

    def action_anchors(self) -> None:
        if self.question and self.own and self.found:
            it = self.found.find(self.own.candidate)
            self.app.push_screen(Anchors(self.question, it.arrangements if it else ""))

    def action_who(self) -> None:
        if self.found and self.own:
            dialog = WhichCandidate(self.found.candidates, self.own.candidate, with_names=self.names_shown)
            self.ask(dialog, self.open_candidate)

    def action_seal(self) -> None:
        if self.keeper and self.own:
            self._take_typed()
            sealing.ask_to_seal(self, self.keeper, self.own)

    def action_replace(self) -> None:
        if self.keeper and self.own and self.question:
            sealing.ask_to_replace(self, self.keeper, self.own, self.question)

    def action_no_mark(self) -> None:
        own, question = self.own, self.question
        if own is None or question is None or self.found is None:
            return
        if question.id in own.facts:
            self._score(NoMark.NOT_ASKED)
            return

        def not_asked(reason: str) -> None:
            self.save(
                lambda context, actor: rounds.not_asked(
                    context, actor, self.code, candidate=own.candidate, question=question.label, reason=reason
                ),
                lambda _: self._score_on(own, question, NoMark.NOT_ASKED),
            )

        no_mark.ask_why(
            self,
            question,
            own.candidate,
            is_chair=self.found.is_chair,
            heard=self._score,
            not_asked=not_asked,
        )

    async def _run(self, key: str) -> None:
        for command in self.KEYS:
            name = "left_square_bracket" if key == "[" else "right_square_bracket" if key == "]" else key
            if name in command.keys.split(",") and can_run(cast(Any, self), command):
                await self.run_action(command.action)

    def _score(self, mark: Mark | None) -> None:
        """Scores the question on the screen; saved at once."""
        if self.own and self.question:
            self._score_on(self.own, self.question, mark)

    def _score_on(self, own: OwnSheet, question: KitQuestion, mark: Mark | None) -> None:
        """Scores that question, unless another sheet is in front or on its way by now."""
        if self.keeper and own is self.own and not own.sealed and not self.opening:
            own.set_mark(question.id, mark)
            self.keeper.now()
            self.draw()

    def _sheet_opened(self) -> None:
        super()._sheet_opened()
        # A burst that began on the sheet before must not be taken back on this one.
        if self.own:
            self._before_burst = (self.own.changes_made, self.at, self.ticks)

    def _show_change(self, change: MarkChange | None, nothing: str) -> None:
        if change is None or self.own is None:
            self.sentence = nothing + " Score keys are on."
            self.draw()
            return
        self.go_to(next(at for at, it in enumerate(self.own.questions) if it.id == change.question))
