"""Making, checking and upgrading a database: what is not ours, not there or too new is refused untouched."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from tests import world
from tests.store import chains

from panelguide import bootstrap
from panelguide.errors import NotFound, PanelguideError, StoreTrouble
from panelguide.store import schema
from panelguide.store.engine import open_migration_engine, url_of
from panelguide.store.store import Store

AT = "2026-11-02T090000Z"


def _sql(location: str, *statements: str) -> None:
    """Runs statements behind the program's back."""
    engine = open_migration_engine(url_of(location))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def _set_schema(location: str, revision: str) -> None:
    _sql(location, f"UPDATE alembic_version SET version_num = '{revision}'")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _drop_everything(location: str) -> None:
    if location.startswith("postgresql"):
        _sql(location, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
        return
    Path(location).unlink()


def _refusals(location: str, backups: Path) -> list[PanelguideError]:
    """What checking and upgrading say of a database that is no use."""
    with pytest.raises(PanelguideError) as on_checking:
        schema.check_current(location)
    with pytest.raises(PanelguideError) as on_upgrading:
        schema.upgrade(location, backups, at=AT)
    return [on_checking.value, on_upgrading.value]


def test_a_new_database_is_current_and_empty(location: str, tmp_path: Path) -> None:
    _drop_everything(location)
    schema.create(location)
    schema.check_current(location)
    store = Store(location)
    assert store.head() == 0
    store.close()
    assert schema.upgrade(location, tmp_path / "backups", at=AT) is None
    assert not (tmp_path / "backups").exists()


def test_a_second_database_is_never_made_over_the_first(location: str) -> None:
    store = Store(location)
    chains.begin(store)
    with pytest.raises(StoreTrouble, match="There is a database there already"):
        schema.create(location)
    assert chains.check(store).length == 1
    store.close()


def test_a_new_file_and_its_folder_are_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "home" / "panelguide.sqlite3"
    schema.create(str(path))
    assert _mode(path) == 0o600
    assert _mode(path.parent) == 0o700


def test_the_journal_beside_it_is_for_its_owner_only_too(sqlite_store: Store, sqlite_location: str) -> None:
    with sqlite_store.change(chains.stamp) as change:
        chains.note(change, "under way")
        beside = [path for path in Path(sqlite_location).parent.iterdir() if path.suffix != ".sqlite3"]
        assert [path.name for path in beside] == ["panelguide.sqlite3-journal"]
        assert _mode(beside[0]) == 0o600


def test_everything_panelguide_writes_at_first_is_for_its_owner_only(home: Path) -> None:
    context = bootstrap.create_context(world.settings_for(home), world.small_parts())
    world.start_organisation(context)
    context.store.close()
    modes = {path.name: _mode(path) for path in home.rglob("*")}
    assert modes == {"panelguide.sqlite3": 0o600, "machine.key": 0o600}
    assert _mode(home) == 0o700


@pytest.mark.parametrize("folder", ["", "no such folder"])
def test_a_database_that_is_not_there_is_said_so_and_not_made(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "panelguide.sqlite3"
    for refusal in _refusals(str(path), tmp_path / "backups"):
        assert isinstance(refusal, NotFound)
        assert "panelguide setup" in refusal.do
    assert [*tmp_path.iterdir()] == []


def test_a_folder_in_the_place_of_a_database_is_refused(tmp_path: Path) -> None:
    for refusal in _refusals(str(tmp_path), tmp_path / "backups"):
        assert isinstance(refusal, NotFound)


def test_a_place_where_no_file_can_be_made_is_said_so(tmp_path: Path) -> None:
    in_the_way = tmp_path / "notes.txt"
    in_the_way.write_text("a file where a folder should be")
    with pytest.raises(StoreTrouble, match="The database file could not be"):
        schema.create(str(in_the_way / "panelguide.sqlite3"))
    assert in_the_way.read_text() == "a file where a folder should be"


@pytest.mark.parametrize(
    "content",
    [b"Dear all,\n" * 2000, b"%PDF-1.7\n" + b"\xff" * 5000, b"SQLite format 3\x00" + b"\x00" * 4080],
    ids=["a letter", "a PDF", "a torn header"],
)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "panelguide.sqlite3"
    path.write_bytes(content)
    for refusal in _refusals(str(path), tmp_path / "backups"):
        assert "not a panelguide database" in refusal.what
    with pytest.raises(StoreTrouble):
        schema.create(str(path))
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE shopping (item TEXT)",),
        ("CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO alembic_version VALUES ('0001')"),
    ],
    ids=["a shopping list", "another program that uses Alembic"],
)
def test_another_programs_database_is_refused_and_left_as_it_was(
    location: str, tmp_path: Path, statements: tuple[str, ...]
) -> None:
    _drop_everything(location)
    _sql(location, *statements)
    for refusal in _refusals(location, tmp_path / "backups"):
        assert refusal.what == "That database belongs to another program."
    with pytest.raises(StoreTrouble, match="belongs to another program"):
        schema.create(location)
    assert not (tmp_path / "backups").exists()


def test_an_empty_file_is_said_to_be_empty_and_can_be_set_up(tmp_path: Path) -> None:
    path = tmp_path / "panelguide.sqlite3"
    path.touch(mode=0o600)
    for refusal in _refusals(str(path), tmp_path / "backups"):
        assert isinstance(refusal, NotFound)
        assert refusal.what == "The database is empty."
    schema.create(str(path))
    schema.check_current(str(path))


def test_a_newer_database_is_named_and_left_alone(location: str, tmp_path: Path) -> None:
    _set_schema(location, "9999")
    for refusal in _refusals(location, tmp_path / "backups"):
        assert "newer panelguide (schema 9999; this one knows" in refusal.what
        assert "Install the newer panelguide" in refusal.do
    assert not (tmp_path / "backups").exists()


def test_no_refusal_changes_a_byte(sqlite_location: str, tmp_path: Path) -> None:
    _set_schema(sqlite_location, "9999")
    before = Path(sqlite_location).read_bytes()
    _refusals(sqlite_location, tmp_path / "backups")
    assert Path(sqlite_location).read_bytes() == before


def test_a_migration_that_fails_leaves_nothing_half_made(tmp_path: Path) -> None:
    path = tmp_path / "panelguide.sqlite3"
    # A view in the place of one of the last tables stops the migration after many were made.
    _sql(str(path), "CREATE VIEW score AS SELECT 1")
    with pytest.raises(StoreTrouble):
        schema.create(str(path))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("score",)]
