"""Reading the audit chain: every entry in order to check it, or the newest of them to look at."""

from collections.abc import Generator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from panelguide.store.tables import audit, audit_head, candidate, person, round, vacancy

ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One entry as it is stored. actor and vacancy_id: 32 hex digits or ""."""

    seq: int
    previous: bytes
    at: str
    actor: str
    action: str
    subject: str
    body: str
    digest: bytes
    signature: bytes
    vacancy_id: str


def stream(connection: Connection) -> Generator[StoredEntry]:
    """Every entry from the first, a few thousand in memory at a time. Close it when not read to its end."""
    wanted = select(*(audit.c[name] for name in StoredEntry.__slots__)).order_by(audit.c.seq)
    with connection.execution_options(yield_per=ROWS_AT_ONCE).execute(wanted) as rows:
        for row in rows:
            yield StoredEntry(*row)


def newest(connection: Connection, vacancy_id: str, limit: int) -> tuple[StoredEntry, ...]:
    """The newest entries, newest first; of one vacancy where it is named."""
    wanted = select(*(audit.c[name] for name in StoredEntry.__slots__)).order_by(audit.c.seq.desc())
    if vacancy_id:
        wanted = wanted.where(audit.c.vacancy_id == vacancy_id)
    return tuple(StoredEntry(*row) for row in connection.execute(wanted.limit(limit)))


def digest_at(connection: Connection, seq: int) -> bytes:
    """The stored digest of one entry; empty where there is none of that number."""
    return connection.execute(select(audit.c.digest).where(audit.c.seq == seq)).scalar() or b""


def names_machine(connection: Connection, body: str, *, added: str) -> bool:
    """Whether the first entry, or one of the action `added`, has exactly this body."""
    first = select(audit.c.body).where(audit.c.seq == 1)
    if connection.execute(first).scalar() == body:
        return True
    later = select(audit.c.seq).where(audit.c.action == added, audit.c.body == body).limit(1)
    return connection.execute(later).first() is not None


def last_entry(connection: Connection) -> tuple[int, bytes]:
    """The number and digest the next entry would follow; 0 and empty where that is not kept any more."""
    row = connection.execute(select(audit_head.c.seq, audit_head.c.digest)).first()
    return (int(row.seq), bytes(row.digest)) if row else (0, b"")


def labels(connection: Connection) -> dict[str, str]:
    """What to call a subject: a person's name, a vacancy's or candidate's code, a round's number; by id."""
    found: dict[str, str] = {}
    for wanted in (
        select(person.c.id, person.c.name),
        select(vacancy.c.id, vacancy.c.code),
        select(candidate.c.id, candidate.c.code),
    ):
        found |= {row[0]: row[1] for row in connection.execute(wanted)}
    numbers = connection.execute(select(round.c.id, round.c.number))
    return {**found, **{row[0]: f"round {row[1]}" for row in numbers}}
