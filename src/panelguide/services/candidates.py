"""Candidates: in from another system's export, and where each stands."""

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
from panelguide.errors import BadInput, NotFound, Refused
from panelguide.services.backups import back_up_quietly
from panelguide.services.context import Context, require
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.session import SignedIn, is_allowed, require_allowed
from panelguide.store import candidates as store
from panelguide.store import vacancies as vacancy_store
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


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """One candidate in a list. name: "" for whoever may not see names yet.

    interview_scheme: None for everybody but the recruitment team.
    """

    id: str
    code: str
    name: str
    state: CandidateState
    internal: bool
    arrangements: str
    interview_scheme: bool | None
    criterion_code: str
    reason: str
    slot: str
    version: int


@dataclass(frozen=True, slots=True)
class CandidateDetail:
    line: CandidateLine
    reference: str
    statement: str
    employer: str
    submitted_at: str
    email: str
    telephone: str
    adjustments: str


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
        require(
            not given or given not in store.references(change.connection, vacancy.id),
            f"There is an application {given} here already.",
        )
        number = store.count_candidates(change.connection, vacancy.id) + 1
        candidate = _candidate(context, f"C{number:02d}", given, said, internal=internal)
        store.add_candidates(change.connection, vacancy.id, [(candidate, who)])
        change.record("candidate.added", candidate.id, vacancy=vacancy.id)
    return next(line for line in list_all(context, actor, code) if line.id == candidate.id)


def list_all(context: Context, actor: SignedIn, code: str) -> tuple[CandidateLine, ...]:
    """Every candidate by code; with names only for those who may see them by now."""
    vacancy = find_vacancy(context, actor, code)
    names = names_for(context, actor, vacancy)
    team = _is_recruitment_team(actor)
    with context.store.read() as connection:
        found = store.list_candidates(connection, vacancy.id)
    return tuple(_line(it, names.get(it.code, ""), team=team) for it in found)


def show(context: Context, actor: SignedIn, code: str, *, candidate: str) -> CandidateDetail:
    """One candidate's application. Contact and adjustments only for the recruitment team."""
    vacancy = find_vacancy(context, actor, code)
    it = find(context, vacancy, candidate)
    team = _is_recruitment_team(actor)
    names = names_for(context, actor, vacancy)
    with context.store.read() as connection:
        who = store.identities(connection, vacancy.id)[it.id]
    return CandidateDetail(
        line=_line(it, names.get(it.code, ""), team=team),
        reference=it.reference if names else "",
        statement=it.statement,
        employer=it.employer if names else "",
        submitted_at=it.submitted_at,
        email=who.email if team else "",
        telephone=who.telephone if team else "",
        adjustments=it.adjustments if team else "",
    )


def set_arrangements(
    context: Context, actor: SignedIn, code: str, *, candidate: str, version: int, text: str
) -> None:
    """What the panel has to arrange for one candidate's interview, never why."""
    require(_is_recruitment_team(actor), "Only the recruitment team arranges adjustments.")
    said = clean_text(text, field="Arrangements", limit=1_000)
    _change(context, actor, code, candidate, "arrangements.set", version, arrangements=said)


def withdraw(context: Context, actor: SignedIn, code: str, *, candidate: str) -> None:
    """The candidate no longer wants the post. Their sheets, if any, are set aside by the round."""
    _move(context, actor, code, candidate, CandidateState.WITHDREW)


def no_show(context: Context, actor: SignedIn, code: str, *, candidate: str) -> None:
    """The candidate did not come to their interview."""
    _move(context, actor, code, candidate, CandidateState.DID_NOT_ATTEND)


def find(context: Context, vacancy: Vacancy, code: str) -> Candidate:
    """The candidate of this code. Raises NotFound."""
    with context.store.read() as connection:
        found = store.list_candidates(connection, vacancy.id)
    wanted = next((it for it in found if it.code.casefold() == code.strip().casefold()), None)
    if wanted is None:
        raise NotFound(
            f"{vacancy.code} has no candidate {code.strip().upper()}.",
            safe="Nothing was changed.",
            do=f"Look at panelguide candidates list {vacancy.code}.",
        )
    return wanted


def names_for(context: Context, actor: SignedIn, vacancy: Vacancy) -> dict[str, str]:
    """Names by candidate code for whoever may see them; {} for everybody else.

    The recruitment team receives applications and always may; the rest once the shortlist is locked.
    """
    if not is_allowed(context, actor, Act.SEE_NAMES, vacancy.id):
        return {}
    with context.store.read() as connection:
        locked = vacancy_store.shortlist_locked_at(connection, vacancy.id)
        if not locked and not _is_recruitment_team(actor):
            return {}
        who = store.identities(connection, vacancy.id)
        found = store.list_candidates(connection, vacancy.id)
    return {it.code: who[it.id].full_name for it in found}


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
        if vacancy_store.shortlist_locked_at(connection, vacancy.id):
            raise Refused(
                "The shortlist is locked, so nobody can be added to the applications.",
                safe="Nothing was imported.",
                do="Talk to the recruitment team about an application that was missed.",
            )
    return vacancy


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


def _line(it: Candidate, name: str, *, team: bool) -> CandidateLine:
    return CandidateLine(
        id=it.id,
        code=it.code,
        name=name,
        state=it.state,
        internal=it.internal,
        arrangements=it.arrangements,
        interview_scheme=it.interview_scheme if team else None,
        criterion_code=it.criterion_code,
        reason=it.reason,
        slot=it.slot,
        version=it.version,
    )


def _sample(row: CandidateRow) -> tuple[tuple[str, str], ...]:
    shown = ("reference", "full_name", "email", "telephone", "statement")
    return tuple((name, str(getattr(row, name))[:60]) for name in shown)


def _duplicates(file: CandidateFile) -> tuple[str, ...]:
    return tuple(
        f"Rows {', '.join(map(str, found.rows))} look like one person: {found.reason}"
        for found in file.likely_duplicates
    )


def _is_recruitment_team(actor: SignedIn) -> bool:
    from panelguide.domain.people import Role

    return Role.RECRUITMENT_TEAM in actor.person.roles


def _move(context: Context, actor: SignedIn, code: str, candidate: str, state: CandidateState) -> None:
    vacancy = find_vacancy(context, actor, code)
    it = find(context, vacancy, candidate)
    _change(context, actor, code, candidate, f"candidate.{state}", it.version, state=state)


def _change(
    context: Context,
    actor: SignedIn,
    code: str,
    candidate: str,
    action: str,
    version: int,
    **values: object,
) -> None:
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.MAKE_LETTERS, vacancy.id)
    require_open(vacancy)
    it = find(context, vacancy, candidate)
    with context.change(actor) as change:
        store.change_candidate(change.connection, it.id, version, **values)
        change.record(action, it.id, vacancy=vacancy.id)
