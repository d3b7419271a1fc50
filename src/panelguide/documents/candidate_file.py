"""Applications from another system's export, cleaned and checked: the whole file or nothing."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from panelguide.documents.application_door import Application
from panelguide.documents.candidate_columns import Field, Mapping
from panelguide.documents.cell_values import as_moment, as_text, as_yes_or_no
from panelguide.documents.headings import fingerprint
from panelguide.documents.likely_duplicates import LikelyDuplicate, find_likely_duplicates
from panelguide.documents.table_layout import Cell, Table, TableRow
from panelguide.documents.tables import read_columns
from panelguide.errors import BadInput


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One application. row: where it stands in the file, as a spreadsheet program counts.

    full_name is always there; first and last name only where the file keeps them apart. submitted is in
    British time. interview_scheme and adjustments are for the recruitment team, never for the panel's marks.
    """

    row: int
    reference: str
    title: str
    first_name: str
    last_name: str
    full_name: str
    preferred_name: str
    email: str
    telephone: str
    submitted: datetime | None
    internal: bool
    interview_scheme: bool
    adjustments: str
    employer: str
    statement: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one cell. what: a whole sentence with the row and column. refuses: the file with it."""

    row: int
    column: str
    what: str
    refuses: bool


@dataclass(frozen=True, slots=True)
class CandidateFile:
    """What a file gave. rows: every application, or none when any problem refuses the file."""

    rows: tuple[CandidateRow, ...]
    problems: tuple[Problem, ...]
    mapping: Mapping
    likely_duplicates: tuple[LikelyDuplicate, ...]

    @property
    def refusals(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.refuses)

    @property
    def notes(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.refuses)

    def raise_if_refused(self) -> None:
        """Raises BadInput with every problem that keeps the file out."""
        if self.refusals:
            raise BadInput(
                " ".join(problem.what for problem in self.refusals),
                safe="Nothing was imported.",
                do="Mend this in the file, or in the system it came from, and import it again.",
            )


def read_candidates(path: Path, mapping: Mapping, *, sheet: str = "") -> CandidateFile:
    """The applications in a file, read by this mapping. No column outside the mapping is read.

    Raises BadInput when the file is no table, when its columns are not those the mapping was made for, or
    when the mapping has no name in it. Faults in single cells come back as problems.
    """
    table = read_columns(path, [heading for heading, _ in mapping.columns], sheet=sheet)
    if fingerprint(table.headings) != mapping.source:
        raise BadInput(
            "The columns of this file are not those the mapping was made for.",
            safe="Nothing was imported.",
            do="Say again which column is which.",
        )
    if not mapping.headings_of(Field.LAST_NAME) + mapping.headings_of(Field.FULL_NAME):
        raise BadInput(
            "No column was named as the candidate's name.",
            safe="Nothing was imported.",
            do="Name one as last_name or full_name.",
        )
    readings = [_read_row(row, table, mapping) for row in table.rows]
    rows = [row for row, _ in readings if row is not None]
    problems = [problem for _, found in readings for problem in found]
    problems += _without_references(table, mapping) + _shared_references(rows, mapping)
    problems.sort(key=lambda problem: (problem.row, not problem.refuses))
    kept = () if any(problem.refuses for problem in problems) else tuple(rows)
    return CandidateFile(kept, tuple(problems), mapping, find_likely_duplicates(rows) if kept else ())


def _read_row(row: TableRow, table: Table, mapping: Mapping) -> tuple[CandidateRow | None, list[Problem]]:
    cells = {table.headings[place]: cell for place, cell in zip(table.columns, row.cells, strict=True)}
    values = {field: _cells_of(field, mapping, cells) for field in Field}
    places = {field.value: _place(row.number, mapping.headings_of(field)) for field in Field}
    problems: list[Problem] = []

    def say(field: Field, what: str, *, refuses: bool) -> None:
        heading = " + ".join(mapping.headings_of(field))
        problems.append(Problem(row.number, heading, f"{places[field]}: {what}", refuses))

    try:
        clean = Application.model_validate(
            {name: _value_of(Field(name), values, mapping) for name in Application.model_fields},
            context=places,
        )
    except ValidationError as error:
        for fault in error.errors():
            field = Field(str(fault["loc"][0]))
            what = str(fault.get("ctx", {}).get("error", fault["msg"]))
            problems.append(Problem(row.number, " + ".join(mapping.headings_of(field)), what, refuses=True))
        return None, problems
    answers = {field: _yes_or_no(field, values, say) for field in (Field.INTERNAL, Field.INTERVIEW_SCHEME)}
    submitted = _submitted(values, say)
    full_name = clean.full_name or " ".join(filter(None, (clean.first_name, clean.last_name)))
    _look_at(clean, full_name, values, mapping, say)
    details = clean.model_dump() | {"full_name": full_name}
    return CandidateRow(
        row=row.number,
        submitted=submitted,
        internal=answers[Field.INTERNAL],
        interview_scheme=answers[Field.INTERVIEW_SCHEME],
        **details,
    ), problems


_Say = Callable[..., None]
_Values = dict[Field, list[Cell]]


def _look_at(clean: Application, full_name: str, values: _Values, mapping: Mapping, say: _Say) -> None:
    """Whatever is odd about a clean row but may well be right is said and kept."""
    name_field = Field.LAST_NAME if mapping.headings_of(Field.LAST_NAME) else Field.FULL_NAME
    if not full_name:
        say(name_field, "there is no name.", refuses=True)
    elif mapping.headings_of(Field.FIRST_NAME) and not clean.first_name:
        say(Field.FIRST_NAME, "there is no first name; kept as it is.", refuses=False)
    elif mapping.headings_of(Field.LAST_NAME) and not clean.last_name:
        say(Field.LAST_NAME, "there is no last name; kept as it is.", refuses=False)
    if mapping.headings_of(Field.REFERENCE) and not clean.reference:
        say(Field.REFERENCE, "there is no application reference.", refuses=True)
    if mapping.headings_of(Field.STATEMENT) and not clean.statement:
        say(Field.STATEMENT, "the statement is empty; kept as it is.", refuses=False)
    if clean.email and not _could_be_email(clean.email):
        say(Field.EMAIL, "this does not look like an e-mail address; kept as it is.", refuses=False)
    if any(isinstance(cell, (int, float)) for cell in values[Field.TELEPHONE]):
        say(Field.TELEPHONE, "kept as a number in the file, so a leading zero may be lost.", refuses=False)


def _cells_of(field: Field, mapping: Mapping, cells: dict[str, Cell]) -> list[Cell]:
    return [cells[heading] for heading in mapping.headings_of(field)]


def _value_of(field: Field, values: _Values, mapping: Mapping) -> str:
    """One text for the field; answers from several columns stand under the heading they were given to."""
    texts = [as_text(cell).strip() for cell in values[field]]
    if len(texts) < 2:
        return "".join(texts)
    headed = zip(mapping.headings_of(field), texts, strict=True)
    return "\n\n".join(f"{heading}\n{text}" for heading, text in headed if text)


def _yes_or_no(field: Field, values: _Values, say: _Say) -> bool:
    answer = as_yes_or_no(values[field][0]) if values[field] else False
    if answer is None:
        # The answer itself is not repeated: it may say something about the person.
        say(field, "the answer is neither yes nor no.", refuses=True)
    return bool(answer)


def _submitted(values: _Values, say: _Say) -> datetime | None:
    cells = values[Field.DATE_SUBMITTED]
    if not cells or not as_text(cells[0]).strip():
        return None
    moment = as_moment(cells[0])
    if moment is None:
        say(Field.DATE_SUBMITTED, "this is not a date that can be read; left empty.", refuses=False)
    return moment


def _without_references(table: Table, mapping: Mapping) -> list[Problem]:
    if mapping.headings_of(Field.REFERENCE):
        return []
    what = "No column holds the application reference, so outcomes and monitoring cannot be matched to this file."
    return [Problem(table.heading_row, "", what, refuses=False)]


def _shared_references(rows: Sequence[CandidateRow], mapping: Mapping) -> list[Problem]:
    by_reference = defaultdict(list)
    for row in rows:
        if row.reference:
            by_reference[row.reference.casefold()].append(row.row)
    headings = mapping.headings_of(Field.REFERENCE)
    return [
        Problem(
            numbers[1],
            headings[0],
            f"{_place(numbers[1], headings)}: the same application reference as row {numbers[0]}.",
            refuses=True,
        )
        for numbers in by_reference.values()
        if len(numbers) > 1
    ]


def _place(row: int, headings: Sequence[str]) -> str:
    return f"Row {row}, " + " and ".join(f"“{heading}”" for heading in headings)


def _could_be_email(text: str) -> bool:
    before, at, after = text.partition("@")
    return bool(before and at and "." in after and "@" not in after and not any(map(str.isspace, text)))
