"""Between what people type - a mark and a note for each question - and what the seal keeps."""

from collections.abc import Mapping, Sequence

from panelguide.domain.marks import Mark, NoMark
from panelguide.domain.questions import TOP_MARK
from panelguide.domain.sheet import SheetLine
from panelguide.errors import BadInput, NotFound, Refused
from panelguide.seal import writing as sealed
from panelguide.seal.writing import Answered, Writing
from panelguide.services.kits import KitQuestion
from panelguide.text import clean_text

Marks = Mapping[str, Mark | None]
"""question id -> mark; None clears it. What is not there stays as it is."""

Notes = Mapping[str, str]
"""question id -> note. What is not there stays as it is."""


def blank(questions: Sequence[KitQuestion]) -> Writing:
    return Writing(tuple(Answered(bytes.fromhex(it.id), None) for it in questions))


def changed(
    before: Writing,
    questions: Sequence[KitQuestion],
    marks: Marks,
    notes: Notes,
    not_asked: Mapping[str, str],
) -> Writing:
    """The sheet with these marks and notes put in.

    not_asked: question id -> why, for the questions the chair has recorded as not asked of this candidate.
    Raises NotFound for a question that is not in the kit, BadInput for a mark or note that cannot be used,
    Refused for "not asked" without the chair's fact.
    """
    labels = {it.id: it.label for it in questions}
    strange = (set(marks) | set(notes)) - set(labels)
    if strange:
        raise NotFound(f"The kit has no question {min(strange)}.", safe="Nothing was changed.")
    answers = []
    for answer in before.answers:
        question = answer.question.hex()
        mark = answer.mark
        if question in marks:
            mark = _sealed_mark(labels[question], marks[question], question in not_asked)
        note = answer.note
        if question in notes:
            note = clean_text(notes[question], field=f"Note on {labels[question]}")
        answers.append(Answered(answer.question, mark, note))
    return Writing(tuple(answers), before.reason)


def with_facts(writing: Writing, not_asked: Mapping[str, str]) -> Writing:
    """The sheet with "not asked" where the chair has recorded it and the member has written no mark."""
    return Writing(
        tuple(
            Answered(answer.question, sealed.NoMark.NOT_ASKED, answer.note)
            if answer.mark is None and answer.question.hex() in not_asked
            else answer
            for answer in writing.answers
        ),
        writing.reason,
    )


def marks_of(writing: Writing) -> dict[str, Mark | None]:
    return {answer.question.hex(): domain_mark(answer.mark) for answer in writing.answers}


def notes_of(writing: Writing) -> dict[str, str]:
    return {answer.question.hex(): answer.note for answer in writing.answers}


def lines_of(writing: Writing, questions: Sequence[KitQuestion]) -> tuple[SheetLine, ...]:
    """The sheet as its check reads it."""
    return tuple(
        SheetLine(question.id, question.label, domain_mark(answer.mark), answer.note)
        for answer, question in zip(writing.answers, questions, strict=True)
    )


def as_text(writing: Writing, questions: Sequence[KitQuestion]) -> str:
    """The sheet as lines, to show beside another version of it."""
    return "\n".join(
        f"{line.name}: {'no mark' if line.mark is None else line.mark} {line.note}".rstrip()
        for line in lines_of(writing, questions)
    )


def domain_mark(mark: sealed.Mark) -> Mark | None:
    return NoMark(mark.value) if isinstance(mark, sealed.NoMark) else mark


def _sealed_mark(label: str, mark: Mark | None, was_not_asked: bool) -> sealed.Mark:
    if mark is None or mark is NoMark.NOT_SCORED:
        return None
    if mark is NoMark.NOT_HEARD:
        return sealed.NoMark.NOT_HEARD
    if mark is NoMark.NOT_ASKED:
        if not was_not_asked:
            raise Refused(
                f"The chair has not recorded that {label} was not asked of this candidate.",
                safe="Your sheet is as it was.",
                do="The chair records it, with the reason, with panelguide sheet not-asked. If you missed the answer, mark "
                "“not heard”.",
            )
        return sealed.NoMark.NOT_ASKED
    if isinstance(mark, bool) or not 0 <= mark <= TOP_MARK:
        raise BadInput(
            f"{label} cannot have the mark {mark}; marks go from 0 to {TOP_MARK}.",
            safe="Your sheet is as it was.",
        )
    return int(mark)
