"""letters: who gets which, and making them."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.errors import BadInput

if TYPE_CHECKING:
    from panelguide.services.letters import LetterStep

group = typer.Typer(help="Letters to candidates.", no_args_is_help=True)


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="letters")


@group.command("list")
def show_all(click: typer.Context, code: str) -> None:
    """Who gets which letter, and what stands in the way."""
    from panelguide.services import letters

    desk: Desk = click.obj
    lines = letters.plan(desk.context, desk.actor, code)
    if desk.json:
        say.as_json(lines)
        return
    say.table(
        ("Code", "Name", "Letter", "State", ""),
        (
            (
                line.candidate,
                line.name,
                line.kind.name_for_people if line.kind else "-",
                line.state,
                line.sentence or Path(line.file).name,
            )
            for line in lines
        ),
    )


@group.command("make")
def make(
    click: typer.Context,
    codes: Annotated[list[str] | None, typer.Argument(help="Vacancies.")] = None,
    ready: Annotated[
        bool, typer.Option("--ready", help="Every vacancy of yours with letters that are ready.")
    ] = False,
    candidate: Annotated[
        list[str] | None, typer.Option(help="Only these; an edited letter gets a new one beside it.")
    ] = None,
    folder: Annotated[Path | None, typer.Option(help="Where to put them.")] = None,
) -> None:
    """Make the letters that are ready. Ctrl+C stops after the letter being made."""
    from panelguide.services import letters

    desk: Desk = click.obj
    if bool(codes) == ready or (candidate and len(codes or ()) != 1):
        raise BadInput("Name the vacancies, or say --ready; with --candidate name one vacancy.")
    wanted = letters.ready_vacancies(desk.context, desk.actor) if ready else codes or []
    where = folder or desk.context.letters_folder
    steps: list[LetterStep] = []
    with _interruptible() as stop:
        for code in wanted:
            if stop:
                break
            for step in letters.make(desk.context, desk.actor, code, candidates=candidate, folder=folder):
                steps.append(step)
                if not desk.json:
                    say.line(_progress(step))
                if stop:
                    break
    if desk.json:
        say.as_json(steps)
    else:
        _sum_up(steps, where, stopped=bool(stop))
    if stop or any(step.made == "refused" for step in steps):
        raise typer.Exit(1)


@group.command("check")
def check(
    click: typer.Context,
    code: Annotated[str, typer.Argument(help="A vacancy whose letters are checked too.")] = "",
) -> None:
    """Check the letter templates, and a vacancy's letters against what was made."""
    from panelguide.services import letters

    desk: Desk = click.obj
    templates = letters.check_templates(desk.context)
    lines = letters.plan(desk.context, desk.actor, code) if code else ()
    wrong = [line for line in lines if line.state in ("fix", "edited")]
    if desk.json:
        say.as_json({"templates": templates, "letters": wrong})
    else:
        for it in templates:
            whose = "your own" if it.own else "panelguide's"
            say.line(f"{it.kind.name_for_people} ({whose}): {it.problem or 'can be used'}")
        for line in wrong:
            say.line(f"{line.candidate} {line.state}: {line.sentence}")
    if wrong or any(it.problem for it in templates):
        raise typer.Exit(1)


@group.command("preview")
def preview(click: typer.Context, code: str, candidate: str) -> None:
    """One letter as plain text, without making it."""
    from panelguide.services import letters

    desk: Desk = click.obj
    text = letters.preview(desk.context, desk.actor, code, candidate=candidate)
    if desk.json:
        say.as_json({"candidate": candidate.upper(), "text": text})
        return
    say.line(text)


@contextmanager
def _interruptible() -> Iterator[list[bool]]:
    """A list that is filled when Ctrl+C is pressed, so that a letter under way is finished first."""
    pressed: list[bool] = []

    def note(_number: int, _frame: FrameType | None) -> None:
        pressed.append(True)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


def _progress(step: "LetterStep") -> str:
    place = f"{step.number} of {step.total}"
    if step.made == "refused":
        return f"{place} {step.candidate} not made: {step.sentence}"
    said = {"made": "", "unchanged": " (as it was)", "kept": " (edited by somebody, left as it is)"}[
        step.made
    ]
    beside = f" (beside {step.kept}, which somebody edited)" if step.kept else ""
    return f"{place} {step.file}{said}{beside}"


def _sum_up(steps: "list[LetterStep]", folder: Path, *, stopped: bool) -> None:
    made = sum(step.made == "made" for step in steps)
    refused = sum(step.made == "refused" for step in steps)
    counted = f"{made} letter{'' if made == 1 else 's'} made"
    where = f" in {folder}" if made else ""
    rest = f", {refused} not made" if refused else ""
    stop = "Stopped. " if stopped else ""
    go_on = " Run the same command to go on." if stopped else ""
    say.line(f"{stop}{counted}{where}{rest}.{go_on}")
