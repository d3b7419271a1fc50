"""The person specification: read from a file, and each line tagged with what it is about."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from panelguide.domain.criteria import Criterion, Proposal
from panelguide.services import criteria
from panelguide.tui.commands import BACK, Command
from panelguide.tui.dialogs.ask import Ask
from panelguide.tui.dialogs.confirm import Confirm
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import columns, plain, stacked, styled
from panelguide.tui.widgets.fields import Field
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.content import Content

    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

HEADINGS = columns((("", 4), ("Criterion", 38), ("Tested at", 18), ("About", 14)))
Pairs = tuple[tuple[Criterion, Proposal], ...]


@dataclass(frozen=True, slots=True)
class CriteriaView:
    pairs: Pairs
    values: tuple[str, ...]
    competencies: tuple[str, ...]


class CriteriaScreen(PanelScreen[CriteriaView]):
    """Importing criteria, and confirming what each is about."""

    PLACE = "Criteria"
    ABOUT = (
        "The person specification, line by line. n reads it from a file (CSV or spreadsheet). Questions are found "
        "by the values and competencies a line is about: they are proposed from its own words, F9 confirms all "
        "proposals, e changes one. A line nobody confirmed is a gap in the kit."
    )
    KEYS = (
        Command("n", "read_file", "Read the criteria from a file", footer="From a file"),
        Command("e", "tag", "Say what this criterion is about", footer="Edit tags"),
        Command("f9", "confirm_all", "Confirm every proposal", footer="Confirm all"),
        BACK,
    )
    CSS = """
    CriteriaScreen #criteria { height: 1fr; }
    CriteriaScreen #detail { border-top: solid $muted; max-height: 8; }
    """

    def body(self) -> ComposeResult:
        yield Words(id="heading", classes="heading")
        yield Words(plain("  ") + HEADINGS)
        yield Rows(id="criteria")
        yield Words(id="detail")

    def side(self) -> ComposeResult:
        yield Words(id="tags")

    def load(self, context: "Context", actor: "SignedIn") -> CriteriaView:
        bank = context.content.bank
        return CriteriaView(
            criteria.proposals(context, actor, self.code), tuple(bank.values), tuple(bank.competencies)
        )

    def show(self, found: CriteriaView) -> None:
        left = [it for it, _ in found.pairs if not it.confirmed]
        heading = f"CRITERIA  {len(found.pairs)}, {len(left)} not confirmed"
        self.query_one("#heading", Words).put(plain(heading))
        rows = self.query_one(Rows)
        rows.fill([Row(it.code, _row(it)) for it, _ in found.pairs])
        rows.focus()
        self.query_one("#tags", Words).put(self._known_tags())
        self._show_detail()
        self.say_next(_next(found.pairs))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("tag", "confirm_all"):
            return self.found is not None and bool(self.found.pairs)
        return super().check_action(action, parameters)

    def on_rows_moved(self, _: Rows.Moved) -> None:
        self._show_detail()

    def on_rows_opened(self, _: Rows.Opened) -> None:
        self.action_tag()

    def action_read_file(self) -> None:
        field = Field("path", "Where is the file?", hint="CSV, XLSX or ODS", required=True)
        body = "It takes the place of the criteria that are there: the whole file, or nothing."
        self.ask(
            Ask("Read the criteria from a file", (field,), today=self.desk.today, body=body, yes="Read it"),
            lambda answers: self.save(
                lambda context, actor: criteria.import_file(
                    context, actor, self.code, path=Path(answers["path"].strip()).expanduser()
                )
            ),
        )

    def action_tag(self) -> None:
        pair = self._chosen()
        if pair is None:
            return
        it, proposal = pair
        values = it.values if it.tagged else tuple(tag.id for tag in proposal.values)
        competencies = it.competencies if it.tagged else tuple(tag.id for tag in proposal.competencies)
        fields = (
            Field("values", "Values", value=", ".join(values), hint="two at most, commas between"),
            Field("competencies", "Competencies", value=", ".join(competencies), hint="three at most"),
        )
        body = stacked((plain(it.text), self._known_tags()))
        self.ask(
            Ask(f"What is {it.code} about?", fields, today=self.desk.today, body=body, yes="Confirm"),
            lambda answers: self.save(
                lambda context, actor: criteria.tag(
                    context,
                    actor,
                    self.code,
                    criterion=it.code,
                    values=_split(answers["values"]),
                    competencies=_split(answers["competencies"]),
                )
            ),
        )

    def action_confirm_all(self) -> None:
        body = "Every line with a proposal is confirmed as proposed. You can still change each one with e."
        self.ask(
            Confirm("Confirm all proposals?", body, yes="Confirm all"),
            lambda _: self.save(lambda context, actor: criteria.confirm_all(context, actor, self.code)),
        )

    def _known_tags(self) -> "Content":
        found = self.found
        parts = (("VALUES", found.values), ("COMPETENCIES", found.competencies)) if found else ()
        return stacked(
            styled("[bold $focus]$head[/] $tags", head=head, tags=", ".join(tags)) for head, tags in parts
        )

    def _chosen(self) -> tuple[Criterion, Proposal] | None:
        key = self.query_one(Rows).key
        return next((it for it in (self.found.pairs if self.found else ()) if it[0].code == key), None)

    def _show_detail(self) -> None:
        pair = self._chosen()
        if pair is None:
            self.query_one("#detail", Words).put(plain("No criteria yet."))
            return
        it, proposal = pair
        said = [tag.because for tag in (*proposal.values, *proposal.competencies)]
        now = ", ".join((*it.values, *it.competencies)) if it.confirmed else "not confirmed"
        parts = [styled("[bold]$code[/] $text", code=it.code, text=it.text), plain(f"About: {now}")]
        parts += [plain("Proposed: " + " ".join(said))] if said and not it.confirmed else []
        self.query_one("#detail", Words).put(stacked(parts))


def _split(typed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in typed.split(",") if word.strip())


def _row(it: Criterion) -> "Content":
    tested = ", ".join(
        sorted(place.value.removeprefix("application_").split("_")[0] for place in it.tested_at)
    )
    about = ", ".join((*it.values, *it.competencies)) if it.confirmed else "NOT YET"
    return columns(((it.code, 4), (it.text, 38), (tested, 18), (about, 14)))


def _next(pairs: Pairs) -> str:
    if not pairs:
        return "Next: n reads the person specification from a file."
    silent = [it.code for it, proposal in pairs if not it.confirmed and proposal.empty]
    if any(not it.confirmed and not proposal.empty for it, proposal in pairs):
        return "Next: F9 confirms what each line seems to be about."
    if silent:
        return f"Next: e says what {silent[0]} is about; its words do not tell."
    return "Next: every criterion is confirmed. Esc goes back to the checklist."
