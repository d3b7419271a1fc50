"""A database of every schema that was ever released opens in this program with nothing lost."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests import world
from tests.store import chains, rows

from panelguide import bootstrap
from panelguide.store import schema
from panelguide.store.store import Store
from panelguide.store.tables import metadata

RELEASED = sorted((Path(__file__).parent / "released").glob("*.db"))
AT = "2026-11-02T090000Z"


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, home: Path) -> Path:
    """A released database where a person would have it."""
    home.mkdir(mode=0o700)
    path = home / "panelguide.sqlite3"
    shutil.copy(request.param, path)
    path.chmod(0o600)
    return path


def _contents(path: Path) -> dict[str, list[dict[str, object]]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
            for name in names
            if name != "alembic_version"
        }


def _shape(path: Path) -> dict[str, str]:
    """What the file says of each table, index and trigger, without the accidents of layout and quotes."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: re.sub(r'[\s"]+', " ", sql) for name, sql in found}


def test_every_released_schema_has_its_frozen_database() -> None:
    assert tuple(path.stem for path in RELEASED) == schema.known_schemas()


def test_a_frozen_database_has_a_row_in_every_table(old: Path) -> None:
    assert [name for name, found in _contents(old).items() if not found] == []


def test_every_row_of_an_old_database_is_still_there_after_the_upgrade(old: Path, home: Path) -> None:
    before = _contents(old)
    schema.upgrade(str(old), home / "backups", at=AT)
    after = _contents(old)
    for table, found in before.items():
        assert len(after[table]) == len(found), table
        for was, is_now in zip(found, after[table], strict=True):
            assert {name: is_now[name] for name in was if name in is_now} == {
                name: value for name, value in was.items() if name in is_now
            }


def test_an_upgraded_database_has_the_schema_of_a_new_one(old: Path, home: Path, tmp_path: Path) -> None:
    new = tmp_path / "new" / "panelguide.sqlite3"
    schema.create(str(new))
    schema.upgrade(str(old), home / "backups", at=AT)
    shape, wanted = _shape(old), _shape(new)
    assert shape.keys() == wanted.keys()
    for name, text in shape.items():
        assert text == wanted[name], f"{name}: if {schema.NEWEST_SCHEMA} is not released yet, freeze it again"


def test_an_old_database_is_backed_up_before_it_is_changed(old: Path, home: Path) -> None:
    before = _contents(old)
    with closing(sqlite3.connect(old)) as connection:
        is_newest = connection.execute("SELECT version_num FROM alembic_version").fetchone() == (
            schema.NEWEST_SCHEMA,
        )
    backup = schema.upgrade(str(old), home / "backups", at=AT)
    assert (backup is None) == is_newest
    if backup:
        assert _contents(backup) == before


def test_an_upgraded_database_opens_and_its_audit_chain_still_holds(old: Path, home: Path) -> None:
    bootstrap.upgrade_database(world.settings_for(home), world.small_parts())
    context = bootstrap.open_context(world.settings_for(home), world.small_parts())
    report = chains.check(context.store)
    assert report.sound
    assert report.length == 3
    assert context.database_id == rows.ROWS["organisation"]["database_id"]
    with context.store.change(chains.stamp) as change:
        chains.note(change, "goes on")
    assert chains.check(context.store).length == 4
    context.store.close()


def test_an_upgraded_database_reads_by_every_column_the_program_knows(old: Path, home: Path) -> None:
    filled = _contents(old)
    schema.upgrade(str(old), home / "backups", at=AT)
    store = Store(str(old))
    with store.read() as connection:
        for table in metadata.sorted_tables:
            assert len(connection.execute(table.select()).all()) == len(filled.get(table.name, ()))
    store.close()


def test_an_upgrade_started_twice_changes_nothing_the_second_time(old: Path, home: Path) -> None:
    schema.upgrade(str(old), home / "backups", at=AT)
    once = old.read_bytes()
    assert schema.upgrade(str(old), home / "backups", at=AT) is None
    assert old.read_bytes() == once
