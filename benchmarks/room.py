"""Many people sealing at once: the longest anybody waits, and whether anybody is refused."""

import multiprocessing
import secrets
import time
from dataclasses import dataclass
from multiprocessing.queues import Queue

from benchmarks import trust
from benchmarks.measuring import Figure, shown
from panelguide.errors import PanelguideError
from panelguide.seal import chain
from panelguide.seal.keys import SigningKey
from panelguide.services.lookup import find_vacancy
from panelguide.store import rounds, sheets
from panelguide.store.sheets import SheetRecord
from panelguide.store.store import Entry, Head, Stamped, Store

PEOPLE = 32
SECONDS = 60
LONGEST_WAIT = 0.5
FILE = secrets.token_bytes(66_000)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one person's sheets go. database_id: what the audit chain begins with."""

    location: str
    database_id: bytes
    round_id: str
    member_id: str
    candidate_id: str


def _stamp(place: Place, key: SigningKey, head: Head, entry: Entry) -> Stamped:
    draft = chain.EntryDraft(
        head.seq + 1, entry.at, bytes.fromhex(entry.actor), entry.action, entry.subject, entry.body
    )
    done = chain.stamp(place.database_id, head.digest, draft, key)
    return Stamped(done.digest, done.signature)


def _person(number: int, place: Place, said: "Queue[tuple[list[float], int]]") -> None:
    """Seals once a second for a minute, beginning at a moment of their own within the first second."""
    store, key = Store(place.location), SigningKey.from_secret(secrets.token_bytes(32))
    waits, refused = [], 0
    due = time.monotonic() + number / PEOPLE
    for sheet in range(SECONDS):
        time.sleep(max(0.0, due - time.monotonic()))
        begun = time.perf_counter()
        record = SheetRecord(
            place.member_id, place.candidate_id, number * 1_000 + sheet + 1, FILE, secrets.token_bytes(32)
        )
        try:
            with store.change(lambda head, entry: _stamp(place, key, head, entry)) as change:
                sheets.add_sheet(change.connection, place.round_id, record)
                change.record(
                    Entry(
                        "2026-11-02T09:00:00Z", place.member_id, "sheet.sealed", place.candidate_id, "{}", ""
                    )
                )
        except PanelguideError:
            refused += 1
        waits.append(time.perf_counter() - begun)
        due += 1.0
    store.close()
    said.put((waits, refused))


def measure() -> list[Figure]:
    kind = multiprocessing.get_context("forkserver")
    kind.set_forkserver_preload(["benchmarks.room"])
    said: Queue[tuple[list[float], int]] = kind.Queue()
    with trust.interviewing(1) as (context, people, code):
        vacancy = find_vacancy(context, people.chair, code)
        with context.store.read() as connection:
            (record,) = rounds.list_rounds(connection, vacancy.id)
            (candidate,) = rounds.list_round_candidates(connection, vacancy.id)
        file = str(context.store.file)
        place = Place(file, context.database_id, record.id, people.chair.person.id, candidate.id)
        running = [kind.Process(target=_person, args=(number, place, said)) for number in range(PEOPLE)]
        for process in running:
            process.start()
        answers = [said.get(timeout=SECONDS * 3) for _ in running]
        for process in running:
            process.join()
        with context.store.read() as connection:
            stored = len(sheets.list_sheets(connection, record.id))
    waits = sorted(wait for found, _ in answers for wait in found)
    refused = sum(count for _, count in answers)
    assert stored + refused == PEOPLE * SECONDS
    half, worst = waits[len(waits) // 2], waits[-1]
    return [
        Figure(
            f"longest wait of {PEOPLE} people sealing once a second for {SECONDS} s, SQLite",
            f"{LONGEST_WAIT} s",
            worst / LONGEST_WAIT,
            1,
            f"{shown(worst)}, half wait {shown(half)} or less",
        ),
        Figure(f"refused among {PEOPLE * SECONDS:,} sheets", "none", refused, 0, f"{stored:,} stored"),
    ]
