"""Where a round stands, in words everybody on the panel may see: who has begun and sealed, and nothing more."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from panelguide.domain.vacancy import Vacancy
from panelguide.seal.manifest import Manifest
from panelguide.seal.release import SignedRelease
from panelguide.services import round_files
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy
from panelguide.services.round_files import Versions
from panelguide.services.round_terms import names_of
from panelguide.services.session import SignedIn
from panelguide.store import rounds as store
from panelguide.store import sheets as sheet_store
from panelguide.store.rounds import NOT_HERE, RoundCandidate, RoundRecord
from panelguide.store.store import Connection


class SheetState(StrEnum):
    NOT_BEGUN = "not begun"
    OPEN = "open"
    SEALED = "sealed"


class RoundState(StrEnum):
    """complete: every expected sheet is sealed. released: everybody has released."""

    PROPOSED = "proposed"
    OPEN = "open"
    COMPLETE = "complete"
    RELEASED = "released"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One candidate's line on the board. sheets: each member who is to score them, by name, and the state."""

    candidate: str
    sheets: tuple[tuple[str, SheetState], ...]


@dataclass(frozen=True, slots=True)
class StatusView:
    """round: its id. rows: by slot and code, without candidates who are away. waiting_for: names.

    waits_for_you: whether whoever looks is among them. chair_released: nothing in the round can change any more. change_waits: what a proposed change is for,
    "" when none waits. recoverable: whether a forgotten passphrase after sealing can be made good by the
    recovery cards.
    """

    round: str
    number: int
    kind: str
    state: RoundState
    members: tuple[str, ...]
    rows: tuple[StatusRow, ...]
    away: tuple[str, ...]
    next_step: str
    waiting_for: tuple[str, ...]
    waits_for_you: bool
    chair_released: bool
    change_waits: str
    recoverable: bool


def status(context: Context, actor: SignedIn, code: str, *, round: int | None = None) -> StatusView:
    """The board of a round, the newest where none is named. Raises NotFound, Refused or Tampered."""
    vacancy = find_vacancy(context, actor, code)
    with context.store.read() as connection:
        record = round_files.find_round(connection, vacancy, round)
        return status_of(connection, vacancy, record, viewer=actor.person.id)


def list_rounds(context: Context, actor: SignedIn, code: str) -> tuple[StatusView, ...]:
    """The board of every round of a vacancy, oldest first; none before the first is proposed."""
    vacancy = find_vacancy(context, actor, code)
    with context.store.read() as connection:
        return tuple(
            status_of(connection, vacancy, record, viewer=actor.person.id)
            for record in store.list_rounds(connection, vacancy.id)
        )


def status_of(connection: Connection, vacancy: Vacancy, record: RoundRecord, *, viewer: str) -> StatusView:
    """The board inside a transaction or read that is already open. viewer: id of whoever looks."""
    versions = round_files.load_versions(connection, record)
    manifest = _shown(versions)
    people = {member.hex() for member in manifest.people}
    names = names_of(connection, people)
    releases = round_files.load_releases(connection, record) if versions.history else ()
    sealed = sheet_store.list_sealed(connection, record.id)
    begun = sheet_store.list_begun(connection, record.id)
    candidates = [
        it
        for it in store.list_round_candidates(connection, vacancy.id)
        if bytes.fromhex(it.id) in manifest.candidates
    ]
    expected = {(member.hex(), candidate.hex()) for member, candidate in manifest.expected()}
    members = sorted((member.hex() for member in manifest.members), key=lambda it: names[it])
    present = [it for it in candidates if bytes.fromhex(it.id) not in manifest.away]
    rows = tuple(
        StatusRow(
            it.code,
            tuple(
                (names[member], _state((member, it.id), begun, sealed))
                for member in members
                if (member, it.id) in expected
            ),
        )
        for it in sorted(present, key=lambda it: (it.slot, it.code))
    )
    state = _reached(connection, record, versions, releases, expected - sealed, sealed)
    chair_released = bool(versions.history and round_files.chair_release(versions.history, releases))
    waiting = _waiting_for(versions, state, chair_released, releases, expected - sealed, sealed)
    return StatusView(
        round=record.id,
        number=record.number,
        kind=record.kind,
        state=state,
        members=tuple(names[member] for member in members),
        rows=rows,
        away=tuple(it.code for it in candidates if bytes.fromhex(it.id) in manifest.away),
        next_step=_next_step(vacancy, state, chair_released, bool(versions.waiting), _gone(vacancy, present)),
        waiting_for=tuple(sorted(names[person] for person in waiting)),
        waits_for_you=viewer in waiting,
        chair_released=chair_released,
        change_waits=versions.reason if versions.history and versions.waiting else "",
        recoverable=bool(manifest.recovery),
    )


