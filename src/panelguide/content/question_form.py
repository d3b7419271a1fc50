"""The form of a question as people write it, and the domain's question made of it."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, model_validator

from panelguide.content.shape import Form, Identifier, IsoDate, OptionalText, Text, Title
from panelguide.domain.bands import AFC_BANDS, GradeRange, PayScale
from panelguide.domain.questions import (
    LOWEST_MARK,
    TOP_MARK,
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
