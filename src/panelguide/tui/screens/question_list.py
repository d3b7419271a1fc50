"""A list of questions to choose from, with the wording of the chosen one under it."""

from typing import Generic

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from panelguide.domain.questions import Question
from panelguide.tui.screens.base import Found
from panelguide.tui.screens.find_list import FindListScreen
from panelguide.tui.screens.question import QuestionScreen
from panelguide.tui.text import plain, stacked
from panelguide.tui.widgets.find import FindLine
from panelguide.tui.widgets.question_text import ask_text
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words


class ChoiceScreen(FindListScreen[Found], Generic[Found]):
    """A list of questions over the wording of the chosen one. Enter reads it, a takes it."""

    DEFAULT_CSS = """
    ChoiceScreen #list { height: 1fr; }
    ChoiceScreen #wording { height: 9; padding: 0 1; border-top: solid $muted; scrollbar-size-vertical: 1; }
    ChoiceScreen.-tall #wording { height: 18; }
    """

    def body(self) -> ComposeResult:
        yield Words(id="heading", classes="heading")
        yield FindLine()
        yield Rows(id="list")
        with VerticalScroll(id="wording"):
            yield Words(id="text")

    def questions(self) -> tuple[Question, ...]:
        """In the order of the list, whatever it is narrowed to."""
        raise NotImplementedError

    def rows(self) -> list[Row]:
        """The list as it is narrowed now; keyed by the question's id."""
        raise NotImplementedError

    def more(self, _: Question) -> tuple[Content, ...]:
        """What stands over the wording of the chosen one."""
        return ()

    def take(self, question: Question) -> None:
        """Puts the question into the kit."""
        raise NotImplementedError

    def refill(self) -> None:
        rows = self.query_one(Rows)
        rows.fill(self.rows())
        self._show_wording(rows.key)
        if self.focused is None:
            rows.focus()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        self.query_one("#wording", VerticalScroll).scroll_home(animate=False)
        self._show_wording(event.key)

    def action_open_chosen(self) -> None:
        ids = [row.key for row in self.rows()]
        by_id = {question.id: question for question in self.questions()}
        if (key := self.query_one(Rows).key) in ids:
            shown = [by_id[each] for each in ids]
            self.open(QuestionScreen(self.code, shown, ids.index(key), take=self.take))

    def action_take(self) -> None:
        if question := self._chosen():
            self.take(question)

    def _chosen(self) -> Question | None:
        key = self.query_one(Rows).key
        return next((question for question in self.questions() if question.id == key), None)

    def _show_wording(self, key: str) -> None:
        question = next((it for it in self.questions() if it.id == key), None)
        text = stacked((*self.more(question), ask_text(question))) if question else plain("")
        self.query_one("#text", Words).put(text)
