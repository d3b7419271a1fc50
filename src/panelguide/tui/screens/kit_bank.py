"""The bank: every question for this post, to find, read and add."""

from typing import TYPE_CHECKING

from textual.content import Content

from panelguide.domain.questions import Question
from panelguide.services import kits
from panelguide.tui.commands import BACK, Command
from panelguide.tui.screens.question_list import ChoiceScreen
from panelguide.tui.text import columns, plain
from panelguide.tui.widgets.find import FindLine
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn


class BankScreen(ChoiceScreen[tuple[tuple[Question, ...], frozenset[str]]]):
    """The bank's questions for this post. What is found: the questions, and the ids already in the kit."""

    PLACE = "Kit > Bank"
    ABOUT = (
        "Every question of the bank that suits this post. / finds by words, Enter reads one in full, a adds it "
        "to the kit with the criteria it covers."
    )
    KEYS = (
        Command("enter", "open_chosen", "Read this question in full", footer="Read"),
        Command("a", "take", "Add this question to the kit", footer="Add"),
        Command("slash", "find", "Find by words", footer="Find"),
        BACK,
    )

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self._added = ""

    def load(self, context: "Context", actor: "SignedIn") -> tuple[tuple[Question, ...], frozenset[str]]:
        kit = kits.show(context, actor, self.code)
        taken = frozenset(it.question.id for it in kit.questions) if kit else frozenset[str]()
        return kits.bank(context, actor, self.code), taken

    def show(self, _: tuple[tuple[Question, ...], frozenset[str]]) -> None:
        self.refill()
        if self._added:
            self.say_next(f"{self._added} is in the kit. Esc goes back to it.")
        else:
            self.say_next("Next: a adds the chosen question. / finds by words.")

    def questions(self) -> tuple[Question, ...]:
        return self.found[0] if self.found else ()

    def rows(self) -> list[Row]:
        find = self.query_one(FindLine)
        taken = self.found[1] if self.found else frozenset[str]()
        kept = [
            it for it in self.questions() if find.keeps(f"{it.id} {it.title} {it.ask} {it.theme} {it.value}")
        ]
        heading = f"BANK  {len(kept)} of {len(self.questions())} questions for this post"
        self.query_one("#heading", Words).put(plain(heading))
        return [Row(it.id, _bank_row(it, taken=it.id in taken)) for it in kept]

    def take(self, question: Question) -> None:
        self.save(
            lambda context, actor: kits.add(context, actor, self.code, question_id=question.id),
            lambda _: self._say_added(question),
        )

    def on_rows_moved(self, event: Rows.Moved) -> None:
        super().on_rows_moved(event)
        if event.key != self._added:
            self._added = ""

    def _say_added(self, question: Question) -> None:
        self._added = question.id


def _bank_row(question: Question, *, taken: bool) -> Content:
    value = question.value.value.replace("-", " ") if question.value else "-"
    mark = "in kit" if taken else ""
    return columns(
        ((question.id, 10), (question.title, 34), (value, 19), (f"{question.minutes}'", 3), (mark, 6))
    )
