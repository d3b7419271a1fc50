"""criteria: the person specification and what each line is about."""

from pathlib import Path
from typing import Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.domain.criteria import Criterion

group = typer.Typer(help="The person specification.", no_args_is_help=True)


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="criteria")


@group.command("import")
def import_file(click: typer.Context, code: str, path: Path) -> None:
    """Import the person specification: code, kind, criterion, tested at, weight."""
    from panelguide.services import criteria

    desk: Desk = click.obj
    _show(desk, criteria.import_file(desk.context, desk.actor, code, path=path))


@group.command("list")
def show(click: typer.Context, code: str) -> None:
    """The criteria with their tags."""
    from panelguide.services import criteria

    desk: Desk = click.obj
    _show(desk, criteria.list_all(desk.context, desk.actor, code))


@group.command("tag")
def tag(
    click: typer.Context,
    code: str,
    criterion: Annotated[str, typer.Argument(help="Such as E2; left out: see every proposal.")] = "",
    value: Annotated[list[str] | None, typer.Option(help="May be given more than once.")] = None,
    competency: Annotated[list[str] | None, typer.Option(help="May be given more than once.")] = None,
    accept: Annotated[bool, typer.Option("--accept-all", help="Confirm every proposal.")] = False,
) -> None:
    """Say what a criterion is about, or confirm what its own words propose."""
    from panelguide.services import criteria

    desk: Desk = click.obj
    if accept:
        _show(desk, criteria.confirm_all(desk.context, desk.actor, code))
        return
    if criterion:
        made = criteria.tag(
            desk.context,
            desk.actor,
            code,
            criterion=criterion,
            values=tuple(value or ()),
            competencies=tuple(competency or ()),
        )
        _show(desk, (made,))
        return
    found = criteria.proposals(desk.context, desk.actor, code)
    if desk.json:
        say.as_json(found)
        return
    for line, proposal in found:
        say.line(f"{line.code}  {line.text}")
        for proposed in (*proposal.values, *proposal.competencies):
            say.line(f"      {proposed.id}: {proposed.because}")
        if proposal.empty:
            say.line("      No proposal: say what it is about with --value and --competency.")


def _show(desk: Desk, criteria: tuple[Criterion, ...]) -> None:
    if desk.json:
        say.as_json(criteria)
        return
    say.table(
        ("Code", "Kind", "Tested at", "Weight", "Tags", "Criterion"),
        (
            (
                it.code,
                it.kind,
                ", ".join(place.name_for_people for place in sorted(it.tested_at)),
                it.weight,
                (", ".join((*it.values, *it.competencies)) or "none") if it.confirmed else "not confirmed",
                it.text,
            )
            for it in criteria
        ),
    )
