"""Checking the audit chain, beside hashing the stored text, and its signatures beside libsodium alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import blake2b

from nacl.bindings import crypto_sign_open

from benchmarks import trust
from benchmarks.measuring import Figure, compare
from panelguide.seal import chain
from panelguide.seal.keys import SigningKey, signed_bytes
from panelguide.services.audit_trail import Trail
from panelguide.store import audits, schema
from panelguide.store.store import Store

ROUNDS = 9
ENTRIES = 100_000
SIGNED = 2_000
DATABASE_ID = bytes(16)
ACTOR = bytes(range(16))
STORED = "SELECT seq, previous, at, actor, action, subject, body, digest, signature FROM audit ORDER BY seq"


def _entries(count: int, signer: SigningKey | None) -> list[chain.AuditRow]:
    """A chain of so many entries; without a signer their signatures are empty."""
    machine = SigningKey.from_secret(b"\x01" * 32)
    rows, previous = [], b""
    for seq in range(1, count + 1):
        body = (
            chain.machine_body(machine.public)
            if seq == 1
            else f'{{"attempt":1,"round":"{seq:032x}","vacancy":"{7:032x}"}}'
        )
        draft = chain.EntryDraft(
            seq, "2026-11-02T09:00:00Z", ACTOR if seq > 1 else b"", "sheet.sealed", f"{seq:032x}", body
        )
        if signer is not None:
            rows.append(chain.stamp(DATABASE_ID, previous, draft, signer if seq > 1 else machine).row())
        else:
            digest = chain.entry_digest(DATABASE_ID, previous, draft)
            rows.append(
                (seq, previous, draft.at, draft.actor, draft.action, draft.subject, body, digest, b"")
            )
        previous = rows[-1][7]
    return rows


def _hashing() -> list[Figure]:
    with trust.folder() as folder:
        path = folder / "chain.sqlite3"
        schema.create(str(path))
        connection = sqlite3.connect(path)
        connection.executemany(
            "INSERT INTO audit (seq, previous, at, actor, action, subject, body, digest, signature, vacancy_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (*row[:3], row[3].hex(), *row[4:], f"{7:032x}" if row[0] > 1 else "")
                for row in _entries(ENTRIES, None)
            ),
        )
        connection.commit()
        store = Store(str(path))

        def rows() -> Iterator[chain.AuditRow]:
            of_hex = bytes.fromhex
            for seq, previous, at, actor, action, subject, body, digest, signed in connection.execute(STORED):
                yield seq, previous, at, of_hex(actor), action, subject, body, digest, signed

        def verify() -> None:
            report = chain.check_rows(DATABASE_ID, rows(), {}, verifies=None)
            assert report.length == ENTRIES

        def verify_as_the_command_does() -> None:
            trail = Trail()
            with store.read() as reading, closing(audits.stream(reading)) as entries:
                report = chain.check_rows(DATABASE_ID, trail.rows(entries), {}, verifies=None)
            assert report.length == ENTRIES

        def hash_text() -> None:
            for _, previous, at, actor, action, subject, body, _, _ in connection.execute(STORED):
                text = "\n".join((at, actor, action, subject, body)).encode()
                blake2b(previous + text, digest_size=32).digest()

        chain_alone = compare(verify, hash_text, rounds=ROUNDS)
        whole = compare(verify_as_the_command_does, hash_text, rounds=ROUNDS)
        store.close()
        connection.close()
    beside = "reading and hashing the stored text"
    return [
        chain_alone.figure(f"checking the chain of {ENTRIES:,} entries, signatures apart", beside, 1.5),
        whole.figure(
            "the same as audit verify reads it, each act noted to compare with the tables", beside, None
        ),
    ]


def _signatures() -> Figure:
    signer = SigningKey.from_secret(b"\x02" * 32)
    rows = _entries(SIGNED, signer)
    keys = {ACTOR: (signer.public,)}
    signed = [row[8] + signed_bytes("audit", signer.public, row[7]) for row in rows[1:]]

    def verify() -> None:
        assert chain.check_rows(DATABASE_ID, rows, keys).sound

    def bare() -> None:
        for message in signed:
            crypto_sign_open(message, signer.public)

    compared = compare(verify, bare, rounds=ROUNDS)
    return compared.figure(
        f"checking {SIGNED:,} entries, signatures and all", "libsodium's verify alone", 1.2
    )


def measure() -> list[Figure]:
    return [*_hashing(), _signatures()]
