"""What can stand where a mark is looked for: a number, or one of three ways of having none.

Not asked (the chair's fact about the candidate), not heard (one member's), not scored (nobody wrote anything)
and 0 (asked, heard, and nothing relevant said) are four different things everywhere, averages included.
"""

from enum import StrEnum
from typing import Final, TypeGuard

from panelguide.domain.questions import LOWEST_MARK, TOP_MARK
from panelguide.errors import BadInput

TOP_SHORTLIST_MARK: Final = 2


class NoMark(StrEnum):
    NOT_ASKED = "not asked"
    NOT_HEARD = "not heard"
    NOT_SCORED = "not scored"


Mark = int | NoMark


def is_scored(mark: Mark | None) -> TypeGuard[int]:
    """Whether there is a number to average. 0 is one; True is not."""
    return isinstance(mark, int) and not isinstance(mark, bool)


def parse_mark(text: str, *, top: int = TOP_MARK) -> Mark:
    """A mark from what people type or a file holds: "3", "not asked", "Not Heard".

    Whole marks only, 0 to top: 5 at an interview, 2 on a shortlist. Raises BadInput for anything else,
    an empty text too, because nothing typed is not a mark.
    """
    word = " ".join(text.split()).lower()
    if word in set(NoMark):
        return NoMark(word)
    if word in map(str, range(LOWEST_MARK, top + 1)):
        return int(word)
    raise BadInput(
        f"“{text.strip()}” is not a mark." if word else "There is no mark.",
        safe="Nothing was changed.",
        do=f"Give a whole number from {LOWEST_MARK} to {top}, or “not asked” or “not heard”.",
    )


def mark_text(mark: Mark | None) -> str:
    """As shown and stored: "3", "not asked"; a line nobody has filled in is "not scored"."""
    return str(NoMark.NOT_SCORED if mark is None else mark)
