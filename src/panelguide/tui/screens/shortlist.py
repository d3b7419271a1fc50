"""The shortlist: who is invited, what each "not shortlisted" turned on, and the lock."""

from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from panelguide.domain.access import Act
from panelguide.domain.candidates import CandidateState
from panelguide.domain.criteria import TestedAt
from panelguide.services import candidates, criteria, shortlist
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import is_allowed
from panelguide.tui import dates
from panelguide.tui.commands import BACK, Command
from panelguide.tui.screens.application import ApplicationScreen
from panelguide.tui.screens.shortlist_steps import Settled, ShortlistSteps
from panelguide.tui.text import columns, plain, styled
from panelguide.tui.widgets.find import FindLine
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.shortlist_words import SHAPE, heading, outcome, row, rules
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

SETTLING: Final = frozenset({"invite", "turn_down", "settle_rest", "lock"})
# What v shows in turn: the words, and which states belong to it; none for all.
VIEWS: Final = (
    ("", frozenset[CandidateState]()),
    ("to settle", frozenset({CandidateState.APPLIED})),
    ("not shortlisted", frozenset({CandidateState.NOT_SHORTLISTED})),
)


class ShortlistScreen(ShortlistSteps):
    """Every application by its code, never a name, with the form of the chosen one under the list."""

    PLACE = "Shortlist"
    ABOUT = (
        "Settle each application: i invites, x turns down with the one criterion it turned on and why, R does "
        "so for everybody not settled yet. F9 locks the shortlist; then the panel sees names and the outcomes "
        "stay. Until then pressing i or x again changes an outcome."
    )
    KEYS = (
        Command("enter", "open_chosen", "Read the whole form", footer="Read"),
        Command("i", "invite", "Invite this candidate", footer="Invite"),
        Command("x", "turn_down", "Not shortlisted: criterion and reason", footer="Not"),
        Command("R", "settle_rest", "The rest are not shortlisted", footer="Rest"),
        Command("f9", "lock", "Lock the shortlist", footer="Lock"),
        Command("v", "view", "View all, to settle, or not shortlisted", footer="View", wide=True),
        Command("slash", "find", "Find a candidate", footer="Find", wide=True),
        BACK,
    )
    CSS = """
    ShortlistScreen #list { height: 1fr; }
    ShortlistScreen #form { height: 8; padding: 0 1; border-top: solid $muted; scrollbar-size-vertical: 1; }
    ShortlistScreen.-tall #form { height: 16; }
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self._view = 0
        self._done = ""
        self._shown = ""

    def body(self) -> ComposeResult:
        yield Words(id="heading", classes="heading")
        yield FindLine()
        yield Words(plain("  ") + columns(SHAPE), id="columns")
        yield Rows(id="list")
        with VerticalScroll(id="form"):
            yield Words(id="statement")

    def side(self) -> ComposeResult:
        yield Words(rules())

    def load(self, context: "Context", actor: "SignedIn") -> Settled:
        view = shortlist.show(context, actor, self.code)
        every = criteria.list_all(context, actor, self.code)
        vacancy = find_vacancy(context, actor, self.code)
        return Settled(
            view,
            tuple(it for it in every if TestedAt.APPLICATION_FORM in it.tested_at),
            not view.locked_at and is_allowed(context, actor, Act.PREPARE, vacancy.id),
        )

    def show(self, _: Settled) -> None:
        self.refill()
        if self.focused is None:
            self.query_one(Rows).focus()
        self._say_what_is_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in SETTLING:
            open_now = self.found is not None and self.found.may_settle and bool(self.found.view.lines)
            return open_now and (action != "settle_rest" or bool(self.found and self.found.view.left))
        return super().check_action(action, parameters)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        if event.key != self._shown:
            self._done = ""
            self._show_form(event.key)
        self._say_what_is_next()

    def action_open_chosen(self) -> None:
        if code := self.query_one(Rows).key:
            self.open(ApplicationScreen(self.code, code, blind=True))

    def action_view(self) -> None:
        self._view = (self._view + 1) % len(VIEWS)
        self.refill()

    def say_done(self, sentence: str) -> None:
        self._done = sentence

    def refill(self) -> None:
        if self.found is None:
            return
        what, states = VIEWS[self._view]
        find = self.query_one(FindLine)
        rows = [
            Row(it.code, row(it))
            for it in self.found.view.lines
            if (not states or it.state in states)
            and find.keeps(f"{it.code} {outcome(it)} {it.criterion_code}")
        ]
        self.query_one("#heading", Words).put(heading(self.found.view, what))
        self.query_one(Rows).fill(rows)
        self._show_form(self.query_one(Rows).key)

    def _show_form(self, code: str) -> None:
        """The form of the chosen candidate, read only when another one is chosen."""
        if code == self._shown:
            return
        self._shown = code
        self.query_one("#form", VerticalScroll).scroll_home(animate=False)
        if not code:
            self.query_one("#statement", Words).put(plain(""))
            return
        self.read(
            lambda context, actor: candidates.show(context, actor, self.code, candidate=code),
            lambda detail: self.query_one("#statement", Words).put(
                styled("[bold $focus]$code FROM THE FORM[/]\n", code=code)
                + plain(detail.statement or "The statement is empty.")
            ),
            group="form",
        )

    def _say_what_is_next(self) -> None:
        if self.found is None:
            return
        view = self.found.view
        if self._done:
            self.say_next(self._done)
        elif view.locked_at:
            self.say_next(f"Locked {dates.moment(view.locked_at)}. These outcomes stay.")
        elif not view.lines:
            self.say_next("There are no applications yet. They are imported under Candidates.")
        elif not self.found.may_settle:
            self.say_next("Next: Enter opens the form of this candidate.")
        elif view.left:
            self.say_next(
                f"Next: {view.left} to settle. i invites this one, x says which criterion it lacks."
            )
        else:
            self.say_next("Next: everybody is settled. F9 locks the shortlist.")
