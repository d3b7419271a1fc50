"""The audit: checking that the whole record holds together, and reading who did what."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from panelguide.domain.access import Act
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import BadInput
from panelguide.seal.chain import ChainReport, check_rows
from panelguide.services.audit_rounds import CheckedRoundLine, check_decisions, check_round, noting
from panelguide.services.audit_trail import Trail, actor_id
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import audits as store
from panelguide.store import people as people_store
from panelguide.store import rounds as round_store
from panelguide.store import vacancies as vacancy_store
from panelguide.store.store import Connection

SHORTEST_ANCHOR, LONGEST_ANCHOR = 16, 64
LAST_ENTRY = 2**32 - 1
MOST_ENTRIES = 1_000


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What checking everything found.

    sound: whether everything inside the file holds together; None when there is nothing to check. problems:
    sentences. anchored_at: the highest entry that something known outside the file vouches for; at 0 a
    cut-off end cannot be seen. head: the last entry, as SEQ:HEX, to be noted down as an anchor.
    """

    sound: bool | None
    entries: int
    problems: tuple[str, ...]
    rounds: tuple[CheckedRoundLine, ...]
    anchored_at: int
    head: str

    @property
    def problem(self) -> str:
        """The first problem; empty where there is none."""
        return self.problems[0] if self.problems else ""

    @property
    def sentence(self) -> str:
        if self.sound is None:
            return "There is no audit trail yet, so nothing can be told."
        if not self.sound:
            return f"The record does not hold together. {self.problem}"
        if self.anchored_at:
            return f"The record holds together, and entry {self.anchored_at} is the one known outside it."
        return (
            "Everything in the record holds together. Without an entry known outside it, nobody can tell "
            "whether its end was cut off."
        )


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One act. who: a name, "this computer" with nobody signed in. about: a code or name."""

    seq: int
    at: str
    who: str
    action: str
    about: str


def verify(context: Context, *, anchors: Mapping[int, str] | None = None) -> AuditReport:
    """Checks the chain, every round from its signed objects, and that the trail and the tables agree.

    anchors: entry number -> digest known outside the file, in hex, at least its first 16 digits.
    Raises BadInput for an anchor that is none; whatever is wrong with the record is reported.
    """
    with context.store.read() as connection:
        trail = Trail()
        chain = _check_chain(context, connection, trail, _anchors(connection, anchors or {}))
        problems = [*_chain_problems(connection, chain, trail)]
        vacancies: dict[str, Vacancy] = {}
        problems += noting(_read_vacancies(connection, vacancies))
        rounds = tuple(
            check_round(context, connection, vacancies.get(record.vacancy_id), record)
            for record in round_store.list_every_round(connection)
        )
        problems += [f"{it.vacancy} round {it.number}: {said}" for it in rounds for said in it.problems]
        for vacancy in vacancies.values():
            problems += noting(check_decisions(connection, vacancy))
        if chain.sound:
            problems += noting(trail.compare(connection))
    return AuditReport(
        sound=None if not trail.entries else not problems,
        entries=chain.length,
        problems=tuple(problems),
        rounds=rounds,
        anchored_at=chain.anchored_at,
        head=f"{chain.length}:{chain.head.hex()}",
    )


def list_entries(
    context: Context, actor: SignedIn, code: str = "", *, limit: int = 200
) -> tuple[EntryLine, ...]:
    """Who did what, the newest first; of one vacancy where it is named."""
    vacancy_id = find_vacancy(context, actor, code).id if code else ""
    require_allowed(context, actor, Act.READ_AUDIT, vacancy_id)
    with context.store.read() as connection:
        labels = store.labels(connection)
        return tuple(
            EntryLine(
                it.seq,
                it.at,
                labels.get(it.actor, "") if it.actor else "this computer",
                it.action,
                labels.get(it.subject, ""),
            )
            for it in store.newest(connection, vacancy_id, min(max(limit, 1), MOST_ENTRIES))
        )


def read_anchors(texts: list[str]) -> dict[int, str]:
    """Anchors as people write them, SEQ:HEX. Raises BadInput."""
    found = {}
    for text in texts:
        seq, _, digest = text.strip().partition(":")
        if not (seq.isascii() and seq.isdecimal()):
            raise _bad_anchor(text)
        found[int(seq)] = digest.strip().lower()
    return found


def _anchors(connection: Connection, anchors: Mapping[int, str]) -> dict[int, bytes]:
    """Each anchor whole: the stored digest where it begins as was noted down, else what was noted down."""
    known = {}
    for seq, text in anchors.items():
        hexadecimal = len(text) % 2 == 0 and not set(text) - set("0123456789abcdef")
        if not (hexadecimal and SHORTEST_ANCHOR <= len(text) <= LONGEST_ANCHOR and seq <= LAST_ENTRY):
            raise _bad_anchor(f"{seq}:{text}")
        stored = store.digest_at(connection, seq)
        known[seq] = stored if stored.hex().startswith(text) else bytes.fromhex(text)
    return known


def _bad_anchor(text: str) -> BadInput:
    return BadInput(
        f"“{text}” is not an entry and its digest.",
        do="Write the number, a colon and at least 16 digits, as they were noted down.",
    )


def _check_chain(
    context: Context, connection: Connection, trail: Trail, known: dict[int, bytes]
) -> ChainReport:
    keys = {actor_id(it): held for it, held in people_store.all_public_keys(connection).items()}
    with closing(store.stream(connection)) as entries:
        return check_rows(context.database_id, trail.rows(entries), keys, anchors=known)


def _chain_problems(connection: Connection, chain: ChainReport, trail: Trail) -> Iterator[str]:
    if not chain.sound:
        yield f"The audit trail is broken at entry {chain.broken_at}: {chain.problem}"
    elif trail.entries and store.last_entry(connection) != (chain.length, chain.head):
        yield "What the next entry would follow is not the last entry of the audit trail."
    if trail.wrong_vacancy:
        yield f"Entry {trail.wrong_vacancy} stands under another vacancy than it says."


def _read_vacancies(connection: Connection, found: dict[str, Vacancy]) -> Iterator[str]:
    found.update((it.id, it) for it in vacancy_store.list_vacancies(connection))
    yield from ()
