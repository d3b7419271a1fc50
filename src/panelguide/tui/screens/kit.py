"""The interview kit: its questions in order, what they cover, and the lock that freezes them."""

from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from panelguide.domain.access import Act
from panelguide.services import criteria, kits
from panelguide.services.kits import KitQuestion
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import is_allowed
from panelguide.tui.commands import BACK, Command
from panelguide.tui.screens.kit_bank import BankScreen
from panelguide.tui.screens.kit_steps import KitFound, KitSteps
from panelguide.tui.screens.kit_swap import SwapScreen
from panelguide.tui.screens.question import QuestionScreen
from panelguide.tui.text import columns, plain
from panelguide.tui.widgets.coverage_text import coverage_text
from panelguide.tui.widgets.kit_words import SHAPE, heading, row
from panelguide.tui.widgets.question_text import ask_text
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

ON_ONE_QUESTION: Final = frozenset({"swap", "weigh", "remove", "move"})
BUILDING: Final = ON_ONE_QUESTION | {"assign", "bank", "lock"}


class KitScreen(KitSteps):
    """The questions over the matrix of what they cover."""

    PLACE = "Interview kit"
    ABOUT = (
        "The questions every candidate is asked, in order, and what they cover. a assigns a whole kit from the "
        "bank, b adds one question, s asks another in place of the chosen one, [ and ] move it, e sets how much "
        "it counts. F9 locks the kit: from then on nobody can change it."
    )
    KEYS = (
        Command("enter", "open_chosen", "Read this question in full", footer="Read"),
        Command("a", "assign", "Assign the kit from the bank", footer="Assign"),
        Command("b", "bank", "Add a question from the bank", footer="Bank"),
        Command("s", "swap", "Ask another question instead", footer="Swap"),
        Command("left_square_bracket", "move(-1)", "Ask this question earlier", footer="Up", wide=True),
        Command("right_square_bracket", "move(1)", "Ask this question later", footer="Down", wide=True),
        Command("e", "weigh", "How much this question counts", footer="Weight", wide=True),
        Command("x", "remove", "Take this question out", footer="Take out", wide=True),
        Command("f9", "lock", "Lock the kit", footer="Lock"),
        BACK,
    )
    CSS = """
    KitScreen #list { height: auto; max-height: 9; }
    KitScreen #cover { height: 1fr; padding: 0 1; border-top: solid $muted; scrollbar-size-vertical: 1; }
    KitScreen.-tall #list { max-height: 15; }
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self._done = ""

    def body(self) -> ComposeResult:
        yield Words(id="heading", classes="heading")
        yield Words(plain("  ") + columns(SHAPE), id="columns")
        yield Rows(id="list")
        with VerticalScroll(id="cover"):
            yield Words(id="coverage")

    def side(self) -> ComposeResult:
        yield Words(id="wording")

    def load(self, context: "Context", actor: "SignedIn") -> KitFound:
        kit = kits.show(context, actor, self.code)
        vacancy = find_vacancy(context, actor, self.code)
        may = is_allowed(context, actor, Act.BUILD_KIT, vacancy.id)
        every = criteria.list_all(context, actor, self.code)
        return KitFound(kit, every, may and not (kit and kit.locked))

    def show(self, found: KitFound) -> None:
        self.query_one("#heading", Words).put(heading(found.kit))
        self.query_one(Rows).fill([Row(it.id, row(it)) for it in found.questions])
        text = coverage_text(found.kit, found.criteria) if found.kit else plain("")
        self.query_one("#coverage", Words).put(text)
        if self.focused is None:
            self.query_one(Rows).focus()
        self._show_wording()
        self._say_what_is_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in BUILDING:
            may = self.found is not None and self.found.may_build
            return may and (action == "assign" or bool(self.found and self.found.kit))
        return super().check_action(action, parameters)

    def on_rows_moved(self) -> None:
        self._show_wording()

    def on_rows_opened(self) -> None:
        self.action_open_chosen()

    def action_open_chosen(self) -> None:
        if self.found and (chosen := self.chosen()):
            every = self.found.questions
            at = every.index(chosen)
            self.open(QuestionScreen(self.code, [it.question for it in every], at))

    def action_bank(self) -> None:
        self._done = ""
        self.open(BankScreen(self.code))

    def action_swap(self) -> None:
        self._done = ""
        if chosen := self.chosen():
            self.open(SwapScreen(self.code, chosen))

    def say_done(self, sentence: str) -> None:
        self._done = sentence

    def chosen(self) -> KitQuestion | None:
        key = self.query_one(Rows).key
        every = self.found.questions if self.found else ()
        return next((it for it in every if it.id == key), None)

    def _show_wording(self) -> None:
        chosen = self.chosen()
        text = ask_text(chosen.question) if chosen else plain("The chosen question is shown here.")
        self.query_one("#wording", Words).put(text)

    def _say_what_is_next(self) -> None:
        found = self.found
        if found is None:
            return
        if self._done:
            self.say_next(self._done)
        elif found.kit is None:
            self.say_next(
                "Next: a assigns a kit from the bank." if found.may_build else "There is no kit yet."
            )
        elif found.kit.locked:
            self.say_next("The kit is locked: every candidate is asked the same.")
        elif found.kit.gaps:
            self.say_next("Next: b picks a question from the bank for each gap.")
        else:
            self.say_next("Next: read the questions through, then F9 locks the kit.")
