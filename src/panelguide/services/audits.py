"""The audit: checking that the whole record holds together, and reading who did what."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from panelguide.domain.access import Act
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import BadInput, PanelguideError
from panelguide.seal.chain import check_rows
from panelguide.seal.verify import Reached, RoundFiles, SignedRecord, compare_scores, verify_round
from panelguide.services import round_files
from panelguide.services.audit_trail import Trail
from panelguide.services.confirmed import checked, signatures_of
from panelguide.services.context import Context
from panelguide.services.final_marks import load_finals
from panelguide.services.lookup import find_vacancy
from panelguide.services.round_files import RoundObjects
from panelguide.services.round_marks import load_revealed
from panelguide.services.round_reveals import plain_score
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import audits as store
from panelguide.store import decisions as decision_store
from panelguide.store import finals as final_store
from panelguide.store import people as people_store
from panelguide.store import rounds as round_store
from panelguide.store import vacancies as vacancy_store
from panelguide.store.rounds import RoundRecord
from panelguide.store.store import Connection

SHORTEST_ANCHOR = 16
MOST_ENTRIES = 1_000


@dataclass(frozen=True, slots=True)
class CheckedRoundLine:
    """One round. reached: judged from its signed objects; "proposed" while it waits for the confirmer."""

    vacancy: str
    number: int
    reached: str
    problems: tuple[str, ...]


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
        known = _anchors(connection, anchors or {})
        keys = {bytes.fromhex(it): held for it, held in people_store.all_public_keys(connection).items()}
        trail = Trail()
        with closing(store.stream(connection)) as entries:
            chain = check_rows(context.database_id, trail.rows(entries), keys, anchors=known)
        problems: list[str] = []
        if not chain.sound:
            problems.append(f"The audit trail is broken at entry {chain.broken_at}: {chain.problem}")
        if trail.wrong_vacancy:
            problems.append(f"Entry {trail.wrong_vacancy} stands under another vacancy than it says.")
        vacancies = {it.id: it for it in vacancy_store.list_vacancies(connection)}
        rounds = tuple(
            _check_round(connection, vacancies[record.vacancy_id].code, record)
            for record in round_store.list_every_round(connection)
        )
        problems += [f"{it.vacancy} round {it.number}: {said}" for it in rounds for said in it.problems]
        for vacancy in vacancies.values():
            problems += _noting(_check_decisions(connection, vacancy))
        if chain.sound:
            problems += _noting(trail.compare(connection))
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
        if len(text) < SHORTEST_ANCHOR or set(text) - set("0123456789abcdef") or len(text) % 2:
            raise _bad_anchor(f"{seq}:{text}")
        stored = store.digest_at(connection, seq)
        known[seq] = stored if stored.hex().startswith(text) else bytes.fromhex(text)
    return known


def _bad_anchor(text: str) -> BadInput:
    return BadInput(
        f"“{text}” is not an entry and its digest.",
        do="Write the number, a colon and at least 16 digits, as they were noted down.",
    )


def _check_round(connection: Connection, code: str, record: RoundRecord) -> CheckedRoundLine:
    try:
        versions = round_files.load_versions(connection, record)
        if versions.history is None:
            return CheckedRoundLine(code, record.number, "proposed", ())
        objects = round_files.load_objects(connection, record)
        files = _files(connection, objects)
    except PanelguideError as wrong:
        return CheckedRoundLine(code, record.number, "cannot tell", (wrong.what,))
    report = verify_round(files)
    problems = [*report.problems]
    scores = [plain_score(score) for score in round_store.list_scores(connection, record.id)]
    if report.reached is Reached.REVEALED and report.opened:
        problems += compare_scores(report.opened, scores)
    elif scores:
        problems.append("There are plain scores of a round that was not revealed.")
    problems += _foreign_keys(connection, objects)
    return CheckedRoundLine(code, record.number, report.reached, tuple(dict.fromkeys(problems)))


def _files(connection: Connection, objects: RoundObjects) -> RoundFiles:
    """Everything signed in a round, as an outsider would be given it."""
    record = objects.record
    reveal_digest = objects.reveal.reveal.digest if objects.reveal else b""
    decisions = (
        (it.body.encode(), signatures_of(it)[reveal_digest])
        for it in decision_store.list_confirmed(connection, record.vacancy_id)
        if reveal_digest in signatures_of(it)
    )
    return RoundFiles(
        manifests=[signed.to_file() for signed in objects.history.versions],
        sheets=[sheet.to_file() for sheet in objects.sheets],
        releases=[held.to_file() for held in objects.releases],
        reveal=objects.reveal.to_file() if objects.reveal else None,
        finals=[
            SignedRecord(bytes.fromhex(it.member_id), it.body.encode(), it.signature)
            for it in final_store.list_finals(connection, record.id)
        ],
        decisions=[SignedRecord(b"", body, signature) for body, signature in decisions],
    )


def _foreign_keys(connection: Connection, objects: RoundObjects) -> Iterator[str]:
    """Keys in the manifest that are not those the person is known by here."""
    known = people_store.all_public_keys(connection)
    for person, keys in objects.history.last.people.items():
        if not set(keys) <= set(known.get(person.hex(), ())):
            yield "The manifest names a key that is not its person's."


def _check_decisions(connection: Connection, vacancy: Vacancy) -> Iterator[str]:
    """That final scores and decisions say in their columns what was signed. Raises Tampered."""
    for held in load_revealed(connection, vacancy):
        load_finals(connection, held)
    for record in decision_store.list_confirmed(connection, vacancy.id):
        checked(connection, vacancy, record)
    yield from ()


def _noting(sentences: Iterator[str]) -> list[str]:
    """The sentences, with what the check itself refused among them."""
    found: list[str] = []
    try:
        found.extend(sentences)
    except PanelguideError as wrong:
        found.append(wrong.what)
    return found
