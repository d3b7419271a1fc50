"""An audit chain for tests of the store alone: stamped and checked by the real seal, signed by one machine."""

from sqlalchemy import Executable, select

from panelguide.seal import chain
from panelguide.seal.keys import SigningKey
from panelguide.store.store import Change, Entry, Head, Stamped, Store
from panelguide.store.tables import audit

DATABASE_ID = bytes(range(16))
MACHINE = SigningKey.from_secret(b"\x07" * 32)
MOMENT = "2026-11-02T09:00:00Z"


def stamp(head: Head, entry: Entry) -> Stamped:
    draft = chain.EntryDraft(
        seq=head.seq + 1,
        at=entry.at,
        actor=bytes.fromhex(entry.actor),
        action=entry.action,
        subject=entry.subject,
        body=entry.body,
    )
    done = chain.stamp(DATABASE_ID, head.digest, draft, MACHINE)
    return Stamped(done.digest, done.signature)


def begin(store: Store) -> None:
    """The first entry, which says whose key signs the others."""
    with store.change(stamp) as change:
        change.record(Entry(MOMENT, "", "machine.started", "", chain.machine_body(MACHINE.public), ""))


def note(change: Change, subject: str, vacancy_id: str = "") -> int:
    """Records one act about `subject`; returns its number."""
    return change.record(Entry(MOMENT, "", "noted", subject, "{}", vacancy_id))


def commit(store: Store, *statements: Executable) -> None:
    """One recorded change made of these statements."""
    with store.change(stamp) as change:
        for statement in statements:
            change.connection.execute(statement)
        note(change, "changed")


def subjects(store: Store) -> list[str]:
    """What every entry after the first is about, in order."""
    with store.read() as connection:
        return [*connection.execute(select(audit.c.subject).order_by(audit.c.seq)).scalars()][1:]


def check(store: Store) -> chain.ChainReport:
    """Reads the chain as it is stored and checks every hash and signature."""
    with store.read() as connection:
        rows = connection.execute(
            select(
                audit.c.seq,
                audit.c.previous,
                audit.c.at,
                audit.c.actor,
                audit.c.action,
                audit.c.subject,
                audit.c.body,
                audit.c.digest,
                audit.c.signature,
            ).order_by(audit.c.seq)
        ).all()
    entries = ((*row[:3], bytes.fromhex(row[3]), *row[4:]) for row in rows)
    return chain.check_rows(DATABASE_ID, entries, {})
