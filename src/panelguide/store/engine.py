"""Engines for the two databases, with the settings that make saved mean saved.

SQLite runs with a rollback journal and synchronous=EXTRA: versions 3.7.0 to 3.51.2 can corrupt a
write-ahead log when two connections write and checkpoint at once, which is how panels use it.
"""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from panelguide.errors import BadInput, StoreTrouble
from panelguide.paths import make_private_folder, write_private

BUSY_TIMEOUT = 10_000  # milliseconds
BETWEEN_TRIES = 2
PRAGMAS = (
    f"busy_timeout={BUSY_TIMEOUT}",
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
)
POSTGRES_OPTIONS = (
    "-c lock_timeout=5000 -c statement_timeout=15000 "
    "-c idle_in_transaction_session_timeout=30000 -c synchronous_commit=on"
)


def url_of(location: str) -> URL:
    """The database address people give: a path means SQLite, postgresql://... means PostgreSQL."""
    if "://" not in location:
        return URL.create("sqlite", database=str(Path(location).expanduser()))
    try:
        url = make_url(location)
    except (ArgumentError, ValueError) as error:
        raise BadInput(
            "The database address cannot be read.",
            safe="Nothing was changed.",
            do="Give a file path, or postgresql://user@host/database.",
        ) from error
    if url.get_backend_name() == "sqlite":
        return url
    if url.get_backend_name() != "postgresql":
        raise BadInput(
            f"panelguide keeps its data in SQLite or PostgreSQL, not in {url.get_backend_name()}.",
            safe="Nothing was changed.",
            do="Give a file path, or postgresql://user@host/database.",
        )
    return url.set(drivername="postgresql+psycopg")


def prepare_file(path: Path) -> None:
    """An empty owner-only file for a new SQLite database; SQLite's own would be readable by others."""
    if path.exists():
        return
    try:
        make_private_folder(path.parent)
        write_private(path, b"")
    except FileExistsError:
        return
    except OSError as error:
        raise StoreTrouble(
            f"The database file {path} could not be made: {error.strerror}.",
            safe="Nothing was changed.",
            do="Check the folder exists, is yours to write in and has room, then try again.",
        ) from error


def open_engine(url: URL, *, writes: bool) -> Engine:
    """An engine whose transactions begin as they must: writes take their lock at once."""
    if url.get_backend_name() == "postgresql":
        return _postgres_engine(url, writes=writes)
    return _sqlite_engine(url, writes=writes)


def _sqlite_engine(url: URL, *, writes: bool) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if not writes:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def begin_as_told(connection: Connection) -> None:
        if writes:
            _take_write_lock(connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _take_write_lock(connection: Connection) -> None:
    """Begins with the write lock held, asking for it every few milliseconds as long as the busy time-out lasts.

    SQLite itself sleeps longer after each refusal, up to a tenth of a second: of thirty people sealing at once,
    those who have waited longest then wait on while newcomers get in.
    """
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA busy_timeout=0")
    try:
        for _ in range(BUSY_TIMEOUT // BETWEEN_TRIES):
            try:
                driver.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    break
                time.sleep(BETWEEN_TRIES / 1000)
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # gets in at last, or says why not
    finally:
        driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")


def _postgres_engine(url: URL, *, writes: bool) -> Engine:
    options = POSTGRES_OPTIONS + ("" if writes else " -c default_transaction_read_only=on")
    try:
        return create_engine(
            url,
            pool_pre_ping=True,
            pool_size=2,
            max_overflow=4,
            connect_args={"options": options},
            # All that one read sees is of one moment, as on SQLite: half of a reveal would look like tampering.
            isolation_level="READ COMMITTED" if writes else "REPEATABLE READ",
        )
    except ModuleNotFoundError as error:
        raise StoreTrouble(
            "PostgreSQL needs one more package.",
            safe="Nothing was changed.",
            do='Install it with: pip install "panelguide[postgres]".',
        ) from error


def open_migration_engine(url: URL) -> Engine:
    """An engine for changing the schema: one connection, no time limits, DDL inside the transaction."""
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, writes=True)
    return create_engine(url, poolclass=NullPool)
