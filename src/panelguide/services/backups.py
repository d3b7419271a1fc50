"""Checked copies of the database."""

from pathlib import Path

from panelguide.errors import Refused
from panelguide.services.context import Context
from panelguide.store.backup import back_up as copy_database


def back_up(context: Context, label: str) -> Path:
    """A checked copy of the SQLite file in the backup folder, named by the moment and the label.

    Raises Refused on PostgreSQL, which is backed up by those who run it.
    """
    file = context.store.file
    if file is None:
        raise Refused(
            "This database is on PostgreSQL, which panelguide does not back up.",
            safe="Nothing was changed.",
            do="Ask those who run the server about its backups.",
        )
    return copy_database(file, context.home.backups, label=f"{context.now()}-{label}")


def back_up_quietly(context: Context, label: str) -> Path | None:
    """The same after a weighty step, where PostgreSQL needs nothing from us."""
    return back_up(context, label) if context.store.is_sqlite else None
