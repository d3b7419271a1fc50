"""What a member writes on a sheet, and its one padded form: every sheet of a round is equally long.

Source: byte definition 7. A mark is a whole number up to the question's top mark, or one of two reasons why
there is none; in a draft it may also be missing. Not asked (the chair's fact about the candidate), not heard
(this member's), not scored and 0 are four different things.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from panelguide.errors import BadInput, PanelguideError, Tampered
from panelguide.seal.canonical import (
    Json,
    decode,
    encode,
    read_bytes,
    read_int,
    read_list,
    read_object,
    read_text,
)
from panelguide.seal.ids import ID_SIZE, Id
from panelguide.seal.manifest import KitLine

BLOCK = 4096
END = b"\x80"


class NoMark(StrEnum):
    """Why a sealed sheet has no number for a question."""

    NOT_ASKED = "not asked"
    NOT_HEARD = "not heard"


Mark = int | NoMark | None
"""A number from 0 to the top mark, a reason why there is none, or None: not scored yet (drafts only)."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One question's mark and note; the note is empty when nothing was written."""

    question: Id
    mark: Mark
    note: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """The whole plaintext of a sheet or a draft, questions in kit order.

    reason: why this sheet replaces an earlier one; empty exactly when it replaces none.
    """

    answers: tuple[Answered, ...]
    reason: str = ""

    def missing(self) -> tuple[Id, ...]:
        """The questions without a mark: they block sealing."""
        return tuple(answer.question for answer in self.answers if answer.mark is None)


def blank(kit: Sequence[KitLine]) -> Writing:
    """A sheet nobody has written on yet."""
    return Writing(tuple(Answered(line.question, None) for line in kit))


def padded_size(questions: int) -> int:
    """How many bytes the padded plaintext of a sheet with this many questions has."""
    return BLOCK * (questions + 1)


def bytes_left(writing: Writing) -> int:
    """How many bytes of UTF-8 the editor can still take; negative when it is too long to seal.

    A quotation mark or a new line in a note takes two bytes, as JSON writes them.
    """
    return padded_size(len(writing.answers)) - len(END) - len(encode(_as_json(writing)))


def pad(writing: Writing) -> bytes:
    """The plaintext to encrypt. Raises BadInput when it is too long or not in NFC."""
    left = bytes_left(writing)
    if left < 0:
        raise BadInput(
            f"The notes on this sheet are {-left} bytes too long together.",
            safe="What you wrote is still on the screen.",
            do="Shorten one of the notes.",
        )
    return encode(_as_json(writing)) + END + bytes(left)


def read_draft(padded: bytes, kit: Sequence[KitLine]) -> Writing:
    """The writing of a draft. Raises Tampered when it is none, or not for this kit."""
    return _read(padded, kit)


def read_sealed(padded: bytes, kit: Sequence[KitLine], attempt: int) -> Writing:
    """The writing of a sealed sheet, valid for the kit (W9).

    Raises Tampered when it is not canonical, not in kit order, has no mark for a question, a mark above the
    top mark, or a reason where there should be none, or the other way round.
    """
    writing = _read(padded, kit)
    problem = problem_with_sealing(writing, kit, attempt)
    if problem:
        raise Tampered(problem)
    return writing


def problem_with_sealing(writing: Writing, kit: Sequence[KitLine], attempt: int) -> str:
    """Why this writing cannot be sealed as this attempt, as a sentence; empty when it can."""
    if tuple(answer.question for answer in writing.answers) != tuple(line.question for line in kit):
        return "The sheet does not have the questions of the kit in their order."
    for answer, line in zip(writing.answers, kit, strict=True):
        if answer.mark is None:
            return "A question on the sheet has no mark."
        if not isinstance(answer.mark, NoMark) and not 0 <= answer.mark <= line.top:
            return f"A mark on the sheet is not from 0 to {line.top}."
    if attempt == 1 and writing.reason:
        return "A sheet that replaces none gives no reason."
    if attempt > 1 and not writing.reason.strip():
        return "A sheet that replaces another needs the reason."
    return ""


def _as_json(writing: Writing) -> Json:
    return {
        "q": [[answer.question.hex(), _mark_json(answer.mark), answer.note] for answer in writing.answers],
        "reason": writing.reason,
    }


def _mark_json(mark: Mark) -> Json:
    return mark.value if isinstance(mark, NoMark) else mark


def _read(padded: bytes, kit: Sequence[KitLine]) -> Writing:
    if len(padded) != padded_size(len(kit)):
        raise Tampered("The sheet does not have the length it should have.")
    text, _, rest = padded.rpartition(END)
    if rest.strip(b"\x00"):
        raise Tampered("The sheet does not end as it should.")
    try:
        writing = decode(text, _writing, what="The sheet")
    except PanelguideError as wrong:
        raise Tampered(wrong.what) from None
    if len(writing.answers) != len(kit):
        raise Tampered("The sheet does not have the questions of the kit in their order.")
    return writing


def _writing(value: Json) -> Writing:
    fields = read_object(value, ("q", "reason"), "The sheet")
    answers = tuple(_answered(item) for item in read_list(fields["q"], "The answers"))
    return Writing(answers, read_text(fields["reason"], "The reason"))


def _answered(value: Json) -> Answered:
    parts = read_list(value, "An answer")
    if len(parts) != 3:
        raise Tampered("An answer does not have a question, a mark and a note.")
    return Answered(
        read_bytes(parts[0], "A question", ID_SIZE), _mark(parts[1]), read_text(parts[2], "A note")
    )


def _mark(value: Json) -> Mark:
    if value is None:
        return None
    if isinstance(value, str):
        if value not in list(NoMark):
            raise Tampered("A mark is neither a number nor a reason for having none.")
        return NoMark(value)
    return read_int(value, "A mark", low=0, high=2**31)
