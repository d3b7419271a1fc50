"""The first run: six plain questions, one after another. Esc goes back a question and keeps the answers."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input

from panelguide.errors import PanelguideError
from panelguide.tui.commands import Command
from panelguide.tui.screens import questions
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import plain, stacked, styled
from panelguide.tui.widgets.fields import Fields
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.recovery import Cards
    from panelguide.services.session import SignedIn


class SetUpScreen(PanelScreen[None]):
    """Starts a new database, its organisation and the first person in it."""

    PLACE = "Set up"
    LOADS = False
    ABOUT = (
        "panelguide has not been used on this computer yet. Six questions start it; nothing is made before the "
        "last one. To look round first, close this with ^q and type: panelguide demo"
    )
    KEYS = (
        Command("enter", "go_on", "Go on", footer="Go on"),
        Command("escape", "back", "The question before", footer="Question before"),
        Command("ctrl+q", "app.quit", "Quit", footer="Quit"),
    )
    CSS = """
    SetUpScreen #form { width: 76; height: 1fr; margin: 1 2; }
    SetUpScreen Fields { margin-top: 1; }
    SetUpScreen #trouble { color: $bad; margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._answers: dict[str, str] = {}
        self._at = 0
        self._cards: Cards | None = None

    def body(self) -> ComposeResult:
        with VerticalScroll(id="form", can_focus=False):
            yield Words(self._heading(), id="question")
            yield Fields(questions.QUESTIONS[0].fields, self.desk.today)
            yield Words(id="trouble")

    def on_mount(self) -> None:
        self._begin_question()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self.focus_chain[-1]:
            await self.action_go_on()
        else:
            self.focus_next()

    async def action_go_on(self) -> None:
        try:
            answers = self.query_one(Fields).answers()
            questions.check(self._at, answers, self._cards)
        except PanelguideError as error:
            self._say_trouble(str(error))
            return
        self._answers.update(answers)
        await self._after(self._at)

    def action_back(self) -> None:
        if self._at:
            self._at -= 1
            self.call_later(self._show_question)

    async def _after(self, question: int) -> None:
        wants_cards = self._answers.get("cards") == "yes"
        if question == questions.CARDS and wants_cards:
            self._make_cards()
        elif question >= questions.CARDS:
            self._finish()
        else:
            self._at += 1
            await self._show_question()

    async def _show_question(self) -> None:
        asked = questions.QUESTIONS[self._at]
        self.query_one("#question", Words).put(self._heading())
        await self.query(Fields).remove()
        fields = Fields(asked.filled(self._answers), self.desk.today)
        await self.query_one("#form").mount(fields, after="#question")
        self._begin_question()

    def _begin_question(self) -> None:
        self._say_trouble("")
        self.query_one(Fields).go_to_first()
        self.say_next("Next: answer, then Enter. Esc goes back a question and keeps what you wrote.")

    def _heading(self) -> Content:
        asked = questions.QUESTIONS[self._at]
        number = (
            f"{self._at + 1} of {questions.CARDS + 1}" if self._at <= questions.CARDS else "The two cards"
        )
        parts = [
            styled("[$muted]$number[/]", number=number),
            styled("[bold $focus]$title[/]", title=asked.title),
        ]
        cards = self._cards if self._at > questions.CARDS else None
        words = (f"Card 1: {cards.first}", f"Card 2: {cards.second}") if cards else ()
        return stacked([*parts, plain(asked.body), *map(plain, words)])

    def _make_cards(self) -> None:
        from panelguide.services import recovery

        def show(made: tuple["Context", "Cards"]) -> None:
            context, self._cards = made
            self.desk.adopt(context)
            self._at = questions.CARDS + 1
            self.call_later(self._show_question)

        def make() -> tuple["Context", "Cards"]:
            context = self._database()
            return context, recovery.make_cards(context)

        self.desk.save(self, make, show, failed=self._refused)

    def _finish(self) -> None:
        from panelguide.tui.screens import start

        def start_it() -> tuple["Context", "SignedIn"]:
            context = self._database()
            return context, questions.begin(context, self._answers, self._cards)

        def begun(made: tuple["Context", "SignedIn"]) -> None:
            context, first = made
            self.desk.adopt(context)
            start.sat_down(self.desk, first)

        self.say_next("Making the database and your keys.")
        self.desk.save(self, start_it, begun, failed=self._refused)

    def _database(self) -> "Context":
        """The database, made now unless it is open already. Runs in a thread."""
        from panelguide.bootstrap import STANDARD_PARTS, create_context

        if self.desk.opened:
            return self.desk.context
        return create_context(self.desk.settings, self.desk.parts or STANDARD_PARTS)

    def _refused(self, error: PanelguideError) -> None:
        self.desk.unsaved = ""
        self._say_trouble(str(error))

    def _say_trouble(self, sentence: str) -> None:
        self.query_one("#trouble", Words).put(plain(sentence))
