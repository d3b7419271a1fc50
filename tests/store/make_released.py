"""Freezes a database of the newest schema: `python -m tests.store.make_released`, once for each release.

Every later program upgrades the frozen files in its tests, so a file that was released is never made again:
the script refuses to write over one unless told `--unreleased`.
"""

import argparse
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from tests.store import chains, rows

from panelguide.store import schema
from panelguide.store.store import Store

RELEASED = Path(__file__).parent / "released"
SMALLEST_PAGE = 512


def make(target: Path) -> None:
    """A database of the newest schema with a row in every table and a sound audit chain of three entries."""
    schema.create(str(target))
    store = Store(str(target))
    chains.begin(store)
    with store.change(chains.stamp) as change:
        rows.fill(change.connection)
        chains.note(change, rows.PERSON)
        chains.note(change, rows.VACANCY, rows.VACANCY)
    store.close()
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {SMALLEST_PAGE}")
        connection.execute("VACUUM")


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--unreleased", action="store_true", help="make the newest file again")
    target = RELEASED / f"{schema.NEWEST_SCHEMA}.db"
    if target.exists() and not words.parse_args().unreleased:
        sys.stderr.write(f"{target} is there already, and what was released never changes.\n")
        return 1
    target.unlink(missing_ok=True)
    make(target)
    sys.stdout.write(f"{target}: {target.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
