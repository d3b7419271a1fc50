"""Walks of a recruitment that many tests begin with: walked once, and laid down again where a test asks for it.

Everything in the tests' world comes from a clock that stands still and from repeatable bytes, so the second walk
of the same way from the same place would write the same rows. What was written is copied instead.
"""

import atexit
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.world import Clock, Randomness

from panelguide.services.context import Context

if TYPE_CHECKING:
    from tests.interview_day import InterviewDay

Walk = Callable[[Context], "InterviewDay"]
_kept: dict[tuple[object, ...], "_Kept"] = {}


@dataclass(frozen=True)
class _Kept:
    """folder: the home as the walk left it. drawn: how far the repeatable bytes had been used."""

    folder: Path
    day: "InterviewDay"
    drawn: int


def walked(name: object, context: Context, walk: Walk) -> "InterviewDay":
    """The day the walk gives in this context, walked or laid down again.

    name: of the way walked, with all that it depends on. Only what is on SQLite is kept, and only what begins
    where an earlier walk began: with the same content, clock, bytes and record.
    """
    clock, randomness, file = context.clock, context.randomness, context.store.file
    if file is None or not isinstance(clock, Clock) or not isinstance(randomness, Randomness):
        return walk(context)
    began = (name, context.load_content, clock.at, randomness.seed, randomness.drawn, _record_of(file))
    if began not in _kept:
        day = walk(context)
        assert clock.at == began[2], "a walk that is kept leaves the clock alone"
        _kept[began] = _Kept(_keep(context.home.folder, file), day, randomness.drawn)
        return day
    kept = _kept[began]
    _lay_down(kept.folder, context.home.folder, file)
    randomness.drawn = kept.drawn
    return replace(kept.day, context=context, marks=dict(kept.day.marks))


@cache
def _shelf() -> Path:
    shelf = Path(tempfile.mkdtemp(prefix="panelguide-kept-"))
    atexit.register(shutil.rmtree, shelf, ignore_errors=True)
    return shelf


def _record_of(file: Path) -> str:
    """The digest at the end of the audit trail, which stands for all that was done."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT hex(digest) FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return str(found[0]) if found else ""


def _keep(home: Path, file: Path) -> Path:
    folder = _shelf() / str(len(_kept))
    shutil.copytree(home, folder, ignore=shutil.ignore_patterns("cache", f"{file.name}*"))
    _copy_database(file, folder / file.name)
    return folder


def _lay_down(folder: Path, home: Path, file: Path) -> None:
    _copy_database(folder / file.name, file)
    shutil.copytree(folder, home, dirs_exist_ok=True, ignore=shutil.ignore_patterns(file.name))


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
