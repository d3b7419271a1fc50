"""Reading all scores of a revealed round, beside bare sqlite3, in a small store and among a million."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks import trust
from benchmarks.measuring import Figure, compare
from panelguide.store import rounds, schema
from panelguide.store.store import Store

ROUNDS = 41
CANDIDATES, MEMBERS, QUESTIONS = 40, 5, 6
SCORES = CANDIDATES * MEMBERS * QUESTIONS
OTHER_ROUNDS = 833
BARE = (
    "SELECT member_id, candidate_id, question_id, mark, state, note FROM score "
    "WHERE round_id = ? ORDER BY candidate_id, member_id, question_id"
)


def _scores(round_id: str) -> Iterator[tuple[object, ...]]:
    for candidate in range(CANDIDATES):
        for member in range(MEMBERS):
            for question in range(QUESTIONS):
                mark = (candidate + member + question) % 6
                yield (
                    round_id,
                    f"m{member:031}",
                    f"c{candidate:031}",
                    f"question-{question}",
                    mark,
                    "scored",
                    "A note.",
                )


def _fill(path: Path, round_count: int) -> str:
    """Writes so many rounds, each whole as a reveal writes it; gives one from the middle."""
    schema.create(str(path))
    ids = [f"{number:032}" for number in range(round_count)]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN")
        for round_id in ids:
            connection.executemany("INSERT INTO score VALUES (?, ?, ?, ?, ?, ?, ?)", _scores(round_id))
        connection.execute("COMMIT")
    return ids[round_count // 2]


def measure() -> list[Figure]:
    with trust.folder() as folder:
        small, large = folder / "small.sqlite3", folder / "large.sqlite3"
        in_small, in_large = _fill(small, 1), _fill(large, OTHER_ROUNDS)
        bare = sqlite3.connect(small)
        stores = Store(str(small)), Store(str(large))

        def read(store: Store, round_id: str) -> None:
            with store.read() as connection:
                assert len(rounds.list_scores(connection, round_id)) == SCORES

        beside_bare = compare(
            lambda: read(stores[0], in_small),
            lambda: bare.execute(BARE, (in_small,)).fetchall(),
            rounds=ROUNDS,
        )
        beside_small = compare(
            lambda: read(stores[1], in_large), lambda: read(stores[0], in_small), rounds=ROUNDS
        )
        for store in stores:
            store.close()
        bare.close()
    total = OTHER_ROUNDS * SCORES
    return [
        beside_bare.figure(
            f"{SCORES:,} scores of a round as objects", "the same columns by bare sqlite3", 2.2
        ),
        beside_small.figure(f"the same among {total:,} scores", "the small store", 1.3),
    ]
