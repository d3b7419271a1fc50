"""The stage checklists: what is done, explained, not needed or open, by hand or by the record."""

from dataclasses import dataclass
from datetime import date

from panelguide.domain.access import Act
from panelguide.domain.checklist import (
    Item,
    ItemState,
    Progress,
    Recorded,
    item_state,
    record_by_hand,
    stage_progress,
)
from panelguide.domain.rules import RULES
from panelguide.domain.rules.answer import Answer
from panelguide.domain.stages import STAGES, Stage
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import BadInput, NotFound
from panelguide.services import facts as fact_finding
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import checklists as store
from panelguide.store.checklists import ItemRecord
from panelguide.text import clean_line, clean_text


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item as it stands. sentence: what its rule says, "" for an item ticked by hand.

    version: 0 while nobody has recorded anything on it.
    """

    item: Item
    state: ItemState
    sentence: str
    note: str
    why_not: str
    what_instead: str
    agreed_by: str
    agreed_on: str
    by: str
    at: str
    version: int


@dataclass(frozen=True, slots=True)
class StageView:
    stage: Stage
    items: tuple[ItemView, ...]
    progress: Progress


def show(context: Context, actor: SignedIn, code: str, *, stage: Stage | None = None) -> StageView:
    """One stage's checklist as it stands; the stage the vacancy is in when none is named."""
    vacancy = find_vacancy(context, actor, code)
    wanted = stage or vacancy.stage
    items = items_of(context, vacancy, wanted)
    return StageView(wanted, items, _progress(items))


def item(context: Context, actor: SignedIn, code: str, *, item: str) -> ItemView:
    """One item as it stands. Raises NotFound when the vacancy has no such item."""
    vacancy = find_vacancy(context, actor, code)
    wanted = _item(context, vacancy, item)
    return next(view for view in items_of(context, vacancy, wanted.stage) if view.item.id == wanted.id)


def tick(
    context: Context, actor: SignedIn, code: str, *, item: str, version: int, note: str = ""
) -> StageView:
    """Records that an item is done. Raises Refused for one that answers from the record."""
    return _record(context, actor, code, item, version, ItemState.DONE, note=note)


def untick(context: Context, actor: SignedIn, code: str, *, item: str, version: int) -> StageView:
    """Opens an item again, whatever was recorded on it."""
    return _record(context, actor, code, item, version, ItemState.OPEN)


def explain(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    item: str,
    version: int,
    why_not: str,
    what_instead: str,
    agreed_by: str,
    agreed_on: str,
) -> StageView:
    """Comply or explain: why not, what instead, and who agreed on which day (ISO date)."""
    try:
        agreed = date.fromisoformat(agreed_on).isoformat()
    except ValueError as error:
        raise BadInput(
            f"Agreed on: “{agreed_on}” is not a date.",
            safe="Nothing was changed.",
            do="Write it like 2026-11-13.",
        ) from error
    return _record(
        context,
        actor,
        code,
        item,
        version,
        ItemState.EXPLAINED,
        why_not=clean_text(why_not, field="Why not", limit=2_000, required=True),
        what_instead=clean_text(what_instead, field="What instead", limit=2_000, required=True),
        agreed_by=clean_line(agreed_by, field="Who agreed"),
        agreed_on=agreed,
    )


def not_needed(
    context: Context, actor: SignedIn, code: str, *, item: str, version: int, why: str = ""
) -> StageView:
    """Records that an item does not apply to this vacancy. A MUST item wants a reason."""
    return _record(context, actor, code, item, version, ItemState.NOT_NEEDED, why_not=why)


def items_of(context: Context, vacancy: Vacancy, stage: Stage) -> tuple[ItemView, ...]:
    """The items of one stage that apply to the vacancy, answered as things stand."""
    return _views(context, vacancy, (stage,))[stage]


def progress_of(context: Context, vacancy: Vacancy, stage: Stage) -> Progress:
    return _progress(items_of(context, vacancy, stage))


def progress_of_stages(context: Context, vacancy: Vacancy) -> dict[Stage, Progress]:
    """Of all six stages, from one look at the record."""
    return {stage: _progress(items) for stage, items in _views(context, vacancy, STAGES).items()}


def _views(
    context: Context, vacancy: Vacancy, stages: tuple[Stage, ...]
) -> dict[Stage, tuple[ItemView, ...]]:
    facts = fact_finding.facts_of(context, vacancy)
    with context.store.read() as connection:
        records = store.list_records(connection, vacancy.id)
    views: dict[Stage, tuple[ItemView, ...]] = {}
    for stage in stages:
        items = context.content.checklist.of_stage(stage, vacancy.grade, vacancy.flags)
        views[stage] = tuple(
            _view(item, records.get(item.id), RULES[item.check](facts) if item.check in RULES else None)
            for item in items
        )
    return views


def _view(item: Item, record: ItemRecord | None, answer: Answer | None) -> ItemView:
    said = Recorded(record.state, record.why_not) if record else None
    return ItemView(
        item=item,
        state=item_state(item, said, rule_met=answer.met if answer else None),
        sentence=answer.sentence if answer else "",
        note=record.note if record else "",
        why_not=record.why_not if record else "",
        what_instead=record.what_instead if record else "",
        agreed_by=record.agreed_by if record else "",
        agreed_on=record.agreed_on if record else "",
        by=record.by if record else "",
        at=record.at if record else "",
        version=record.version if record else 0,
    )


def _progress(views: tuple[ItemView, ...]) -> Progress:
    return stage_progress((view.item for view in views), {view.item.id: view.state for view in views})


def _record(
    context: Context,
    actor: SignedIn,
    code: str,
    item_id: str,
    version: int,
    state: ItemState,
    *,
    note: str = "",
    why_not: str = "",
    what_instead: str = "",
    agreed_by: str = "",
    agreed_on: str = "",
) -> StageView:
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.KEEP_CHECKLIST, vacancy.id)
    item = _item(context, vacancy, item_id)
    if state is not ItemState.OPEN:
        record_by_hand(item, state, why_not)
    record = ItemRecord(
        item_id=item.id,
        state=state,
        person_id=actor.person.id,
        by=actor.person.name,
        at=context.now(),
        note=clean_text(note, field="Note"),
        why_not=clean_text(why_not, field="Why not", limit=2_000),
        what_instead=what_instead,
        agreed_by=agreed_by,
        agreed_on=agreed_on,
        version=version,
    )
    with context.change(actor) as change:
        store.put_record(change.connection, vacancy.id, record, version)
        change.record(f"item.{state}", item.id, vacancy=vacancy.id)
    return show(context, actor, code, stage=item.stage)


def _item(context: Context, vacancy: Vacancy, item_id: str) -> Item:
    item = context.content.checklist.item(item_id.upper())
    if item is None or not item.applies.to(vacancy.grade, vacancy.flags):
        raise NotFound(
            f"{vacancy.code} has no checklist item {item_id}.",
            safe="Nothing was changed.",
            do=f"Look at panelguide checklist show {vacancy.code}.",
        )
    return item
