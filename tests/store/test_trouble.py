"""A disk or a file that cannot go on is said in a sentence, and nothing that was saved is lost."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from tests.store import chains, processes

from panelguide.errors import StoreTrouble
from panelguide.store import schema
from panelguide.store.backup import back_up
from panelguide.store.store import Store
from panelguide.store.troubles import trouble_of

Freeze = Callable[[Path], None]


@pytest.fixture
def freeze() -> Iterator[Freeze]:
    """Makes a file or folder unwritable until the test ends, for an administrator too."""
    with ExitStack() as later:

        def make_unwritable(path: Path) -> None:
            if os.geteuid() != 0:
                mode = path.stat().st_mode
                path.chmod(mode & ~0o222)
                later.callback(path.chmod, mode)
                return
            done = subprocess.run(["chattr", "+i", str(path)], capture_output=True, check=False)
            if done.returncode:
                pytest.skip(f"an administrator can write to everything here: {done.stderr.decode().strip()}")
            later.callback(subprocess.run, ["chattr", "-i", str(path)], check=True)

        yield make_unwritable


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one mebibyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here; a limit on the size of files is tested in its place")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def _write_until_refused(location: str, report: Path, room: int = 0) -> tuple[set[str], str]:
    """What one writer said was saved, and the sentence it was refused with in the end."""
    process = processes.start_writer(location, "writer", 100_000, report, room)
    process.join(timeout=60)
    *acknowledged, refusal = report.read_text().splitlines()
    assert process.exitcode == 1
    return {*acknowledged}, refusal


def _is_whole(location: str, acknowledged: set[str]) -> bool:
    store = Store(location)
    try:
        return {*chains.subjects(store)} == acknowledged and chains.check(store).sound
    finally:
        store.close()


def test_a_full_disk_is_a_sentence_and_nothing_saved_is_lost(small_disk: Path, tmp_path: Path) -> None:
    location = str(small_disk / "panelguide.sqlite3")
    schema.create(location)
    store = Store(location)
    chains.begin(store)
    acknowledged, refusal = _write_until_refused(location, tmp_path / "report")
    assert "The disk is full. Nothing that was saved is lost." in refusal
    assert acknowledged
    assert _is_whole(location, acknowledged)
    store.close()


def test_a_file_that_may_not_grow_is_a_sentence_and_nothing_saved_is_lost(
    sqlite_location: str, tmp_path: Path
) -> None:
    store = Store(sqlite_location)
    chains.begin(store)
    room = Path(sqlite_location).stat().st_size + 64 * 1024
    acknowledged, refusal = _write_until_refused(sqlite_location, tmp_path / "report", room)
    assert "Check the disk has room and try again." in refusal
    assert "Nothing that was saved is lost." in refusal
    assert acknowledged
    assert _is_whole(sqlite_location, acknowledged)
    store.close()


def test_a_store_goes_on_once_there_is_room_again(sqlite_location: str, tmp_path: Path) -> None:
    store = Store(sqlite_location)
    chains.begin(store)
    room = Path(sqlite_location).stat().st_size + 64 * 1024
    acknowledged, _ = _write_until_refused(sqlite_location, tmp_path / "report", room)
    with store.change(chains.stamp) as change:
        chains.note(change, "after")
    assert {*chains.subjects(store)} == acknowledged | {"after"}
    assert chains.check(store).sound
    store.close()


def test_a_read_only_file_is_read_and_refuses_changes_in_a_sentence(
    sqlite_location: str, freeze: Freeze
) -> None:
    store = Store(sqlite_location)
    chains.begin(store)
    with store.change(chains.stamp) as change:
        chains.note(change, "before")
    store.close()
    freeze(Path(sqlite_location))
    frozen = Store(sqlite_location)
    with pytest.raises(StoreTrouble, match="read-only"), frozen.change(chains.stamp) as change:
        chains.note(change, "never")
    assert chains.subjects(frozen) == ["before"]
    frozen.close()


def test_a_read_only_folder_refuses_changes_in_a_sentence(sqlite_location: str, freeze: Freeze) -> None:
    store = Store(sqlite_location)
    chains.begin(store)
    freeze(Path(sqlite_location).parent)
    with pytest.raises(StoreTrouble) as refused, store.change(chains.stamp) as change:
        chains.note(change, "never")
    assert "Nothing that was saved is lost." in str(refused.value)
    assert chains.subjects(store) == []
    store.close()


def test_a_backup_folder_that_cannot_be_written_is_a_sentence(
    sqlite_location: str, tmp_path: Path, freeze: Freeze
) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    freeze(backups)
    before = Path(sqlite_location).read_bytes()
    with pytest.raises(StoreTrouble, match="The backup could not be made"):
        back_up(Path(sqlite_location), backups, label="by-hand")
    assert Path(sqlite_location).read_bytes() == before


def test_a_damaged_file_is_a_sentence(sqlite_location: str) -> None:
    path = Path(sqlite_location)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    store = Store(sqlite_location)
    with pytest.raises(StoreTrouble, match="damaged"), store.change(chains.stamp) as change:
        chains.note(change, "never")
    store.close()


def test_an_error_nobody_foresaw_is_still_a_sentence_without_its_words() -> None:
    error = OperationalError("SELECT name FROM person", {}, Exception("Ann O'Neil is not a number"))
    said = str(trouble_of(error))
    assert "Nothing that was saved is lost" in said
    assert "Ann" not in said
    assert "SELECT" not in said
