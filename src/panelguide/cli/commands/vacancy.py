"""vacancy: opening one, walking its stages, ending it."""

from typing import Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.domain.bands import parse_grade
from panelguide.domain.questions import StaffGroup

group = typer.Typer(help="Vacancies and their stages.", no_args_is_help=True)


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="vacancy")


@group.command("create")
def create(
    click: typer.Context,
    title: str,
    band: Annotated[str, typer.Option(help="2 to 9 (8a to 8d), VSM or medical.")],
    posts: int = 1,
    staff_group: StaffGroup = StaffGroup.ANY,
    reference: str = "",
    workplace: str = "",
    slot_minutes: int = 45,
    contact: Annotated[str, typer.Option(help="Whom candidates can contact, as letters say it.")] = "",
    flag: Annotated[list[str] | None, typer.Option(help="Such as positive_action.")] = None,
    manager: Annotated[str, typer.Option(help="E-mail of the recruiting manager; you if left out.")] = "",
) -> None:
    """Open a vacancy in its first stage."""
    from panelguide.services import vacancies

    desk: Desk = click.obj
    made = vacancies.create(
        desk.context,
        desk.actor,
        title=title,
        grade=parse_grade(band),
        posts=posts,
        staff_group=staff_group,
        reference=reference,
        workplace=workplace,
        slot_minutes=slot_minutes,
        flags=frozenset(flag or ()),
        contact=contact,
        manager_email=manager,
    )
    if desk.json:
        say.as_json(made)
        return
    say.line(f"{made.code} {made.title}, {made.grade}, is open in {made.stage.name_for_people}.")


@group.command("set")
def set_details(
    click: typer.Context,
    code: str,
    title: str | None = None,
    reference: str | None = None,
    workplace: str | None = None,
    contact: str | None = None,
    slot_minutes: int | None = None,
    closing_date: str | None = None,
    shortlist_date: str | None = None,
    interview_date: str | None = None,
    letters_due: str | None = None,
    retention_date: str | None = None,
) -> None:
    """Set dates (like 2026-11-24) and other details."""
    from panelguide.services import lookup, vacancies

    desk: Desk = click.obj
    given: dict[str, str | int | None] = {
        "title": title,
        "reference": reference,
        "workplace": workplace,
        "contact": contact,
        "slot_minutes": slot_minutes,
        "closing_date": closing_date,
        "shortlist_date": shortlist_date,
        "interview_date": interview_date,
        "letters_due": letters_due,
        "retention_date": retention_date,
    }
    version = lookup.find_vacancy(desk.context, desk.actor, code).version
    fields = {name: value for name, value in given.items() if value is not None}
    changed = vacancies.set_details(desk.context, desk.actor, code, version=version, **fields)
    if desk.json:
        say.as_json(changed)
        return
    say.line(f"{changed.code}: " + (", ".join(sorted(fields)).replace("_", " ") or "nothing") + " set.")


@group.command("list")
def show_all(click: typer.Context) -> None:
    """Every vacancy you may see, with its next step."""
    from panelguide.services import vacancies

    desk: Desk = click.obj
    lines = vacancies.list_all(desk.context, desk.actor)
    if desk.json:
        say.as_json(lines)
        return
    say.table(
        ("Code", "Title", "Grade", "Stage", "Steps", "Next"),
        (
            (
                line.vacancy.code,
                line.vacancy.title,
                line.vacancy.grade,
                f"{line.vacancy.stage.number} {line.vacancy.stage.name_for_people}",
                f"{line.done + line.explained}/{line.total}",
                line.next_step,
            )
            for line in lines
        ),
    )


@group.command("show")
def show(click: typer.Context, code: str) -> None:
    """One vacancy: its stages, its panel and the one next step."""
    from panelguide.services import vacancies

    desk: Desk = click.obj
    found = vacancies.overview(desk.context, desk.actor, code)
    if desk.json:
        say.as_json(found)
        return
    vacancy = found.vacancy
    say.line(f"{vacancy.code} {vacancy.title}, {vacancy.grade}, posts: {vacancy.posts}")
    for stage in found.stages:
        progress = stage.progress
        say.line(
            f"  {stage.stage.number} {stage.stage.name_for_people:<10} {stage.state:<8} "
            f"{progress.done} done, {progress.explained} explained, {progress.open} open"
        )
    for seat in found.panel:
        say.line(f"  {seat.seat.name_for_people}: {seat.name}{' (left)' if seat.left else ''}")
    say.line(f"Next: {found.next_step}")


@group.command("export")
def export(click: typer.Context, code: str) -> None:
    """The whole vacancy as JSON, by codes, names and labels, as far as you may see it."""
    from panelguide.services import exports

    desk: Desk = click.obj
    say.as_json(exports.export(desk.context, desk.actor, code))


@group.command("advance")
def advance(click: typer.Context, code: str) -> None:
    """Close the stage and open the next."""
    from panelguide.services import vacancies

    desk: Desk = click.obj
    vacancy = vacancies.advance(desk.context, desk.actor, code)
    if desk.json:
        say.as_json(vacancy)
        return
    say.line(f"{vacancy.code} is now in {vacancy.stage.name_for_people}.")


@group.command("cancel")
def cancel(click: typer.Context, code: str, reason: Annotated[str, typer.Option(prompt=True)]) -> None:
    """End a vacancy without an appointment; its record stays."""
    from panelguide.services import vacancies

    desk: Desk = click.obj
    vacancies.cancel(desk.context, desk.actor, code, reason=reason)
    say.line(f"{code.upper()} is cancelled.")


@group.command("close")
def close(click: typer.Context, code: str) -> None:
    """End a vacancy whose last stage is done."""
    from panelguide.services import vacancies

    desk: Desk = click.obj
    vacancies.close(desk.context, desk.actor, code)
    say.line(f"{code.upper()} is closed.")
