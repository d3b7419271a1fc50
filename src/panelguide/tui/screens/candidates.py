"""Candidates of a vacancy: where each stands, importing them, and what to arrange."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from panelguide.domain.access import Act
from panelguide.domain.people import Role
from panelguide.services import shortlist
from panelguide.services.candidates import CandidateLine
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import is_allowed
from panelguide.tui.commands import BACK, Command
from panelguide.tui.dialogs.ask import Ask
from panelguide.tui.screens.application import ApplicationScreen
from panelguide.tui.screens.candidate_import import ImportScreen
from panelguide.tui.screens.candidate_steps import IN_THE_RUNNING, CandidateSteps
from panelguide.tui.screens.find_list import FindListScreen
from panelguide.tui.text import columns, plain
from panelguide.tui.widgets.candidate_words import heading, row, shape, what_is_kept
from panelguide.tui.widgets.fields import Field
from panelguide.tui.widgets.find import FindLine
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn


@dataclass(frozen=True, slots=True)
class CandidatesView:
    """open_steps: actions of the screen that are open to this person now."""

    lines: tuple[CandidateLine, ...]
    locked: bool
    open_steps: frozenset[str]

    def line(self, code: str) -> CandidateLine | None:
        return next((line for line in self.lines if line.code == code), None)


class CandidatesScreen(CandidateSteps[CandidatesView], FindListScreen[CandidatesView]):
    """Every application of the vacancy."""

    PLACE = "Candidates"
    ABOUT = (
        "Every application by its code. Import the file another system exports (i), read an application "
        "(Enter), say what to arrange for an interview (e), or record that somebody has withdrawn (x) or did "
        "not attend (d). The panel sees names only once the shortlist is locked."
    )
    KEYS = (
        Command("enter", "open_chosen", "Read this application", footer="Read"),
        Command("i", "import_file", "Import applications from a file", footer="Import"),
        Command("e", "arrange", "What to arrange for this candidate", footer="Arrange"),
        Command("x", "withdraw", "This candidate has withdrawn", footer="Withdrew"),
        Command("d", "no_show", "This candidate did not attend", footer="Did not attend", wide=True),
        Command("n", "add", "Add one application by hand", footer="New", wide=True),
        Command("slash", "find", "Find a candidate", footer="Find"),
        BACK,
    )
    CSS = """
    CandidatesScreen #list { height: 1fr; }
    CandidatesScreen .gap { margin-top: 1; }
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self._path = ""
        self._done = ""
        self._done_at: str | None = ""

    def body(self) -> ComposeResult:
        yield Words(id="heading", classes="heading")
        yield FindLine()
        yield Words(id="columns")
        yield Rows(id="list")

    def side(self) -> ComposeResult:
        yield Words(what_is_kept())

    def load(self, context: "Context", actor: "SignedIn") -> CandidatesView:
        view = shortlist.show(context, actor, self.code)
        return CandidatesView(view.lines, bool(view.locked_at), _open_steps(context, actor, self.code, view))

    def show(self, found: CandidatesView) -> None:
        self.query_one("#heading", Words).put(heading(found.lines))
        self.query_one("#columns", Words).put(plain("  ") + columns(shape(found.lines)))
        self.refill()
        if self.focused is None:
            self.query_one(Rows).focus()
        self._say_what_is_next()

    def done(self, sentence: str) -> None:
        self._done, self._done_at = sentence, None
        self._say_what_is_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("import_file", "add", "arrange"):
            return self.found is not None and action in self.found.open_steps
        if action in ("withdraw", "no_show"):
            line = self._chosen()
            may = self.found is not None and action in self.found.open_steps
            return may and line is not None and line.state in IN_THE_RUNNING
        return super().check_action(action, parameters)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        self.show_keys()
        # What was done is said until another candidate is chosen; an import chooses the first one.
        if self._done_at is None:
            self._done_at = event.key
        elif self._done_at != event.key:
            self._done = ""
        self._say_what_is_next()

    def action_open_chosen(self) -> None:
        if line := self._chosen():
            self.open(ApplicationScreen(self.code, line.code))

    def action_import_file(self) -> None:
        fields = (
            Field(
                "path",
                "Where is the file?",
                value=self._path,
                hint="CSV, XLSX, XLS, XLSB or ODS",
                required=True,
            ),
        )
        body = "You see first what would be read and what never is. Nothing is stored before you say so."
        dialog = Ask("Import applications", fields, today=self.desk.today, body=body, yes="Look at it")
        self.ask(dialog, lambda answers: self._preview(answers["path"]))

    def action_add(self) -> None:
        self.add()

    def action_arrange(self) -> None:
        if line := self._chosen():
            self.say_what_to_arrange(line)

    def action_withdraw(self) -> None:
        if line := self._chosen():
            self.withdraw(line)

    def action_no_show(self) -> None:
        if line := self._chosen():
            self.no_show(line)

    def _preview(self, typed: str) -> None:
        # Windows copies a path with quotation marks round it.
        self._path = typed.strip().strip('"')
        self.open(ImportScreen(self.code, Path(self._path), self.done))

    def _chosen(self) -> CandidateLine | None:
        return self.found.line(self.query_one(Rows).key) if self.found else None

    def refill(self) -> None:
        find = self.query_one(FindLine)
        lines = self.found.lines if self.found else ()
        rows = [
            Row(line.code, row(line, shape(lines)))
            for line in lines
            if find.keeps(f"{line.code} {line.name} {line.state.name_for_people} {line.arrangements}")
        ]
        self.query_one(Rows).fill(rows)

    def _say_what_is_next(self) -> None:
        if self.found is None:
            return
        line = self._chosen()
        if self._done:
            self.say_next(self._done)
        elif not self.found.lines and "import_file" in self.found.open_steps:
            self.say_next("Next: i imports the applications from a file.")
        elif line is None:
            self.say_next("Nobody is in this list." if self.found.lines else "There are no applications yet.")
        else:
            self.say_next(f"Next: Enter opens the application of {line.code}.")


def _open_steps(
    context: "Context", actor: "SignedIn", code: str, view: shortlist.ShortlistView
) -> frozenset[str]:
    vacancy = find_vacancy(context, actor, code)
    steps: set[str] = set()
    if not view.locked_at and is_allowed(context, actor, Act.IMPORT_CANDIDATES, vacancy.id):
        steps |= {"import_file", "add"}
    if view.lines and is_allowed(context, actor, Act.MAKE_LETTERS, vacancy.id):
        steps |= {"withdraw", "no_show"}
        if Role.RECRUITMENT_TEAM in actor.person.roles:
            steps.add("arrange")
    return frozenset(steps)
