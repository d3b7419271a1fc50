"""What could be asked in place of one question of the kit, and what that would cost."""

from typing import TYPE_CHECKING

from textual.content import Content

from panelguide.domain.questions import Question
from panelguide.domain.swaps import Swap
from panelguide.services import kits
from panelguide.services.kits import KitQuestion
from panelguide.tui.commands import BACK, Command
from panelguide.tui.screens.leaving import leave
from panelguide.tui.screens.question_list import ChoiceScreen
from panelguide.tui.text import columns, styled
from panelguide.tui.widgets.find import FindLine
from panelguide.tui.widgets.rows import Row
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn


class SwapScreen(ChoiceScreen[tuple[Swap, ...]]):
    """What could be asked in place of one question, best first, each with what it costs."""

    PLACE = "Kit > Swap"
    ABOUT = (
        "What could be asked in place of this question, best first. Under the list stands what the swap would "
        "cost: criteria no longer covered, minutes, or having been asked last time. a takes the chosen one."
    )
    KEYS = (
        Command("enter", "open_chosen", "Read this question in full", footer="Read"),
        Command("a", "take", "Ask this one instead", footer="Ask this one"),
        Command("slash", "find", "Find by words", footer="Find"),
        BACK,
    )

    def __init__(self, code: str, old: KitQuestion) -> None:
        super().__init__(code)
        self._old = old

    def load(self, context: "Context", actor: "SignedIn") -> tuple[Swap, ...]:
        return kits.swaps(
            context, actor, self.code, position=kit_position(context, actor, self.code, self._old.id)
        )

    def show(self, found: tuple[Swap, ...]) -> None:
        self.query_one("#heading", Words).put(
            styled("IN PLACE OF  $label $title", label=self._old.label, title=self._old.question.title)
        )
        self.refill()
        self.say_next(
            "Next: a asks the chosen one instead." if found else "The bank has nothing else for it."
        )

    def questions(self) -> tuple[Question, ...]:
        return tuple(it.question for it in self.found or ())

    def rows(self) -> list[Row]:
        find = self.query_one(FindLine)
        return [
            Row(it.question.id, _swap_row(it))
            for it in self.found or ()
            if find.keeps(f"{it.question.id} {it.question.title} {it.question.ask}")
        ]

    def more(self, question: Question) -> tuple[Content, ...]:
        found = next((it for it in self.found or () if it.question.id == question.id), None)
        return (styled("[bold $focus]COST[/] $cost", cost=found.sentence),) if found else ()

    def take(self, question: Question) -> None:
        old = self._old

        def exchange(context: "Context", actor: "SignedIn") -> object:
            position = kit_position(context, actor, self.code, old.id)
            return kits.swap(context, actor, self.code, position=position, question_id=question.id)

        context, actor = self.desk.context, self.desk.actor
        self.desk.save(self, lambda: exchange(context, actor), lambda _: leave(self))


def kit_position(context: "Context", actor: "SignedIn", code: str, kit_question: str) -> int:
    """Where a question of the kit stands now, from 1; 0 when somebody took it out meanwhile.

    Asked at the moment of a change, since two key presses can follow each other faster than the screen reads.
    """
    kit = kits.show(context, actor, code)
    ids = [it.id for it in kit.questions] if kit else []
    return ids.index(kit_question) + 1 if kit_question in ids else 0


def _swap_row(it: Swap) -> Content:
    question = it.question
    return columns(((question.id, 10), (question.title, 30), (f"{question.minutes}'", 3), (it.sentence, 32)))
