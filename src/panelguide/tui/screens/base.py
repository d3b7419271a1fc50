"""What every screen has: where you are, who is in front, what comes next, the keys, and fresh data."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from panelguide.tui import jobs
from panelguide.tui.commands import BACK, Command, Typing, bindings_of, commands_on, in_footer
from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.widgets.frame import KeyLine, NextLine, PlaceLine, TooSmall
from panelguide.tui.widgets.typing import Entry, ManyLines

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn
    from panelguide.tui.app import PanelguideApp

Found = TypeVar("Found")
Result = TypeVar("Result")
WIDE = 110
TALL = 34
SECONDS_BETWEEN_LOOKS = 1.0


class PanelScreen(Screen[None], Generic[Found]):
    """A screen of the app. Found: what `load` reads and `show` puts on it.

    KEYS: what can be done here, in footer order. PLACE: its name in the first row. ABOUT: what it is for,
    as F1 says it. LOADS: whether it reads anything. code: of the vacancy, "" where there is none.
    """

    KEYS: ClassVar[tuple[Command, ...]] = ()
    PLACE: ClassVar[str] = ""
    ABOUT: ClassVar[str] = ""
    LOADS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = bindings_of((BACK,))
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 typed by Textual
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    PanelScreen { layers: base notice; }
    PanelScreen > #page { height: 1fr; }
    PanelScreen #body { width: 1fr; }
    PanelScreen #side { display: none; width: 40; border-left: solid $muted; padding: 0 1; }
    PanelScreen.-wide #side { display: block; }
    PanelScreen.-wide .narrow-only { display: none; }
    """

    def __init_subclass__(cls, **named: Any) -> None:
        if "KEYS" in cls.__dict__:
            cls.BINDINGS = bindings_of(cls.KEYS)
        super().__init_subclass__(**named)

    def __init__(self, code: str = "") -> None:
        super().__init__()
        self.code = code
        self.found: Found | None = None
        self._vacancy_id = ""
        self._seen = 0
        self._once_shown: Callable[[], None] | None = None
        # Brings back the box whose answer is being worked on.
        self.take_up_again: Callable[[], None] | None = None
        # What the last failed reading said, "" once one succeeded.
        self._told = ""

    @property
    def desk(self) -> "PanelguideApp":
        return cast("PanelguideApp", self.app)

    @property
    def is_wide(self) -> bool:
        return self.size.width >= WIDE

    def compose(self) -> ComposeResult:
        yield TooSmall()
        yield PlaceLine()
        with Horizontal(id="page"):
            with Vertical(id="body"):
                yield from self.body()
            side = list(self.side())
            if side:
                with VerticalScroll(id="side", can_focus=False):
                    yield from side
        yield NextLine()
        yield KeyLine()

    def body(self) -> ComposeResult:
        """The widgets of the screen itself."""
        yield from ()

    def side(self) -> ComposeResult:
        """What explains, shown beside the body in a wide window only. Nothing may be needed only there."""
        yield from ()

    def load(self, context: "Context", actor: "SignedIn") -> Found:
        """Reads what the screen shows, through services. Runs in a thread: no widget may be touched."""
        raise NotImplementedError

    def show(self, found: Found) -> None:
        """Puts what was read on the screen."""

    def place(self) -> str:
        """The way here, for the first row."""
        return " > ".join(part for part in ("panelguide", self.code, self.PLACE) if part)

    def may_refresh(self) -> bool:
        """Whether fresh data may take the place of what is shown: not in the middle of typing."""
        return not isinstance(self.focused, ManyLines)

    def keep_typed(self) -> bool:
        """Sends everything typed here on its way to the disk; whether something of it is not there yet."""
        return False

    def unsaved_here(self) -> bool:
        """Whether something typed here could not be saved, so that it would be lost with the screen."""
        return False

    def let_go(self) -> None:
        """Gives up what could not be saved: nothing more is tried for it."""

    def at_the_end(self) -> None:
        """Saves at once what was typed a moment ago: the screen goes, and there is no later."""

    def front_changed(self) -> None:
        """Somebody else is in front: by default back home, since what is shown was not theirs."""
        from panelguide.tui import leaving
        from panelguide.tui.screens import start

        leaving.let_go(leaving.panel_screens(self.desk))
        start.go_home(self.desk)

    def on_mount(self) -> None:
        self._looks = self.set_interval(SECONDS_BETWEEN_LOOKS, self._look_for_changes)

    def on_screen_suspend(self) -> None:
        # Textual counts the screen under the one in front as current too, and would draw it all again.
        self._looks.pause()

    def on_screen_resume(self) -> None:
        self._looks.resume()
        self.show_place()
        self.show_keys()
        self.look_again()

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(TooSmall).look(event.size.width, event.size.height)
        self.show_place()
        self.show_keys()

    def look_again(self) -> None:
        """Reads everything anew in a thread and shows it."""
        if self.LOADS and self.desk.opened and self.desk.table.in_front is not None:
            self.read(self._load, self._loaded, failed=self._not_loaded)

    def read(
        self,
        work: Callable[["Context", "SignedIn"], Result],
        then: Callable[[Result], None],
        *,
        group: str = "read",
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Reads in a thread for whoever is in front; a newer read of the group takes its place."""
        context, actor, take_up = self.desk.context, self.desk.actor, self.take_up_again

        def told(error: Exception) -> None:
            self.desk.show_problem(self.desk.as_sentences(error), take_up_again=take_up)

        jobs.run_read(self, lambda: work(context, actor), then, group=group, failed=failed or told)

    def save(
        self,
        work: Callable[["Context", "SignedIn"], Result],
        then: Callable[[Result], None] | None = None,
        *,
        redo: Callable[[], None] | None = None,
        next_step: str = "",
    ) -> None:
        """Saves in a thread, in turn, as whoever is in front, then reads the screen anew.

        then: gets the result. redo: what to do, on fresh data, when somebody else was quicker and the person
        wants to write theirs again. next_step: said once it is committed.
        """
        context, actor = self.desk.context, self.desk.actor

        def done(result: Result) -> None:
            if then:
                then(result)
            if next_step:
                self.say_next(next_step)
            self.look_again()

        take_up = self.take_up_again
        again = partial(self._look_and_then, partial(self._do_for, take_up, redo)) if redo else None
        self.desk.save(self, lambda: work(context, actor), done, redo=again, take_up_again=take_up)

    def ask(self, dialog: Dialog[Result], then: Callable[[Result], None]) -> None:
        """Opens a box; `then` gets its result unless the person left it.

        Where what `then` saves is refused, the box comes back with what was typed in it.
        """

        asker = self.desk.table.in_front

        def ask_again(answer: Result) -> None:
            mine = self.is_active and self.desk.table.in_front is asker
            if mine and (box := dialog.again(answer)):
                self.ask(box, then)

        def answered(answer: Result | None) -> None:
            if answer is not None and answer is not False:
                self._do_for(partial(ask_again, answer), partial(then, answer))
            elif dialog.unsaved:
                self.desk.unsaved = ""
                self.show_place()

        self.app.push_screen(dialog, answered)

    def open(self, screen: Screen[Any]) -> None:
        """Opens another screen over this one; Esc comes back."""
        self.app.push_screen(screen)

    def say_next(self, sentence: str) -> None:
        """The sentence above the keys."""
        self.query_one(NextLine).say(sentence)

    def show_place(self) -> None:
        if not self.is_mounted:
            return
        in_front = self.desk.table.in_front if self.desk.opened else None
        state = self.desk.save_state(with_time=self.is_wide) if in_front else ""
        name = in_front.person.name if in_front else ""
        self.query_one(PlaceLine).show_place(self.place(), "   ".join(part for part in (name, state) if part))

    def show_keys(self) -> None:
        """Draws the last row anew: after anything that changes what can be done."""
        if self.is_mounted:
            commands = in_footer(commands_on(self), wide=self.is_wide, typing=self._typing())
            self.query_one(KeyLine).show_keys(commands)

    def on_descendant_focus(self) -> None:
        self.show_keys()

    def action_back(self) -> None:
        """Esc: out of text first, then back. Never quits, and discards only what the person lets go."""
        if isinstance(self.focused, Entry | ManyLines) and (away := self._out_of_text()):
            away.focus()
        elif len(self.app.screen_stack) > 2:
            from panelguide.tui import leaving

            leaving.leave(self.desk, (self,), self._go_back)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        jobs.take_up(event)

    def _typing(self) -> Typing:
        if isinstance(self.focused, ManyLines):
            return Typing.TEXT
        return Typing.LINE if isinstance(self.focused, Entry) else Typing.NOTHING

    def _out_of_text(self) -> Widget | None:
        return next((it for it in self.focus_chain if not isinstance(it, Entry | ManyLines)), None)

    def _go_back(self) -> None:
        if self.unsaved_here():
            self.let_go()
        # Where it had to be saved first, something else may have come in front meanwhile.
        if self.is_current:
            self.app.pop_screen()

    def _do_for(self, take_up_again: Callable[[], None] | None, step: Callable[[], None]) -> None:
        """Does something for a box's answer: what it reads or saves brings the box back where it fails."""
        before, self.take_up_again = self.take_up_again, take_up_again
        try:
            step()
        finally:
            self.take_up_again = before

    def _look_and_then(self, redo: Callable[[], None]) -> None:
        self._once_shown = redo
        self.look_again()

    def _load(self, context: "Context", actor: "SignedIn") -> tuple[int, str, Found]:
        from panelguide.services.lookup import find_vacancy

        vacancy_id = self._vacancy_id
        if self.code and not vacancy_id:
            vacancy_id = find_vacancy(context, actor, self.code).id
        seen = context.store.head(vacancy_id)
        return seen, vacancy_id, self.load(context, actor)

    def _loaded(self, loaded: tuple[int, str, Found]) -> None:
        self._seen, self._vacancy_id, self.found = loaded
        self._told = ""
        self.show(self.found)
        self.show_place()
        self.show_keys()
        once_shown, self._once_shown = self._once_shown, None
        if once_shown:
            once_shown()

    def _not_loaded(self, error: Exception) -> None:
        nothing_to_show = self.found is None
        if nothing_to_show and self.is_current and len(self.app.screen_stack) > 2:
            self.app.pop_screen()
        problem = self.desk.as_sentences(error)
        if nothing_to_show or str(problem) != self._told:
            self._told = str(problem)
            self.desk.show_problem(problem)
        else:
            # Closing the box reads anew; the same box again would never let the person go.
            self.say_next(problem.what)

    def _look_for_changes(self) -> None:
        if not self.is_active or self.found is None or not self.may_refresh():
            return
        vacancy_id = self._vacancy_id
        self.read(
            lambda context, _: context.store.head(vacancy_id),
            self._changed_elsewhere,
            group="poll",
            failed=lambda _: self.say_next("The data cannot be reached just now. What you see may be old."),
        )

    def _changed_elsewhere(self, head: int) -> None:
        if head > self._seen and self.may_refresh():
            self.look_again()
