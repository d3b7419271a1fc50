"""What the letters of one vacancy say, gathered once: who gets which, and every fact that goes into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from panelguide.domain.candidates import INTERVIEWED, Candidate, CandidateState, Identity
from panelguide.domain.decision import Outcome
from panelguide.domain.letter import Letter, LetterKind, Offer
from panelguide.domain.vacancy import Vacancy
from panelguide.services import kits, people
from panelguide.services.context import Context
from panelguide.services.decisions import Confirmed, in_force
from panelguide.services.feedback_points import Asked, letter_points
from panelguide.services.letter_words import LetterWords, letter_words
from panelguide.services.offers import missing_terms, offer_of, salary_words
from panelguide.store import candidates as candidate_store
from panelguide.store import criteria as criteria_store
from panelguide.store import feedback as feedback_store
from panelguide.store import letters as store
from panelguide.store import people as people_store
from panelguide.store import vacancies as vacancy_store
from panelguide.store.feedback import PointRecord
from panelguide.store.letters import LetterRecord, OfferRecord, Standing
from panelguide.store.people import Organisation

KINDS = {
    Outcome.OFFER: LetterKind.OFFER,
    Outcome.RESERVE: LetterKind.RESERVE,
    Outcome.NOT_THIS_TIME: LetterKind.NOT_THIS_TIME,
}
RESERVE_MONTHS = 6
"""How long somebody stays on a reserve list: the shorter of the limits found in use (domain guide, 5.3)."""


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody who is owed a letter. kind: None while it is not decided. problem: why it cannot be made yet."""

    candidate: Candidate
    kind: LetterKind | None
    problem: str


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything the letters of a vacancy are written from, as it stood when it was read."""

    vacancy: Vacancy
    organisation: Organisation
    manager_email: str
    shortlist_locked_at: str
    confirmed: Confirmed | None
    candidates: tuple[Candidate, ...]
    identities: Mapping[str, Identity]
    criteria: Mapping[str, str]
    points: Mapping[str, tuple[PointRecord, ...]]
    asked: Asked
    offers: Mapping[str, OfferRecord]
    raters: Mapping[str, int]
    words: LetterWords
    made: Mapping[tuple[str, str], tuple[LetterRecord, ...]]

    def due(self) -> tuple[Due, ...]:
        """Who is owed a letter, by code. Whoever withdrew or did not come is owed none."""
        return tuple(it for it in map(self._due, self.candidates) if it is not None)

    def letter(self, it: Candidate, kind: LetterKind, day: date) -> Letter:
        """The letter to one candidate, dated that day. Only for somebody without a problem in `due`."""
        who = self.identities[it.id]
        name, details, role = self._contact()
        strengths, develop = letter_points(self.points.get(it.id, ()), self.asked)
        return Letter(
            kind=kind,
            organisation_name=self.organisation.name,
            candidate_name=who.full_name,
            title=who.title,
            last_name=who.last_name,
            vacancy_title=self.vacancy.title,
            vacancy_reference=self.vacancy.reference or self.vacancy.code,
            band=str(self.vacancy.grade),
            letter_date=day,
            interview_date=self._interview_day(it),
            panel_size=self.raters.get(it.id, 0),
            contact_name=name,
            contact_role=role,
            contact_details=details,
            concerns_route=_concerns(self.organisation.concerns_route),
            retention_date=date.fromisoformat(self.vacancy.retention_date),
            strengths=strengths,
            develop=develop,
            reserve_until=_months_after(day, RESERVE_MONTHS),
            offer=self._offer(it) if kind is LetterKind.OFFER else None,
            criterion=self.criteria.get(it.criterion_code, ""),
            reason=it.reason,
        )

    def standing(self, it: Candidate) -> Standing:
        """How the rows stood that the letter to one candidate is written from."""
        return Standing(
            vacancy_status=self.vacancy.status,
            vacancy_version=self.vacancy.version,
            shortlist_locked_at=self.shortlist_locked_at,
            candidate_state=it.state,
            candidate_version=it.version,
            offer_version=offer_of(self.offers, self.vacancy, it.id).version,
        )

    def last_made(self, it: Candidate, kind: LetterKind) -> LetterRecord | None:
        """The newest letter of this kind that was made for somebody."""
        found = self.made.get((it.id, kind), ())
        return found[-1] if found else None

    def _due(self, it: Candidate) -> Due | None:
        if it.state is CandidateState.NOT_SHORTLISTED:
            return Due(it, LetterKind.NOT_SHORTLISTED, self._not_shortlisted_problem(it))
        if it.state not in INTERVIEWED:
            return None
        outcome = self.confirmed.outcomes.get(it.code) if self.confirmed else None
        if outcome is None:
            return Due(it, None, "The decision is not confirmed yet.")
        kind = KINDS[outcome]
        return Due(it, kind, self._interview_problem(it, kind))

    def _not_shortlisted_problem(self, it: Candidate) -> str:
        if not self.shortlist_locked_at:
            return "The shortlist is not locked yet."
        refusals = self.words.check(it.reason, it.code).refusals
        if refusals:
            return "The reason cannot stand in a letter: " + " ".join(refusals)
        return self._anybodys_problem()

    def _interview_problem(self, it: Candidate, kind: LetterKind) -> str:
        points = self.points.get(it.id, ())
        if not all(point.approved_by for point in points):
            return "The feedback is not approved yet."
        if not points and kind is not LetterKind.OFFER:
            return "There is no feedback yet."
        if not self._interview_day(it):
            return "The interview date is not set."
        if kind is LetterKind.OFFER:
            missing = missing_terms(offer_of(self.offers, self.vacancy, it.id), self.vacancy)
            if missing:
                return f"The offer does not say yet: {', '.join(missing)}."
        return self._anybodys_problem()

    def _anybodys_problem(self) -> str:
        return "" if self.vacancy.retention_date else "The retention date of this recruitment is not set."

    def _interview_day(self, it: Candidate) -> date | None:
        """The day of the candidate's own slot, else of the vacancy."""
        for text in (it.slot[:10], self.vacancy.interview_date):
            try:
                return date.fromisoformat(text)
            except ValueError:
                continue
        return None

    def _contact(self) -> tuple[str, str, str]:
        """Name, details and role of whom to contact: the vacancy's, else the organisation's, else the manager."""
        said = self.vacancy.contact or self.organisation.letter_contact
        name, _, details = (part.strip() for part in said.partition(","))
        if name and details:
            return name, details, ""
        return self.vacancy.manager_name, said or self.manager_email, "Recruiting manager"

    def _offer(self, it: Candidate) -> Offer:
        terms = offer_of(self.offers, self.vacancy, it.id)
        return Offer(
            salary=salary_words(terms, self.vacancy.grade),
            salary_point=terms.salary_point,
            base=terms.workplace or self.vacancy.workplace,
            hours=terms.hours,
            reply_by=date.fromisoformat(terms.reply_by),
        )


