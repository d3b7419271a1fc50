"""The settings that make saved mean saved, asked of the database itself, and seen in what it does."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, insert, text
from tests.store import chains, rows

from panelguide.errors import BadInput, Refused, StoreTrouble
from panelguide.store.engine import url_of
from panelguide.store.store import Store
from panelguide.store.tables import candidate, identity, score

IN_FORCE = {
    "journal_mode": "delete",
    "synchronous": 3,  # EXTRA
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "busy_timeout": 10_000,
}


def _pragma(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_every_setting_is_in_force_where_it_is_written(sqlite_store: Store) -> None:
    with sqlite_store.change(chains.stamp) as change:
        found = {name: _pragma(change.connection, name) for name in IN_FORCE}
        chains.note(change, "looked")
    assert found == IN_FORCE


def test_every_setting_is_in_force_where_it_is_read(sqlite_store: Store) -> None:
    with sqlite_store.read() as connection:
        found = {name: _pragma(connection, name) for name in IN_FORCE}
        assert _pragma(connection, "query_only") == 1
    assert found == IN_FORCE


@pytest.mark.postgres
def test_postgres_waits_only_so_long_and_says_saved_only_when_it_is(postgres_location: str) -> None:
    store = Store(postgres_location)
    with store.read() as connection:
        said = {
            name: connection.execute(text(f"SHOW {name}")).scalar()
            for name in (
                "lock_timeout",
                "statement_timeout",
                "idle_in_transaction_session_timeout",
                "synchronous_commit",
                "default_transaction_read_only",
            )
        }
    store.close()
    assert said == {
        "lock_timeout": "5s",
        "statement_timeout": "15s",
        "idle_in_transaction_session_timeout": "30s",
        "synchronous_commit": "on",
        "default_transaction_read_only": "on",
    }


def test_a_change_holds_the_write_lock_from_its_first_moment(
    sqlite_store: Store, sqlite_location: str
) -> None:
    with (
        sqlite_store.change(chains.stamp) as change,
        closing(sqlite3.connect(sqlite_location, timeout=0, isolation_level=None)) as other,
    ):
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        chains.note(change, "first")


def test_a_change_waits_for_the_one_before_it(sqlite_store: Store, sqlite_location: str) -> None:
    with (
        closing(sqlite3.connect(sqlite_location, isolation_level=None, check_same_thread=False)) as other,
        ThreadPoolExecutor(1) as pool,
    ):
        other.execute("BEGIN IMMEDIATE")
        waiting = pool.submit(chains.commit, sqlite_store)
        assert wait([waiting], timeout=0.2).not_done
        other.execute("COMMIT")
        waiting.result(timeout=10)
    assert chains.subjects(sqlite_store) == ["changed"]


def test_a_row_that_refers_to_nothing_is_refused(store: Store) -> None:
    orphan = {**rows.ROWS["identity"], "candidate_id": "0" * 32}
    with pytest.raises(Refused):
        chains.commit(store, insert(identity).values(orphan))


def test_an_erased_name_is_gone_from_the_file_at_once(sqlite_store: Store, sqlite_location: str) -> None:
    name = b"Nu\xc3\xb1ez-O'Hara"
    with sqlite_store.change(chains.stamp) as change:
        rows.fill(change.connection)
        chains.note(change, rows.CANDIDATE)
    assert name in Path(sqlite_location).read_bytes()
    with sqlite_store.change(chains.stamp) as change:
        change.connection.execute(delete(identity).where(identity.c.candidate_id == rows.CANDIDATE))
        chains.note(change, rows.CANDIDATE)
    left = [path for path in Path(sqlite_location).parent.iterdir() if name in path.read_bytes()]
    assert left == []


def test_nothing_but_the_database_is_left_beside_it(sqlite_store: Store, sqlite_location: str) -> None:
    with sqlite_store.change(chains.stamp) as change:
        chains.note(change, "one")
    assert [path.name for path in Path(sqlite_location).parent.iterdir()] == ["panelguide.sqlite3"]


@pytest.mark.parametrize(
    ("field", "value"), [("mark", 6), ("mark", -1), ("mark", None), ("state", "guessed")]
)
def test_a_mark_outside_the_rules_is_refused_by_the_database_too(
    filled: Store, field: str, value: object
) -> None:
    right = {**rows.ROWS["score"], "question_id": "edi-1"}
    with pytest.raises(Refused):
        chains.commit(filled, insert(score).values({**right, field: value}))
    chains.commit(filled, insert(score).values(right))


def test_two_candidates_of_one_vacancy_never_share_a_code(filled: Store) -> None:
    other = {**rows.ROWS["candidate"], "id": "9" * 32, "reference": "another"}
    with pytest.raises(Refused):
        chains.commit(filled, insert(candidate).values(other))
    chains.commit(filled, insert(candidate).values({**other, "code": "C08"}))


def test_a_path_means_sqlite_and_an_address_postgres() -> None:
    assert url_of("/srv/panel.sqlite3").drivername == "sqlite"
    assert url_of("postgresql://panel@host/team").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("address", ["mysql://panel@host/team", "://", "postgresql://host:door/team"])
def test_another_kind_of_address_is_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(BadInput) as refused:
        url_of(address)
    assert "postgresql://user@host/database" in refused.value.do


@pytest.mark.postgres
def test_a_server_that_cannot_be_reached_is_said_so(postgres_location: str) -> None:
    nobody = url_of(postgres_location).update_query_dict({"port": "1", "host": "127.0.0.1"}).set(port=None)
    store = Store(nobody.render_as_string(hide_password=False))
    with pytest.raises(StoreTrouble, match="cannot be reached"), store.read():
        pass
    store.close()
