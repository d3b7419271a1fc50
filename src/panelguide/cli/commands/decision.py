"""decision: the panel's outcome for everybody interviewed, with reasons."""

from typing import TYPE_CHECKING, Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.domain.decision import Outcome
from panelguide.errors import NotFound

if TYPE_CHECKING:
    from panelguide.services.decisions import DecisionLine, DecisionView

group = typer.Typer(help="The decision and its reasons.", no_args_is_help=True)

Version = Annotated[int | None, typer.Option(help="What you read; the newest if left out.")]


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="decision")


@group.command("show")
def show(click: typer.Context, code: str) -> None:
    """The draft beside the figures, and what still stands before its signature."""
    from panelguide.services import decisions

    desk: Desk = click.obj
    _print(desk, decisions.show(desk.context, desk.actor, code))


@group.command("set")
def set_line(
    click: typer.Context,
    code: str,
    candidate: str,
    outcome: Annotated[Outcome, typer.Argument()],
    reason: Annotated[str, typer.Option(prompt=True, help="From evidence, by the criteria.")],
    reserve_place: Annotated[int, typer.Option(help="From 1; 0 follows the ranking.")] = 0,
    version: Version = None,
) -> None:
    """Choose an outcome for one candidate, with its reason."""
    from panelguide.services import decisions

    desk: Desk = click.obj
    line = _line(desk, code, candidate)
    view = decisions.set_line(
        desk.context,
        desk.actor,
        code,
        candidate=candidate,
        outcome=outcome,
        reason=reason,
        reserve_place=reserve_place,
        version=line.version if version is None else version,
    )
    _print(desk, view)


@group.command("compare")
def compare(click: typer.Context, code: str, candidate: str, text: str, version: Version = None) -> None:
    """Say why a flagged figure can be compared with the others."""
    from panelguide.services import decisions

    desk: Desk = click.obj
    read = _line(desk, code, candidate).version if version is None else version
    view = decisions.compare(desk.context, desk.actor, code, candidate=candidate, text=text, version=read)
    _print(desk, view)


@group.command("explain")
def explain(click: typer.Context, code: str, text: str, version: Version = None) -> None:
    """Say why the decision leaves the order of the method."""
    from panelguide.services import decisions

    desk: Desk = click.obj
    read = decisions.show(desk.context, desk.actor, code).version if version is None else version
    _print(desk, decisions.explain(desk.context, desk.actor, code, text=text, version=read))


@group.command("tie-break")
def tie_break(click: typer.Context, code: str, text: str, version: Version = None) -> None:
    """The panel's own words for setting apart people who tie."""
    from panelguide.services import decisions

    desk: Desk = click.obj
    read = decisions.show(desk.context, desk.actor, code).version if version is None else version
    _print(desk, decisions.tie_break(desk.context, desk.actor, code, text=text, version=read))


@group.command("confirm")
def confirm(
    click: typer.Context,
    code: str,
    because: Annotated[str, typer.Option(help="Why it supersedes an earlier decision.")] = "",
) -> None:
    """Sign the decision."""
    from panelguide.services import decisions

    desk: Desk = click.obj
    actor = desk.actor
    view = decisions.confirm(desk.context, actor, code, passphrase=desk.passphrase(), because=because)
    _print(desk, view)


def _line(desk: Desk, code: str, candidate: str) -> "DecisionLine":
    from panelguide.services import decisions

    wanted = candidate.upper()
    for line in decisions.show(desk.context, desk.actor, code).lines:
        if line.candidate == wanted:
            return line
    raise NotFound(f"{wanted} was not interviewed, so nothing is decided.")


def _print(desk: Desk, view: "DecisionView") -> None:
    if desk.json:
        say.as_json(view)
        return
    say.table(
        ("Place", "Candidate", "Figure", "Outcome", "Reason"),
        (
            (
                line.place or "-",
                line.candidate,
                line.figure,
                line.outcome.name_for_people if line.outcome else "not chosen",
                line.reason,
            )
            for line in view.lines
        ),
    )
    if view.explanation:
        say.line(f"Explanation: {view.explanation}")
    if view.tie_words:
        say.line(f"On the tie: {view.tie_words}")
    for problem in view.problems:
        say.line(f"To do: {problem}")
    if view.confirmed:
        say.line(f"Decision {view.confirmed} is in force.")
        if view.changed:
            say.line("The draft says something else than the decision in force.")
