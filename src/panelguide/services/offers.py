"""The terms of an offer, which the recruitment team or the manager puts beside the panel's decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from panelguide.domain.access import Act
from panelguide.domain.bands import Grade, PayScale
from panelguide.domain.decision import Outcome
from panelguide.domain.letter import TO_BE_CONFIRMED
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import BadInput, Refused
from panelguide.services import candidates as candidate_services
from panelguide.services.context import Context
from panelguide.services.decisions import in_force
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import candidates as candidate_store
from panelguide.store import letters as store
from panelguide.store.letters import OfferRecord
from panelguide.text import clean_line


@dataclass(frozen=True, slots=True)
class OfferView:
    """One offer as the letter would say it. missing: what the letter still needs. version: 0 before it is set."""

    candidate: str
    salary: str
    salary_point: str
    workplace: str
    hours: str
    start_date: str
    reply_by: str
    missing: tuple[str, ...]
    version: int


def set_offer(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    candidate: str,
    version: int,
    salary: str = "",
    salary_point: str = "",
    workplace: str = "",
    hours: str = "",
    start_date: str = "",
    reply_by: str = "",
) -> OfferView:
    """Sets the terms of an offer the panel decided on, all of them at once.

    salary: as words; "" for the range of the band. salary_point: "" is written as "to be confirmed".
    workplace: "" for the vacancy's. start_date, reply_by: ISO dates, the last day to accept not in the past.
    version: as read, 0 for new terms. Raises Refused where no offer is decided.
    """
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.SET_OFFER, vacancy.id)
    require_open(vacancy)
    found = candidate_services.find(context, vacancy, candidate)
    _require_offered(context, vacancy, found.code)
    answer_by = _day(reply_by, field="Reply by")
    if answer_by and answer_by < context.today().isoformat():
        raise BadInput(f"Reply by: {answer_by} has passed.", safe="Nothing was changed.")
    record = OfferRecord(
        candidate_id=found.id,
        vacancy_id=vacancy.id,
        salary=clean_line(salary, field="Salary", required=False),
        salary_point=clean_line(salary_point, field="Salary point", required=False),
        workplace=clean_line(workplace, field="Workplace", required=False),
        hours=clean_line(hours, field="Hours", required=False),
        start_date=_day(start_date, field="Start date"),
        reply_by=answer_by,
        version=version,
    )
    with context.change(actor) as change:
        store.put_offer(change.connection, record)
        change.record("offer.set", found.id, vacancy=vacancy.id)
    return next(it for it in show(context, actor, code) if it.candidate == found.code)


def show(context: Context, actor: SignedIn, code: str) -> tuple[OfferView, ...]:
    """The terms of everybody offered the post, those not set yet among them."""
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.MAKE_LETTERS, vacancy.id)
    confirmed = in_force(context, vacancy)
    with context.store.read() as connection:
        found = candidate_store.list_candidates(connection, vacancy.id)
        stored = store.list_offers(connection, vacancy.id)
    return tuple(
        _view(vacancy, it.code, offer_of(stored, vacancy, it.id))
        for it in found
        if confirmed and confirmed.outcomes.get(it.code) is Outcome.OFFER
    )


def terms(context: Context, actor: SignedIn, code: str, *, candidate: str) -> OfferRecord:
    """The terms as they are stored, for changing some of them. Raises Refused where no offer is decided."""
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.SET_OFFER, vacancy.id)
    found = candidate_services.find(context, vacancy, candidate)
    _require_offered(context, vacancy, found.code)
    with context.store.read() as connection:
        return offer_of(store.list_offers(connection, vacancy.id), vacancy, found.id)


def offer_of(stored: Mapping[str, OfferRecord], vacancy: Vacancy, candidate_id: str) -> OfferRecord:
    """The terms stored for a candidate, or none of them yet."""
    return stored.get(candidate_id) or OfferRecord(
        candidate_id,
        vacancy.id,
        salary="",
        salary_point="",
        workplace="",
        hours="",
        start_date="",
        reply_by="",
        version=0,
    )


def salary_words(it: OfferRecord, grade: Grade) -> str:
    """The salary as the letter says it; without words of its own, the scale the post is paid on."""
    if it.salary:
        return it.salary
    ranges = {
        PayScale.AFC: f"The Agenda for Change pay range for {grade}",
        PayScale.MEDICAL: "The national pay scale for this medical post",
        PayScale.VSM: "",
    }
    return ranges[grade.scale]


def missing_terms(it: OfferRecord, vacancy: Vacancy) -> tuple[str, ...]:
    """What an offer letter needs and these terms do not say."""
    said = {
        "salary": salary_words(it, vacancy.grade),
        "workplace": it.workplace or vacancy.workplace,
        "hours": it.hours,
        "last day to accept": it.reply_by,
    }
    return tuple(name for name, words in said.items() if not words)


def _view(vacancy: Vacancy, candidate: str, it: OfferRecord) -> OfferView:
    return OfferView(
        candidate=candidate,
        salary=salary_words(it, vacancy.grade),
        salary_point=it.salary_point or TO_BE_CONFIRMED,
        workplace=it.workplace or vacancy.workplace,
        hours=it.hours,
        start_date=it.start_date,
        reply_by=it.reply_by,
        missing=missing_terms(it, vacancy),
        version=it.version,
    )


def _require_offered(context: Context, vacancy: Vacancy, candidate: str) -> None:
    confirmed = in_force(context, vacancy)
    if confirmed is None or confirmed.outcomes.get(candidate) is not Outcome.OFFER:
        raise Refused(
            f"No offer to {candidate} is decided and confirmed.",
            safe="Nothing was changed.",
            do=f"Look at panelguide decision show {vacancy.code}.",
        )


def _day(text: str, *, field: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat() if text.strip() else ""
    except ValueError as error:
        raise BadInput(
            f"{field}: “{text}” is not a date.",
            safe="Nothing was changed.",
            do="Write it like 2026-12-04.",
        ) from error
