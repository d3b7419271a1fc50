"""User text as data: cleaned when it comes in, refused with its place when it cannot be used.

A name or a note is evidence, so nothing is silently repaired beyond Unicode NFC and newline form.
The rules for which characters are refused follow the Unicode general categories; joiners that Indic
and Persian names need (U+200C, U+200D) are kept.
"""

import unicodedata

from panelguide.errors import BadInput

LINE_LIMIT = 200
NOTE_LIMIT = 4_000
STATEMENT_LIMIT = 20_000
LONGEST_RUN_OF_MARKS = 4

BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
ZERO_WIDTH = frozenset("\u200b\u2060\ufeff")
REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Cn", "Co", "Zl", "Zp"})


def is_refused(character: str) -> bool:
    """Whether a character could drive a terminal, hide text or reorder a line."""
    return (
        unicodedata.category(character) in REFUSED_CATEGORIES
        or character in BIDI_CONTROLS
        or character in ZERO_WIDTH
    )


def clean_line(value: str, *, field: str, limit: int = LINE_LIMIT, required: bool = True) -> str:
    """One line of text (a name, a title) in NFC without outer white space.

    Raises BadInput naming the field and the position of the first character that cannot be used.
    """
    line = unicodedata.normalize("NFC", value).strip()
    _refuse_bad_characters(line, field=field, allowed="")
    _refuse_length(line, field=field, limit=limit, required=required)
    return line


def clean_text(value: str, *, field: str, limit: int = NOTE_LIMIT, required: bool = False) -> str:
    """Several lines of text (a note, a reason) in NFC with newlines as LF; tabs are kept.

    Raises BadInput naming the field and the position of the first character that cannot be used.
    """
    lines = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").strip()
    _refuse_bad_characters(lines, field=field, allowed="\n\t")
    _refuse_length(lines, field=field, limit=limit, required=required)
    return lines


def visible(value: str, *, keep: str = "\n\t") -> str:
    """Text safe to send to a terminal: every refused character shown as U+FFFD.

    For what was stored before a rule existed, and for file names, which nobody cleaned.
    """
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if is_refused(character) and character not in keep else character
        for character in value
    )


def _refuse_bad_characters(value: str, *, field: str, allowed: str) -> None:
    # Statements run to thousands of characters of which few differ: look at each kind once.
    kinds = set(value)
    if not any(unicodedata.combining(kind) or (is_refused(kind) and kind not in allowed) for kind in kinds):
        return
    marks = 0
    for position, character in enumerate(value, start=1):
        if is_refused(character) and character not in allowed:
            raise BadInput(
                f"{field}: character {position} (U+{ord(character):04X}) cannot be used.",
                safe="Nothing was changed.",
                do="Take that character out and try again.",
            )
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > LONGEST_RUN_OF_MARKS:
            raise BadInput(
                f"{field}: more than {LONGEST_RUN_OF_MARKS} accents on one letter, at character {position}.",
                safe="Nothing was changed.",
                do="Take the extra accents out and try again.",
            )


def _refuse_length(value: str, *, field: str, limit: int, required: bool) -> None:
    if required and not value:
        raise BadInput(f"{field} is empty.", safe="Nothing was changed.", do="Write something there.")
    if len(value) > limit:
        raise BadInput(
            f"{field} is {len(value)} characters long; {limit} is the most.",
            safe="Nothing was changed.",
            do="Make it shorter and try again.",
        )
