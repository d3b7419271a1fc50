"""advert: its text, what the check finds, and what is kept and why."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.errors import BadInput

if TYPE_CHECKING:
    from panelguide.services.adverts import AdvertReport

group = typer.Typer(help="The advert and its check.", no_args_is_help=True)
FROM_STANDARD_INPUT = "-"


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="advert")


@group.command("set")
def set_text(
    click: typer.Context, code: str, path: Annotated[str, typer.Argument(help="A text file, or - .")]
) -> None:
    """Set the advert's text from a file."""
    from panelguide.services import adverts

    desk: Desk = click.obj
    version = adverts.check(desk.context, desk.actor, code).version
    _show(desk, adverts.set_text(desk.context, desk.actor, code, text=_text(path), version=version))


@group.command("check")
def check(click: typer.Context, code: str) -> None:
    """What is worth a second look. It advises and never blocks."""
    from panelguide.services import adverts

    desk: Desk = click.obj
    _show(desk, adverts.check(desk.context, desk.actor, code))


@group.command("keep")
def keep(
    click: typer.Context,
    code: str,
    finding: str,
    why: Annotated[str, typer.Option(prompt="Why does it stay?")],
) -> None:
    """Keep a finding, and say why."""
    from panelguide.services import adverts

    desk: Desk = click.obj
    _show(desk, adverts.keep(desk.context, desk.actor, code, finding=finding, why=why))


def _text(path: str) -> str:
    if path == FROM_STANDARD_INPUT:
        return sys.stdin.read()
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", safe="Nothing was changed.") from error
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{path} is not a text file in UTF-8.", safe="Nothing was changed.", do="Save it as plain text."
        ) from error


def _show(desk: Desk, report: "AdvertReport") -> None:
    if desk.json:
        say.as_json(report)
        return
    if not report.text:
        say.line("There is no advert yet. Set one with: panelguide advert set")
        return
    say.line(
        f"{report.words} words, reads at age {report.reading_age:.0f}, "
        f"{len(report.open)} to look at, {len(report.lines) - len(report.open)} kept"
    )
    for line in report.lines:
        finding = line.finding
        say.line(f"{finding.kind.name_for_people}: {finding.what}")
        say.line(f"    {finding.why} {finding.instead}")
        said = f"kept by {line.kept.by}: {line.kept.why}" if line.kept else f"key {finding.key}"
        say.line(f"    {said}")
    say.line("Words are prompts, not proof. You decide.")
