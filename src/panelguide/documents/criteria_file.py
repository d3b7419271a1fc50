"""The person specification from a file: one criterion a row."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from panelguide.documents.form_tables import FormRow, read_form
from panelguide.errors import BadInput
from panelguide.text import clean_line

KINDS: Final = ("essential", "desirable")
PLACES_TESTED: Final = ("application form", "interview", "exercise", "document check")
MOST_WEIGHT: Final = Decimal(100)
CODE_LIMIT: Final = 12
CRITERION_LIMIT: Final = 1_000
_COLUMNS: Final = {
    "code": ("ref", "number", "no"),
    "kind": ("type", "essential or desirable"),
    "criterion": ("criteria", "requirement", "description"),
    "tested at": ("tested", "assessed by", "assessed at", "how assessed", "method of assessment"),
    "weight": ("weighting",),
}
_SAME_PLACE: Final = {
    "application": "application form",
    "form": "application form",
    "a": "application form",
    "i": "interview",
    "test": "exercise",
    "presentation": "exercise",
    "documents": "document check",
    "certificate": "document check",
}


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A line of the person specification. tested_at: one or more of PLACES_TESTED, in that order."""

    row: int
    code: str
    kind: str
    text: str
    tested_at: tuple[str, ...]
    weight: Decimal


@dataclass(frozen=True, slots=True)
class CriteriaFile:
    """rows: every criterion, or none when there is any problem. problems: a sentence each, with the place."""

    rows: tuple[CriterionRow, ...]
    problems: tuple[str, ...]


def read_criteria(path: Path) -> CriteriaFile:
    """The criteria in a file with the columns code, kind, criterion, tested at and, if wished, weight.

    tested at may name several places with semicolons between them. A weight left out counts as 1. Raises
    BadInput when the file is no such table.
    """
    rows: list[CriterionRow] = []
    problems: list[str] = []
    for form_row in read_form(path, _COLUMNS, optional=frozenset({"weight"})):
        try:
            rows.append(_criterion(form_row))
        except BadInput as refusal:
            problems.append(refusal.what)
    seen: dict[str, int] = {}
    for row in rows:
        earlier = seen.setdefault(row.code.casefold(), row.row)
        if earlier != row.row:
            problems.append(f"Row {row.row}, “code”: {row.code} is already the code of row {earlier}.")
    if not rows and not problems:
        problems.append("There are no criteria below the heading.")
    return CriteriaFile(() if problems else tuple(rows), tuple(problems))


def _criterion(row: FormRow) -> CriterionRow:
    return CriterionRow(
        row=row.number,
        code=clean_line(row.values["code"], field=row.place("code"), limit=CODE_LIMIT),
        kind=_kind(row),
        text=clean_line(row.values["criterion"], field=row.place("criterion"), limit=CRITERION_LIMIT),
        tested_at=_tested_at(row),
        weight=_weight(row),
    )


def _kind(row: FormRow) -> str:
    word = row.values["kind"].strip().lower()
    for kind in KINDS:
        if word in (kind, kind[0]):
            return kind
    raise BadInput(f"{row.place('kind')}: use essential or desirable.")


def _tested_at(row: FormRow) -> tuple[str, ...]:
    words = [" ".join(word.lower().split()) for word in row.values["tested at"].split(";")]
    places = {_SAME_PLACE.get(word, word) for word in words if word}
    unknown = sorted(places - set(PLACES_TESTED))
    if unknown or not places:
        fault = f"“{unknown[0]}” is not a place a criterion is tested" if unknown else "it is empty"
        raise BadInput(f"{row.place('tested at')}: {fault}; use {', '.join(PLACES_TESTED)}, with ; between.")
    return tuple(place for place in PLACES_TESTED if place in places)


def _weight(row: FormRow) -> Decimal:
    text = row.values["weight"].strip() or "1"
    try:
        weight = Decimal(text)
    except InvalidOperation:
        weight = Decimal("NaN")
    if not weight.is_finite() or not 0 < weight <= MOST_WEIGHT:
        raise BadInput(f"{row.place('weight')}: use a number above 0 and at most {MOST_WEIGHT}.")
    return weight
