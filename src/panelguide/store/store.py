"""Opening the database, reading from it, and changing it one recorded transaction at a time."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import ColumnElement, Engine, Table, func, insert, select, update
from sqlalchemy import Connection as Connection
from sqlalchemy.exc import IntegrityError

from panelguide.errors import Refused, SomebodyElseChangedIt
from panelguide.store.engine import open_engine, url_of
from panelguide.store.tables import audit, audit_head
from panelguide.store.troubles import in_sentences


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the audit chain. seq 0 and an empty digest before the first."""

    seq: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One act to be recorded. actor and vacancy_id: 32 hex digits or "". body: canonical JSON of ids and
    field names, never contents."""

    at: str
    actor: str
    action: str
    subject: str
    body: str
    vacancy_id: str


@dataclass(frozen=True, slots=True)
class Stamped:
    """An entry tied into the chain: its digest over the one before, and the signature on it."""

    digest: bytes
    signature: bytes


class Stamp(Protocol):
    """Ties an entry to the head before it and signs it; made by the services from the seal's chain."""

    def __call__(self, head: Head, entry: Entry) -> Stamped: ...


class Change:
    """One transaction. It commits at the end of its block, and only if something was recorded."""

    def __init__(self, connection: Connection, stamp: Stamp, head: Head) -> None:
        self.connection = connection
        self._stamp = stamp
        self._head = head
        self.recorded = 0

    @property
    def head(self) -> Head:
        return self._head

    def record(self, entry: Entry) -> int:
        """Writes one audit entry in this transaction and returns its number."""
        stamped = self._stamp(self._head, entry)
        seq = self._head.seq + 1
        self.connection.execute(
            insert(audit).values(
                seq=seq,
                previous=self._head.digest,
                at=entry.at,
                actor=entry.actor,
                action=entry.action,
                subject=entry.subject,
                body=entry.body,
                digest=stamped.digest,
                signature=stamped.signature,
                vacancy_id=entry.vacancy_id,
            )
        )
        self.connection.execute(update(audit_head).values(seq=seq, digest=stamped.digest))
        self._head = Head(seq, stamped.digest)
        self.recorded += 1
        return seq


class UnrecordedChange(RuntimeError):
    """A change without an audit entry: a fault in the program, never something a person did."""


class Store:
    """One open database. Reads see only what is committed; changes are serialised and recorded."""

    def __init__(self, location: str) -> None:
        self.url = url_of(location)
        self._reading: Engine = open_engine(self.url, writes=False)
        self._writing: Engine = open_engine(self.url, writes=True)
        self._held = threading.local()

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    def close(self) -> None:
        self._reading.dispose()
        self._writing.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that cannot write. Raises StoreTrouble when the database cannot be read.

        Whoever is reading already goes on with the connection they have. A second one would wait behind a writer
        who is about to commit, and that writer waits for the first one to end.
        """
        held: Connection | None = getattr(self._held, "connection", None)
        if held is not None:
            with in_sentences():
                yield held
            return
        with in_sentences(), self._reading.connect() as connection:
            self._held.connection = connection
            try:
                yield connection
            finally:
                self._held.connection = None

    @contextmanager
    def change(self, stamp: Stamp) -> Iterator[Change]:
        """A transaction that holds the write lock from its first moment.

        Raises UnrecordedChange when nothing was recorded, Refused when a row's rule in the database
        says no, StoreTrouble when the database cannot go on. Whatever is raised, nothing is kept.
        """
        with in_sentences(), self._writing.begin() as connection:
            change = Change(connection, stamp, self._locked_head(connection))
            try:
                yield change
            except IntegrityError as error:
                raise Refused(
                    "The database refused that: it goes against a rule it keeps, or it was there already.",
                    safe="Nothing was changed.",
                    do="Look again at what is stored, then try once more.",
                ) from error
            if not change.recorded:
                raise UnrecordedChange("A change was made without an audit entry.")

    @contextmanager
    def keep_draft(self) -> Iterator[Connection]:
        """A transaction that leaves no audit entry: for a sheet still being written, and for nothing else.

        An entry, a time or a count for each save would tell the others how much somebody writes.
        """
        with in_sentences(), self._writing.begin() as connection:
            yield connection

    def _locked_head(self, connection: Connection) -> Head:
        wanted = select(audit_head.c.seq, audit_head.c.digest)
        row = connection.execute(wanted if self.is_sqlite else wanted.with_for_update()).one()
        return Head(row.seq, row.digest)

    def head(self, vacancy_id: str = "") -> int:
        """The highest audit number, of one vacancy if it is named: grows whenever something changed."""
        with self.read() as connection:
            return last_entry(connection, vacancy_id)


def last_entry(connection: Connection, vacancy_id: str = "") -> int:
    """The highest audit number as this transaction sees it, of one vacancy if it is named."""
    wanted = select(func.coalesce(func.max(audit.c.seq), 0))
    if vacancy_id:
        wanted = wanted.where(audit.c.vacancy_id == vacancy_id)
    return int(connection.execute(wanted).scalar_one())


def update_versioned(
    connection: Connection,
    table: Table,
    row: ColumnElement[bool],
    version: int,
    values: Mapping[str, object],
    *,
    yours: str = "",
    theirs: Callable[[], str] = str,
) -> None:
    """Changes the one row that `row` names only if nobody changed it since `version` was read.

    The row's version moves on by one. Raises SomebodyElseChangedIt with both texts.
    """
    statement = update(table).where(row, table.c.version == version)
    result = connection.execute(statement.values(**values, version=version + 1))
    if result.rowcount != 1:
        raise SomebodyElseChangedIt(
            "Somebody changed this while you were working on it.",
            yours=yours,
            theirs=theirs(),
            safe="Their text is stored and yours is kept here.",
            do="Read both and save again what should stand.",
        )
