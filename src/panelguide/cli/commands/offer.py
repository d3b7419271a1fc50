"""offer: the terms that an offer letter says."""

from typing import Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk

group = typer.Typer(help="The terms of an offer.", no_args_is_help=True)


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="offer")


@group.command("show")
def show(click: typer.Context, code: str) -> None:
    """The terms of every offer decided on."""
    from panelguide.services import offers

    desk: Desk = click.obj
    found = offers.show(desk.context, desk.actor, code)
    if desk.json:
        say.as_json(found)
        return
    for it in found:
        say.line(f"{it.candidate} {it.salary}, point: {it.salary_point}")
        say.line(f"    {it.workplace or 'no workplace yet'}, {it.hours or 'no hours yet'}")
        say.line(f"    begins {it.start_date or 'on a day still to agree'}, answer by {it.reply_by or '-'}")
        if it.missing:
            say.line(f"    ! Still to set: {', '.join(it.missing)}")
    if not found:
        say.line("No offer is decided and confirmed.")


@group.command("set")
def set_terms(
    click: typer.Context,
    code: str,
    candidate: str,
    salary: Annotated[str | None, typer.Option(help="In words; the range of the band if left out.")] = None,
    salary_point: Annotated[str | None, typer.Option(help="“to be confirmed” if left out.")] = None,
    workplace: Annotated[str | None, typer.Option(help="The vacancy's if left out.")] = None,
    hours: Annotated[str | None, typer.Option(help="Such as “37.5 hours a week”.")] = None,
    start_date: Annotated[str | None, typer.Option(help="Like 2027-01-11.")] = None,
    reply_by: Annotated[str | None, typer.Option(help="The last day to accept, like 2026-12-04.")] = None,
) -> None:
    """Set the terms of one offer; what is left out stays as it was."""
    from panelguide.services import offers

    desk: Desk = click.obj
    terms = offers.terms(desk.context, desk.actor, code, candidate=candidate)

    def kept(given: str | None, stored: str) -> str:
        return stored if given is None else given

    made = offers.set_offer(
        desk.context,
        desk.actor,
        code,
        candidate=candidate,
        version=terms.version,
        salary=kept(salary, terms.salary),
        salary_point=kept(salary_point, terms.salary_point),
        workplace=kept(workplace, terms.workplace),
        hours=kept(hours, terms.hours),
        start_date=kept(start_date, terms.start_date),
        reply_by=kept(reply_by, terms.reply_by),
    )
    if desk.json:
        say.as_json(made)
        return
    missing = f" Still to set: {', '.join(made.missing)}." if made.missing else ""
    say.line(f"The terms for {made.candidate} are set.{missing}")
