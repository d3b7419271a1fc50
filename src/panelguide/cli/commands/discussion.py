"""discussion: what the panel talks about before it sees a figure, and the figures after."""

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk

group = typer.Typer(help="The discussion list after the reveal.", no_args_is_help=True)


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="discussion")


@group.command("list")
def show(click: typer.Context, code: str) -> None:
    """What must be talked about, and why."""
    from panelguide.services import discussions

    desk: Desk = click.obj
    view = discussions.show(desk.context, desk.actor, code)
    if desk.json:
        say.as_json(view)
        return
    for entry in view.entries:
        say.line(entry.sentence)
    say.line(
        "The list is closed." if view.closed else f"{len(view.entries)} to talk about; the chair speaks last."
    )


@group.command("close")
def close(click: typer.Context, code: str) -> None:
    """Close the list; from then on the panel sees the figures."""
    from panelguide.services import discussions

    desk: Desk = click.obj
    view = discussions.close(desk.context, desk.actor, code)
    if desk.json:
        say.as_json(view)
        return
    say.line("The discussion list is closed. The figures are shown from now on.")


@group.command("figures")
def figures(click: typer.Context, code: str) -> None:
    """The ranking by the method, with everything the panel owes a sentence on."""
    from panelguide.services import finals

    desk: Desk = click.obj
    view = finals.figures(desk.context, desk.actor, code)
    if desk.json:
        say.as_json(view)
        return
    say.table(
        ("Place", "Candidate", "Figure", "Questions", ""),
        (
            (
                f"{line.place}{' tie' if line.tie else ''}" if line.place else "-",
                line.candidate,
                line.figure,
                line.asked,
                " ".join((*line.why_not, *line.flags)),
            )
            for line in view.lines
        ),
    )
    if view.unranked:
        say.line(f"Not ranked: {', '.join(view.unranked)}.")
    if view.unsigned:
        say.line(f"Final scores still to sign: {', '.join(view.unsigned)}.")
