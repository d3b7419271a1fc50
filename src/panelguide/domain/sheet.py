"""What must be on a sheet before it can be sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from panelguide.domain.marks import Mark, NoMark, is_scored
from panelguide.domain.questions import TOP_MARK
from panelguide.errors import Refused

MARKS_THAT_NEED_A_NOTE: Final = frozenset({0, 1, TOP_MARK})


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One question of a member's sheet for one candidate. name: as people know it, "Q3" or a criterion's code.

    mark: None until something is entered. note: the evidence; the reason where the question was not asked.
    """

    question: str
    name: str
    mark: Mark | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetGap:
    """Something on the sheet to put right or to look at again."""

    question: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SheetCheck:
    """blocks: what must be put right before sealing. warnings: what may stay as it is."""

    blocks: tuple[SheetGap, ...]
    warnings: tuple[SheetGap, ...]

    @property
    def can_be_sealed(self) -> bool:
        return not self.blocks


def check_sheet(
    lines: Sequence[SheetLine], *, not_asked: Mapping[str, str] | None = None, top: int = TOP_MARK
) -> SheetCheck:
    """What blocks the sealing of a sheet and what only wants a look, in the order of the questions.

    A missing score blocks. A missing note warns, and blocks for the marks 0, 1 and 5 only, where it carries
    the decision; on a shortlist (top 2) it warns only. not_asked: question id -> the chair's reason, for
    questions the chair has recorded as not asked; "not asked" without one wants its reason in the note.
    """
    reasons = not_asked or {}
    blocks: list[SheetGap] = []
    warnings: list[SheetGap] = []
    for line in lines:
        blocking = _what_blocks(line, reasons, top)
        if blocking:
            blocks.append(SheetGap(line.question, blocking))
            continue
        warning = _what_warns(line, reasons)
        if warning:
            warnings.append(SheetGap(line.question, warning))
    return SheetCheck(tuple(blocks), tuple(warnings))


def refuse_unready(check: SheetCheck) -> None:
    """Raises Refused with every sentence that blocks the sealing."""
    if check.blocks:
        raise Refused(
            "The sheet cannot be sealed yet. " + " ".join(gap.sentence for gap in check.blocks),
            safe="Everything on it is kept.",
            do="Fill in what is missing and seal again.",
        )


def _what_blocks(line: SheetLine, reasons: Mapping[str, str], top: int) -> str:
    mark, noted = line.mark, bool(line.note.strip())
    if mark is None or mark is NoMark.NOT_SCORED:
        return f"{line.name} has no score."
    if mark is NoMark.NOT_ASKED:
        explained = noted or bool(reasons.get(line.question, "").strip())
        return "" if explained else f"{line.name} is marked not asked: say why."
    if not is_scored(mark):
        return ""
    if not 0 <= mark <= top:
        return f"{line.name} has the mark {mark}; marks go from 0 to {top}."
    if top == TOP_MARK and mark in MARKS_THAT_NEED_A_NOTE and not noted:
        return f"{line.name} has the mark {mark} and no note: write what the candidate said or did."
    return ""


def _what_warns(line: SheetLine, reasons: Mapping[str, str]) -> str:
    if line.question in reasons and line.mark is not NoMark.NOT_ASKED:
        return f"{line.name} is not marked not asked, but the chair has recorded that it was not asked."
    if is_scored(line.mark) and not line.note.strip():
        return f"{line.name} has no note."
    return ""
