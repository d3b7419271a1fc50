"""Gathers what checklist rules may look at, once for one vacancy."""

from datetime import date

from panelguide.domain.checklist import Bands
from panelguide.domain.facts import (
    AdvertFacts,
    CandidateFacts,
    DateFacts,
    FoundInAdvert,
    InterviewFacts,
    KitFacts,
    MethodFacts,
    OutcomeFacts,
    PanelFacts,
    PanelMember,
    ShortlistFacts,
    VacancyFacts,
)
from panelguide.domain.method import method_from_body
from panelguide.domain.people import PanelSeat, Seat
from panelguide.domain.questions import Category
from panelguide.domain.vacancy import Vacancy
from panelguide.seal.canonical import decode, read_map
from panelguide.services import adverts, kits
from panelguide.services.context import Context
from panelguide.store import criteria as criteria_store
from panelguide.store import facts as fact_store
from panelguide.store import panel as panel_store
from panelguide.store import vacancies as vacancy_store
from panelguide.store.facts import Counts


def facts_of(context: Context, vacancy: Vacancy) -> VacancyFacts:
    """The facts of a vacancy as things stand today."""
    with context.store.read() as connection:
        counts = fact_store.count(connection, vacancy.id)
        criteria = criteria_store.list_criteria(connection, vacancy.id)
        seats = tuple(it for it in panel_store.list_seats(connection, vacancy.id) if not it.left)
        method = criteria_store.get_method(connection, vacancy.id)
        shortlist_locked = vacancy_store.shortlist_locked_at(connection, vacancy.id)
    bands = context.content.bands
    return VacancyFacts(
        grade=vacancy.grade,
        today=context.today(),
        posts=vacancy.posts,
        flags=vacancy.flags,
        bands=bands,
        criteria=criteria,
        panel=_panel(seats),
        dates=_dates(vacancy),
        method=_method(method),
        advert=_advert(context, vacancy),
        candidates=CandidateFacts(
            applied=counts.applied,
            shortlisted=counts.invited,
            interviewed=counts.interviewed,
            accounted_for=counts.accounted_for,
        ),
        shortlist=ShortlistFacts(
            reasons_due=counts.not_shortlisted,
            reasons_written=counts.reasons_for_not_shortlisted,
            locked=bool(shortlist_locked),
        ),
        kit=_kit(context, vacancy, bands),
        interview=_interview(counts, seats),
        outcome=OutcomeFacts(
            decided=counts.decided,
            reasons_written=counts.decision_reasons,
            feedback_approved=counts.feedback_approved,
            letters_made=counts.letters,
        ),
    )


def _panel(seats: tuple[PanelSeat, ...]) -> PanelFacts:
    def holder(seat: Seat) -> str:
        return next((it.name for it in seats if it.seat is seat), "")

    representative = holder(Seat.EDI_REPRESENTATIVE)
    return PanelFacts(
        members=tuple(_member(it) for it in seats if it.scores and it.seat is not Seat.SHORTLISTER),
        shortlisters=tuple(_member(it) for it in seats if it.seat is Seat.SHORTLISTER or it.scores),
        chair=holder(Seat.CHAIR),
        deputy=holder(Seat.DEPUTY),
        edi_representative=representative,
        confirmer=holder(Seat.CONFIRMER) or representative,
        stand_in=holder(Seat.STAND_IN),
        escalation_contact=holder(Seat.ESCALATION_CONTACT),
    )


def _member(seat: PanelSeat) -> PanelMember:
    return PanelMember(seat.name, _day(seat.trained_on), bool(seat.declaration))


def _dates(vacancy: Vacancy) -> DateFacts:
    return DateFacts(
        closing=_day(vacancy.closing_date),
        shortlist=_day(vacancy.shortlist_date),
        interview=_day(vacancy.interview_date),
        retention=_day(vacancy.retention_date),
        letters_due=_day(vacancy.letters_due),
    )


def _method(stored: tuple[str, int] | None) -> MethodFacts:
    if stored is None:
        return MethodFacts()
    body = decode(stored[0].encode(), lambda value: read_map(value, "The method"), what="The method")
    method = method_from_body(body)
    return MethodFacts(True, method.appointable_line, method.tie_margin)


def _advert(context: Context, vacancy: Vacancy) -> AdvertFacts:
    found = adverts.look(context, vacancy)
    return AdvertFacts(
        words=found.words,
        found=tuple(FoundInAdvert(it.finding.kind, it.finding.key, bool(it.kept)) for it in found.lines),
    )


def _kit(context: Context, vacancy: Vacancy, bands: Bands) -> KitFacts:
    kit = kits.kit_of(context, vacancy)
    if kit is None:
        return KitFacts()
    asked = [it.question for it in kit.questions if not it.is_exercise]
    every = [it.question for it in kit.questions]
    return KitFacts(
        questions=len(asked),
        with_anchors=sum(len(question.anchors) == 6 for question in asked),
        locked=kit.locked,
        values=frozenset(value for question in asked for value in question.values),
        has_edi_question=any(question.category is Category.EDI for question in every),
        has_exercise=any(it.is_exercise for it in kit.questions),
        minutes=sum(it.minutes for it in kit.questions if not it.is_exercise),
        minutes_allowed=vacancy.slot_minutes - bands.opening_minutes - bands.closing_minutes,
        criteria_covered=frozenset(code for it in kit.questions for code in it.criteria),
    )


def _interview(counts: Counts, seats: tuple[PanelSeat, ...]) -> InterviewFacts:
    members = sum(it.scores and it.seat is not Seat.SHORTLISTER for it in seats)
    revealed = [it for it in counts.rounds if it.state == "revealed"]
    return InterviewFacts(
        rounds=len(counts.rounds),
        rounds_revealed=len(revealed),
        sheets_expected=members * counts.interviewed if counts.rounds else 0,
        sheets_sealed=sum(it.sheets_sealed for it in counts.rounds),
        discussion_open=sum(not it.discussion_closed for it in revealed),
        discussion_closed=bool(revealed) and all(it.discussion_closed for it in revealed),
        finals_expected=members * counts.interviewed if revealed else 0,
        finals_given=sum(it.finals for it in revealed),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
