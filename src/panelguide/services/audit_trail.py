"""What the audit trail says was signed, against what is there: nothing may be gone and nothing added."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from panelguide.seal.chain import AuditRow
from panelguide.services import round_files
from panelguide.store import decisions as decision_store
from panelguide.store import finals as final_store
from panelguide.store import people as people_store
from panelguide.store import rounds as round_store
from panelguide.store import sheets as sheet_store
from panelguide.store.audits import StoredEntry
from panelguide.store.rounds import RoundRecord
from panelguide.store.store import Connection

Mark = tuple[object, ...]
"""What identifies one signed object, in the trail and in its table alike."""

KINDS: Mapping[str, str] = {
    "organisation.started": "recovery key",
    "person.enrolled": "key",
    "round.opened": "manifest",
    "round.changed": "manifest",
    "sheet.sealed": "sheet",
    "sheet.replaced": "sheet",
    "question.not_asked": "fact that a question was not asked",
    "round.released": "release",
    "round.revealed": "reveal",
    "final.signed": "final score",
    "decision.confirmed": "decision",
}


@dataclass(slots=True)
class Trail:
    """Gathers, while the chain is being checked, what its entries say was signed.

    wrong_vacancy: the number of the first entry whose vacancy column says something else than its body.
    """

    recorded: dict[str, set[Mark]] = field(default_factory=lambda: defaultdict(set))
    entries: int = 0
    wrong_vacancy: int = 0

    def rows(self, entries: Iterable[StoredEntry]) -> Iterator[AuditRow]:
        """The entries as the chain check reads them, each looked at in passing."""
        for it in entries:
            self.entries += 1
            if not self.wrong_vacancy and not _vacancy_agrees(it):
                self.wrong_vacancy = it.seq
            mark = _mark(it) if it.action in KINDS else None
            if mark:
                self.recorded[KINDS[it.action]].add(mark)
            yield (
                it.seq,
                it.previous,
                it.at,
                actor_id(it.actor),
                it.action,
                it.subject,
                it.body,
                it.digest,
                it.signature,
            )

    def compare(self, connection: Connection) -> Iterator[str]:
        """A sentence for each kind of object of which something is gone, or is there without an entry."""
        there = _there(connection)
        for kind in dict.fromkeys(KINDS.values()):
            gone = self.recorded[kind] - there[kind]
            added = there[kind] - self.recorded[kind]
            if gone:
                yield f"{_counted(len(gone), kind)} in the audit trail but not in the database."
            if added:
                yield f"{_counted(len(added), kind)} in the database but not in the audit trail."


def _counted(count: int, kind: str) -> str:
    return f"1 {kind} is" if count == 1 else f"{count} of “{kind}” are"


def _vacancy_agrees(it: StoredEntry) -> bool:
    """Whether column and body name the same vacancy. The body is signed; the column only helps to find it."""
    if it.vacancy_id:
        return f'"vacancy":"{it.vacancy_id}"' in it.body
    return '"vacancy":"' not in it.body


def actor_id(stored: str) -> bytes:
    """The actor's id; what is no id any more is passed on as it is, for the chain check to refuse."""
    try:
        return bytes.fromhex(stored)
    except ValueError:
        return stored.encode()


def _mark(it: StoredEntry) -> Mark | None:
    """None where the body is none, which the chain check finds."""
    try:
        body = json.loads(it.body)
    except ValueError:
        return None
    if not isinstance(body, dict):
        return None
    kind = KINDS[it.action]
    if kind == "recovery key":
        return (body["recovery"],) if "recovery" in body else None
    if kind == "key":
        return it.subject, body.get("key")
    if kind == "manifest":
        return it.subject, body.get("version"), body.get("digest")
    if kind == "sheet":
        return body.get("round"), it.actor, it.subject, body.get("attempt"), body.get("digest")
    if kind == "final score":
        return body.get("round"), it.actor, it.subject, body.get("question"), body.get("number")
    if kind == "decision":
        return it.subject, body.get("number")
    if kind.startswith("fact"):
        return body.get("round"), it.actor, it.subject, body.get("question")
    return it.subject, body.get("digest")


def _there(connection: Connection) -> Mapping[str, set[Mark]]:
    found: dict[str, set[Mark]] = defaultdict(set)
    organisation = people_store.get_organisation(connection)
    if organisation:
        found["recovery key"] = {(organisation.recovery_key.hex(),)}
    for person, keys in people_store.all_public_keys(connection).items():
        found["key"] |= {(person, key.hex()) for key in keys}
    rounds = round_store.list_every_round(connection)
    for record in rounds:
        _add_round(connection, record, found)
    for vacancy_id in {record.vacancy_id for record in rounds}:
        found["decision"] |= {
            (it.id, it.number) for it in decision_store.list_confirmed(connection, vacancy_id)
        }
    return found


def _add_round(connection: Connection, record: RoundRecord, found: Mapping[str, set[Mark]]) -> None:
    here = record.id
    history = round_files.load_versions(connection, record).history
    for signed in history.versions if history else ():
        found["manifest"].add((here, signed.manifest.version, signed.manifest.digest.hex()))
    for sheet in sheet_store.list_sheets(connection, here):
        digest = round_files.read_sheet(sheet).digest.hex()
        found["sheet"].add((here, sheet.member_id, sheet.candidate_id, sheet.attempt, digest))
    for fact in round_store.list_not_asked(connection, here):
        mark = (here, fact.person_id, fact.candidate_id, fact.question_id)
        found["fact that a question was not asked"].add(mark)
    for held in round_files.load_releases(connection, record):
        found["release"].add((here, held.release.digest.hex()))
    reveal = round_store.get_reveal(connection, here)
    if reveal:
        found["reveal"].add((here, reveal.digest.hex()))
    for it in final_store.list_finals(connection, here):
        found["final score"].add((here, it.member_id, it.candidate_id, it.question_id, it.number))
