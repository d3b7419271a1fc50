"""kit: the interview questions, assigned from the bank and locked."""

from typing import TYPE_CHECKING, Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.domain.method import parse_decimal
from panelguide.domain.questions import Value

if TYPE_CHECKING:
    from panelguide.services.kits import KitView

group = typer.Typer(help="The interview kit.", no_args_is_help=True)


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="kit")


@group.command("assign")
def assign(
    click: typer.Context,
    code: str,
    value: Annotated[list[Value] | None, typer.Option(help="A value that must be asked about.")] = None,
    minutes: Annotated[int | None, typer.Option(help="For the questions; the slot's if left out.")] = None,
    exercise: Annotated[bool | None, typer.Option(help="With a skills exercise in its own slot.")] = None,
    seed: Annotated[int | None, typer.Option(help="To repeat an assignment.")] = None,
) -> None:
    """Assign questions that cover every interview criterion and required value."""
    from panelguide.services import kits

    desk: Desk = click.obj
    view = kits.assign(
        desk.context,
        desk.actor,
        code,
        required_values=tuple(value) if value else None,
        minutes=minutes,
        with_exercise=exercise,
        seed=seed,
    )
    _show(desk, view)


@group.command("show")
def show(click: typer.Context, code: str) -> None:
    """The kit with its coverage and gaps."""
    from panelguide.services import kits

    desk: Desk = click.obj
    view = kits.show(desk.context, desk.actor, code)
    if view is None:
        say.line("There is no kit yet. Assign one with: panelguide kit assign")
        return
    _show(desk, view)


@group.command("bank")
def bank(click: typer.Context, code: str, find: Annotated[str, typer.Option()] = "") -> None:
    """The bank's questions for this post."""
    from panelguide.services import kits

    desk: Desk = click.obj
    found = kits.bank(desk.context, desk.actor, code, find=find)
    if desk.json:
        say.as_json(found)
        return
    say.table(
        ("Id", "Minutes", "Value", "Title"),
        ((it.id, it.minutes, it.value or "-", it.title) for it in found),
    )


@group.command("swap")
def swap(
    click: typer.Context,
    code: str,
    position: int,
    question_id: Annotated[str, typer.Argument(help="Left out: see what could be asked instead.")] = "",
) -> None:
    """Put another question in the place of one."""
    from panelguide.services import kits

    desk: Desk = click.obj
    if question_id:
        _show(desk, kits.swap(desk.context, desk.actor, code, position=position, question_id=question_id))
        return
    found = kits.swaps(desk.context, desk.actor, code, position=position)
    if desk.json:
        say.as_json(found)
        return
    for it in found:
        say.line(f"{it.question.id}  {it.question.title}  {it.sentence}")


@group.command("add")
def add(click: typer.Context, code: str, question_id: str) -> None:
    """Add a question of the bank."""
    from panelguide.services import kits

    desk: Desk = click.obj
    _show(desk, kits.add(desk.context, desk.actor, code, question_id=question_id))


@group.command("remove")
def remove(click: typer.Context, code: str, position: int) -> None:
    """Take a question out."""
    from panelguide.services import kits

    desk: Desk = click.obj
    _show(desk, kits.remove(desk.context, desk.actor, code, position=position))


@group.command("move")
def move(click: typer.Context, code: str, position: int, to: int) -> None:
    """Move a question to another place."""
    from panelguide.services import kits

    desk: Desk = click.obj
    _show(desk, kits.move(desk.context, desk.actor, code, position=position, to=to))


@group.command("weigh")
def weigh(click: typer.Context, code: str, position: int, weight: str) -> None:
    """Set how much a question counts beside the others."""
    from panelguide.services import kits

    desk: Desk = click.obj
    amount = parse_decimal(weight, field="Weight")
    _show(desk, kits.set_weight(desk.context, desk.actor, code, position=position, weight=amount))


@group.command("lock")
def lock(click: typer.Context, code: str) -> None:
    """Freeze the questions: the same for every candidate."""
    from panelguide.services import kits

    desk: Desk = click.obj
    _show(desk, kits.lock(desk.context, desk.actor, code))


def _show(desk: Desk, view: "KitView") -> None:
    if desk.json:
        say.as_json(view)
        return
    state = "locked" if view.locked else "draft"
    say.line(f"Kit {view.number}, {state}: {view.minutes_used} of {view.minutes} minutes")
    say.table(
        ("", "Question", "Title", "Criteria", "Weight", "Asks", "Minutes"),
        (
            (
                it.label,
                it.question.id,
                it.question.title + (" (exercise)" if it.is_exercise else ""),
                ", ".join(it.criteria),
                it.weight,
                it.asker,
                it.minutes,
            )
            for it in view.questions
        ),
    )
    for gap in view.gaps:
        say.line(f"Gap: {gap}")
