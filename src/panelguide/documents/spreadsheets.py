"""Tables out, as CSV or XLSX, in which text from people can never become a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | Decimal | bool | date | datetime | None

_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL: Final = 32_767
_WIDEST_COLUMN: Final = 60
_FIXED_MOMENT: Final = datetime(2020, 1, 1, tzinfo=UTC)


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A CSV in UTF-8 with its mark, which Excel needs to show names right.

    Every cell is quoted, and text that a spreadsheet program would run as a formula has ' in front
    (OWASP, CSV injection).
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_as_csv_text(heading) for heading in headings])
    writer.writerows([_as_csv_text(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(
    headings: Sequence[str], rows: Iterable[Sequence[Value]], *, sheet: str, written: datetime = _FIXED_MOMENT
) -> bytes:
    """A workbook of one sheet with a bold heading row that stays in view. Text stays text, never a formula.

    written: the moment put into the file's properties. A cell holds at most 32,767 characters; longer text
    is cut there with "…", which is Excel's own limit.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "remove_timezone": True,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"created": written.replace(tzinfo=None), "title": sheet})
        page = workbook.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        page.write_row(0, 0, headings, workbook.add_format({"bold": True}))
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        widths = [len(heading) for heading in headings]
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write_cell(page, number, column, value, wrapped)
                widths[column] = max(widths[column], len(str(value)))
        for column, width in enumerate(widths):
            page.set_column(column, column, min(width + 2, _WIDEST_COLUMN))
    return out.getvalue()


def _write_cell(page: "Worksheet", row: int, column: int, value: Value, wrapped: object) -> None:
    if isinstance(value, str):
        text = value if len(value) <= _LONGEST_CELL else value[: _LONGEST_CELL - 1] + "…"
        page.write_string(row, column, text, wrapped)
    elif isinstance(value, (datetime, date)):
        page.write_datetime(row, column, value)
    elif isinstance(value, bool):
        page.write_string(row, column, "Yes" if value else "No")
    elif value is not None:
        page.write_number(row, column, value)


def _as_csv_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if not isinstance(value, str):
        return str(value)
    return "'" + value if value.startswith(_STARTS_A_FORMULA) else value
