"""feedback: what each candidate's letter will say they did well and could build on."""

from typing import TYPE_CHECKING, Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.domain.feedback import PointKind
from panelguide.errors import BadInput

if TYPE_CHECKING:
    from panelguide.services.feedback import PointView

group = typer.Typer(help="Feedback for everybody interviewed.", no_args_is_help=True)

Number = Annotated[int, typer.Argument(help="The point's number in feedback show.")]


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="feedback")


@group.command("show")
def show(
    click: typer.Context,
    code: str,
    candidate: Annotated[str, typer.Argument(help="Everybody if left out.")] = "",
) -> None:
    """The points as they stand, with what each rests on and what stands in its way."""
    from panelguide.services import feedback

    desk: Desk = click.obj
    _show(desk, feedback.show(desk.context, desk.actor, code, candidate=candidate))


@group.command("propose")
def propose(
    click: typer.Context,
    code: str,
    afresh: Annotated[list[str] | None, typer.Option(help="A candidate whose points are replaced.")] = None,
) -> None:
    """Propose points from the final scores and the panel's notes, for everybody who has none yet."""
    from panelguide.services import feedback

    desk: Desk = click.obj
    _show(desk, feedback.propose(desk.context, desk.actor, code, afresh=afresh or ()))


@group.command("edit")
def edit(
    click: typer.Context,
    code: str,
    candidate: str,
    number: Number,
    text: str,
    quote: Annotated[
        bool | None, typer.Option(help="Whether the letter quotes the panel's notes with it.")
    ] = None,
) -> None:
    """Put a point in other words; it is then agreed and approved anew."""
    from panelguide.services import feedback

    desk: Desk = click.obj
    point = _find(desk, code, candidate, number)
    changed = feedback.edit(
        desk.context, desk.actor, code, point=point.id, text=text, version=point.version, quotes=quote
    )
    _show(desk, (changed,))


@group.command("add")
def add(
    click: typer.Context,
    code: str,
    candidate: str,
    text: str,
    question: Annotated[str, typer.Option(help="The answer it is about, such as Q3.")],
    kind: Annotated[PointKind, typer.Option()] = PointKind.STRENGTH,
) -> None:
    """Add a point in the panel's own words."""
    from panelguide.services import feedback

    desk: Desk = click.obj
    added = feedback.add(
        desk.context, desk.actor, code, candidate=candidate, kind=kind, question=question, text=text
    )
    _show(desk, (added,))


@group.command("remove")
def remove(click: typer.Context, code: str, candidate: str, number: Number) -> None:
    """Take a point out."""
    from panelguide.services import feedback

    desk: Desk = click.obj
    point = _find(desk, code, candidate, number)
    feedback.remove(desk.context, desk.actor, code, point=point.id)
    say.line(f"Point {number} of {point.candidate} is taken out.")


@group.command("agree")
def agree(click: typer.Context, code: str, candidate: str, number: Number) -> None:
    """Agree a point that you heard too."""
    from panelguide.services import feedback

    desk: Desk = click.obj
    point = _find(desk, code, candidate, number)
    agreed = feedback.agree(desk.context, desk.actor, code, point=point.id, version=point.version)
    _show(desk, (agreed,))


@group.command("approve")
def approve(
    click: typer.Context,
    code: str,
    candidate: Annotated[str, typer.Argument()] = "",
    everybody: Annotated[
        bool, typer.Option("--all", help="Everybody whose points have neither problem nor warning.")
    ] = False,
) -> None:
    """Approve one candidate's points for their letter, or with --all those nothing stands in the way of."""
    from panelguide.services import feedback

    desk: Desk = click.obj
    if bool(candidate) == everybody:
        raise BadInput("Name one candidate, or say --all.", safe="Nothing was changed.")
    if not everybody:
        points = feedback.approve(desk.context, desk.actor, code, candidate=candidate)
        if desk.json:
            say.as_json(points)
            return
        say.line(f"The feedback of {points[0].candidate} is approved: {len(points)} points.")
        return
    done = feedback.approve_all(desk.context, desk.actor, code)
    if desk.json:
        say.as_json(done)
    else:
        for it in done:
            say.line(f"{it.candidate} {'approved' if it.approved else 'not approved'}")
            for problem in it.problems:
                say.line(f"    {problem}")
    if not all(it.approved for it in done):
        raise typer.Exit(1)


def _find(desk: Desk, code: str, candidate: str, number: int) -> "PointView":
    from panelguide.services import feedback

    points = feedback.show(desk.context, desk.actor, code, candidate=candidate)
    found = next((it for it in points if it.number == number), None)
    if found is None:
        raise BadInput(
            f"{candidate.upper()} has {len(points)} feedback points and no number {number}.",
            safe="Nothing was changed.",
        )
    return found


def _show(desk: Desk, points: "tuple[PointView, ...]") -> None:
    if desk.json:
        say.as_json(points)
        return
    for it in points:
        state = "approved" if it.approved else "to agree" if it.needs_agreement else "to approve"
        kind = "did well" if it.kind is PointKind.STRENGTH else "could build on"
        say.line(f"{it.candidate} {it.number}  {it.question} {it.title}  {kind}, {state}")
        say.line(f"    {it.text}")
        if it.quoted:
            say.line(f"    {it.quoted}")
        for sentence in (*it.problems, *it.warnings):
            say.line(f"    ! {sentence}")
    if not points:
        say.line("There are no feedback points yet. Propose some with: panelguide feedback propose")
