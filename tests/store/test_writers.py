"""Many writers at once: every commit is there, and the audit chain never forks."""

from concurrent.futures import ThreadPoolExecutor
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
