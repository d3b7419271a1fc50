"""The process of its own in which a candidate file is read: `python -m panelguide.documents.table_child`.

A single blank cell in a workbook's last row and column makes the reader ask for hundreds of gigabytes, and
the allocator then aborts the whole process. Here that ends a child with a memory limit and not the app with
everybody's unsaved notes. What nobody asked for, equality answers above all, ends with it too.

Asked on stdin with one JSON object (path, sheet, wanted headings); answers on stdout with one.
"""

import json
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from panelguide.documents.csv_rows import csv_rows
from panelguide.documents.table_layout import Cell, Table, lay_out
from panelguide.documents.workbook_rows import OLE_SIGNATURE, ZIP_SIGNATURE, workbook_sheet
from panelguide.errors import BadInput
from panelguide.text import visible

MEMORY_LIMIT: Final = 1 << 30
SECONDS_LIMIT: Final = 60
LARGEST_FILE: Final = 50_000_000
WORKBOOK_ENDINGS: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})


def read_table(path: Path, *, wanted: frozenset[str], sheet: str = "") -> Table:
    """The table in a file with the cells of the wanted (folded) headings. Raises BadInput with the place."""
    name = visible(path.name, keep="")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise BadInput(
            f"{name} could not be opened.",
            safe="Nothing was imported.",
            do="Check that the file is there and is not open in another program.",
        ) from error
    if len(content) > LARGEST_FILE:
        raise BadInput(
            f"{name} is larger than {LARGEST_FILE // 1_000_000} MB.",
            safe="Nothing was imported.",
            do="Export the applications of one vacancy, without attachments.",
        )
    if content.startswith((ZIP_SIGNATURE, OLE_SIGNATURE)):
        found = workbook_sheet(content, name=name, sheet=sheet)
        return lay_out(found.rows, name=name, wanted=wanted, exact_width=False, sheet=found.name)
    if path.suffix.lower() in WORKBOOK_ENDINGS:
        raise BadInput(
            f"{name} is called a workbook but is not one inside.",
            safe="Nothing was imported.",
            do="Open it in a spreadsheet program, save it as XLSX and try again.",
        )
    return lay_out(csv_rows(content, name=name), name=name, wanted=wanted, exact_width=True)


def encode_cell(cell: Cell) -> object:
    """A cell as JSON can carry it: a moment as {"at": ISO 8601}, a duration as its text."""
    if isinstance(cell, (datetime, date, time)):
        return {"at": cell.isoformat()}
    return cell if isinstance(cell, (str, int, float, bool)) else str(cell)


def _limit_this_process() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; there the process alone is the wall.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_LIMIT, SECONDS_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(request: dict[str, Any]) -> dict[str, object]:
    try:
        table = read_table(
            Path(request["path"]), wanted=frozenset(request["wanted"]), sheet=request.get("sheet", "")
        )
    except BadInput as refusal:
        return {"refused": {"what": refusal.what, "safe": refusal.safe, "do": refusal.do}}
    return {
        "headings": table.headings,
        "heading_row": table.heading_row,
        "columns": table.columns,
        "row_count": table.row_count,
        "sheet": table.sheet,
        "rows": [[row.number, [encode_cell(cell) for cell in row.cells]] for row in table.rows],
    }


def main() -> None:
    _limit_this_process()
    json.dump(_answer(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
