"""Saving while somebody talks: scores at once, notes soon after the first key, through the app's one queue."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen

from panelguide.errors import PanelguideError, SomebodyElseChangedIt, StoreTrouble
from panelguide.services import sheets
from panelguide.services.sheets import SheetDesk, SheetView
from panelguide.tui import jobs
from panelguide.tui.dialogs.problem import TwoTexts
from panelguide.tui.scoring.own_sheet import Changes, OwnSheet

if TYPE_CHECKING:
    from panelguide.tui.app import PanelguideApp

Result = TypeVar("Result")


class Keeper:
    """Opens and saves the sheets of whoever is in front when it is made.

    changed: called when what is saved has changed. opened: called when another sheet, or what another window
    stored, stands in the place of the one before. stays: called with a sentence, or "", when the sheet asked
    for could not take that place. place: gives what writes down where the member is.
    may_ask: whether a box may come up now; never over somebody who is typing.
    opening: code of the candidate whose sheet was asked for and is not there yet, "" when none is.
    """

    def __init__(
        self,
        app: "PanelguideApp",
        screen: Screen[None],
        *,
        changed: Callable[[], None],
        opened: Callable[[], None],
        stays: Callable[[str], None],
        place: Callable[[], Callable[[], None]],
        may_ask: Callable[[], bool],
    ) -> None:
        self.own: OwnSheet | None = None
        self.opening = ""
        self._app = app
        self._screen = screen
        self._changed = changed
        self._opened = opened
        self._stays = stays
        self._place = place
        self._may_ask = may_ask
        self._context, self._actor = app.context, app.actor
        # The sheet that a moment from now is saved, whichever is open by then.
        self._due: OwnSheet | None = None
        self._say_so = False
        # From the box with both texts until the answer to it is carried out.
        self._asking = False

    def open(self, code: str, candidate: str) -> None:
        """Reads a sheet once everything before it is saved. What cannot be saved stays open in its stead."""
        self.opening = candidate
        self.now()
        context, actor = self._context, self._actor

        def work() -> tuple[SheetDesk, SheetView]:
            desk = sheets.open_desk(context, actor, code)
            return desk, desk.load(candidate)

        def done(found: tuple[SheetDesk, SheetView]) -> None:
            before = self.own
            if before is not None and before.unsaved:
                self._go_on_after(before, code, candidate)
                return
            self.opening = ""
            self.own = OwnSheet(*found)
            self._opened()

        def failed(error: Exception) -> None:
            self._stay("")
            self._app.show_problem(self._app.as_sentences(error))

        self._app.saves.add(self._screen, work, done, failed=failed)

    def read_again(self) -> None:
        """Shows what is stored now in place of everything typed here."""
        own = self._open_one
        candidate = own.candidate

        def done(view: SheetView) -> None:
            self._asking = False
            own.take_over(view)
            if self.own is own:
                self._opened()

        self.in_turn(lambda: own.desk.load(candidate), done)

    def in_turn(self, work: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Does something after every save asked for so far, in a thread."""
        self._app.saves.add(
            self._screen,
            work,
            then,
            failed=lambda error: self._app.show_problem(self._app.as_sentences(error)),
        )

    def soon(self) -> None:
        """Something was typed or the cursor moved: kept in a moment, counted from the first key not kept yet."""
        if self.own is not None and self._due is not self.own:
            self._due = self.own
            self._screen.set_timer(jobs.SECONDS_TO_KEEP, partial(self._keep, self.own))
        self._changed()

    def now(self) -> None:
        """Saves whatever is not on its way yet, and the place with it."""
        if self.own is not None:
            self._keep(self.own)

    def say_when_saved(self) -> None:
        """Saves, and says so once it is done."""
        self._say_so = True
        self.now()
        self._say()

    def at_the_end(self) -> None:
        """The screen goes away with something typed a moment ago: saved at once, there is no later."""
        own = self.own
        if own is None:
            return
        self._place()()
        if (changes := own.next_save()) is None:
            return
        try:
            own.committed(own.desk.save_draft(own.candidate, changes.marks, changes.notes))
        except PanelguideError as error:
            own.not_saved(error)

    @property
    def _open_one(self) -> OwnSheet:
        if self.own is None:
            raise PanelguideError("The sheet is still being opened.", do="Wait a moment.")
        return self.own

    def _keep(self, own: OwnSheet) -> None:
        """Saves what waits on this sheet, whether or not another has been opened since."""
        if self._due is own:
            self._due = None
        if isinstance(own.trouble, SomebodyElseChangedIt):
            self._ask_which(own, own.trouble)
        elif (changes := own.next_save()) is not None:
            self._write(own, changes)
        elif not own.unsaved and own is self.own:
            jobs.run_read(self._screen, self._place(), lambda _: None, failed=lambda _: None, group="place")
        self._changed()

    def _go_on_after(self, before: OwnSheet, code: str, candidate: str) -> None:
        """The sheet asked for is here, and something on the one before is not on the disk yet."""
        if before.trouble:
            self._stay(f"{before.candidate} is not saved yet, so it stays open.")
        else:
            self.open(code, candidate)

    def _stay(self, sentence: str) -> None:
        self.opening = ""
        self._stays(sentence)

    def _write(self, own: OwnSheet, changes: Changes, *, over_theirs: bool = False) -> None:
        candidate = own.candidate
        keep_place = self._place()

        def work() -> str:
            if over_theirs:
                own.desk.load(candidate)
            at = own.desk.save_draft(candidate, changes.marks, changes.notes)
            keep_place()
            return at

        def done(at: str) -> None:
            self._asking = False
            own.committed(at)
            if own.waiting and self._due is not own:
                self._keep(own)
            self._changed()
            self._say()

        def failed(error: PanelguideError) -> None:
            self._asking = False
            own.not_saved(error)
            self._changed()
            self._say()
            if isinstance(error, SomebodyElseChangedIt):
                self._ask_which(own, error)
            elif isinstance(error, StoreTrouble):
                self._screen.set_timer(jobs.SECONDS_TO_TRY_AGAIN, partial(self._try_again, own))

        self._app.save(self._app, work, done, failed=failed)

    def _try_again(self, own: OwnSheet) -> None:
        # Whoever left a sheet without its last words wants nothing more written on it.
        if own is self.own:
            self._keep(own)

    def _ask_which(self, own: OwnSheet, error: SomebodyElseChangedIt) -> None:
        """Shows both texts, as soon as nobody types."""
        if self._asking or not self._may_ask():
            return
        self._asking = True

        def answered(mine: bool | None) -> None:
            if mine:
                self._write(own, own.whole(), over_theirs=True)
            elif self.own is own:
                self._app.unsaved = ""
                self.read_again()

        self._app.push_screen(TwoTexts(error, may_redo=True), answered)

    def _say(self) -> None:
        if self._say_so and (self.own is None or self.own.trouble or not self.own.unsaved):
            self._say_so = False
            self._screen.call_after_refresh(self._app.action_say_saved)
