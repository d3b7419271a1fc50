"""Where a table's heading row is, and how headings are compared."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

ROWS_SEARCHED: Final = 30
LONGEST_HEADING: Final = 400
_SHARE_OF_WIDEST_ROW = 0.6
_LOOKS_LIKE_DATA = re.compile(r"\S+@\S+\.\S+|[\d\s.,:/+()-]*\d[\d\s.,:/+()-]*")


def find_heading_row(rows: Sequence[Sequence[object]]) -> int | None:
    """The place, from 0, of the heading among a file's first rows; None when no row can be one.

    Systems put a title, a date or a blank line above the table, so the heading is the first row that is
    filled nearly as wide as the widest row. A row with an address, a number or a date in it is not a heading.
    """
    filled = [sum(1 for cell in row if not _is_blank(cell)) for row in rows[:ROWS_SEARCHED]]
    widest = max(filled, default=0)
    for place, count in enumerate(filled):
        if count >= 2 and count >= widest * _SHARE_OF_WIDEST_ROW:
            return place if all(_may_be_heading(cell) for cell in rows[place]) else None
    return None


def fold(heading: str) -> str:
    """A heading reduced to lower-case words, so that case, accents and punctuation do not matter."""
    letters = unicodedata.normalize("NFKD", heading).casefold()
    without_accents = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", without_accents.replace("'", "").replace("’", "")))


def one_line(heading: object) -> str:
    """A heading as people read it: its line breaks and runs of spaces made single spaces."""
    return " ".join(str(heading).split()).strip("\ufeff ")


def fingerprint(headings: Sequence[str]) -> str:
    """The SHA-256, in hex, by which a source's layout is known again: its headings folded, in their order."""
    return hashlib.sha256("\n".join(fold(heading) for heading in headings).encode()).hexdigest()


def _is_blank(cell: object) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _may_be_heading(cell: object) -> bool:
    if not isinstance(cell, str):
        return False
    text = one_line(cell)
    return len(text) <= LONGEST_HEADING and _LOOKS_LIKE_DATA.fullmatch(text) is None
