"""The marks and notes of an interview day from a file: one member's mark for one candidate and question a row.

For sheets kept on paper and for the demo. Not asked, not heard, not scored and 0 are four different things.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from panelguide.documents.form_tables import FormRow, read_form
from panelguide.domain.questions import LOWEST_MARK, TOP_MARK
from panelguide.errors import BadInput
from panelguide.text import clean_line, clean_text

_COLUMNS: Final = {
    "candidate": ("candidate code",),
    "member": ("panel member", "scorer", "marked by"),
    "question": ("question code",),
    "score": ("mark",),
    "evidence note": ("evidence", "note", "notes"),
}
CODE_LIMIT: Final = 12


class MarkState(StrEnum):
    SCORED = "scored"
    NOT_ASKED = "not asked"
    NOT_HEARD = "not heard"
    NOT_SCORED = "not scored"


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One member's mark. score: 0 to 5 when state is scored, else None."""

    row: int
    candidate: str
    member: str
    question: str
    state: MarkState
    score: int | None
    evidence: str


@dataclass(frozen=True, slots=True)
class MarksFile:
    """rows: every mark, or none when there is any problem. problems: a sentence each, with the place."""

    rows: tuple[MarkRow, ...]
    problems: tuple[str, ...]


def read_interview_marks(path: Path) -> MarksFile:
    """The marks in a file with the columns candidate, member, question, score and evidence note.

    score is 0 to 5, "not asked", "not heard", or empty for not scored. Raises BadInput when the file is no
    such table.
    """
    rows: list[MarkRow] = []
    problems: list[str] = []
    seen: dict[tuple[str, str, str], int] = {}
    for form_row in read_form(path, _COLUMNS, optional=frozenset({"evidence note"})):
        try:
            mark = _mark(form_row)
        except BadInput as refusal:
            problems.append(refusal.what)
            continue
        earlier = seen.setdefault((mark.candidate, mark.member, mark.question), mark.row)
        if earlier != mark.row:
            problems.append(
                f"Row {mark.row}: {mark.member} has already marked {mark.candidate} {mark.question} in row {earlier}."
            )
        rows.append(mark)
    return MarksFile(() if problems else tuple(rows), tuple(problems))


def _mark(row: FormRow) -> MarkRow:
    state, score = _score(row)
    return MarkRow(
        row=row.number,
        candidate=clean_line(row.values["candidate"], field=row.place("candidate"), limit=CODE_LIMIT),
        member=clean_line(row.values["member"], field=row.place("member")),
        question=clean_line(row.values["question"], field=row.place("question"), limit=CODE_LIMIT),
        state=state,
        score=score,
        evidence=clean_text(row.values["evidence note"], field=row.place("evidence note")),
    )


def _score(row: FormRow) -> tuple[MarkState, int | None]:
    word = " ".join(row.values["score"].lower().split())
    if word in (MarkState.NOT_ASKED, MarkState.NOT_HEARD, MarkState.NOT_SCORED):
        return MarkState(word), None
    if not word:
        return MarkState.NOT_SCORED, None
    # str.isdigit() also takes superscripts and other scripts' digits, which int() may refuse.
    if word.isascii() and word.isdigit() and LOWEST_MARK <= int(word) <= TOP_MARK:
        return MarkState.SCORED, int(word)
    raise BadInput(
        f"{row.place('score')}: use {LOWEST_MARK} to {TOP_MARK}, “not asked”, “not heard”, or leave it empty."
    )
