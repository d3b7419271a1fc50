"""Checking the audit chain, beside hashing the stored text, and its signatures beside libsodium alone."""

import sqlite3
from hashlib import blake2b

from nacl.bindings import crypto_sign_open

from benchmarks import trust
from benchmarks.measuring import Figure, compare
from panelguide.seal import chain
from panelguide.seal.keys import SigningKey, signed_bytes

ROUNDS = 9
ENTRIES = 100_000
SIGNED = 2_000
DATABASE_ID = bytes(16)
ACTOR = bytes(range(16))


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


def _hashing() -> Figure:
    with trust.folder() as folder:
        connection = sqlite3.connect(folder / "chain.sqlite3")
        connection.execute(
            "CREATE TABLE audit (seq INTEGER PRIMARY KEY, previous, at, actor, action, subject, body, digest, signature)"
        )
        connection.executemany(
            "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _entries(ENTRIES, None)
        )
        connection.commit()
        wanted = "SELECT * FROM audit ORDER BY seq"

        def verify() -> None:
            report = chain.check_rows(DATABASE_ID, connection.execute(wanted), {}, verifies=None)
            assert report.sound
            assert report.length == ENTRIES

        def hash_text() -> None:
            for _, previous, at, actor, action, subject, body, _, _ in connection.execute(wanted):
                text = "\n".join((at, action, subject, body)).encode()
                blake2b(previous + actor + text, digest_size=32).digest()

        compared = compare(verify, hash_text, rounds=ROUNDS)
        connection.close()
    return compared.figure(
        f"checking {ENTRIES:,} entries, signatures apart", "reading and hashing the stored text", 1.5
    )


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
    return [_hashing(), _signatures()]
