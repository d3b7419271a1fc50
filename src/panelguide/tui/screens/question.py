"""One question in full, as it is asked and marked."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from panelguide.domain.questions import Question
from panelguide.tui.commands import BACK, Command
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.widgets.question_text import question_text
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn


class QuestionScreen(PanelScreen[Question]):
    """Reads through questions, from the one at this place.

    take: what the a key does with the question shown, where there is something to do; take_name says what.
    """

    PLACE = "Kit > Question"
    ABOUT = (
        "All of one question: the words to ask, the same in plain words, what to follow up with, and what each "
        "mark from 0 to 5 sounds like. PgDn reads on."
    )
    KEYS = (
        Command("left_square_bracket", "step(-1)", "The question before", footer="Before"),
        Command("right_square_bracket", "step(1)", "The question after", footer="After"),
        Command("a", "take", "Take this question into the kit", footer="Take it"),
        BACK,
    )
    CSS = "QuestionScreen #text { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }"

    def __init__(
        self,
        code: str,
        questions: Sequence[Question],
        at: int,
        *,
        take: Callable[[Question], None] | None = None,
    ) -> None:
        super().__init__(code)
        self._questions = tuple(questions)
        self._at = at
        self._take = take

    def body(self) -> ComposeResult:
        with VerticalScroll(id="text"):
            yield Words(id="question")

    def load(self, _context: "Context", _actor: "SignedIn") -> Question:
        return self._questions[self._at]

    def show(self, found: Question) -> None:
        self.query_one("#question", Words).put(question_text(found))
        self.query_one("#text", VerticalScroll).focus()
        self.say_next(f"{self._at + 1} of {len(self._questions)}. PgDn reads on, ] goes to the one after.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "take":
            return self._take is not None
        return super().check_action(action, parameters)

    def action_step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._questions):
            self._at += by
            self.query_one("#text", VerticalScroll).scroll_home(animate=False)
            self.look_again()

    def action_take(self) -> None:
        if self._take:
            self.app.pop_screen()
            self._take(self._questions[self._at])
