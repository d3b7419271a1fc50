"""A file's rows made into a table: its heading found, every row as wide as it, only the wanted columns kept."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
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
MOST_FAULTS_TOLD: Final = 10


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
    means that every answer after the gap stands under its neighbour's heading. Raises BadInput naming every
    row at fault, ten at most, and the column where there is one.
    """
    rows = iter(numbered_rows)
    first = list(islice(rows, ROWS_SEARCHED))
    place = find_heading_row([cells for _, cells in first])
    if place is None:
        raise no_heading(name)
    heading_row, heading_cells = first[place]
    headings = _headings(heading_cells, heading_row, name)
    columns = tuple(index for index, heading in enumerate(headings) if fold(heading) in wanted)
    faults = _Faults(headings, len(heading_cells) if exact_width else None)
    body = ((number, cells) for number, cells in chain(first[place + 1 :], rows) if not _is_blank(cells))
    kept = []
    for count, (number, cells) in enumerate(body, start=1):
        if count > MOST_ROWS:
            raise BadInput(
                f"{name} has more than {MOST_ROWS} rows: row {number} is one too many.",
                safe="Nothing was imported.",
                do="Export the applications of one vacancy and import those.",
            )
        if faults.look(number, cells):
            kept.append(TableRow(number, tuple(cells[index] for index in columns)))
    faults.refuse(name)
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


def _is_blank(cells: Sequence[Cell]) -> bool:
    return all(isinstance(cell, str) and not cell.strip() for cell in cells)


@dataclass(frozen=True, slots=True)
class _Fault:
    """where: the row, and the column if it is one cell. about: the heading. what: with a verb. do: to mend this one."""

    where: str
    about: str
    what: str
    do: str


@dataclass(slots=True)
class _Faults:
    """What keeps a file from being read. width: cells every row must have; None where rows may differ."""

    headings: Sequence[str]
    width: int | None
    told: list[_Fault] = field(default_factory=list)
    count: int = 0
    without_heading: set[int] = field(default_factory=set)

    def look(self, number: int, cells: Sequence[Cell]) -> bool:
        """Whether nothing is wrong in this row."""
        before = self.count
        if self.width is not None and len(cells) != self.width:
            self._tell(
                f"Row {number}",
                "",
                f"has {len(cells)} {'cell' if len(cells) == 1 else 'cells'} where the heading has {self.width}, so its answers may stand under the wrong headings",
                "Mend that row in the file and try again.",
            )
        else:
            for place, cell in enumerate(cells):
                self._look_at_cell(number, place, cell)
        return self.count == before

    def refuse(self, name: str) -> None:
        """Raises BadInput when there was anything: one fault in full, several in a list."""
        if not self.count:
            return
        first = self.told[0]
        if self.count == 1:
            raise BadInput(
                f"{first.where} of {name}{first.about} {first.what}.",
                safe="Nothing was imported.",
                do=first.do,
            )
        listed = "; ".join(f"{it.where[:1].lower()}{it.where[1:]}{it.about} {it.what}" for it in self.told)
        more = f"; and {self.count - len(self.told)} more" if self.count > len(self.told) else ""
        raise BadInput(
            f"{name} has {self.count} faults: {listed}{more}.",
            safe="Nothing was imported.",
            do="Mend them in the file and try again.",
        )

    def _look_at_cell(self, number: int, place: int, cell: Cell) -> None:
        where = f"Row {number}, column {column_letters(place + 1)}"
        heading = self.headings[place] if place < len(self.headings) else ""
        if not heading and (not isinstance(cell, str) or cell.strip()):
            if place in self.without_heading:
                return
            self.without_heading.add(place)
            self._tell(
                where,
                "",
                "has a value but no heading above it",
                "Give the column a name, or delete what stands in it, and try again.",
            )
            return
        if isinstance(cell, str) and (len(cell) > LONGEST_CELL or "\0" in cell):
            long = len(cell) > LONGEST_CELL
            what = f"is longer than {LONGEST_CELL} characters" if long else "holds a NUL character"
            self._tell(
                where, f" (“{heading}”)" if heading else "", what, "Mend that cell in the file and try again."
            )

    def _tell(self, *fault: str) -> None:
        self.count += 1
        if len(self.told) < MOST_FAULTS_TOLD:
            self.told.append(_Fault(*fault))
