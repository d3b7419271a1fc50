"""candidates: in from another system's export, and where each stands."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk

if TYPE_CHECKING:
    from panelguide.services.candidates import ImportPreview

group = typer.Typer(help="Candidates and their applications.", no_args_is_help=True)


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="candidates")


@group.command("import")
def import_file(
    click: typer.Context,
    code: str,
    path: Path,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", help="“Heading=field”, or “Heading=none” to leave a column out."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would happen; store nothing.")
    ] = False,
) -> None:
    """Import applications from a CSV, XLSX, XLS or ODS file: the whole file or nothing."""
    from panelguide.services import candidates

    desk: Desk = click.obj
    if dry_run:
        found = candidates.preview(desk.context, desk.actor, code, path=path, columns=columns or ())
        if desk.json:
            say.as_json(found)
        else:
            _show_preview(found)
        raise typer.Exit(0 if found.ready else 1)
    result = candidates.import_file(desk.context, desk.actor, code, path=path, columns=columns or ())
    if desk.json:
        say.as_json(result)
        return
    say.line(f"{_candidates(result.added)} {'was' if result.added == 1 else 'were'} added.")
    if result.skipped:
        say.line(f"Left as they were, for being here already: {', '.join(result.skipped)}.")
    for sentence in (*result.notes, *result.duplicates):
        say.line(sentence)
    say.line("Once you have checked the list, delete the imported file: it holds more than is needed.")


@group.command("list")
def show_all(click: typer.Context, code: str) -> None:
    """Every candidate and where they stand."""
    from panelguide.services import candidates

    desk: Desk = click.obj
    lines = candidates.list_all(desk.context, desk.actor, code)
    if desk.json:
        say.as_json(lines)
        return
    say.table(
        ("Code", "Name", "State", "Internal", "Arrange", "Turned on"),
        (
            (
                line.code,
                line.name or "-",
                line.state.name_for_people,
                "yes" if line.internal else "",
                line.arrangements,
                line.criterion_code,
            )
            for line in lines
        ),
    )
    if any(not line.name for line in lines):
        say.note("A name is shown to those who may see it, and to the panel once the shortlist is locked.")


@group.command("show")
def show(click: typer.Context, code: str, candidate: str) -> None:
    """One candidate's application."""
    from panelguide.services import candidates

    desk: Desk = click.obj
    found = candidates.show(desk.context, desk.actor, code, candidate=candidate)
    if desk.json:
        say.as_json(found)
        return
    say.line(f"{found.line.code} {found.line.name}  {found.line.state.name_for_people}")
    if found.line.arrangements:
        say.line(f"To arrange: {found.line.arrangements}")
    if found.adjustments:
        say.line(f"Asked for: {found.adjustments}")
    say.line(found.statement or "The statement is empty.")


@group.command("add")
def add(
    click: typer.Context,
    code: str,
    name: str,
    reference: str = "",
    email: str = "",
    telephone: str = "",
    statement: str = "",
    internal: bool = False,
) -> None:
    """Add one application by hand."""
    from panelguide.services import candidates

    desk: Desk = click.obj
    line = candidates.add(
        desk.context,
        desk.actor,
        code,
        full_name=name,
        reference=reference,
        email=email,
        telephone=telephone,
        statement=statement,
        internal=internal,
    )
    if desk.json:
        say.as_json(line)
        return
    say.line(f"{line.code} was added.")


@group.command("arrange")
def arrange(click: typer.Context, code: str, candidate: str, text: str) -> None:
    """Say what to arrange for a candidate's interview, never why."""
    from panelguide.services import candidates

    desk: Desk = click.obj
    version = candidates.show(desk.context, desk.actor, code, candidate=candidate).line.version
    candidates.set_arrangements(
        desk.context, desk.actor, code, candidate=candidate, version=version, text=text
    )
    say.line(f"{candidate.upper()}: the panel will see “{text}”.")


@group.command("withdraw")
def withdraw(click: typer.Context, code: str, candidate: str) -> None:
    """The candidate no longer wants the post."""
    from panelguide.services import candidates

    desk: Desk = click.obj
    candidates.withdraw(desk.context, desk.actor, code, candidate=candidate)
    say.line(f"{candidate.upper()} has withdrawn.")


@group.command("no-show")
def no_show(click: typer.Context, code: str, candidate: str) -> None:
    """The candidate did not come to their interview."""
    from panelguide.services import candidates

    desk: Desk = click.obj
    candidates.no_show(desk.context, desk.actor, code, candidate=candidate)
    say.line(f"{candidate.upper()} did not attend.")


def _candidates(count: int) -> str:
    from panelguide.domain.rules.answer import counted

    return counted(count, "candidate")


def _show_preview(found: "ImportPreview") -> None:
    for heading, field in found.columns:
        say.line(f"{heading} -> {field.replace('_', ' ')}")
    if found.equality:
        say.line(f"Equality answers, never read: {', '.join(found.equality)}.")
    if found.left_out:
        say.line(f"Not read: {', '.join(found.left_out)}.")
    for sentence in (*found.unsure, *found.problems, *found.notes, *found.duplicates):
        say.line(sentence)
    for row in found.sample:
        say.line("; ".join(f"{field.replace('_', ' ')} “{' '.join(text.split())}”" for field, text in row))
    if found.ready:
        say.line(f"{_candidates(found.rows - len(found.already_there))} would be added. Nothing was stored.")
    else:
        say.line("The file cannot be imported as it is. Nothing was stored.")
