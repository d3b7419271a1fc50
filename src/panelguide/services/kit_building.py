"""Building a kit: assigned exactly, changed by hand, locked with its texts frozen."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from panelguide.domain.access import Act
from panelguide.domain.assign import Assigned, AssignRequest, propose_weight
from panelguide.domain.assign import assign as assign_exactly
from panelguide.domain.coverage import covers, is_exercise
from panelguide.domain.criteria import Criterion, TestedAt
from panelguide.domain.frozen import freeze
from panelguide.domain.method import decimal_text
from panelguide.domain.people import PanelSeat, Seat
from panelguide.domain.questions import Category, Question, Value
from panelguide.domain.swaps import Swap, swap_candidates
from panelguide.domain.usual_values import usual_values
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import BadInput, NotFound, Refused, SomebodyElseChangedIt
from panelguide.seal.canonical import encode_text
from panelguide.services.context import Context, Recorder, require
from panelguide.services.kit_views import KitView, bank, question_at, require_kit, texts_digest
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import criteria as criteria_store
from panelguide.store import kits as store
from panelguide.store import panel as panel_store
from panelguide.store.kits import KitQuestionRecord, KitRecord

EXERCISE_MINUTES = 20


def assign(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    required_values: tuple[Value, ...] | None = None,
    minutes: int | None = None,
    with_exercise: bool | None = None,
    seed: int | None = None,
    version: int | None = None,
) -> KitView:
    """Assigns a kit exactly, in place of the draft there was.

    version: of the draft the person saw, 0 for none; whichever is stored when left out.

    required_values: three or more by default, by the length of the slot. minutes: for the questions; by default the slot without introduction
    and the candidate's own questions. with_exercise: by default where a criterion is tested by one or the
    band asks for it. Raises CannotAssign naming what is missing or how many minutes it needs, and
    SomebodyElseChangedIt when the draft is not the one that was seen.
    """
    since = context.store.head()
    vacancy = _for_building(context, actor, code)
    chosen = context.new_seed() if seed is None else seed
    request = _request(context, vacancy, required_values, minutes, with_exercise, chosen)
    made = assign_exactly(request)
    records = [_record(context, it) for it in (*made.questions, *made.exercises)]
    current = _as_seen(_stored(context, vacancy), version)
    kit = KitRecord(
        id=current.id if current else context.new_id(),
        number=current.number if current else 1,
        minutes=request.minutes,
        seed=chosen,
        locked_at="",
        digest=b"",
        version=current.version if current else 0,
    )
    with context.change(actor) as change:
        change.require_unchanged(vacancy.id, since)
        _save(change, vacancy, kit, records)
        change.record(
            "kit.assigned",
            kit.id,
            vacancy=vacancy.id,
            seed=chosen,
            questions=[record.question_id for record in records],
        )
    return require_kit(context, vacancy)


def swaps(context: Context, actor: SignedIn, code: str, *, position: int) -> tuple[Swap, ...]:
    """What could be asked in place of the question at this position (from 1), best first."""
    vacancy = find_vacancy(context, actor, code)
    kit = require_kit(context, vacancy)
    wanted = question_at(kit, position)
    request = _request(context, vacancy, None, kit.minutes, None, 0)
    return swap_candidates(request, [it.question for it in kit.questions], wanted.question.id)


def swap(context: Context, actor: SignedIn, code: str, *, position: int, question_id: str) -> KitView:
    """Puts another question of the bank in the place of one. Raises Refused once locked."""

    def exchange(records: list[KitQuestionRecord], fresh: KitQuestionRecord) -> list[KitQuestionRecord]:
        old = records[position - 1]
        fresh = replace(fresh, asker_id=old.asker_id, asker=old.asker)
        return [fresh if record is old else record for record in records]

    kit = require_kit(context, _for_building(context, actor, code))
    old = question_at(kit, position)
    new = _from_bank(context, actor, code, question_id)
    if old.is_exercise != is_exercise(new):
        raise Refused(
            "A question and an exercise cannot stand in for each other.", safe="Nothing was changed."
        )
    return _change(
        context,
        actor,
        code,
        "kit.swapped",
        lambda records: exchange(records, _fresh(context, actor, code, new)),
    )


def add(context: Context, actor: SignedIn, code: str, *, question_id: str) -> KitView:
    """Adds a question of the bank: a question before the exercises, an exercise at the end."""
    new = _from_bank(context, actor, code, question_id)

    def insert(records: list[KitQuestionRecord]) -> list[KitQuestionRecord]:
        fresh = _fresh(context, actor, code, new)
        asked = [record for record in records if not record.is_exercise]
        exercises = [record for record in records if record.is_exercise]
        return [*asked, *exercises, fresh] if fresh.is_exercise else [*asked, fresh, *exercises]

    return _change(context, actor, code, "kit.added", insert)


def remove(context: Context, actor: SignedIn, code: str, *, position: int) -> KitView:
    """Takes the question at this position out."""
    question_at(require_kit(context, find_vacancy(context, actor, code)), position)
    return _change(
        context,
        actor,
        code,
        "kit.removed",
        lambda records: [record for place, record in enumerate(records, 1) if place != position],
    )


def move(context: Context, actor: SignedIn, code: str, *, position: int, to: int) -> KitView:
    """Moves the question at one position to another. Exercises stay after the questions."""
    kit = require_kit(context, find_vacancy(context, actor, code))
    if question_at(kit, position).is_exercise != question_at(kit, to).is_exercise:
        raise Refused("Exercises have their own slot, after the questions.", safe="Nothing was changed.")

    def shift(records: list[KitQuestionRecord]) -> list[KitQuestionRecord]:
        moved = records[position - 1]
        rest = [record for record in records if record is not moved]
        return [*rest[: to - 1], moved, *rest[to - 1 :]]

    return _change(context, actor, code, "kit.moved", shift)


def set_weight(context: Context, actor: SignedIn, code: str, *, position: int, weight: Decimal) -> KitView:
    """How much a question counts beside the others, more than 0 and at most 10."""
    question_at(require_kit(context, find_vacancy(context, actor, code)), position)
    if not 0 < weight <= 10:
        raise BadInput("A weight is more than 0 and at most 10.", safe="Nothing was changed.")
    return _change(
        context,
        actor,
        code,
        "kit.weighted",
        lambda records: [
            replace(record, weight=decimal_text(weight)) if place == position else record
            for place, record in enumerate(records, 1)
        ],
    )


def lock(context: Context, actor: SignedIn, code: str, *, version: int | None = None) -> KitView:
    """Freezes the questions: the same for every candidate from now on.

    version: of the draft the person read; whichever is stored when left out. Raises Refused while there are gaps,
    SomebodyElseChangedIt when the draft is not the one that was read.
    """
    since = context.store.head()
    vacancy = _for_building(context, actor, code)
    stored = _as_seen(_stored(context, vacancy), version)
    kit = require_kit(context, vacancy)
    require(bool(kit.questions), "The kit has no questions.", do="Assign or add some first.")
    if kit.gaps:
        raise Refused(
            "The kit has gaps: " + " ".join(kit.gaps),
            safe="Nothing was locked.",
            do="Add or swap a question for each, or change where the criterion is tested.",
        )
    if kit.minutes_used > kit.minutes:
        raise Refused(
            f"The questions need {kit.minutes_used} minutes and have {kit.minutes}.",
            safe="Nothing was locked.",
            do="Take one out, or make the slot longer.",
        )
    with context.store.read() as connection:
        records = store.list_questions(connection, kit.kit_id)
    if stored is None:
        raise NotFound("There is no kit to lock.")
    locked = replace(stored, locked_at=context.now(), digest=texts_digest(records))
    with context.change(actor) as change:
        change.require_unchanged(vacancy.id, since)
        store.put_kit(change.connection, vacancy.id, locked, stored.version)
        change.record("kit.locked", kit.kit_id, vacancy=vacancy.id, digest=locked.digest.hex())
    return require_kit(context, vacancy)


def _request(
    context: Context,
    vacancy: Vacancy,
    required_values: tuple[Value, ...] | None,
    minutes: int | None,
    with_exercise: bool | None,
    seed: int,
) -> AssignRequest:
    bands = context.content.bands
    with context.store.read() as connection:
        criteria = criteria_store.list_criteria(connection, vacancy.id)
        seats = panel_store.list_seats(connection, vacancy.id)
        last_time = store.asked_last_time(connection, vacancy.id, vacancy.title)
    allowed = minutes or vacancy.slot_minutes - bands.opening_minutes - bands.closing_minutes
    wants_exercise = with_exercise
    if wants_exercise is None:
        wants_exercise = bands.skills_assessment_needed(vacancy.grade) or any(
            TestedAt.EXERCISE in criterion.tested_at for criterion in criteria
        )
    return AssignRequest(
        questions=tuple(context.content.bank.questions.values()),
        grade=vacancy.grade,
        staff_group=vacancy.staff_group,
        criteria=criteria,
        minutes=allowed,
        seed=seed,
        required_values=usual_values(bands, vacancy.grade, allowed)
        if required_values is None
        else required_values,
        mandatory_categories=(Category.EDI,) if bands.edi_question_needed(vacancy.grade) else (),
        asked_last_time=last_time,
        askers=_askers(seats),
        exercise_minutes=EXERCISE_MINUTES if wants_exercise else None,
    )


def _askers(seats: tuple[PanelSeat, ...]) -> tuple[str, ...]:
    """Who asks, the chair first: everybody who scores."""
    asking = [it for it in seats if it.scores and not it.left and it.seat is not Seat.SHORTLISTER]
    return tuple(dict.fromkeys(it.person_id for it in asking))


def _record(context: Context, it: Assigned) -> KitQuestionRecord:
    return KitQuestionRecord(
        id=context.new_id(),
        position=0,
        question_id=it.question.id,
        title=it.question.title,
        body=encode_text(freeze(it.question)),
        minutes=it.minutes,
        weight=decimal_text(it.weight),
        asker_id=it.asker,
        asker="",
        criteria=",".join(it.covers_criteria),
        is_exercise=is_exercise(it.question),
    )


def _fresh(context: Context, actor: SignedIn, code: str, question: Question) -> KitQuestionRecord:
    """A record for a question chosen by hand, with the criteria it covers and the weight that follows."""
    vacancy = find_vacancy(context, actor, code)
    with context.store.read() as connection:
        criteria = criteria_store.list_criteria(connection, vacancy.id)
        seats = panel_store.list_seats(connection, vacancy.id)
    covered = _covered(question, criteria)
    askers = _askers(seats)
    return KitQuestionRecord(
        id=context.new_id(),
        position=0,
        question_id=question.id,
        title=question.title,
        body=encode_text(freeze(question)),
        minutes=question.minutes,
        weight=decimal_text(propose_weight(question, covered)),
        asker_id=askers[0] if askers else "",
        asker="",
        criteria=",".join(criterion.code for criterion in covered),
        is_exercise=is_exercise(question),
    )


def _covered(question: Question, criteria: Sequence[Criterion]) -> list[Criterion]:
    place = TestedAt.EXERCISE if is_exercise(question) else TestedAt.INTERVIEW
    return [it for it in criteria if place in it.tested_at and covers(question, it)]


def _change(
    context: Context,
    actor: SignedIn,
    code: str,
    action: str,
    make: Callable[[list[KitQuestionRecord]], list[KitQuestionRecord]],
) -> KitView:
    since = context.store.head()
    vacancy = _for_building(context, actor, code)
    kit = _stored(context, vacancy)
    if kit is None:
        raise NotFound("There is no kit yet.", do=f"Assign one with panelguide kit assign {vacancy.code}.")
    with context.store.read() as connection:
        records = make(list(store.list_questions(connection, kit.id)))
    ids = [record.question_id for record in records]
    require(len(ids) == len(set(ids)), "That question is in the kit already.")
    with context.change(actor) as change:
        change.require_unchanged(vacancy.id, since)
        _save(change, vacancy, kit, records)
        change.record(action, kit.id, vacancy=vacancy.id, questions=[*ids])
    return require_kit(context, vacancy)


def _save(change: Recorder, vacancy: Vacancy, kit: KitRecord, records: Sequence[KitQuestionRecord]) -> None:
    store.put_kit(change.connection, vacancy.id, kit, kit.version)
    store.replace_questions(change.connection, kit.id, records)


def _for_building(context: Context, actor: SignedIn, code: str) -> Vacancy:
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.BUILD_KIT, vacancy.id)
    require_open(vacancy)
    kit = _stored(context, vacancy)
    if kit and kit.locked_at:
        raise Refused(
            "The kit is locked: every candidate is asked the same.",
            safe="Nothing was changed.",
            do="What must be put right now is an erratum, beside the frozen text.",
        )
    return vacancy


def _as_seen(stored: KitRecord | None, version: int | None) -> KitRecord | None:
    """The stored draft, if it is the one somebody saw."""
    if version is not None and version != (stored.version if stored else 0):
        raise SomebodyElseChangedIt(
            "Somebody changed the kit while you were reading it.",
            safe="Their kit is stored, and nothing was changed.",
            do="Read it as it stands now, and then decide again.",
        )
    return stored


def _stored(context: Context, vacancy: Vacancy) -> KitRecord | None:
    with context.store.read() as connection:
        return store.get_kit(connection, vacancy.id)


def _from_bank(context: Context, actor: SignedIn, code: str, question_id: str) -> Question:
    found = {question.id: question for question in bank(context, actor, code)}
    question = found.get(question_id.upper())
    if question is None:
        raise NotFound(
            f"The bank has no question {question_id} for this post.",
            safe="Nothing was changed.",
            do="Look at panelguide kit bank.",
        )
    return question
