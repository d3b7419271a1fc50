"""Saving and sealing a sheet, beside the same rows written by bare sqlite3 with the same settings."""

import itertools
import secrets
import sqlite3
from pathlib import Path

from benchmarks import trust
from benchmarks.measuring import Figure, compare
from panelguide.services import sheets
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import SignedIn
from panelguide.services.sheet_desk import SheetDesk
from panelguide.store import rounds as round_store
from panelguide.store import schema
from panelguide.store import sheets as sheet_store
from panelguide.store.engine import PRAGMAS
from panelguide.store.sheets import SheetPlace, SheetRecord

ROUNDS = 60
NOTE = "Asked first, told the nurse in charge, went back the next day. "


class Bare:
    """The rows a sheet needs, written with nothing in between: no rules, no signatures, no objects."""

    def __init__(self, path: Path, draft_size: int, file_size: int) -> None:
        schema.create(str(path))
        self._run = sqlite3.connect(path, isolation_level=None).execute
        for pragma in (*PRAGMAS, "foreign_keys=OFF"):  # neither round nor people are there to refer to
            self._run(f"PRAGMA {pragma}")
        self._draft_size, self._file_size = draft_size, file_size
        self._numbers = itertools.count(1)
        self._run("INSERT INTO draft VALUES ('r', 'm', 'c', ?)", (secrets.token_bytes(draft_size),))

    def save(self) -> None:
        box = secrets.token_bytes(self._draft_size)
        self._run("BEGIN IMMEDIATE")
        self._run(
            "UPDATE draft SET box = ? WHERE round_id = 'r' AND member_id = 'm' AND candidate_id = 'c'", (box,)
        )
        self._run("COMMIT")

    def seal(self) -> None:
        number, digest = next(self._numbers), secrets.token_bytes(32)
        file = secrets.token_bytes(self._file_size)
        self._run("BEGIN IMMEDIATE")
        self._run("SELECT seq, digest FROM audit_head").fetchone()
        self._run("INSERT INTO sheet VALUES ('r', 'm', 'c', ?, ?, ?)", (number, file, digest))
        self._run("DELETE FROM draft WHERE round_id = 'r' AND member_id = 'm' AND candidate_id = 'gone'")
        self._run(
            "INSERT INTO audit (seq, previous, at, actor, action, subject, body, digest, signature, vacancy_id) "
            "VALUES (?, ?, '2026-11-02T09:00:00Z', ?, 'sheet.sealed', ?, ?, ?, ?, ?)",
            (number, digest, "a" * 32, "b" * 32, "{}" * 100, digest, digest * 2, "c" * 32),
        )
        self._run("UPDATE audit_head SET seq = ?, digest = ?", (number, digest))
        self._run("COMMIT")


class Ours:
    """The same through our own code, as the chair at the live screen."""

    def __init__(self, context: Context, chair: SignedIn, code: str) -> None:
        self._context, self._chair = context, chair
        self._vacancy = find_vacancy(context, chair, code)
        self._numbers = itertools.count(1_000)
        self.desk: SheetDesk = sheets.open_desk(context, chair, code)
        self._questions = [it.id for it in self.desk.questions]
        codes = [candidate for candidate, _ in self.desk.candidates()]
        for candidate in codes:
            self.desk.save_draft(
                candidate, dict.fromkeys(self._questions, 3), dict.fromkeys(self._questions, NOTE)
            )
        self._typed_in, *waiting = codes
        self._waiting = iter(waiting)
        with context.store.read() as connection:
            (self._round,) = round_store.list_rounds(connection, self._vacancy.id)
            found = round_store.list_round_candidates(connection, self._vacancy.id)
            self._candidate = next(it.id for it in found if it.code == self._typed_in)
            self._place = SheetPlace(self._round.id, chair.person.id, self._candidate)
            self.draft_size = len(sheet_store.get_draft(connection, self._place) or b"")

    def save(self) -> None:
        note = NOTE + str(next(self._numbers))
        self.desk.save_draft(self._typed_in, {}, {self._questions[0]: note})

    def seal(self) -> None:
        """The whole use case: rules, encryption, signature, opening it again, transaction."""
        self.desk.seal(next(self._waiting))

    def commit(self, file: bytes) -> None:
        """The transaction of a seal alone: a sheet that is ready, its draft gone, the act recorded and signed."""
        number, digest = next(self._numbers), secrets.token_bytes(32)
        member = self._chair.person.id
        gone = SheetPlace(self._round.id, member, "gone")
        with self._context.change(self._chair) as change:
            sheet_store.add_sheet(
                change.connection, self._round.id, SheetRecord(member, self._candidate, number, file, digest)
            )
            sheet_store.remove_draft(change.connection, gone)
            change.record(
                "sheet.sealed",
                self._candidate,
                vacancy=self._vacancy.id,
                round=self._round.id,
                attempt=number,
                digest=digest.hex(),
            )

    def file_size(self) -> int:
        """Seals one sheet and looks how large it became."""
        self.seal()
        with self._context.store.read() as connection:
            (record,) = sheet_store.list_sheets(connection, self._round.id)
        return len(record.file)


def measure() -> list[Figure]:
    with trust.interviewing(ROUNDS + 4) as (context, people, code), trust.folder() as beside:
        ours = Ours(context, people.chair, code)
        size = ours.file_size()
        bare = Bare(beside / "bare.sqlite3", ours.draft_size, size)
        saved = compare(ours.save, bare.save, rounds=ROUNDS)
        sealed = compare(ours.seal, bare.seal, rounds=ROUNDS)
        committed = compare(lambda: ours.commit(secrets.token_bytes(size)), bare.seal, rounds=ROUNDS)
    rows = "its rows by bare sqlite3"
    return [
        committed.figure("commit of a sealed sheet with its audit entry (seal apart)", rows, 4),
        saved.figure("save while typing, draft sealed anew", rows, 4),
        sealed.figure("sealing as one use case: rules, seal, opening it again, commit", rows, None),
    ]