def _gone(vacancy: Vacancy, candidates: Sequence[RoundCandidate]) -> str:
    """What the chair does about candidates who will not come; empty where everybody is still expected."""
    codes = [it.code for it in candidates if it.state in NOT_HERE]
    if not codes:
        return ""
    options = " ".join(f"--away {code}" for code in codes)
    return (
        f"{', '.join(codes)} will not be interviewed: the chair takes them out of the round with "
        f"panelguide round change {vacancy.code} {options}."
    )


def _shown(versions: Versions) -> Manifest:
    if versions.history:
        return versions.history.last
    return round_files.require_waiting(versions).manifest


def _state(
    pair: tuple[str, str], begun: frozenset[tuple[str, str]], sealed: frozenset[tuple[str, str]]
) -> SheetState:
    if pair in sealed:
        return SheetState.SEALED
    return SheetState.OPEN if pair in begun else SheetState.NOT_BEGUN


def _reached(
    connection: Connection,
    record: RoundRecord,
    versions: Versions,
    releases: tuple[SignedRelease, ...],
    missing: set[tuple[str, str]],
    sealed: frozenset[tuple[str, str]],
) -> RoundState:
    if versions.history is None:
        return RoundState.PROPOSED
    if store.get_reveal(connection, record.id):
        return RoundState.REVEALED
    if missing:
        return RoundState.OPEN
    released = {held.release.by.hex() for held in releases}
    return RoundState.COMPLETE if _due(versions, sealed) - released else RoundState.RELEASED


def _due(versions: Versions, sealed: frozenset[tuple[str, str]]) -> set[str]:
    """Who has something to release: the chair, every member, and everybody who sealed."""
    if versions.history is None:
        return set()
    last = versions.history.last
    return {last.chair.hex(), *(member.hex() for member in last.members), *(it[0] for it in sealed)}


def _waiting_for(
    versions: Versions,
    state: RoundState,
    chair_released: bool,
    releases: tuple[SignedRelease, ...],
    missing: set[tuple[str, str]],
    sealed: frozenset[tuple[str, str]],
) -> set[str]:
    if versions.waiting:
        before = versions.history.last if versions.history else versions.waiting.manifest
        waiting = versions.waiting
        needed = {waiting.manifest.chair, waiting.manifest.confirmer}
        return {it.hex() for it in needed if before.newest_key(it) not in waiting.signatures}
    if versions.history is None or state is RoundState.REVEALED:
        return set()
    if missing:
        return {member for member, _ in missing}
    if state is RoundState.RELEASED or not chair_released:
        return {versions.history.last.chair.hex()}
    return _due(versions, sealed) - {held.release.by.hex() for held in releases}


def _next_step(
    vacancy: Vacancy, state: RoundState, chair_released: bool, change_waits: bool, gone: str
) -> str:
    if state is RoundState.PROPOSED:
        return "The confirmer confirms who scores whom, and the round is open."
    if change_waits:
        return "The confirmer confirms the change to the round, or the chair proposes another."
    if state is RoundState.OPEN and gone:
        return gone
    if state is RoundState.OPEN:
        return "Each member seals a sheet for every candidate they score."
    if state is RoundState.COMPLETE:
        return (
            "Each member signs in, and their program follows the chair's release."
            if chair_released
            else "The chair releases: from then on no sheet can be replaced."
        )
    if state is RoundState.RELEASED:
        return "The chair reveals, and everybody sees all sheets at once."
    return f"Talk through the discussion list of {vacancy.code}, then close it."
