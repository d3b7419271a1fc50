"""A file's rows made into a table: its heading found, every row as wide as it, only the wanted columns kept."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import Final

from panelguide.documents.headings import ROWS_SEARCHED, find_heading_row, fold, one_line
from panelguide.documents.workbook_rows import column_letters, no_heading
from panelguide.errors import BadInput

Cell = str | int | float | bool | datetime | date | time | timedelta

MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 100_000


@dataclass(frozen=True, slots=True)
class TableRow:
    """number: the row as a spreadsheet program counts it. cells: one for each column that was asked for."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """headings: all of the file's, in order. columns: the places, from 0, of those whose cells were kept."""

    headings: tuple[str, ...]
    heading_row: int
    columns: tuple[int, ...]
    rows: tuple[TableRow, ...]
    row_count: int
    sheet: str = ""


def lay_out(
    numbered_rows: Iterable[tuple[int, Sequence[Cell]]],
    *,
    name: str,
    wanted: Collection[str],
    exact_width: bool,
    sheet: str = "",
) -> Table:
    """The table in these rows with the cells of the wanted headings (folded); all others are let go unread.

    exact_width: whether a row with fewer or more cells than the heading is a fault, as in a CSV, where it
    means that every answer after the gap stands under its neighbour's heading. Raises BadInput naming the
    row, and the column where there is one.
    """
    rows = iter(numbered_rows)
    first = list(islice(rows, ROWS_SEARCHED))
    place = find_heading_row([cells for _, cells in first])
    if place is None:
        raise no_heading(name)
    heading_row, heading_cells = first[place]
    headings = _headings(heading_cells, heading_row, name)
    columns = tuple(index for index, heading in enumerate(headings) if fold(heading) in wanted)
    width = len(heading_cells) if exact_width else None
    body = _body(chain(first[place + 1 :], rows), headings, width, name)
    kept = []
    for count, (number, cells) in enumerate(body, start=1):
        if count > MOST_ROWS:
            raise BadInput(
                f"{name} has more than {MOST_ROWS} rows: row {number} is one too many.",
                safe="Nothing was imported.",
                do="Export the applications of one vacancy and import those.",
            )
        kept.append(TableRow(number, tuple(cells[index] for index in columns)))
    return Table(headings, heading_row, columns, tuple(kept), len(kept), sheet)


def _headings(cells: Sequence[Cell], row: int, name: str) -> tuple[str, ...]:
    headings = [one_line(cell) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise BadInput(
            f"{name} has {len(headings)} columns; {MOST_COLUMNS} is the most.",
            safe="Nothing was imported.",
            do="Export only the columns that are needed.",
        )
    seen: dict[str, int] = {}
    for place, heading in enumerate(headings, start=1):
        earlier = seen.setdefault(fold(heading) or heading, place) if heading else place
        if earlier != place:
            raise BadInput(
                f"Row {row} of {name}: columns {column_letters(earlier)} and {column_letters(place)} "
                f"are both called “{heading}”.",
                safe="Nothing was imported.",
                do="Give each column its own name and try again.",
            )
    return tuple(headings)


def _body(
    rows: Iterable[tuple[int, Sequence[Cell]]], headings: Sequence[str], width: int | None, name: str
) -> Iterator[tuple[int, Sequence[Cell]]]:
    for number, cells in rows:
        if all(isinstance(cell, str) and not cell.strip() for cell in cells):
            continue
        if width is not None and len(cells) != width:
            raise BadInput(
                f"Row {number} of {name} has {len(cells)} cells where the heading has {width}, "
                "so its answers may stand under the wrong headings.",
                safe="Nothing was imported.",
                do="Mend that row in the file and try again.",
            )
        _check_cells(number, cells, headings, name)
        yield number, cells


def _check_cells(number: int, cells: Sequence[Cell], headings: Sequence[str], name: str) -> None:
    for place, cell in enumerate(cells):
        if not isinstance(cell, str):
            long, nul, filled = False, False, True
        else:
            long, nul, filled = len(cell) > LONGEST_CELL, "\0" in cell, bool(cell.strip())
        heading = headings[place] if place < len(headings) else ""
        where = f"Row {number}, column {column_letters(place + 1)}"
        if filled and not heading:
            raise BadInput(
                f"{where} of {name} has a value but no heading above it.",
                safe="Nothing was imported.",
                do="Give the column a name, or delete what stands in it, and try again.",
            )
        if long or nul:
            fault = f"is longer than {LONGEST_CELL} characters" if long else "holds a NUL character"
            raise BadInput(
                f"{where} of {name} (“{heading}”) {fault}.",
                safe="Nothing was imported.",
                do="Mend that cell in the file and try again.",
            )
