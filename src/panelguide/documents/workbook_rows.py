"""Rows of a workbook (XLSX, XLSB, XLS, ODS), after its size and real extent were found harmless."""

import io
import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from panelguide.documents.headings import ROWS_SEARCHED, find_heading_row
from panelguide.errors import BadInput

ZIP_SIGNATURE: Final = b"PK\x03\x04"
OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_UNPACKED_BYTES: Final = 150_000_000
MOST_MEMBERS: Final = 2_000
MOST_CELLS: Final = 4_000_000
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_CHUNK = 1 << 16
_OVERLAP = 256
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
_CELL_PLACE = re.compile(rb"<(?:\w+:)?(?:c|row)\s(?:[^<>]*?\s)?r=[\"']([A-Z]{0,3})(\d{1,7})[\"']")

Cell = str | int | float | bool | datetime | date | time | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    rows: list[tuple[int, list[Cell]]]


def workbook_sheet(content: bytes, *, name: str, sheet: str = "") -> Sheet:
    """The one visible sheet with a table on it, its rows numbered from 1 as the spreadsheet numbers them.

    sheet: which one to read where several have a table. Raises BadInput when the file is locked, is not a
    workbook, would unpack to more than 150 MB, reaches over more than 4,000,000 cells, or when it is not
    clear which sheet is meant.
    """
    if content.startswith(OLE_SIGNATURE) and _LOCKED_STREAM in content:
        raise _locked(name)
    if content.startswith(ZIP_SIGNATURE):
        _check_unpacked(content, name)
    found = _sheets_with_a_table(content, name, sheet)
    if len(found) > 1:
        names = ", ".join(f"“{each.name}”" for each in found)
        raise BadInput(
            f"{name} has tables on {len(found)} sheets: {names}.",
            safe="Nothing was imported.",
            do="Save the sheet with the rows you want as a file of its own and import that.",
        )
    if not found:
        raise no_heading(name)
    return found[0]


def no_heading(name: str) -> BadInput:
    return BadInput(
        f"No heading row was found in the first {ROWS_SEARCHED} rows of {name}.",
        safe="Nothing was imported.",
        do="Put the name of each column in one row above the rows and try again.",
    )


def _sheets_with_a_table(content: bytes, name: str, sheet: str) -> list[Sheet]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    found = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for about in workbook.sheets_metadata:
                if about.typ is not SheetTypeEnum.WorkSheet or about.visible is not SheetVisibleEnum.Visible:
                    continue
                if sheet and about.name != sheet:
                    continue
                opened = workbook.get_sheet_by_name(about.name)
                rows = list(enumerate(opened.to_python(skip_empty_area=False), start=1))
                if find_heading_row([cells for _, cells in rows[:ROWS_SEARCHED]]) is not None:
                    found.append(Sheet(about.name, rows))
    except PasswordError as error:
        raise _locked(name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise _not_a_workbook(name) from error
    return found


def _check_unpacked(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if len(members) > MOST_MEMBERS:
                raise _too_large(name)
            unpacked = 0
            for member in members:
                if member.flag_bits & 0x1:
                    raise _locked(name)
                unpacked += _check_member(package, member, MOST_UNPACKED_BYTES - unpacked, name)
    except _DAMAGED as error:
        raise _not_a_workbook(name) from error


def _check_member(package: zipfile.ZipFile, member: zipfile.ZipInfo, allowance: int, name: str) -> int:
    """Bytes really unpacked; the sizes written in the file are not believed."""
    is_sheet = member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")
    size, tail = 0, b""
    lowest, rightmost = 1, 1
    with package.open(member) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > allowance:
                raise _too_large(name)
            if not is_sheet:
                continue
            window = tail + chunk
            for letters, digits in _CELL_PLACE.findall(window):
                lowest = max(lowest, int(digits))
                rightmost = max(rightmost, _column_number(letters))
            tail = window[-_OVERLAP:]
    if lowest * rightmost > MOST_CELLS:
        raise BadInput(
            f"A sheet of {name} reaches down to row {lowest} and across to column {column_letters(rightmost)}.",
            safe="Nothing was imported.",
            do="Delete the rows below and the columns beside your table, save it and try again.",
        )
    return size


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """A column's name from its number counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _locked(name: str) -> BadInput:
    return BadInput(
        f"{name} is locked with a password.",
        safe="Nothing was imported.",
        do="Open it, save a copy without a password, import that and delete the copy.",
    )


def _too_large(name: str) -> BadInput:
    return BadInput(
        f"{name} unpacks to more than {MOST_UNPACKED_BYTES // 1_000_000} MB, which no list of applications needs.",
        safe="Nothing was imported.",
        do="Export the list again without pictures and attachments.",
    )


def _not_a_workbook(name: str) -> BadInput:
    return BadInput(
        f"{name} is not a workbook that can be read, or it is damaged.",
        safe="Nothing was imported.",
        do="Open it in a spreadsheet program, save it as XLSX and try again.",
    )
