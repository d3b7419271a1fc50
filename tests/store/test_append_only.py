"""What was sealed, released, revealed, scored finally or recorded is never changed, by anybody's mistake."""

import pytest
from sqlalchemy import Connection, text
from tests.store import chains

from panelguide.errors import PanelguideError
from panelguide.store.store import Store

NEVER_CHANGED = {
    "audit": "subject = 'somebody else'",
    "sheet": "file = digest",
    "release": 'body = \'{"by":"another"}\'',
    "reveal": 'body = \'{"by":"another"}\'',
    "final_score": "mark = 5",
}


def _whole(connection: Connection, table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))]


@pytest.mark.parametrize(("table", "to"), NEVER_CHANGED.items())
def test_a_row_that_stands_for_good_cannot_be_changed(filled: Store, table: str, to: str) -> None:
    with filled.read() as connection:
        before = _whole(connection, table)
    assert before
    with pytest.raises(PanelguideError):
        chains.commit(filled, text(f"UPDATE {table} SET {to}"))
    with filled.read() as connection:
        assert _whole(connection, table) == before


def test_an_audit_entry_cannot_be_deleted(filled: Store) -> None:
    with pytest.raises(PanelguideError):
        chains.commit(filled, text("DELETE FROM audit WHERE seq = 1"))
    assert chains.check(filled).sound
    assert filled.head() == 2


def test_an_audit_entry_cannot_be_replaced_in_one_statement(sqlite_store: Store) -> None:
    replacing = text(
        "REPLACE INTO audit (seq, previous, digest, signature) "
        "SELECT seq, previous, digest, signature FROM audit"
    )
    with pytest.raises(PanelguideError):
        chains.commit(sqlite_store, replacing)
    assert chains.check(sqlite_store).sound


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO audit_head (id, seq, digest) SELECT 2, seq, digest FROM audit_head",
        "UPDATE organisation SET id = 2",
    ],
)
def test_a_second_organisation_or_head_is_refused(filled: Store, statement: str) -> None:
    with pytest.raises(PanelguideError):
        chains.commit(filled, text(statement))
