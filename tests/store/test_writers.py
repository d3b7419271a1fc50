"""Many writers at once: every commit is there, and the audit chain never forks."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from sqlalchemy import select
from tests.store import chains, processes

from panelguide.store.store import Store
from panelguide.store.tables import import_source

PROCESSES, THREADS, COMMITS = 4, 8, 12


def _fingerprints(store: Store) -> set[str]:
    with store.read() as connection:
        return {*connection.execute(select(import_source.c.fingerprint)).scalars()}


def test_threads_of_one_window_queue_and_the_chain_stays_one(store: Store, tmp_path: Path) -> None:
    location = store.url.render_as_string(hide_password=False)
    reports = [tmp_path / f"thread-{number}" for number in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as pool:
        running = [pool.submit(processes.write, location, report.name, COMMITS, report) for report in reports]
        for one in running:
            one.result()
    written = {f"{report.name}-{number}" for report in reports for number in range(COMMITS)}
    found = chains.subjects(store)
    assert len(found) == len(written)
    assert set(found) == written
    assert chains.check(store).sound


def test_processes_queue_and_the_chain_stays_one(store: Store, tmp_path: Path) -> None:
    location = store.url.render_as_string(hide_password=False)
    reports = [tmp_path / f"process-{number}" for number in range(PROCESSES)]
    running = [processes.start_writer(location, report.name, COMMITS, report) for report in reports]
    for one in running:
        one.join(timeout=60)
    assert [one.exitcode for one in running] == [0] * PROCESSES
    acknowledged = {line for report in reports for line in report.read_text().splitlines()}
    assert len(acknowledged) == PROCESSES * COMMITS
    assert {*chains.subjects(store)} == _fingerprints(store) == acknowledged
    assert chains.check(store).sound


def test_two_stores_in_one_process_take_turns(store: Store) -> None:
    other = Store(store.url.render_as_string(hide_password=False))
    try:
        for number in range(6):
            with (store if number % 2 else other).change(chains.stamp) as change:
                chains.note(change, str(number))
    finally:
        other.close()
    assert chains.subjects(store) == list("012345")
    assert chains.check(store).sound


def test_a_read_within_a_read_never_waits_for_a_writer_that_waits_for_it(sqlite_store: Store) -> None:
    """A writer about to commit lets no new reader in until those who are reading have ended."""
    with ThreadPoolExecutor(1) as another_window:
        with sqlite_store.read() as outer:
            outer.execute(select(import_source.c.fingerprint)).all()
            writing = another_window.submit(_write, sqlite_store)
            _wait_for_closed_door(sqlite_store)
            with sqlite_store.read() as inner:
                assert inner.execute(select(import_source.c.fingerprint)).all() == []
            assert not writing.done()
        writing.result(timeout=5)
    assert chains.subjects(sqlite_store) == ["written"]


def test_another_thread_reads_on_a_connection_of_its_own(sqlite_store: Store) -> None:
    def read() -> int:
        with sqlite_store.read() as connection:
            return id(connection)

    with ThreadPoolExecutor(1) as another, sqlite_store.read() as mine:
        assert another.submit(read).result() != id(mine)


def _write(store: Store) -> None:
    with store.change(chains.stamp) as change:
        chains.note(change, "written")


def _wait_for_closed_door(store: Store) -> None:
    """Until the writer waits: a newcomer is then turned away at once."""
    for _ in range(2_000):
        with closing(sqlite3.connect(str(store.file), timeout=0)) as newcomer:
            try:
                newcomer.execute("SELECT count(*) FROM audit").fetchone()
            except sqlite3.OperationalError:
                return
        time.sleep(0.005)
    raise AssertionError("the writer never came to its commit")
