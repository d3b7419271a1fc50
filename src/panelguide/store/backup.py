"""Checked copies of a SQLite database, made while it is in use."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from panelguide.errors import StoreTrouble
from panelguide.paths import make_private_folder, write_private


def back_up(file: Path, backups: Path, *, label: str) -> Path:
    """A consistent, owner-only copy named panelguide-<label>.sqlite3, checked before it gets its name.

    Copying the file itself could catch it half written. Raises StoreTrouble when the copy cannot be
    made or does not check out; the database itself is never touched.
    """
    target = backups / f"panelguide-{label.replace(':', '')}.sqlite3"
    unfinished = target.with_suffix(".part")
    try:
        make_private_folder(backups)
        unfinished.unlink(missing_ok=True)
        write_private(unfinished, b"")
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy)
            answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if answer != "ok":
            raise sqlite3.DatabaseError(answer)
        unfinished.replace(target)
        _sync_folder(backups)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise StoreTrouble(
            f"The backup could not be made: {type(error).__name__}.",
            safe="The database itself is as it was.",
            do="Check the backup folder has room and is yours to write in, then try again.",
        ) from error
    return target


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
