"""Candidates in: from another system's export, whole or not at all, or typed in one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from panelguide.documents.candidate_columns import (
    LEAVE_OUT,
    Field,
    Guess,
    Mapping,
    guess_mapping,
    mapping_from_json,
    parse_map_option,
)
from panelguide.documents.candidate_file import CandidateFile, CandidateRow, read_candidates
from panelguide.documents.headings import fingerprint
from panelguide.documents.tables import read_headings
from panelguide.domain.access import Act
from panelguide.domain.candidates import Candidate, CandidateState, Identity
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import BadInput, Refused
from panelguide.services.backups import back_up_quietly
from panelguide.services.candidate_views import CandidateLine, list_all
from panelguide.services.context import Context, require
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import candidates as store
from panelguide.store import vacancies as vacancy_store
from panelguide.store.store import Connection
from panelguide.text import STATEMENT_LIMIT, clean_line, clean_text

SALT_SIZE = 32
ROWS_SHOWN = 3
# What a column of a file can be said to be, as typed after “Heading=”; the last leaves the column out.
COLUMN_FIELDS = (*(field.value for field in Field), LEAVE_OUT)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What importing a file would do; nothing is stored.

    columns: (heading, field) that would be read. equality and left_out: headings that never are. unsure:
    what has to be said first, doubtful the headings it is about. problems: refusing ones. notes: odd but
    kept. already_there: references the vacancy has. sample: the first rows, as (field, text).
    """

    columns: tuple[tuple[str, str], ...]
    remembered: bool
    equality: tuple[str, ...]
    left_out: tuple[str, ...]
    unsure: tuple[str, ...]
    doubtful: tuple[str, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    duplicates: tuple[str, ...]
    already_there: tuple[str, ...]
    rows: int
    sample: tuple[tuple[tuple[str, str], ...], ...]

    @property
    def ready(self) -> bool:
        return not self.unsure and not self.problems


@dataclass(frozen=True, slots=True)
class ImportResult:
    """added: how many candidates. skipped: references that were there already."""

    added: int
    skipped: tuple[str, ...]
    notes: tuple[str, ...]
    duplicates: tuple[str, ...]


def preview(
    context: Context, actor: SignedIn, code: str, *, path: Path, columns: Iterable[str] = ()
) -> ImportPreview:
    """What a file holds and how its columns would be read. columns: "Heading=field" as people type it."""
    vacancy = _for_importing(context, actor, code)
    guess, remembered = _mapping(context, path, tuple(columns))
    unsure = tuple(doubt.reason for doubt in guess.unsure)
    file = None if unsure else read_candidates(path, guess.mapping)
    with context.store.read() as connection:
        there = store.references(connection, vacancy.id)
    rows = file.rows if file else ()
    return ImportPreview(
        columns=tuple((heading, field.value) for heading, field in guess.mapping.columns),
        remembered=remembered,
        equality=tuple(column.heading for column in guess.equality),
        left_out=guess.left_out,
        unsure=unsure,
        doubtful=tuple(dict.fromkeys(doubt.heading for doubt in guess.unsure if doubt.heading)),
        problems=tuple(problem.what for problem in file.refusals) if file else (),
        notes=tuple(problem.what for problem in file.notes) if file else (),
        duplicates=_duplicates(file) if file else (),
        already_there=tuple(row.reference for row in rows if row.reference in there),
        rows=len(rows),
        sample=tuple(_sample(row) for row in rows[:ROWS_SHOWN]),
    )


def import_file(
    context: Context, actor: SignedIn, code: str, *, path: Path, columns: Iterable[str] = ()
) -> ImportResult:
    """Imports a file, whole or not at all, and remembers how its columns were read.

    An application the vacancy has already (same reference) is left as it is and named. Raises BadInput
    with every problem by row and column, or with what has to be said about its columns first.
    """
    vacancy = _for_importing(context, actor, code)
    guess, _ = _mapping(context, path, tuple(columns))
    if guess.unsure:
        raise BadInput(
            " ".join(doubt.reason for doubt in guess.unsure),
            safe="Nothing was imported.",
            do="Say which column is which with --map “Heading=field”, or Heading=none to leave one out.",
        )
    file = read_candidates(path, guess.mapping)
    file.raise_if_refused()
    with context.change(actor) as change:
        _require_unlocked(change.connection, vacancy)
        there = store.references(change.connection, vacancy.id)
        first = store.count_candidates(change.connection, vacancy.id) + 1
        fresh = [row for row in file.rows if not row.reference or row.reference not in there]
        people = [_person(context, row, f"C{first + place:02d}") for place, row in enumerate(fresh)]
        store.add_candidates(change.connection, vacancy.id, people)
        store.remember_mapping(change.connection, guess.mapping.source, guess.mapping.to_json())
        change.record(
            "candidates.imported",
            vacancy.id,
            vacancy=vacancy.id,
            count=len(people),
            fields=[field.value for _, field in guess.mapping.columns],
        )
    back_up_quietly(context, "after-import")
    skipped = tuple(row.reference for row in file.rows if row.reference and row.reference in there)
    return ImportResult(
        len(people), skipped, tuple(problem.what for problem in file.notes), _duplicates(file)
    )


def add(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    full_name: str,
    reference: str = "",
    email: str = "",
    telephone: str = "",
    statement: str = "",
    internal: bool = False,
) -> CandidateLine:
    """One application typed in by hand."""
    vacancy = _for_importing(context, actor, code)
    who = Identity(
        title="",
        first_name="",
        last_name="",
        full_name=clean_line(full_name, field="Name"),
        preferred_name="",
        email=clean_line(email, field="E-mail address", required=False),
        telephone=clean_line(telephone, field="Telephone", required=False),
    )
    said = clean_text(statement, field="Statement", limit=STATEMENT_LIMIT)
    given = clean_line(reference, field="Application reference", required=False)
    with context.change(actor) as change:
        _require_unlocked(change.connection, vacancy)
        require(
            not given or given not in store.references(change.connection, vacancy.id),
            f"There is an application {given} here already.",
        )
        number = store.count_candidates(change.connection, vacancy.id) + 1
        candidate = _candidate(context, f"C{number:02d}", given, said, internal=internal)
        store.add_candidates(change.connection, vacancy.id, [(candidate, who)])
        change.record("candidate.added", candidate.id, vacancy=vacancy.id)
    return next(line for line in list_all(context, actor, code) if line.id == candidate.id)


def _mapping(context: Context, path: Path, columns: tuple[str, ...]) -> tuple[Guess, bool]:
    """How a file's columns are read: as somebody said, as last time, or as they seem to be."""
    headings = read_headings(path).headings
    said = [parse_map_option(text) for text in columns]
    guess = guess_mapping(headings, said)
    with context.store.read() as connection:
        kept = store.remembered_mapping(connection, fingerprint(headings))
    if said or not kept:
        return guess, False
    remembered: Mapping = mapping_from_json(kept)
    return Guess(remembered, (), guess.equality, guess.left_out), True


def _for_importing(context: Context, actor: SignedIn, code: str) -> Vacancy:
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.IMPORT_CANDIDATES, vacancy.id)
    require_open(vacancy)
    with context.store.read() as connection:
        _require_unlocked(connection, vacancy)
    return vacancy


