"""Marks and notes of an interview day from a file: each member's own rows, as their own drafts."""

from collections import defaultdict
from pathlib import Path

from panelguide.documents.interview_marks import MarkRow, MarkState, read_interview_marks
from panelguide.domain.marks import Mark, NoMark
from panelguide.errors import BadInput
from panelguide.services import sheets
from panelguide.services.context import Context, require
from panelguide.services.kits import KitQuestion
from panelguide.services.session import SignedIn


def import_own_marks(context: Context, actor: SignedIn, code: str, *, path: Path) -> tuple[str, ...]:
    """Fills this member's own sheets from the rows that carry their name; nobody else's rows are used.

    Returns the codes of the candidates filled. The sheets stay open until their author seals them. Raises
    BadInput with every problem by row, and nothing is filled.
    """
    file = read_interview_marks(path)
    own = [row for row in file.rows if row.member.casefold() == actor.person.name.casefold()]
    problems = list(file.problems)
    if problems:
        raise BadInput(" ".join(problems), safe="Nothing was filled in.", do="Mend the file and try again.")
    require(bool(own), f"No row of the file is by {actor.person.name}.", safe="Nothing was filled in.")
    by_candidate: dict[str, list[MarkRow]] = defaultdict(list)
    for row in own:
        by_candidate[row.candidate].append(row)
    desk = sheets.open_desk(context, actor, code)
    filled = []
    for candidate, rows in by_candidate.items():
        view = desk.load(candidate)
        by_label = {question.label: question for question in view.questions}
        marks, notes = dict(view.marks), dict(view.notes)
        for row in rows:
            question = _question(by_label, row)
            marks[question.id] = _mark(row)
            notes[question.id] = row.evidence
        desk.save_draft(candidate, marks, notes)
        filled.append(candidate)
    return tuple(filled)


def _question(by_label: dict[str, KitQuestion], row: MarkRow) -> KitQuestion:
    found = by_label.get(row.question.upper())
    if found is None:
        raise BadInput(
            f"Row {row.row}: the kit has no question {row.question}.",
            do="Its questions are " + ", ".join(by_label) + ".",
        )
    return found


def _mark(row: MarkRow) -> Mark | None:
    if row.state is MarkState.SCORED:
        return row.score
    if row.state is MarkState.NOT_SCORED:
        return None
    return NoMark.NOT_ASKED if row.state is MarkState.NOT_ASKED else NoMark.NOT_HEARD
