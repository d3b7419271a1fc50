"""A window killed at any moment loses nothing it said was saved, and leaves nothing half done."""

import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import select
from tests.store import chains, processes

from panelguide.store.store import Store
from panelguide.store.tables import import_source

KILLS = 25
PATIENCE = 30.0  # seconds


def _acknowledged(report: Path) -> list[str]:
    """The whole lines of a report: the last may have been cut off by the kill."""
    return [line[:-1] for line in report.read_text().splitlines(keepends=True) if line.endswith("\n")]


def _kill_after(location: str, writer: str, commits: int, pause: float, report: Path) -> None:
    """Kills a writer some moment after it acknowledged so many commits."""
    report.touch()
    process = processes.start_writer(location, writer, 1_000_000, report)
    deadline = time.monotonic() + PATIENCE
    while len(_acknowledged(report)) < commits:
        assert process.is_alive(), report.read_text()
        assert time.monotonic() < deadline
        time.sleep(0.001)
    time.sleep(pause)
    process.kill()
    process.join()


def test_killed_between_writes_nothing_acknowledged_is_lost(sqlite_location: str, tmp_path: Path) -> None:
    chance = random.Random(20261102)
    store = Store(sqlite_location)
    chains.begin(store)
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        report = tmp_path / f"kill-{kill}"
        _kill_after(sqlite_location, report.name, chance.randint(1, 12), chance.random() / 200, report)
        acknowledged |= {*_acknowledged(report)}
        found = chains.subjects(store)
        assert acknowledged <= {*found}
        with store.read() as connection:
            assert {*connection.execute(select(import_source.c.fingerprint)).scalars()} == {*found}
    assert len(acknowledged) >= KILLS
    assert chains.check(store).sound
    store.close()
    with closing(sqlite3.connect(sqlite_location)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
