"""A backup is a whole, checked, owner-only copy, made while the database is in use."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from tests import world
from tests.store import chains, processes

from panelguide.errors import Refused, StoreTrouble
from panelguide.services import backups
from panelguide.services.context import Context
from panelguide.store.backup import back_up
from panelguide.store.store import Store


def test_a_backup_holds_all_that_was_saved_and_opens_by_itself(
    sqlite_store: Store, sqlite_location: str, tmp_path: Path
) -> None:
    with sqlite_store.change(chains.stamp) as change:
        chains.note(change, "saved")
    copy = back_up(Path(sqlite_location), tmp_path / "backups", label="2026-11-02T09:00:00Z-by-hand")
    assert copy.name == "panelguide-2026-11-02T090000Z-by-hand.sqlite3"
    restored = Store(str(copy))
    assert chains.subjects(restored) == ["saved"]
    assert chains.check(restored).sound
    restored.close()


def test_a_backup_and_its_folder_are_for_their_owner_only(sqlite_location: str, tmp_path: Path) -> None:
    copy = back_up(Path(sqlite_location), tmp_path / "backups", label="one")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert [*copy.parent.iterdir()] == [copy]


def test_a_backup_in_the_middle_of_many_commits_is_consistent(
    sqlite_store: Store, sqlite_location: str, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(processes.write, sqlite_location, "writer", 60, tmp_path / "report")
        copies = [back_up(Path(sqlite_location), tmp_path / "backups", label=str(one)) for one in range(5)]
        writing.result()
    lengths = []
    for copy in copies:
        restored = Store(str(copy))
        report = chains.check(restored)
        assert report.sound
        lengths.append(report.length)
        restored.close()
    assert lengths == sorted(lengths)
    assert chains.check(sqlite_store).length == 61


def test_a_damaged_database_gives_no_backup_that_looks_whole(
    sqlite_store: Store, sqlite_location: str, tmp_path: Path
) -> None:
    for number in range(3):
        processes.write(sqlite_location, f"writer{number}", 20, tmp_path / "report")
    sqlite_store.close()
    with closing(sqlite3.connect(sqlite_location)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'audit'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(Path(sqlite_location).read_bytes())
    content[(page - 1) * size : page * size] = bytes(size)
    Path(sqlite_location).write_bytes(content)
    with pytest.raises(StoreTrouble, match="The backup could not be made"):
        back_up(Path(sqlite_location), tmp_path / "backups", label="damaged")
    assert [*(tmp_path / "backups").iterdir()] == []


def test_a_backup_by_hand_is_named_by_its_moment(sqlite_context: Context) -> None:
    world.first_person(sqlite_context)
    copy = backups.back_up(sqlite_context, "by-hand")
    assert copy == sqlite_context.home.backups / "panelguide-2026-11-02T090000Z-by-hand.sqlite3"


@pytest.mark.postgres
def test_on_postgres_a_backup_is_for_those_who_run_the_server(
    home: Path, postgres_location: str, clock: world.Clock
) -> None:
    context = world.start_on(home, postgres_location, clock)
    with pytest.raises(Refused, match="on PostgreSQL"):
        backups.back_up(context, "by-hand")
    assert backups.back_up_quietly(context, "sealed") is None
    context.store.close()
