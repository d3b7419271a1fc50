"""demo: a throwaway trust to look round in."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk, OpenApp
from panelguide.domain.stages import Stage
from panelguide.settings import load_settings

if TYPE_CHECKING:
    from panelguide.demo.make import Demo


def join(application: typer.Typer) -> None:
    application.command("demo")(demo)


def demo(
    click: typer.Context,
    home: Annotated[
        Path | None, typer.Option(help="Where to keep it; a temporary folder if left out.")
    ] = None,
    no_tui: Annotated[bool, typer.Option("--no-tui", help="Make it and say what was made.")] = False,
    at: Annotated[Stage | None, typer.Option(help="Open the vacancy that stands in this stage.")] = None,
) -> None:
    """Look round a made-up trust with six vacancies, one in each stage. Nothing in it is real."""
    desk: Desk = click.obj
    folder = home or Path(tempfile.mkdtemp(prefix="panelguide-demo-"))
    settings = load_settings(folder)
    made = _make(desk, folder)
    if no_tui:
        _show(desk, made)
        return
    raise OpenApp(
        settings,
        be=made.players[0].email,
        passphrase=made.passphrase,
        vacancy=made.vacancies[at] if at else "",
    )


def _make(desk: Desk, folder: Path) -> "Demo":
    from panelguide.bootstrap import STANDARD_PARTS
    from panelguide.demo.make import make_demo

    if not desk.json:
        say.note("Making the demo: a trust, its people and six vacancies. This takes a few seconds.")
    return make_demo(load_settings(folder), desk.parts or STANDARD_PARTS)


def _show(desk: Desk, made: "Demo") -> None:
    if desk.json:
        say.as_json(made)
        return
    say.line(f"The database is at {made.database}. Nothing in it is real.")
    say.line(f"Everybody's passphrase is: {made.passphrase}")
    say.table(("Name", "E-mail", "In the demo"), ((it.name, it.email, it.part) for it in made.players))
    say.table(("Stage", "Vacancy"), ((stage.name_for_people, code) for stage, code in made.vacancies.items()))
    say.line("Work on it with: panelguide --database PATH --as EMAIL vacancy list")
