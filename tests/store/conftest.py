"""Open stores with a begun audit chain, empty or with a row in every table."""

from collections.abc import Iterator

import pytest
from tests.store import chains, rows

from panelguide.store.store import Store


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    opened = Store(location)
    chains.begin(opened)
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Store) -> Store:
    """A row in every table."""
    with store.change(chains.stamp) as change:
        rows.fill(change.connection)
        chains.note(change, rows.VACANCY, rows.VACANCY)
    return store


@pytest.fixture
def sqlite_store(sqlite_location: str) -> Iterator[Store]:
    opened = Store(sqlite_location)
    chains.begin(opened)
    yield opened
    opened.close()
