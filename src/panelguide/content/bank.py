"""question_bank/*.yaml -> the questions and tags of the domain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from panelguide.content.locate import FileKind
from panelguide.content.problems import Problem
from panelguide.content.question_form import QuestionForm, TagForm
from panelguide.content.shape import Reader, is_retirement, label_of
from panelguide.content.stand_in import filled_in
from panelguide.content.yaml_reader import ParsedFile, Place
from panelguide.domain.questions import MARKS, Bank, Question, QuestionStatus, Tag, Value

FILE_FIELDS: Final = {"theme": str, "about": str, "questions": list}
VALUES_ARE: Final = f"Use {', '.join(Value)}."
TAG_FIELDS: Final = {"values": list, "competencies": list}


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question with the file and place it stands at, so that a finding can name its line.

    stood_in: fields that did not fit and were replaced; nothing is to be said of them again.
    """

    question: Question
    parsed: ParsedFile
    place: Place
    stood_in: frozenset[str] = frozenset()

    def line(self, *field: str | int) -> int:
        return self.parsed.line((*self.place, *field))


@dataclass(frozen=True, slots=True)
class BankFiles:
    """What the files of the bank hold, and what is wrong in their form.

    misfits: entries left out for their form, kept only to be checked for the rest of what they hold.
    """

    questions: Mapping[str, PlacedQuestion]
    misfits: tuple[PlacedQuestion, ...]
    values: Mapping[str, Tag]
    competencies: Mapping[str, Tag]
    problems: tuple[Problem, ...]

    def to_domain(self, digest: str) -> Bank:
        questions = {name: placed.question for name, placed in self.questions.items()}
        return Bank(questions, self.values, self.competencies, digest)


def read_bank(files: Iterable[ParsedFile]) -> BankFiles:
    """The questions and tags of all files; a later own file adds, replaces or retires by id."""
    questions: dict[str, PlacedQuestion] = {}
    misfits: list[PlacedQuestion] = []
    values: dict[str, Tag] = {}
    competencies: dict[str, Tag] = {}
    problems: list[Problem] = []
    for parsed in files:
        reader = Reader(parsed)
        if parsed.file.kind is FileKind.TAGS:
            fields = reader.top(TAG_FIELDS)
            _read_tags(reader, "values", fields, values)
            _read_tags(reader, "competencies", fields, competencies)
        else:
            _read_questions(reader, questions, misfits)
        problems += reader.problems
    return BankFiles(questions, tuple(misfits), values, competencies, tuple(problems))


def _read_questions(
    reader: Reader, questions: dict[str, PlacedQuestion], misfits: list[PlacedQuestion]
) -> None:
    fields = reader.top(FILE_FIELDS)
    theme = reader.parsed.file.stem
    if fields and fields.get("theme") != theme:
        reader.tell(("theme",), f"The theme is not the name of the file, “{theme}”.", f"Write theme: {theme}")
    for place, data in reader.entries("questions", fields):
        label = label_of(data, "Question", place)
        if is_retirement(data):
            _retire(reader, questions, place, label)
            continue
        form = reader.entry(QuestionForm, data, place, label)
        if form is None:
            readable = filled_in(QuestionForm, data)
            if readable is not None:
                least, replaced = readable
                misfits.append(PlacedQuestion(least.to_domain(theme), reader.parsed, place, replaced))
            continue
        placed = PlacedQuestion(form.to_domain(theme), reader.parsed, place)
        if _is_new(reader, questions.get(form.id), place, form.id):
            questions[form.id] = placed
            _tell_missing_anchors(reader, placed)


def _tell_missing_anchors(reader: Reader, placed: PlacedQuestion) -> None:
    anchors = placed.question.anchors
    missing = [str(mark) for mark in MARKS if mark not in anchors]
    extra = [str(mark) for mark in anchors if mark not in MARKS]
    place: Place = (*placed.place, "anchors")
    if missing:
        what = f"{placed.question.id} says nothing for the marks {', '.join(missing)}."
        reader.tell(
            place, what, "Write what a listener would hear at each mark from 0 to 5.", "anchors-missing"
        )
    for mark in extra:
        what = f"{placed.question.id} has an anchor for the mark {mark}; marks run from 0 to 5."
        reader.tell((*place, int(mark)), what, "Take it out.", "anchors-missing")


def _is_new(reader: Reader, known: PlacedQuestion | None, place: Place, question_id: str) -> bool:
    """Whether an entry may take its place: the id is free, or stands in the files this folder lies over."""
    if known is None or known.parsed.file.own != reader.parsed.file.own:
        return True
    first = f"{known.parsed.file.name}, line {known.line('id')}"
    reader.tell(
        (*place, "id"), f"{question_id} stands already in {first}.", "Give one a new id.", "duplicate-id"
    )
    return False


def _retire(reader: Reader, questions: dict[str, PlacedQuestion], place: Place, question_id: str) -> None:
    known = questions.get(question_id)
    if known is None:
        reader.tell((*place, "id"), f"There is no question {question_id} to retire.", "Check the id.")
        return
    questions[question_id] = replace(known, question=replace(known.question, status=QuestionStatus.RETIRED))


def _read_tags(reader: Reader, name: str, fields: Mapping[str, object], tags: dict[str, Tag]) -> None:
    seen: set[str] = set()
    for place, data in reader.entries(name, fields):
        form = reader.entry(TagForm, data, place, label_of(data, "Tag", place))
        if form is None:
            continue
        if form.id in seen:
            reader.tell((*place, "id"), f"The tag {form.id} stands twice.", "Keep one.", "duplicate-id")
            continue
        seen.add(form.id)
        if name == "values" and form.id not in list(Value):
            reader.tell((*place, "id"), f"“{form.id}” is not a value of the NHS Constitution.", VALUES_ARE)
            continue
        tags[form.id] = form.to_domain()
