"""database: upgrade and backup."""

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk

group = typer.Typer(help="The database itself.", no_args_is_help=True)


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="database")


@group.command("upgrade")
def upgrade(click: typer.Context) -> None:
    """Bring the database to this program's schema, after a backup."""
    from panelguide.bootstrap import upgrade_database

    desk: Desk = click.obj
    copy = upgrade_database(desk.settings)
    say.line(f"Upgraded. The backup is {copy}." if copy else "The database is up to date.")


@group.command("backup")
def backup(click: typer.Context) -> None:
    """Make a checked copy of the database file."""
    from panelguide.services import backups

    desk: Desk = click.obj
    _ = desk.actor
    say.line(f"The backup is {backups.back_up(desk.context, 'by-hand')}.")
