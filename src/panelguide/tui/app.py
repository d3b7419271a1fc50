"""The app itself: who sits at this computer, the open database, and what must hold on every screen."""

import asyncio
import gc
import signal
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from rich.text import Text
from textual.app import App
from textual.binding import BindingType
from textual.command import Provider
from textual.message_pump import MessagePump
from textual.worker import Worker

from panelguide import faults
from panelguide.errors import NotFound, PanelguideError, Refused, SomebodyElseChangedIt
from panelguide.settings import Settings
from panelguide.tui import dates, jobs, theme
from panelguide.tui.commands import EVERYWHERE, bindings_of, commands_on
from panelguide.tui.notices import notice

_OF_SOMEBODY_BEFORE: Final = PanelguideError(
    "Something the person before you did could not be saved.",
    safe="What was saved before is safe.",
    do="Tell them to look at it again.",
)

if TYPE_CHECKING:
    from panelguide.bootstrap import Parts
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn, Table

Result = TypeVar("Result")


def _palette() -> type[Provider]:
    from panelguide.tui.palette import PanelCommands

    return PanelCommands


class PanelguideApp(App[None]):
    """One window of panelguide.

    parts: clock, randomness and cost of passphrases, chosen by tests. be, passphrase: who the demo opens as.
    opens_at: code of the vacancy shown first, "" for home.
    """

    TITLE = "panelguide"
    COMMANDS: ClassVar[set[Any]] = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(EVERYWHERE)
    CSS = """
    Screen { background: $background; color: $foreground; }
    Toast { background: $bar; color: $on-bar; }
    """

    def __init__(
        self,
        settings: Settings,
        *,
        parts: "Parts | None" = None,
        be: str = "",
        passphrase: str = "",
        opens_at: str = "",
    ) -> None:
        super().__init__()
        for own in theme.THEMES:
            self.register_theme(own)
        self.theme = theme.chosen_theme(settings.theme, no_color=self.no_color)
        for other in set(self.available_themes) - {own.name for own in theme.THEMES}:
            self.unregister_theme(other)
        # Nothing moves while a person reads: some readers are thrown by it and nothing here needs it.
        self.animation_level = "none"
        self.settings = settings
        self.parts = parts
        self.be = be
        self.opens_at = opens_at
        self.demo_passphrase = passphrase
        self.exporting = False
        self.saves = jobs.Saves(self, self._saves_changed)
        self.saved_at: datetime | None = None
        self.unsaved = ""
        self._opened_context: Context | None = None
        self._table: Table | None = None
        self._leaving = False

    @property
    def context(self) -> "Context":
        if self._opened_context is None:
            raise PanelguideError("The database is still being opened.", do="Wait a moment.")
        return self._opened_context

    @property
    def opened(self) -> bool:
        """Whether the database is open yet."""
        return self._opened_context is not None

    @property
    def table(self) -> "Table":
        """The people unlocked on this computer."""
        if self._table is None:
            from panelguide.services.session import Table

            self._table = Table()
        return self._table

    @property
    def actor(self) -> "SignedIn":
        """Whoever is in front."""
        in_front = self.table.in_front
        if in_front is None:
            raise PanelguideError("Nobody is signed in.", do="Sign in first.")
        return in_front

    def today(self) -> date:
        return self.context.today() if self._opened_context else datetime.now(dates.london()).date()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict.fromkeys(theme.OWN_VARIABLES, "#ffffff")

    def on_mount(self) -> None:
        from panelguide.tui.screens import start

        self.push_screen(start.first_screen(self))
        # Only once the first frame is on the screen: what follows imports the store and takes a moment.
        self.call_after_refresh(self.begin_loading)

        self._watch_for_the_end()

    def _watch_for_the_end(self) -> None:
        """A window that is closed, or a computer that shuts down, keeps what was typed last and then ends."""
        if self.is_headless or sys.platform == "win32":
            return
        for ending in (signal.SIGHUP, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(ending, self._ended_from_outside)

    def _ended_from_outside(self) -> None:
        from panelguide.tui import leaving

        for screen in leaving.panel_screens(self):
            screen.at_the_end()
        self._close_window()

    def begin_loading(self) -> None:
        gc.enable()
        from panelguide.tui.screens import start

        jobs.run_read(
            self,
            lambda: start.open_database(self.settings, self.parts),
            self._opened,
            failed=self._not_opened,
            group="open",
        )

    def adopt(self, context: "Context") -> None:
        """Takes over a database that set-up has just made."""
        self._opened_context = context

    def _opened(self, opening: tuple["Context", bool]) -> None:
        from panelguide.tui.screens import start

        self._opened_context, started = opening
        start.go_on(self, started=started)

    def _not_opened(self, error: Exception) -> None:
        from panelguide.tui.screens import start

        if isinstance(error, NotFound):
            start.go_on(self, started=False)
        else:
            start.cannot_open(self, self.as_sentences(error))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        job = jobs.take_up(event)
        if job and job.saves:
            self.saves.finished()
            if self._leaving and not self.saves.busy:
                self.exit()

    def save(
        self,
        owner: MessagePump,
        work: Callable[[], Result],
        then: Callable[[Result], None],
        *,
        redo: Callable[[], None] | None = None,
        take_up_again: Callable[[], None] | None = None,
        failed: Callable[[PanelguideError], None] | None = None,
    ) -> None:
        """Saves in a thread, in turn. A failure is shown in a box unless `failed` takes it.

        redo: what to do when somebody else was quicker and the person wants to write theirs again.
        take_up_again: brings what was typed back once the person has read why it was not saved.
        """
        asker = self.table.in_front

        def done(result: Result) -> None:
            self.saved_at = self.context.clock() if self._opened_context else datetime.now(UTC)
            self.unsaved = ""
            then(result)

        def not_done(error: Exception) -> None:
            same = self.table.in_front is asker
            sentences = self.as_sentences(error)
            # A refusal is read in its box and done with: it leaves nothing behind that could still be saved.
            # Nor does anybody read of what somebody else before them had typed.
            if same and (failed or not isinstance(sentences, Refused)):
                self.unsaved = sentences.what
            if failed:
                failed(sentences)
            elif same:
                self.show_problem(sentences, redo=redo, take_up_again=take_up_again)
            else:
                self.show_problem(_OF_SOMEBODY_BEFORE)

        self.saves.add(owner, work, done, failed=not_done)

    def as_sentences(self, error: Exception) -> PanelguideError:
        """Any error as something to show. What nobody foresaw goes to the log, without anybody's data."""
        if isinstance(error, PanelguideError):
            return error
        reference = faults.write_to_log(self.settings.home.log, error, datetime.now(UTC))
        return PanelguideError(
            f"Something went wrong inside panelguide ({reference}).",
            safe="What was saved before is safe.",
            do=f"Try again. If it stays, give that reference and {self.settings.home.log} to whoever looks after it.",
        )

    def show_problem(
        self,
        error: PanelguideError,
        *,
        redo: Callable[[], None] | None = None,
        take_up_again: Callable[[], None] | None = None,
    ) -> None:
        from panelguide.tui.dialogs.problem import Problem, TwoTexts

        # While the app closes nobody is left to read it.
        if not self.screen_stack:
            return
        if isinstance(error, SomebodyElseChangedIt) and (error.yours or error.theirs):
            self.push_screen(
                TwoTexts(error, may_redo=redo is not None), lambda again: redo() if again and redo else None
            )
        else:
            # Against a version that is gone the same words would be refused for ever.
            again = None if isinstance(error, SomebodyElseChangedIt) else take_up_again
            self.push_screen(Problem(error), lambda _: again() if again else None)

    def save_state(self, *, with_time: bool) -> str:
        """What the first row says of saving."""
        if self.saves.busy:
            return "saving"
        if self.unsaved:
            return "NOT SAVED"
        if with_time and self.saved_at:
            return f"All saved {dates.clock_time(self.saved_at)}"
        return "All saved"

    def _saves_changed(self) -> None:
        from panelguide.tui.screens.base import PanelScreen

        # A save may end when the app has taken its screens away and is about to go.
        for screen in self.screen_stack[-1:]:
            if isinstance(screen, PanelScreen):
                screen.show_place()

    def action_say_saved(self) -> None:
        now = self.context.clock() if self._opened_context else datetime.now(UTC)
        if self.saves.busy:
            notice(self, "Saving now.")
        elif self.unsaved:
            notice(self, f"Not saved: {self.unsaved}", "error")
        else:
            notice(self, f"Everything is saved ({dates.clock_time(now)}).")

    def action_help_here(self) -> None:
        from panelguide.tui.dialogs.help import Help

        screen = self.screen
        about = getattr(screen, "ABOUT", "")

        async def run(action: str | None) -> None:
            if action:
                await screen.run_action(action)

        self.push_screen(Help(about, commands_on(screen)), run)

    def action_hand_over(self) -> None:
        from panelguide.tui import handing

        handing.hand_over(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "hand_over":
            return self._table is not None and self._table.in_front is not None
        return super().check_action(action, parameters)

    async def action_quit(self) -> None:
        """Quits at once, since everything is saved; asks while letters are being made, and where it is not."""
        if not self.exporting:
            self._leave()
            return
        from panelguide.tui.dialogs.confirm import Confirm

        body = "Files are being made. Those already made stay; the rest will not be."
        asked = Confirm("Quit now?", body, yes="Quit", no="Stay")
        await self.push_screen(asked, lambda yes: self._leave() if yes else None)

    def _leave(self) -> None:
        from panelguide.tui import leaving

        leaving.leave(self, leaving.panel_screens(self), self._close_window)

    def _close_window(self) -> None:
        from panelguide.tui import leaving

        leaving.let_go(leaving.panel_screens(self))
        if self._table is not None:
            self._table.clear()
        self.demo_passphrase = ""
        self._leaving = True
        if not self.saves.busy:
            self.exit()

    def close(self) -> None:
        """Forgets every key and lets go of the database."""
        if self._table is not None:
            self._table.clear()
        if self._opened_context is not None:
            self._opened_context.store.close()

    def _fatal_error(self) -> None:
        """In place of Textual's own, which prints the values of variables: here those are people's data."""
        error = self._exception
        reference = (
            faults.write_to_log(self.settings.home.log, error, datetime.now(UTC)) if error else "unknown"
        )
        self.panic(Text(faults.farewell(reference, self.settings.home.log)))