def gather(context: Context, vacancy: Vacancy) -> LetterFacts:
    """Reads everything in a handful of queries, whatever the number of candidates."""
    kit = kits.kit_of(context, vacancy)
    organisation = people.organisation(context)
    words = letter_words(context, vacancy)
    confirmed = in_force(context, vacancy)
    with context.store.read() as connection:
        manager = people_store.get_person(connection, vacancy.manager_id)
        criteria = criteria_store.list_criteria(connection, vacancy.id)
        asked = Asked(
            {it.id: it for it in kit.questions} if kit else {},
            {it.code: it for it in criteria},
            context.content.bank.values,
        )
        return LetterFacts(
            vacancy=vacancy,
            organisation=organisation,
            manager_email=manager.email if manager else "",
            shortlist_locked_at=vacancy_store.shortlist_locked_at(connection, vacancy.id),
            confirmed=confirmed,
            candidates=candidate_store.list_candidates(connection, vacancy.id),
            identities=candidate_store.identities(connection, vacancy.id),
            criteria={it.code: it.text for it in criteria},
            points=_by_candidate(feedback_store.list_points(connection, vacancy.id)),
            asked=asked,
            offers=store.list_offers(connection, vacancy.id),
            raters=store.count_raters(connection, vacancy.id),
            words=words,
            made=_by_letter(store.list_letters(connection, vacancy.id)),
        )


def _by_candidate(points: Sequence[PointRecord]) -> Mapping[str, tuple[PointRecord, ...]]:
    found: dict[str, tuple[PointRecord, ...]] = {}
    for it in points:
        found[it.candidate_id] = (*found.get(it.candidate_id, ()), it)
    return found


def _by_letter(letters: Sequence[LetterRecord]) -> Mapping[tuple[str, str], tuple[LetterRecord, ...]]:
    found: dict[tuple[str, str], tuple[LetterRecord, ...]] = {}
    for it in letters:
        place = (it.candidate_id, it.kind)
        found[place] = (*found.get(place, ()), it)
    return found


def _concerns(route: str) -> str:
    if not route.strip():
        return ""
    return (
        "You can raise a concern about how we handled your application, informally or formally: "
        f"{route.strip().rstrip('.')}."
    )


def _months_after(day: date, months: int) -> date:
    """The same day some months on; the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th day")
