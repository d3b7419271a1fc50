"""shortlist: who is invited, and what each "not shortlisted" turned on."""

from typing import TYPE_CHECKING, Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.errors import BadInput

if TYPE_CHECKING:
    from panelguide.services.shortlist import ShortlistView

group = typer.Typer(help="The shortlist.", no_args_is_help=True)


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="shortlist")


@group.command("show")
def show(click: typer.Context, code: str) -> None:
    """Who is invited, who is not and why."""
    from panelguide.services import shortlist

    desk: Desk = click.obj
    _show(desk, shortlist.show(desk.context, desk.actor, code))


@group.command("invite")
def invite(click: typer.Context, code: str, candidates: list[str]) -> None:
    """Put candidates on the shortlist."""
    from panelguide.services import shortlist

    desk: Desk = click.obj
    _show(desk, shortlist.invite(desk.context, desk.actor, code, candidates=candidates))


@group.command("turn-down")
def turn_down(
    click: typer.Context,
    code: str,
    candidates: Annotated[list[str] | None, typer.Argument()] = None,
    criterion: Annotated[str, typer.Option(prompt="Which criterion did it turn on?")] = "",
    reason: Annotated[str, typer.Option(prompt="Why was it not met?")] = "",
    rest: Annotated[bool, typer.Option("--rest", help="Everybody not settled yet.")] = False,
) -> None:
    """Record that candidates are not shortlisted, with the criterion it turned on."""
    from panelguide.services import shortlist

    desk: Desk = click.obj
    if rest == bool(candidates):
        raise BadInput("Name candidates, or say --rest for everybody not settled yet.")
    if rest:
        _show(
            desk,
            shortlist.settle_rest(desk.context, desk.actor, code, criterion=criterion, reason=reason),
        )
        return
    _show(
        desk,
        shortlist.turn_down(
            desk.context, desk.actor, code, candidates=candidates or (), criterion=criterion, reason=reason
        ),
    )


@group.command("lock")
def lock(click: typer.Context, code: str) -> None:
    """Close the shortlist; from now on the panel may see names."""
    from panelguide.services import shortlist

    desk: Desk = click.obj
    _show(desk, shortlist.lock(desk.context, desk.actor, code))


def _show(desk: Desk, view: "ShortlistView") -> None:
    if desk.json:
        say.as_json(view)
        return
    say.table(
        ("Code", "State", "Turned on", "Why"),
        ((line.code, line.state.name_for_people, line.criterion_code, line.reason) for line in view.lines),
    )
    say.line("The shortlist is locked." if view.locked_at else f"{view.left} still to settle.")
