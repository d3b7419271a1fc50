"""Tables whose columns are ours to name (criteria, marks): found by heading in any order, read as clean text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from panelguide.documents.cell_values import as_text
from panelguide.documents.headings import fold
from panelguide.documents.tables import read_columns, read_headings
from panelguide.errors import BadInput
from panelguide.text import visible


@dataclass(frozen=True, slots=True)
class FormRow:
    """number: the row as a spreadsheet program counts it. values: the text of each column by its own name."""

    number: int
    values: Mapping[str, str]

    def place(self, column: str) -> str:
        return f"Row {self.number}, “{column}”"


def read_form(
    path: Path, columns: Mapping[str, tuple[str, ...]], *, optional: frozenset[str] = frozenset()
) -> Iterator[FormRow]:
    """The rows of a file with these columns, each with the other headings it is also known by.

    An optional column may be missing and is then empty. Raises BadInput naming the columns that are missing.
    """
    found = _headings_found(path, columns)
    missing = [column for column in columns if column not in found and column not in optional]
    if missing:
        raise BadInput(
            f"{visible(path.name, keep='')} has no column called "
            + ", ".join(f"“{each}”" for each in missing)
            + ".",
            safe="Nothing was imported.",
            do="The columns are: " + ", ".join(columns) + ".",
        )
    table = read_columns(path, found.values())
    for row in table.rows:
        texts = {
            table.headings[place]: as_text(cell) for place, cell in zip(table.columns, row.cells, strict=True)
        }
        yield FormRow(row.number, {column: texts.get(found.get(column, ""), "") for column in columns})


def _headings_found(path: Path, columns: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    in_file = {fold(heading): heading for heading in read_headings(path).headings if heading}
    found = {}
    for column, others in columns.items():
        known = [in_file[fold(name)] for name in (column, *others) if fold(name) in in_file]
        if known:
            found[column] = known[0]
    return found
