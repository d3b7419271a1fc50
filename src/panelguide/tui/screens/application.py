"""One application: the statement to read, where the candidate stands, and what to arrange."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from panelguide.domain.access import Act
from panelguide.domain.people import Role
from panelguide.services import candidates
from panelguide.services.candidates import CandidateDetail
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import is_allowed
from panelguide.tui import dates
from panelguide.tui.commands import BACK, Command
from panelguide.tui.dialogs.choose import Choose
from panelguide.tui.screens.candidate_steps import IN_THE_RUNNING, CandidateSteps
from panelguide.tui.text import line as one_line
from panelguide.tui.text import plain, stacked, styled
from panelguide.tui.widgets.rows import Row
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """codes: of every candidate, to go on to the next. open_steps: what this person may do here."""

    detail: CandidateDetail
    codes: tuple[str, ...]
    open_steps: frozenset[str]


class ApplicationScreen(CandidateSteps[ApplicationView]):
    """One candidate's application. blind: without any name, whoever reads it, as in shortlisting."""

    PLACE = "Candidates"
    ABOUT = (
        "What this candidate wrote, to be read with the arrow keys and PgDn. [ and ] go to the one before and "
        "the one after, F2 to any other."
    )
    KEYS = (
        Command("left_square_bracket", "step(-1)", "The application before", footer="Before"),
        Command("right_square_bracket", "step(1)", "The application after", footer="After"),
        Command("f2", "who", "Another candidate", footer="Who"),
        Command("e", "arrange", "What to arrange for this candidate", footer="Arrange"),
        Command("x", "withdraw", "This candidate has withdrawn", footer="Withdrew"),
        Command("d", "no_show", "This candidate did not attend", footer="Did not attend", wide=True),
        BACK,
    )
    CSS = """
    ApplicationScreen #form { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    ApplicationScreen #about { padding: 0 1; }
    ApplicationScreen #form-heading { padding: 0 1; margin-top: 1; }
    """

    def __init__(self, code: str, candidate: str, *, blind: bool = False) -> None:
        super().__init__(code)
        self._candidate = candidate
        self._blind = blind
        self._done = ""

    def body(self) -> ComposeResult:
        yield Words(id="about")
        yield Words(styled("[bold $focus]FROM THE FORM[/]"), id="form-heading")
        with VerticalScroll(id="form"):
            yield Words(id="statement")

    def place(self) -> str:
        return f"panelguide > {self.code} > {self.PLACE} > {self._candidate}"

    def load(self, context: "Context", actor: "SignedIn") -> ApplicationView:
        lines = candidates.list_all(context, actor, self.code)
        detail = candidates.show(context, actor, self.code, candidate=self._candidate)
        vacancy = find_vacancy(context, actor, self.code)
        steps: set[str] = set()
        if not self._blind and is_allowed(context, actor, Act.MAKE_LETTERS, vacancy.id):
            steps = {"withdraw", "no_show"}
            if Role.RECRUITMENT_TEAM in actor.person.roles:
                steps.add("arrange")
        return ApplicationView(detail, tuple(line.code for line in lines), frozenset(steps))

    def show(self, found: ApplicationView) -> None:
        self.query_one("#about", Words).put(_about(found.detail, blind=self._blind))
        self.query_one("#statement", Words).put(plain(found.detail.statement or "The statement is empty."))
        form = self.query_one("#form", VerticalScroll)
        if self.focused is None:
            form.focus()
        at = found.codes.index(self._candidate) + 1
        self.say_next(self._done or f"{at} of {len(found.codes)}. PgDn reads on, ] goes to the one after.")

    def done(self, sentence: str) -> None:
        self._done = sentence

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("arrange", "withdraw", "no_show"):
            if self.found is None or action not in self.found.open_steps:
                return False
            return action == "arrange" or self.found.detail.line.state in IN_THE_RUNNING
        return super().check_action(action, parameters)

    def action_step(self, by: int) -> None:
        if self.found:
            codes = self.found.codes
            at = codes.index(self._candidate) + by
            if 0 <= at < len(codes):
                self._go_to(codes[at])

    def action_who(self) -> None:
        if self.found:
            rows = [Row(code, plain(code)) for code in self.found.codes]
            self.ask(Choose("Whose application?", rows), self._go_to)

    def action_arrange(self) -> None:
        if self.found:
            self.say_what_to_arrange(self.found.detail.line)

    def action_withdraw(self) -> None:
        if self.found:
            self.withdraw(self.found.detail.line)

    def action_no_show(self) -> None:
        if self.found:
            self.no_show(self.found.detail.line)

    def _go_to(self, code: str) -> None:
        self._candidate = code
        self._done = ""
        self.query_one("#form", VerticalScroll).scroll_home(animate=False)
        self.look_again()


def _about(detail: CandidateDetail, *, blind: bool) -> Content:
    line = detail.line
    name = "" if blind else line.name
    head = styled("[bold]$code  $name[/]  ", code=line.code, name=one_line(name).plain)
    state = "internal, " if line.internal else ""
    parts = [head + plain(state + line.state.name_for_people)]
    if line.criterion_code:
        parts.append(
            styled("[$muted]Turned on[/] $code: $reason", code=line.criterion_code, reason=line.reason)
        )
    if line.arrangements:
        parts.append(styled("[$muted]To arrange[/] $text", text=line.arrangements))
    if not blind:
        parts += _for_the_team(detail)
    return stacked(parts)


def _for_the_team(detail: CandidateDetail) -> list[Content]:
    """What only those who may see names are given; empty lines are left out."""
    contact = "   ".join(part for part in (detail.email, detail.telephone) if part)
    shown = (
        ("Asked for", detail.adjustments),
        ("Reference", detail.reference),
        ("Contact", contact),
        ("Employer", detail.employer),
        ("Sent in", dates.day(detail.submitted_at)),
    )
    return [styled("[$muted]$label[/] $text", label=label, text=text) for label, text in shown if text]
