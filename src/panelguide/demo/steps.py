"""The steps every vacancy of the demo takes, each as somebody would take it."""

from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import as_file, files

from panelguide.demo.cast import Cast
from panelguide.domain.bands import parse_grade
from panelguide.domain.checklist import ItemState, Level
from panelguide.domain.people import Seat
from panelguide.domain.questions import StaffGroup
from panelguide.domain.vacancy import Vacancy
from panelguide.services import (
    checklists,
    criteria,
    kits,
    methods,
    panel,
    shortlist,
    vacancies,
)
from panelguide.services.context import Context
from panelguide.services.session import SignedIn

SATURDAY = 5
DATA = files("panelguide.demo") / "data"


def open_vacancy(
    context: Context,
    cast: Cast,
    title: str,
    band: str,
    *,
    posts: int = 1,
    staff_group: StaffGroup = StaffGroup.CLINICAL,
    reference: str = "",
    slot_minutes: int = 60,
    begun_days_ago: int = 0,
) -> Vacancy:
    """A vacancy of the recruiting manager with its dates set round the day the demo is made."""
    made = vacancies.create(
        context,
        cast.manager,
        title=title,
        grade=parse_grade(band),
        posts=posts,
        staff_group=staff_group,
        reference=reference,
        workplace="Anytown General Hospital",
        slot_minutes=slot_minutes,
        contact="S. Rees, 01234 567891, s.rees@anytown.example",
    )
    begun = context.today() - timedelta(days=begun_days_ago)
    return vacancies.set_details(
        context,
        cast.manager,
        made.code,
        version=made.version,
        closing_date=_day(begun, 18),
        shortlist_date=_day(begun, 23),
        interview_date=_day(begun, 35),
        letters_due=_day(begun, 40),
        retention_date=_day(begun, 400),
    )


def prepare(
    context: Context, cast: Cast, code: str, *, specification: str = "person-specification.csv"
) -> None:
    """Criteria, method and panel, as Prepare asks for them. specification: which file of the demo's data."""
    with as_file(DATA / specification) as path:
        criteria.import_file(context, cast.manager, code, path=path)
    criteria.confirm_all(context, cast.manager, code)
    methods.set_method(
        context,
        cast.manager,
        code,
        version=0,
        appointable_line=Decimal(3),
        question_pass_line=None,
        tie_margin=Decimal("0.05"),
    )
    trained = (context.today() - timedelta(days=200)).isoformat()
    for person, seat, scores in (
        (cast.chair, Seat.CHAIR, True),
        (cast.member, Seat.MEMBER, True),
        (cast.representative, Seat.EDI_REPRESENTATIVE, True),
        (cast.member, Seat.DEPUTY, False),
        (cast.stand_in, Seat.STAND_IN, False),
        (cast.contact, Seat.ESCALATION_CONTACT, False),
    ):
        panel.add(
            context,
            cast.manager,
            code,
            email=person.person.email,
            seat=seat,
            scores=scores,
            trained_on=trained,
        )


def declare(context: Context, cast: Cast, code: str) -> None:
    """Every scoring member says that they know nobody."""
    for member in cast.panel:
        panel.declare(context, member, code, declaration="none")


def close_stage(context: Context, actor: SignedIn, code: str) -> None:
    """Settles what holds the stage back, and moves on."""
    settle_stage(context, actor, code)
    vacancies.advance(context, actor, code)


def settle_stage(context: Context, actor: SignedIn, code: str) -> None:
    """Ticks what is ticked by hand, and explains the MUST items the record does not answer."""
    agreed = context.today().isoformat()
    for view in checklists.show(context, actor, code).items:
        if view.state is not ItemState.OPEN:
            continue
        if view.item.ticked_by_hand:
            checklists.tick(context, actor, code, item=view.item.id, version=view.version)
        elif view.item.level is Level.MUST:
            checklists.explain(
                context,
                actor,
                code,
                item=view.item.id,
                version=view.version,
                why_not="This example leaves the step out so that you can see an explanation.",
                what_instead="In a real vacancy the panel would do it, or say here what was done instead.",
                agreed_by="H. Grant",
                agreed_on=agreed,
            )


def shortlist_first(context: Context, cast: Cast, code: str, number: int) -> None:
    """Invites the first so many candidates and turns the rest down for one criterion."""
    lines = shortlist.show(context, cast.manager, code).lines
    shortlist.invite(context, cast.manager, code, candidates=[line.code for line in lines[:number]])
    if len(lines) > number:
        shortlist.settle_rest(
            context,
            cast.manager,
            code,
            criterion="E2",
            reason="The form names no improvement of your own and no effect that could be seen.",
        )
    shortlist.lock(context, cast.manager, code)


def lock_kit(context: Context, cast: Cast, code: str, *, questions: int, seed: int = 14) -> None:
    """Assigns a kit and adds from the bank until it has so many questions, the exercise among them."""
    kit = kits.assign(context, cast.manager, code, seed=seed)
    asked = {it.question.id for it in kit.questions}
    room = kit.minutes - kit.minutes_used
    for question in kits.bank(context, cast.manager, code):
        if len(asked) >= questions:
            break
        if question.id not in asked and question.exercise is None and question.minutes <= room:
            kits.add(context, cast.manager, code, question_id=question.id)
            asked.add(question.id)
            room -= question.minutes
    kits.lock(context, cast.manager, code)


def _day(start: date, days: int) -> str:
    """So many days on, or the Monday after where that is a weekend."""
    day = start + timedelta(days=days)
    return (day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)).isoformat()
