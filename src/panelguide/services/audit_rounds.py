"""Checking one vacancy's rounds, final scores and decisions from what was signed, as the audit does."""

from collections.abc import Iterator
from dataclasses import dataclass

from panelguide.domain.vacancy import Vacancy
from panelguide.errors import PanelguideError
from panelguide.seal.verify import (
    Reached,
    RoundFiles,
    RoundReport,
    SignedRecord,
    compare_scores,
    verify_round,
)
from panelguide.services import round_files
from panelguide.services.confirmed import checked, signatures_of
from panelguide.services.context import Context
from panelguide.services.final_marks import load_finals
from panelguide.services.round_files import RoundObjects
from panelguide.services.round_marks import load_revealed
from panelguide.services.round_reveals import plain_score
from panelguide.services.round_terms import require_same_candidates, require_same_terms, terms_of
from panelguide.store import decisions as decision_store
from panelguide.store import finals as final_store
from panelguide.store import people as people_store
from panelguide.store import rounds as round_store
from panelguide.store.rounds import RoundRecord
from panelguide.store.store import Connection

# What reading a row raises into which somebody wrote what no program would.
UNREADABLE = (PanelguideError, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class CheckedRoundLine:
    """One round. reached: judged from its signed objects; "proposed" while it waits for the confirmer."""

    vacancy: str
    number: int
    reached: str
    problems: tuple[str, ...]


def check_round(
    context: Context, connection: Connection, vacancy: Vacancy | None, record: RoundRecord
) -> CheckedRoundLine:
    """Everything signed in a round, its plain scores, its kit, method and candidates. Raises nothing."""
    if vacancy is None:
        return CheckedRoundLine("", record.number, "cannot tell", ("It belongs to no vacancy.",))
    try:
        versions = round_files.load_versions(connection, record)
        if versions.history is None:
            return CheckedRoundLine(vacancy.code, record.number, "proposed", ())
        objects = round_files.load_objects(connection, record)
        report = verify_round(_files(connection, objects))
    except UNREADABLE as wrong:
        return CheckedRoundLine(vacancy.code, record.number, "cannot tell", (_sentence(wrong),))
    problems = [
        *report.problems,
        *noting(_unlike_the_sheets(connection, record, report)),
        *noting(_unlike_the_manifest(context, connection, vacancy, objects)),
    ]
    return CheckedRoundLine(vacancy.code, record.number, report.reached, tuple(dict.fromkeys(problems)))


def _unlike_the_sheets(connection: Connection, record: RoundRecord, report: RoundReport) -> Iterator[str]:
    scores = [plain_score(score) for score in round_store.list_scores(connection, record.id)]
    if report.reached is Reached.REVEALED and report.opened:
        yield from compare_scores(report.opened, scores)
    elif scores:
        yield "There are plain scores of a round that was not revealed."


def _unlike_the_manifest(
    context: Context, connection: Connection, vacancy: Vacancy, objects: RoundObjects
) -> Iterator[str]:
    yield from _foreign_keys(connection, objects)
    require_same_candidates(connection, vacancy, objects.history.last)
    require_same_terms(objects.history.first, terms_of(context, vacancy))


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


def check_decisions(connection: Connection, vacancy: Vacancy) -> Iterator[str]:
    """That final scores and decisions say in their columns what was signed. Raises Tampered."""
    for held in load_revealed(connection, vacancy):
        load_finals(connection, held)
    for record in decision_store.list_confirmed(connection, vacancy.id):
        checked(connection, vacancy, record)
    yield from ()


def noting(sentences: Iterator[str]) -> list[str]:
    """The sentences, with what the check itself refused or could not read among them."""
    found: list[str] = []
    try:
        found.extend(sentences)
    except UNREADABLE as wrong:
        found.append(_sentence(wrong))
    return found


def _sentence(wrong: Exception) -> str:
    """What was wrong; of an error nobody foresaw not its own words, for they can hold what was stored."""
    if isinstance(wrong, PanelguideError):
        return wrong.what
    return "Something is stored that the program never wrote, and cannot be read."
