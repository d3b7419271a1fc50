"""What importing a file would do, column by column, before anything is stored."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from panelguide.errors import PanelguideError
from panelguide.services import candidates
from panelguide.services.candidates import COLUMN_FIELDS, ImportPreview, ImportResult
from panelguide.tui.commands import BACK, Command
from panelguide.tui.dialogs.choose import Choose
from panelguide.tui.dialogs.confirm import Confirm
from panelguide.tui.dialogs.tell import Tell
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.screens.leaving import leave
from panelguide.tui.text import line, plain, stacked, styled
from panelguide.tui.widgets.import_words import (
    HEADINGS,
    LEAVE_OUT,
    applications,
    field_name,
    findings,
    heading,
    rows,
)
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn


class ImportScreen(PanelScreen[ImportPreview]):
    """The columns of a file with what each would be read as, and everything noticed about its rows.

    done: told the sentence about what was imported, once it is.
    """

    PLACE = "Candidates > Import"
    ABOUT = (
        "This is what would be read from the file. Enter on a column changes what it is read as. Equality "
        "answers and dates of birth are never read. F9 imports the whole file or nothing, and remembers the "
        "columns for the next file of this kind."
    )
    KEYS = (
        Command("enter", "change_column", "Read this column as something else", footer="Change column"),
        Command("tab", "app.focus_next", "Next area: what was noticed", footer="Next area"),
        Command("f9", "import_it", "Import the whole file", footer="Import"),
        BACK,
    )
    CSS = """
    ImportScreen #columns-read { height: auto; max-height: 9; }
    ImportScreen #noticed { height: 1fr; padding: 0 1; margin-top: 1; scrollbar-size-vertical: 1; }
    ImportScreen.-tall #columns-read { max-height: 18; }
    """

    def __init__(self, code: str, path: Path, done: Callable[[str], None]) -> None:
        super().__init__(code)
        self._path = path
        self._said: tuple[str, ...] = ()
        self._tell_done = done
        self._importing = False

    def body(self) -> ComposeResult:
        yield Words(id="heading", classes="heading")
        yield Words(plain("  ") + HEADINGS, id="columns")
        yield Rows(id="columns-read")
        with VerticalScroll(id="noticed"):
            yield Words(id="findings")

    def side(self) -> ComposeResult:
        yield Words(
            stacked(
                (
                    styled("[bold $focus]NOTHING IS STORED YET[/]"),
                    plain("F9 asks once more. Then the whole file comes in, or nothing."),
                    plain(""),
                    styled("[bold $focus]NEVER READ[/]"),
                    plain("Equality answers, dates of birth, and every column said to be left out."),
                    plain(""),
                    styled("[bold $focus]REMEMBERED[/]"),
                    plain("How you read the columns is kept for the next file with the same headings."),
                )
            )
        )

    def load(self, context: "Context", actor: "SignedIn") -> ImportPreview:
        return self._preview(context, actor, self._said)

    def show(self, found: ImportPreview) -> None:
        self.query_one("#heading", Words).put(heading(self._path, found))
        self.query_one(Rows).fill(rows(found))
        self.query_one("#findings", Words).put(findings(found))
        if self.focused is None:
            self.query_one(Rows).focus()
        if found.ready:
            self.say_next("Next: look through it, then F9 imports the whole file.")
        elif found.unsure:
            self.say_next("Next: settle what is asked below. Enter changes what a column is read as.")
        else:
            self.say_next("Next: mend those places in the file and look at it again. Nothing was stored.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "import_it":
            return self.found is not None and self.found.ready and not self._importing
        if action == "change_column":
            return not self._importing
        return super().check_action(action, parameters)

    def on_rows_opened(self) -> None:
        if not self._importing:
            self.action_change_column()

    def action_change_column(self) -> None:
        column = self.query_one(Rows).key
        if column:
            fields = [Row(field, plain(field_name(field))) for field in COLUMN_FIELDS]
            self.ask(
                Choose(f"What is “{line(column).plain}” read as?", fields),
                lambda field: self._say(column, field),
            )

    def action_import_it(self) -> None:
        if self.found is None:
            return
        fresh = self.found.rows - len(self.found.already_there)
        body = f"{line(self._path.name).plain}: the whole file comes in, or nothing."
        if self.found.already_there:
            body += f" {len(self.found.already_there)} are here already and stay as they are."
        self.ask(Confirm(f"Import {applications(fresh)}?", body, yes="Import"), lambda _: self._import())

    def _say(self, column: str, field: str) -> None:
        """Looks at the file again with what was said; keeps it only if it can be read so."""
        if self.found is None:
            return
        read_as = dict(self.found.columns) | dict.fromkeys(self.found.left_out, LEAVE_OUT)
        read_as[column] = field
        said = tuple(f"{each}={name}" for each, name in read_as.items())

        def keep(_: ImportPreview) -> None:
            self._said = said
            self.look_again()

        # A group of its own: the box has just closed, and coming back to the screen reads too.
        self.read(lambda context, actor: self._preview(context, actor, said), keep, group="said")

    def _preview(self, context: "Context", actor: "SignedIn", said: tuple[str, ...]) -> ImportPreview:
        return candidates.preview(context, actor, self.code, path=self._path, columns=said)

    def _import(self) -> None:
        context, actor, said = self.desk.context, self.desk.actor, self._said
        self._importing = True
        self.show_keys()
        self.desk.save(
            self,
            lambda: candidates.import_file(context, actor, self.code, path=self._path, columns=said),
            self._imported,
            failed=self._not_imported,
        )

    def _not_imported(self, error: PanelguideError) -> None:
        self._importing = False
        self.show_keys()
        self.desk.show_problem(error)

    def _imported(self, result: ImportResult) -> None:
        sentence = f"{applications(result.added)} came in."
        told = [plain(sentence)]
        if result.skipped:
            told.append(plain(f"Left as they were, for being here already: {', '.join(result.skipped)}."))
        told.append(
            plain("Once you have checked the list, delete the imported file: it holds more than is needed.")
        )
        self._tell_done(sentence)
        app = self.app
        leave(self)
        app.push_screen(Tell("Imported", stacked(told)))
