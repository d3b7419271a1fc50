"""content: checking the question bank, the checklists and the word lists."""

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk

group = typer.Typer(help="Question bank, checklists and word lists.", no_args_is_help=True)


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="content")


@group.command("check")
def check(click: typer.Context) -> None:
    """Every problem by file and line, and what the bank covers."""
    from panelguide.services.content import check_content

    desk: Desk = click.obj
    report = check_content(desk.settings.content)
    if desk.json:
        say.as_json(report.as_json())
        raise typer.Exit(0 if report.clean else 1)
    for problem in report.problems:
        say.line(f"{problem.file}:{problem.line}: {problem.what} {problem.fix}")
    questions = report.questions
    say.line(f"{len(report.problems)} problems in {', '.join(report.folders)}")
    say.line(f"{questions.total} questions, {report.items.total} items, {report.rules} rules")
    groups = list(questions.by_band_group)
    say.table(
        ("Value", *groups),
        ((value, *(row.get(group, 0) for group in groups)) for value, row in questions.coverage.items()),
    )
    raise typer.Exit(0 if report.clean else 1)
