"""Rows of a CSV file in the encodings and delimiters that recruitment systems and Excel really write."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Final

from panelguide.documents.headings import ROWS_SEARCHED, find_heading_row
from panelguide.errors import BadInput

DELIMITERS: Final = (",", ";", "\t")
_EXCEL_DELIMITER_LINE = "sep="


def csv_rows(content: bytes, *, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number, counted from 1 as a spreadsheet counts rows.

    name: the file's name, for the sentence. Raises BadInput for an unknown encoding and for quotation
    marks that do not pair, naming the row: lenient reading would let one cell swallow the rows below it.
    """
    text = decode(content, name=name)
    first_row = 1
    delimiter = ""
    first_line, _, rest = text.partition("\n")
    if first_line.strip().lower().startswith(_EXCEL_DELIMITER_LINE):
        delimiter = first_line.strip()[len(_EXCEL_DELIMITER_LINE) :][:1]
        text, first_row = rest, 2
    yield from enumerate(_records(text, delimiter or _likely_delimiter(text), name), start=first_row)


def decode(content: bytes, *, name: str) -> str:
    """The file's text: UTF-8 with or without its mark, UTF-16, or Windows-1252 as older systems write."""
    for encoding in _encodings_to_try(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(
        f"The letters in {name} are in an encoding that is not known here.",
        safe="Nothing was imported.",
        do="Open it in a spreadsheet program and save it as “CSV UTF-8” or as XLSX.",
    )


def _encodings_to_try(content: bytes) -> tuple[str, ...]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    sample = content[:400]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.6:
        return ("utf-16-le",)
    if half and sample[0::2].count(0) > half * 0.6:
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def _records(text: str, delimiter: str, name: str) -> Iterator[list[str]]:
    # The reader's own limit loses the column; cells are measured later, where it can be named.
    csv.field_size_limit(max(len(text), 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    while True:
        row += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadInput(
                f"Row {row} of {name}: the quotation marks do not pair, so it is not clear where a cell ends.",
                safe="Nothing was imported.",
                do="Export the file again, or save it as XLSX and import that.",
            ) from error
        yield record


def _likely_delimiter(text: str) -> str:
    """The delimiter under which the rows agree best with their heading, then the one with most columns."""

    def agreement(delimiter: str) -> tuple[float, int]:
        try:
            records = list(islice(_records(text, delimiter, ""), ROWS_SEARCHED))
        except BadInput:
            return 0.0, 0
        place = find_heading_row(records)
        if place is None:
            return 0.0, 0
        width = len(records[place])
        below = [record for record in records[place + 1 :] if any(record)]
        same = sum(len(record) == width for record in below) / len(below) if below else 1.0
        return same, width

    return max(DELIMITERS, key=agreement)
