"""Vacancies from opening to close: creating them, walking their stages, and what comes next."""

from dataclasses import dataclass, replace
from datetime import date

from panelguide.domain.access import Act, may
from panelguide.domain.bands import Grade
from panelguide.domain.checklist import ItemState, Progress
from panelguide.domain.people import PanelSeat
from panelguide.domain.questions import StaffGroup
from panelguide.domain.stages import STAGES, Stage
from panelguide.domain.vacancy import Vacancy, VacancyStatus
from panelguide.errors import BadInput, Refused
from panelguide.services import checklists, people
from panelguide.services.context import Context, require
from panelguide.services.lookup import find_vacancy, require_open, visible
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import panel as panel_store
from panelguide.store import vacancies as store
from panelguide.text import clean_line

DATE_FIELDS = ("closing_date", "shortlist_date", "interview_date", "letters_due", "retention_date")
TEXT_FIELDS = ("title", "reference", "workplace", "contact")
SHORTEST_SLOT, LONGEST_SLOT = 15, 240
MOST_POSTS = 1_000


@dataclass(frozen=True, slots=True)
class VacancyLine:
    """One vacancy in a list: how far it is, the one next step and whether it is this person's."""

    vacancy: Vacancy
    done: int
    explained: int
    total: int
    next_step: str
    next_action: str
    next_date: str
    yours: bool


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage on the rail. state: "done", "now" or "to come"."""

    stage: Stage
    progress: Progress
    state: str


@dataclass(frozen=True, slots=True)
class Overview:
    vacancy: Vacancy
    stages: tuple[StageLine, ...]
    next_step: str
    next_action: str
    panel: tuple[PanelSeat, ...]


def create(
    context: Context,
    actor: SignedIn,
    *,
    title: str,
    grade: Grade,
    posts: int = 1,
    staff_group: StaffGroup = StaffGroup.ANY,
    reference: str = "",
    workplace: str = "",
    slot_minutes: int = 45,
    flags: frozenset[str] = frozenset(),
    contact: str = "",
    manager_email: str = "",
) -> Vacancy:
    """Opens a vacancy in its first stage. It keeps the checklist of this moment.

    manager_email: the recruiting manager; whoever creates it when left empty. Raises Refused for somebody who
    manages no vacancies, BadInput for what cannot be used.
    """
    require_allowed(context, actor, Act.CREATE_VACANCY)
    require(posts >= 1, "A vacancy has at least one post.")
    require(posts <= MOST_POSTS, f"A vacancy has at most {MOST_POSTS} posts.")
    _check_slot(slot_minutes)
    manager = people.find(context, manager_email) if manager_email else actor.person
    require(
        may(Act.CREATE_VACANCY, roles=manager.roles, is_manager=False, seats=frozenset()),
        f"{manager.name} is no recruiting manager.",
        do="Name somebody who is, or ask the recruitment team.",
    )
    vacancy = Vacancy(
        id=context.new_id(),
        code="",
        title=clean_line(title, field="Title"),
        grade=grade,
        posts=posts,
        staff_group=staff_group,
        reference=clean_line(reference, field="Reference", required=False),
        workplace=clean_line(workplace, field="Workplace", required=False),
        manager_id=manager.id,
        manager_name=manager.name,
        stage=Stage.PREPARE,
        status=VacancyStatus.OPEN,
        flags=_clean_flags(flags),
        slot_minutes=slot_minutes,
        closing_date="",
        shortlist_date="",
        interview_date="",
        letters_due="",
        retention_date="",
        contact=clean_line(contact, field="Contact", required=False),
        checklist_digest=context.content.checklist.digest,
        created_at=context.now(),
        version=1,
    )
    with context.change(actor) as change:
        vacancy = replace(vacancy, code=store.next_code(change.connection))
        store.add_vacancy(change.connection, vacancy)
        change.record("vacancy.created", vacancy.id, vacancy=vacancy.id, code=vacancy.code)
    return vacancy


def set_details(
    context: Context, actor: SignedIn, code: str, *, version: int, **fields: str | int | frozenset[str]
) -> Vacancy:
    """Changes what is known of a vacancy: title, reference, workplace, contact, slot_minutes, flags and its dates.

    Dates are ISO dates or "". Raises BadInput naming the field, SomebodyElseChangedIt for a stale version.
    """
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.PREPARE, vacancy.id)
    values = {name: _checked(name, value) for name, value in fields.items()}
    with context.change(actor) as change:
        store.change_vacancy(change.connection, vacancy.id, version, **values)
        change.record("vacancy.changed", vacancy.id, vacancy=vacancy.id, fields=[*sorted(values)])
    return find_vacancy(context, actor, code)


def list_all(context: Context, actor: SignedIn) -> tuple[VacancyLine, ...]:
    """Every vacancy this person may see, the newest first."""
    return tuple(_line(context, actor, vacancy) for vacancy in visible(context, actor))


def overview(context: Context, actor: SignedIn, code: str) -> Overview:
    """The stage rail of one vacancy, its panel and the one next step."""
    vacancy = find_vacancy(context, actor, code)
    found = checklists.progress_of_stages(context, vacancy)
    with context.store.read() as connection:
        seats = panel_store.list_seats(connection, vacancy.id)
    lines = tuple(StageLine(stage, found[stage], _stage_state(vacancy, stage)) for stage in STAGES)
    sentence, action = _next_step(context, vacancy, found[vacancy.stage])
    return Overview(vacancy, lines, sentence, action, seats)


def advance(context: Context, actor: SignedIn, code: str) -> Vacancy:
    """Closes the stage and opens the next. Raises Refused naming every item that still holds it back."""
    since = context.store.head()
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.KEEP_CHECKLIST, vacancy.id)
    require_open(vacancy)
    progress = checklists.progress_of(context, vacancy, vacancy.stage)
    if not progress.may_close:
        waiting = "; ".join(f"{item.id} {item.text}" for item in progress.blocking)
        raise Refused(
            f"{vacancy.stage.name_for_people} cannot close yet. Still to do or to explain: {waiting}.",
            safe="Nothing was changed.",
            do="Do each, or record why not and what is done instead.",
        )
    following = vacancy.stage.next
    require(following is not None, "After is the last stage.", do="Close the vacancy instead.")
    with context.change(actor) as change:
        change.require_unchanged(vacancy.id, since)
        store.change_vacancy(change.connection, vacancy.id, vacancy.version, stage=following)
        change.record(
            "stage.closed", vacancy.id, vacancy=vacancy.id, stage=vacancy.stage, explained=progress.explained
        )
    return find_vacancy(context, actor, code)


def cancel(context: Context, actor: SignedIn, code: str, *, reason: str) -> Vacancy:
    """Ends a vacancy without an appointment. Its record stays."""
    return _end(context, actor, code, VacancyStatus.CANCELLED, clean_line(reason, field="Reason", limit=400))


def close(context: Context, actor: SignedIn, code: str) -> Vacancy:
    """Ends a vacancy whose last stage is done."""
    since = context.store.head()
    vacancy = find_vacancy(context, actor, code)
    require(vacancy.stage is Stage.AFTER, "A vacancy closes from its last stage, After.")
    require(
        checklists.progress_of(context, vacancy, Stage.AFTER).may_close,
        "Something in After is still to do or to explain.",
    )
    return _end(context, actor, code, VacancyStatus.CLOSED, "", since=since)


def _line(context: Context, actor: SignedIn, vacancy: Vacancy) -> VacancyLine:
    found = checklists.progress_of_stages(context, vacancy)
    sentence, action = _next_step(context, vacancy, found[vacancy.stage])
    with context.store.read() as connection:
        seated = bool(panel_store.seats_of(connection, vacancy.id, actor.person.id))
    return VacancyLine(
        vacancy=vacancy,
        done=sum(progress.done for progress in found.values()),
        explained=sum(progress.explained for progress in found.values()),
        total=sum(progress.total for progress in found.values()),
        next_step=sentence,
        next_action=action,
        next_date=_next_date(vacancy, context.today()),
        yours=seated or vacancy.manager_id == actor.person.id,
    )


def _next_step(context: Context, vacancy: Vacancy, progress: Progress) -> tuple[str, str]:
    """The one next step as a sentence, and the screen that does it."""
    if vacancy.status is not VacancyStatus.OPEN:
        return f"Nothing: {vacancy.code} is {vacancy.status}.", ""
    if progress.blocking:
        item = progress.blocking[0]
        return item.text, item.action or "vacancy"
    view = checklists.items_of(context, vacancy, vacancy.stage)
    still_open = [line.item for line in view if line.state is ItemState.OPEN]
    if still_open:
        return still_open[0].text, still_open[0].action or "vacancy"
    if vacancy.stage.next is None:
        return "Everything is done: close the vacancy.", "vacancy"
    return f"Everything is done: open {vacancy.stage.next.name_for_people}.", "vacancy"


def _next_date(vacancy: Vacancy, today: date) -> str:
    """The nearest date still to come, or the latest missed one of its stage; "" with no dates."""
    dates = (vacancy.closing_date, vacancy.shortlist_date, vacancy.interview_date, vacancy.letters_due)
    coming = sorted(day for day in dates if day and day >= today.isoformat())
    return coming[0] if coming else ""


def _stage_state(vacancy: Vacancy, stage: Stage) -> str:
    if stage is vacancy.stage:
        return "now"
    return "done" if stage.number < vacancy.stage.number else "to come"


def _end(
    context: Context,
    actor: SignedIn,
    code: str,
    status: VacancyStatus,
    reason: str,
    *,
    since: int | None = None,
) -> Vacancy:
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.PREPARE, vacancy.id)
    require_open(vacancy)
    with context.change(actor) as change:
        if since is not None:
            change.require_unchanged(vacancy.id, since)
        store.change_vacancy(
            change.connection, vacancy.id, vacancy.version, status=status, ended_because=reason
        )
        change.record(f"vacancy.{status}", vacancy.id, vacancy=vacancy.id)
    return find_vacancy(context, actor, code)


def _checked(name: str, value: str | int | frozenset[str]) -> object:
    if name in DATE_FIELDS and isinstance(value, str):
        return _checked_date(name, value)
    if name in TEXT_FIELDS and isinstance(value, str):
        return clean_line(value, field=_label(name), required=name == "title")
    if name == "slot_minutes" and isinstance(value, int):
        _check_slot(value)
        return value
    if name == "flags" and isinstance(value, frozenset):
        return ",".join(sorted(_clean_flags(value)))
    raise BadInput(f"{_label(name)} cannot be set here.", safe="Nothing was changed.")


def _clean_flags(flags: frozenset[str]) -> frozenset[str]:
    """Flags stand in one column with commas between them."""
    cleaned = frozenset(clean_line(flag, field="Flag", limit=40) for flag in flags)
    if any("," in flag for flag in cleaned):
        raise BadInput("A flag holds no comma.", safe="Nothing was changed.", do="Give each flag by itself.")
    return cleaned


def _checked_date(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError as error:
        raise BadInput(
            f"{_label(name)}: “{value}” is not a date.",
            safe="Nothing was changed.",
            do="Write it like 2026-11-24.",
        ) from error


def _check_slot(minutes: int) -> None:
    if not SHORTEST_SLOT <= minutes <= LONGEST_SLOT:
        raise BadInput(
            f"An interview slot is {SHORTEST_SLOT} to {LONGEST_SLOT} minutes long, not {minutes}.",
            safe="Nothing was changed.",
        )


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()
