"""Saving a decision while it is written: choices at once, reasons soon after the first key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

from panelguide.errors import PanelguideError, SomebodyElseChangedIt, StoreTrouble
from panelguide.services import decisions
from panelguide.services.decisions import DecisionLine, DecisionView
from panelguide.tui import jobs
from panelguide.tui.dialogs.problem import TwoTexts
from panelguide.tui.outcome.draft import Draft

if TYPE_CHECKING:
    from panelguide.tui.app import PanelguideApp


class DraftKeeper:
    """Saves the draft as whoever was in front when it was made.

    changed: called when what is stored or waits has changed. theirs_stands: called with a candidate code when
    the person has left somebody else's text as it is. trouble: why the last save did not succeed, "" when it did.
    """

    def __init__(
        self,
        app: "PanelguideApp",
        screen: Screen[None],
        code: str,
        view: DecisionView,
        *,
        changed: Callable[[], None],
        theirs_stands: Callable[[str], None],
    ) -> None:
        self.draft = Draft(view)
        self.trouble = ""
        self._app = app
        self._screen = screen
        self._code = code
        self._changed = changed
        self._theirs_stands = theirs_stands
        self._context, self._actor = app.context, app.actor
        self._waiting = False

    def soon(self) -> None:
        """Something was typed: kept in a moment, counted from the first key not kept yet."""
        if not self._waiting:
            self._waiting = True
            self._screen.set_timer(jobs.SECONDS_TO_KEEP, self.now)
        self._changed()

    def now(self) -> None:
        """Saves whatever is not on its way yet."""
        self._waiting = False
        for line in self.draft.next_saves():
            self._write(line)
        self._changed()

    def when_saved(self, then: Callable[[], None]) -> None:
        """Does something once everything asked for so far is saved and what is stored is known."""
        self.now()

        def known(view: DecisionView) -> None:
            self.draft.take(view)
            self._changed()
            then()

        self._in_turn(known)

    def let_go(self) -> None:
        """The person leaves without what could not be saved: nothing more is tried for it."""
        self.draft = Draft(self.draft.view)
        self.trouble = ""

    def at_the_end(self) -> None:
        """The screen goes away with something typed a moment ago: saved at once, there is no later."""
        for line in self.draft.next_saves():
            try:
                self.draft.committed(line, self._set(line))
            except PanelguideError as error:
                self.trouble = error.what

    def _set(self, line: DecisionLine) -> DecisionView:
        return decisions.set_line(
            self._context,
            self._actor,
            self._code,
            candidate=line.candidate,
            outcome=line.outcome,
            reason=line.reason,
            reserve_place=line.reserve_place,
            version=line.version,
        )

    def _write(self, line: DecisionLine) -> None:
        def done(view: DecisionView) -> None:
            self.trouble = ""
            self.draft.committed(line, view)
            if not self._waiting:
                self.now()
            self._changed()

        def failed(error: PanelguideError) -> None:
            self.draft.not_saved(line)
            self.trouble = str(error)
            if isinstance(error, SomebodyElseChangedIt):
                self._ask_which(line.candidate, error)
            elif isinstance(error, StoreTrouble):
                self._screen.set_timer(jobs.SECONDS_TO_TRY_AGAIN, self.now)
            self._changed()

        self._app.save(self._app, lambda: self._set(line), done, failed=failed)

    def _ask_which(self, candidate: str, error: SomebodyElseChangedIt) -> None:
        self.draft.ask_first(candidate)

        def answered(mine: bool | None) -> None:
            self._in_turn(lambda view: settle(view, mine=bool(mine)))

        def settle(view: DecisionView, *, mine: bool) -> None:
            self.trouble = self._app.unsaved = ""
            self.draft.settle(candidate, view, mine=mine)
            if not mine:
                self._theirs_stands(candidate)
            self.now()

        self._app.push_screen(TwoTexts(error, may_redo=True), answered)

    def _in_turn(self, then: Callable[[DecisionView], None]) -> None:
        """Reads what is stored, after every save asked for so far."""
        self._app.saves.add(
            self._screen,
            lambda: decisions.show(self._context, self._actor, self._code),
            then,
            failed=lambda error: self._app.show_problem(self._app.as_sentences(error)),
        )
