"""A round as it was signed: read from the database, checked, and never judged by a count or a state column."""

from dataclasses import dataclass

from panelguide.domain.vacancy import Vacancy
from panelguide.errors import NotFound, Refused, Tampered
from panelguide.seal.keys import KeyHolder
from panelguide.seal.release import ReleaseKind, SignedRelease
from panelguide.seal.reveal import SignedReveal
from panelguide.seal.sheet import Sheet
from panelguide.seal.versions import History, SignedManifest, check_history, signers_needed
from panelguide.services.session import SignedIn
from panelguide.store import rounds as store
from panelguide.store import sheets as sheet_store
from panelguide.store.rounds import ManifestRecord, ReleaseRecord, RoundRecord
from panelguide.store.sheets import SheetRecord
from panelguide.store.store import Connection


@dataclass(frozen=True, slots=True)
class Versions:
    """history: the versions all had to sign and did, checked; None while the first still waits.

    waiting: the version that still wants a signature, with the reason given for it.
    """

    history: History | None
    waiting: SignedManifest | None
    reason: str


@dataclass(frozen=True, slots=True)
class RoundObjects:
    """Everything signed in an open round, with its record."""

    record: RoundRecord
    history: History
    sheets: tuple[Sheet, ...]
    releases: tuple[SignedRelease, ...]
    reveal: SignedReveal | None

    @property
    def chair_release(self) -> SignedRelease | None:
        """The release that claims to be the chair's. What it is worth is checked where it is used."""
        return chair_release(self.history, self.releases)


def holder_of(actor: SignedIn) -> KeyHolder:
    """The person signed in, as the seal knows them."""
    return KeyHolder(bytes.fromhex(actor.person.id), actor.keys, actor.recovery)


def find_round(connection: Connection, vacancy: Vacancy, number: int | None = None) -> RoundRecord:
    """The round of this number, or the newest. Raises NotFound."""
    rounds = store.list_rounds(connection, vacancy.id)
    found = [it for it in rounds if number is None or it.number == number]
    if not found:
        raise NotFound(
            f"{vacancy.code} has no round {number}." if number else f"{vacancy.code} has no round yet.",
            safe="Nothing was changed.",
            do=f"The chair opens one with panelguide round open {vacancy.code}.",
        )
    return found[-1]


def find_round_of(connection: Connection, vacancy: Vacancy, candidate_id: str) -> RoundRecord:
    """The newest open round in which this candidate is scored. Raises NotFound."""
    for record in reversed(store.list_rounds(connection, vacancy.id)):
        history = load_versions(connection, record).history
        if history is not None and bytes.fromhex(candidate_id) in history.last.candidates:
            return record
    raise NotFound(
        "That candidate is in no open round.",
        safe="Nothing was changed.",
        do=f"Look at panelguide round status {vacancy.code}.",
    )


def load_versions(connection: Connection, record: RoundRecord) -> Versions:
    """Every version of the round's manifest, checked. Raises Refused or Tampered."""
    rows = store.list_manifests(connection, record.id)
    signed = [SignedManifest.from_columns(row.body.encode(), row.signatures) for row in rows]
    waiting: SignedManifest | None = None
    reason = ""
    if signed and _wants_signature(signed):
        waiting, reason = signed.pop(), rows[-1].reason
    history = check_history(signed) if signed else None
    for row, held in zip(rows, (*signed, *([waiting] if waiting else [])), strict=True):
        says = (held.manifest.round.hex(), held.manifest.vacancy.hex(), held.manifest.version)
        if says != (record.id, record.vacancy_id, row.number):
            raise Tampered("A round holds the manifest of another.", do="Run panelguide audit verify.")
    return Versions(history, waiting, reason)


def load_history(connection: Connection, record: RoundRecord) -> History:
    """The checked manifest of a round that is open. Raises Refused while it waits for its confirmer."""
    history = load_versions(connection, record).history
    if history is None:
        raise Refused(
            f"Round {record.number} is proposed and not open yet.",
            safe="Nothing was changed.",
            do="The confirmer confirms it with panelguide round open.",
        )
    return history


def load_objects(connection: Connection, record: RoundRecord) -> RoundObjects:
    """Everything signed in an open round. Raises Refused or Tampered."""
    reveal = store.get_reveal(connection, record.id)
    return RoundObjects(
        record=record,
        history=load_history(connection, record),
        sheets=tuple(read_sheet(row) for row in sheet_store.list_sheets(connection, record.id)),
        releases=load_releases(connection, record),
        reveal=SignedReveal.from_columns(reveal.body.encode(), reveal.signatures) if reveal else None,
    )


def load_releases(connection: Connection, record: RoundRecord) -> tuple[SignedRelease, ...]:
    """Every release of a round, not judged yet. Raises Tampered where a row stands for another's release."""
    found = []
    for row in store.list_releases(connection, record.id):
        held = SignedRelease.from_columns(row.body.encode(), row.signatures)
        if held.release.by.hex() != row.person_id:
            raise Tampered("A release stands under another person.", do="Run panelguide audit verify.")
        found.append(held)
    return tuple(found)


def read_sheet(row: SheetRecord) -> Sheet:
    """The sheet in a row. Raises Tampered when the row stands for another than the sheet itself says."""
    sheet = Sheet.from_file(row.file)
    said = (sheet.member.hex(), sheet.candidate.hex(), sheet.attempt, sheet.digest)
    if said != (row.member_id, row.candidate_id, row.attempt, row.digest):
        raise Tampered(
            "A sealed sheet was moved or changed in the database.",
            do="Run panelguide audit verify, and put it back from a backup.",
        )
    return sheet


def chair_release(history: History, releases: tuple[SignedRelease, ...]) -> SignedRelease | None:
    """The release that claims to be the chair's: the one of a release's own kind that follows none."""
    own = (
        held
        for held in releases
        if held.release.kind is ReleaseKind.RELEASE
        and held.release.by == history.last.chair
        and not held.release.after
    )
    return next(own, None)


def manifest_record(signed: SignedManifest, reason: str, *, in_force: bool) -> ManifestRecord:
    return ManifestRecord(
        number=signed.manifest.version,
        body=signed.manifest.canonical().decode(),
        signatures=signed.signatures_text(),
        reason=reason,
        in_force=in_force,
    )


def release_record(signed: SignedRelease) -> ReleaseRecord:
    return ReleaseRecord(
        signed.release.by.hex(), signed.release.canonical().decode(), signed.signatures_text()
    )


def require_waiting(versions: Versions) -> SignedManifest:
    """The version that waits for a signature. Raises Refused when none does."""
    if versions.waiting is None:
        raise Refused("Nothing waits for a signature in this round.", safe="Nothing was changed.")
    return versions.waiting


def _wants_signature(signed: list[SignedManifest]) -> bool:
    """Whether the last version lacks a signature it needs, and so is a proposal."""
    last = signed[-1]
    before = signed[-2].manifest if len(signed) > 1 else None
    judge = before or last.manifest
    needed = signers_needed(before, last.manifest)
    return any(judge.newest_key(person) not in last.signatures for person in needed)
