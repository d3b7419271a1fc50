"""Tables other systems export (CSV, XLSX, XLSB, XLS, ODS), read by a child process with a memory limit.

`read_headings` tells what a file has; `read_columns` brings back the cells of the named columns and nothing
else: what is not asked for never reaches this process.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from panelguide.documents.headings import fold
from panelguide.documents.table_layout import Cell, Table, TableRow
from panelguide.errors import BadInput
from panelguide.text import visible

LONGEST_WAIT_SECONDS: Final = 90


def read_headings(path: Path, *, sheet: str = "") -> Table:
    """A file's headings with the number of rows below them; no cell of any row is kept.

    sheet: which sheet of a workbook, where several have a table. Raises BadInput in one sentence with the
    row and column of whatever is wrong; a file is read whole or not at all.
    """
    return read_columns(path, (), sheet=sheet)


def read_columns(path: Path, headings: Iterable[str], *, sheet: str = "") -> Table:
    """The rows of a file with the cells under these headings only. Raises BadInput as `read_headings`."""
    request: dict[str, object] = {
        "path": str(path),
        "sheet": sheet,
        "wanted": sorted({fold(heading) for heading in headings}),
    }
    answer = _ask_child(request, visible(path.name, keep=""))
    if "refused" in answer:
        refused = answer["refused"]
        raise BadInput(refused["what"], safe=refused["safe"], do=refused["do"])
    return Table(
        headings=tuple(answer["headings"]),
        heading_row=answer["heading_row"],
        columns=tuple(answer["columns"]),
        rows=tuple(
            TableRow(number, tuple(_decode_cell(cell) for cell in cells)) for number, cells in answer["rows"]
        ),
        row_count=answer["row_count"],
        sheet=answer["sheet"],
    )


def _ask_child(request: dict[str, object], name: str) -> dict[str, Any]:
    # The path goes by stdin: arguments of a process are shown to every user of the computer.
    command = [sys.executable, "-X", "utf8", "-m", "panelguide.documents.table_child"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, nothing of the user's
            command,
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST_WAIT_SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much(name) from error
    if done.returncode:
        raise _too_much(name)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _too_much(name: str) -> BadInput:
    return BadInput(
        f"{name} asks for more memory or time than a list of applications needs; "
        "most often one stray cell stands far below or far beside the table.",
        safe="Nothing was imported.",
        do="Copy the table alone into a new workbook, save it and import that.",
    )


def _decode_cell(cell: object) -> Cell:
    if isinstance(cell, dict):
        return _moment(cell["at"])
    if isinstance(cell, (str, int, float, bool)):
        return cell
    raise AssertionError(f"the child sent a {type(cell).__name__}")


def _moment(text: str) -> Cell:
    if "T" in text:
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if "-" in text else time.fromisoformat(text)
