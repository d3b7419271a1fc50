"""panel: who sits where, and what each declared."""

from typing import Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.domain.people import Seat

group = typer.Typer(help="The panel of a vacancy.", no_args_is_help=True)


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="panel")


@group.command("add")
def add(
    click: typer.Context,
    code: str,
    email: str,
    seat: Annotated[Seat, typer.Option()],
    scores: Annotated[
        bool | None, typer.Option(help="Whether they score; chair, deputy and members do.")
    ] = None,
    trained_on: Annotated[str, typer.Option(help="Last fair recruitment training, like 2026-03-14.")] = "",
) -> None:
    """Give somebody a seat."""
    from panelguide.services import panel

    desk: Desk = click.obj
    given = panel.add(
        desk.context, desk.actor, code, email=email, seat=seat, scores=scores, trained_on=trained_on
    )
    if desk.json:
        say.as_json(given)
        return
    say.line(
        f"{given.name} is {given.seat.name_for_people} and {'scores' if given.scores else 'does not score'}."
    )


@group.command("declare")
def declare(
    click: typer.Context,
    code: str,
    declaration: Annotated[str, typer.Argument(help='"none", or how you know a candidate.')],
) -> None:
    """Say whether you know any candidate."""
    from panelguide.services import panel

    desk: Desk = click.obj
    panel.declare(desk.context, desk.actor, code, declaration=declaration)
    say.line("Your declaration is recorded.")


@group.command("remove")
def remove(
    click: typer.Context,
    code: str,
    email: str,
    seat: Annotated[Seat, typer.Option()],
    reason: Annotated[str, typer.Option(prompt=True)],
) -> None:
    """Take a seat away; that it was held stays on the record."""
    from panelguide.services import panel

    desk: Desk = click.obj
    panel.remove(desk.context, desk.actor, code, email=email, seat=seat, reason=reason)
    say.line(f"{email} is no longer {seat.name_for_people}.")


@group.command("list")
def show(click: typer.Context, code: str) -> None:
    """Everybody on the panel."""
    from panelguide.services import panel

    desk: Desk = click.obj
    seats = panel.list_all(desk.context, desk.actor, code)
    if desk.json:
        say.as_json(seats)
        return
    say.table(
        ("Name", "Seat", "Scores", "Trained", "Declared", ""),
        (
            (
                seat.name,
                seat.seat.name_for_people,
                "yes" if seat.scores else "no",
                seat.trained_on or "not said",
                seat.declaration or "not yet",
                "left" if seat.left else "",
            )
            for seat in seats
        ),
    )
