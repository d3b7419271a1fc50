"""checklists/*.yaml -> the checklist and band triggers of the domain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Final

from pydantic import Field, StrictInt, field_validator

from panelguide.content.problems import Problem
from panelguide.content.question_form import BandsForm
from panelguide.content.shape import Form, Identifier, OptionalText, Reader, Text, is_retirement, label_of
from panelguide.content.yaml_reader import ParsedFile, Place
from panelguide.domain.bands import AFC_BANDS, GradeRange, PayScale
from panelguide.domain.checklist import BAND_TRIGGERS, Applies, Bands, Checklist, Item, Level
from panelguide.domain.stages import STAGES, Stage

FILE_FIELDS: Final = {"stage": str, "about": str, "items": list}


class ItemBandsForm(BandsForm):
    """The grades an item is for. Without scales: Agenda for Change, and without a highest band also the
    medical and VSM posts, which count as above band 9."""

    scales: tuple[PayScale, ...] = ()

    def to_domain(self) -> GradeRange:
        named = self.scales or ((PayScale.AFC,) if "max" in self.model_fields_set else tuple(PayScale))
        return GradeRange(frozenset(named), self.min, self.max)


class AppliesForm(Form):
    bands: ItemBandsForm | None = None
    flags: tuple[Text, ...] = ()

    def to_domain(self) -> Applies:
        return Applies(self.bands.to_domain() if self.bands else None, frozenset(self.flags))


class ItemForm(Form):
    """One checklist item as people write it."""

    id: Identifier
    text: Text
    why: Text
    good: Text
    poor: Text
    level: Level
    applies: AppliesForm = AppliesForm()
    check: OptionalText = ""
    action: OptionalText = ""
    source: Text
    owner: Text

    def to_domain(self, stage: Stage) -> Item:
        return Item(
            id=self.id,
            stage=stage,
            text=self.text,
            why=self.why,
            good=self.good,
            poor=self.poor,
            level=self.level,
            applies=self.applies.to_domain(),
            check=self.check,
            action=self.action,
            source=self.source,
            owner=self.owner,
        )


class BandTriggersForm(Form):
    """bands.yaml: from which band a rule begins, and how long interviews are, in minutes."""

    about: OptionalText = ""
    edi_question_from: Text | None = None
    skills_assessment_from: Text | None = None
    edi_representative_from: Text | None = None
    chair_statement_from: Text | None = None
    minutes_per_question: Annotated[StrictInt, Field(ge=1, le=60)] | None = None
    opening_minutes: Annotated[StrictInt, Field(ge=0, le=60)] | None = None
    closing_minutes: Annotated[StrictInt, Field(ge=0, le=60)] | None = None

    @field_validator(*BAND_TRIGGERS)
    @classmethod
    def is_a_band(cls, band: str | None) -> str | None:
        if band is not None and band not in AFC_BANDS:
            raise ValueError(f"names band “{band}”; the bands are {', '.join(AFC_BANDS)}")
        return band


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item with the file and place it stands at."""

    item: Item
    parsed: ParsedFile
    place: Place

    def line(self, *field: str | int) -> int:
        return self.parsed.line((*self.place, *field))


@dataclass(frozen=True, slots=True)
class ChecklistFiles:
    """What the checklist files hold, and what is wrong in their form.

    named_rules: every rule named in them, also by items left out for their form.
    """

    items: Mapping[str, PlacedItem]
    named_rules: frozenset[str]
    problems: tuple[Problem, ...]

    def to_domain(self, digest: str) -> Checklist:
        """The items by stage and, within a stage, as their files order them."""
        items = [placed.item for placed in self.items.values()]
        return Checklist(tuple(sorted(items, key=lambda item: STAGES.index(item.stage))), digest)


def read_checklists(files: Iterable[ParsedFile]) -> ChecklistFiles:
    """The items of all stages; a later own file adds, replaces or retires by id."""
    items: dict[str, PlacedItem] = {}
    named: set[str] = set()
    problems: list[Problem] = []
    for parsed in files:
        reader = Reader(parsed)
        _read_items(reader, items)
        named |= _rules_named_in(parsed)
        problems += reader.problems
    return ChecklistFiles(items, frozenset(named), tuple(problems))


def read_bands(files: Iterable[ParsedFile]) -> tuple[Bands, tuple[Problem, ...]]:
    """The band triggers; a later own file overrides what it names. Without a file, the usual bands."""
    bands = Bands()
    problems: list[Problem] = []
    for parsed in files:
        reader = Reader(parsed)
        data = parsed.data if isinstance(parsed.data, dict) else {}
        form = reader.entry(BandTriggersForm, data, (), "Bands")
        if form is not None:
            bands = replace(bands, **form.model_dump(exclude_none=True, exclude={"about"}))
        problems += reader.problems
    return bands, tuple(problems)


def _read_items(reader: Reader, items: dict[str, PlacedItem]) -> None:
    fields = reader.top(FILE_FIELDS)
    if not fields:
        return
    name = fields.get("stage")
    if name not in [stage.value for stage in STAGES]:
        reader.tell(("stage",), f"“{name}” is not a stage.", f"Use one of {', '.join(STAGES)}.")
        return
    stage = Stage(str(name))
    for place, data in reader.entries("items", fields):
        label = label_of(data, "Item", place)
        if is_retirement(data):
            if items.pop(label, None) is None:
                reader.tell((*place, "id"), f"There is no item {label} to retire.", "Check the id.")
            continue
        form = reader.entry(ItemForm, data, place, label)
        if form is not None and _is_new(reader, items.get(form.id), place, form.id):
            items[form.id] = PlacedItem(form.to_domain(stage), reader.parsed, place)


def _rules_named_in(parsed: ParsedFile) -> set[str]:
    entries = parsed.data.get("items") if isinstance(parsed.data, dict) else None
    found = entries if isinstance(entries, list) else []
    return {str(entry["check"]) for entry in found if isinstance(entry, dict) and "check" in entry}


def _is_new(reader: Reader, known: PlacedItem | None, place: Place, item_id: str) -> bool:
    if known is None or known.parsed.file.own != reader.parsed.file.own:
        return True
    first = f"{known.parsed.file.name}, line {known.line('id')}"
    reader.tell((*place, "id"), f"{item_id} stands already in {first}.", "Give one a new id.", "duplicate-id")
    return False