def _require_unlocked(connection: Connection, vacancy: Vacancy) -> None:
    if vacancy_store.shortlist_locked_at(connection, vacancy.id):
        raise Refused(
            "The shortlist is locked, so nobody can be added to the applications.",
            safe="Nothing was imported.",
            do="Talk to the recruitment team about an application that was missed.",
        )


def _person(context: Context, row: CandidateRow, code: str) -> tuple[Candidate, Identity]:
    candidate = _candidate(
        context,
        code,
        row.reference,
        row.statement,
        internal=row.internal,
        interview_scheme=row.interview_scheme,
        adjustments=row.adjustments,
        employer=row.employer,
        submitted_at=row.submitted.strftime("%Y-%m-%dT%H:%M") if row.submitted else "",
    )
    return candidate, Identity(
        title=row.title,
        first_name=row.first_name,
        last_name=row.last_name,
        full_name=row.full_name,
        preferred_name=row.preferred_name,
        email=row.email,
        telephone=row.telephone,
    )


def _candidate(
    context: Context,
    code: str,
    reference: str,
    statement: str,
    *,
    internal: bool,
    interview_scheme: bool = False,
    adjustments: str = "",
    employer: str = "",
    submitted_at: str = "",
) -> Candidate:
    return Candidate(
        id=context.new_id(),
        code=code,
        reference=reference or f"panelguide {code}",
        salt=context.randomness(SALT_SIZE),
        state=CandidateState.APPLIED,
        statement=statement,
        employer=employer,
        submitted_at=submitted_at,
        internal=internal,
        interview_scheme=interview_scheme,
        adjustments=adjustments,
        arrangements="",
        criterion_code="",
        reason="",
        slot="",
        version=1,
    )


def _sample(row: CandidateRow) -> tuple[tuple[str, str], ...]:
    shown = ("reference", "full_name", "email", "telephone", "statement")
    return tuple((name, str(getattr(row, name))[:60]) for name in shown)


def _duplicates(file: CandidateFile) -> tuple[str, ...]:
    return tuple(
        f"Rows {', '.join(map(str, found.rows))} look like one person: {found.reason}"
        for found in file.likely_duplicates
    )
