"""question_bank/*.yaml -> the questions and tags of the domain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal

from pydantic import Field, StrictBool, StrictInt, model_validator

from panelguide.content.locate import FileKind
from panelguide.content.problems import Problem
from panelguide.content.shape import (
    Form,
    Identifier,
    IsoDate,
    OptionalText,
    Reader,
    Text,
    Title,
    is_retirement,
    label_of,
)
from panelguide.content.stand_in import filled_in
from panelguide.content.yaml_reader import ParsedFile, Place
from panelguide.domain.bands import AFC_BANDS, GradeRange, PayScale
from panelguide.domain.questions import (
    LOWEST_MARK,
    MARKS,
    TOP_MARK,
    Bank,
    Category,
    Exercise,
    Phrase,
    Probe,
    Question,
    QuestionStatus,
    QuestionType,
    Source,
    StaffGroup,
    Tag,
    Value,
)

FILE_FIELDS: Final = {"theme": str, "about": str, "questions": list}
VALUES_ARE: Final = f"Use {', '.join(Value)}."
TAG_FIELDS: Final = {"values": list, "competencies": list}


class BandsForm(Form):
    scales: Annotated[tuple[PayScale, ...], Field(min_length=1)]
    min: Text = AFC_BANDS[0]
    max: Text = AFC_BANDS[-1]

    @model_validator(mode="after")
    def bands_in_order(self) -> "BandsForm":
        for band in (self.min, self.max):
            if band not in AFC_BANDS:
                raise ValueError(f"names band “{band}”; the bands are {', '.join(AFC_BANDS)}")
        if AFC_BANDS.index(self.min) > AFC_BANDS.index(self.max):
            raise ValueError(f"runs from {self.min} down to {self.max}")
        return self

    def to_domain(self) -> GradeRange:
        return GradeRange(frozenset(self.scales), self.min, self.max)


class ProbeForm(Form):
    text: Text
    when: Text


class PhraseForm(Form):
    indicator: StrictInt
    text: Text


class IndicatorsForm(Form):
    positive: list[Text]
    negative: list[Text]


class PhrasesForm(Form):
    strength: list[PhraseForm]
    develop: list[PhraseForm]


class SourceForm(Form):
    kind: Literal["own", "adapted"]
    basis: Text
    url: OptionalText = ""


class ExerciseForm(Form):
    kind: Literal[
        "presentation",
        "written-brief",
        "in-tray",
        "role-play",
        "data-task",
        "group",
        "stakeholder-event",
        "demonstration",
    ]
    preparation_minutes: Annotated[StrictInt, Field(ge=0, le=240)]
    materials: list[Text]
    candidate_brief: Text
    marking_guide: list[Text]
    adjustments: list[Text]
    actor_brief: OptionalText = ""
    observer_sheet: tuple[Text, ...] = ()

    def to_domain(self) -> Exercise:
        return Exercise(
            kind=self.kind,
            preparation_minutes=self.preparation_minutes,
            materials=tuple(self.materials),
            candidate_brief=self.candidate_brief,
            marking_guide=tuple(self.marking_guide),
            adjustments=tuple(self.adjustments),
            actor_brief=self.actor_brief,
            observer_sheet=self.observer_sheet,
        )


class QuestionForm(Form):
    """One entry of the bank as people write it."""

    id: Identifier
    version: Annotated[StrictInt, Field(ge=1)]
    status: QuestionStatus
    type: QuestionType
    category: Category
    value: Value | None
    secondary_values: list[Value]
    competencies: list[Text]
    bands: BandsForm
    staff_groups: Annotated[list[StaffGroup], Field(min_length=1)]
    title: Title
    purpose: Text
    ask: Text
    plain_version: Text
    opening_note: OptionalText = ""
    minutes: Annotated[StrictInt, Field(ge=1, le=240)]
    probes: list[ProbeForm]
    indicators: IndicatorsForm
    anchors: dict[StrictInt, Text]
    pass_line: Annotated[StrictInt, Field(ge=LOWEST_MARK, le=TOP_MARK)]
    red_flags: list[Text]
    share_in_advance: StrictBool
    avoid: list[Text]
    feedback_phrases: PhrasesForm
    source: SourceForm
    reviewed_on: IsoDate
    reviewed_by: Text
    accessibility_notes: Text
    exercise: ExerciseForm | None = None

    def to_domain(self, theme: str) -> Question:
        return Question(
            id=self.id,
            version=self.version,
            status=self.status,
            type=self.type,
            category=self.category,
            theme=theme,
            title=self.title,
            value=self.value,
            secondary_values=tuple(self.secondary_values),
            competencies=tuple(self.competencies),
            grades=self.bands.to_domain(),
            staff_groups=frozenset(self.staff_groups),
            purpose=self.purpose,
            ask=self.ask,
            plain_version=self.plain_version,
            opening_note=self.opening_note,
            minutes=self.minutes,
            probes=tuple(Probe(probe.text, probe.when) for probe in self.probes),
            positive_indicators=tuple(self.indicators.positive),
            negative_indicators=tuple(self.indicators.negative),
            anchors={mark: self.anchors[mark] for mark in sorted(self.anchors)},
            pass_line=self.pass_line,
            red_flags=tuple(self.red_flags),
            share_in_advance=self.share_in_advance,
            avoid=tuple(self.avoid),
            strength_phrases=tuple(Phrase(p.indicator, p.text) for p in self.feedback_phrases.strength),
            develop_phrases=tuple(Phrase(p.indicator, p.text) for p in self.feedback_phrases.develop),
            source=Source(self.source.kind, self.source.basis, self.source.url),
            reviewed_on=self.reviewed_on,
            reviewed_by=self.reviewed_by,
            accessibility_notes=self.accessibility_notes,
            exercise=self.exercise.to_domain() if self.exercise else None,
        )


class TagForm(Form):
    id: Text
    name: Text
    stems: list[Text]

    def to_domain(self) -> Tag:
        return Tag(self.id, self.name, tuple(self.stems))


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
