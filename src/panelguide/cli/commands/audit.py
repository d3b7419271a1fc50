"""audit: checking the record, and reading who did what."""

from typing import Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk

group = typer.Typer(help="The record of everything done.", no_args_is_help=True)

TAMPERED = 1
CANNOT_TELL = 3


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="audit")


@group.command("list")
def show(click: typer.Context, code: Annotated[str, typer.Argument()] = "", limit: int = 50) -> None:
    """Who did what, the newest first; of one vacancy if it is named."""
    from panelguide.services import audits

    desk: Desk = click.obj
    entries = audits.list_entries(desk.context, desk.actor, code, limit=limit)
    if desk.json:
        say.as_json(entries)
        return
    say.table(
        ("No", "When (UTC)", "Who", "What", "About"),
        ((it.seq, it.at, it.who, it.action, it.about) for it in entries),
    )


@group.command("verify")
def verify(
    click: typer.Context,
    anchor: Annotated[
        list[str] | None, typer.Option(help="SEQ:HEX noted down outside this database; may be given again.")
    ] = None,
) -> None:
    """Check the whole record. Exit 0 sound, 1 tampered with, 3 cannot tell."""
    from panelguide.services import audits

    desk: Desk = click.obj
    report = audits.verify(desk.context, anchors=audits.read_anchors(anchor or []))
    if desk.json:
        say.as_json({"report": report, "sentence": report.sentence})
    else:
        say.line(report.sentence)
        for problem in report.problems[1:]:
            say.line(problem)
        for line in report.rounds:
            say.line(f"{line.vacancy} round {line.number}: {line.reached}.")
        say.line(f"{report.entries} entries. The last one, to be noted down elsewhere: {report.head}")
    if report.sound is None:
        raise typer.Exit(CANNOT_TELL)
    if not report.sound:
        raise typer.Exit(TAMPERED)
