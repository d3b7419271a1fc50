"""Candidates as each person may see them: by code, with names only where names may be seen."""

from dataclasses import dataclass

from panelguide.domain.access import Act
from panelguide.domain.candidates import Candidate, CandidateState
from panelguide.domain.people import Role
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import NotFound
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import SignedIn, is_allowed
from panelguide.store import candidates as store
from panelguide.store import vacancies as vacancy_store


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """One candidate in a list. name: "" for whoever may not see names yet.

    interview_scheme: None for everybody but the recruitment team.
    """

    id: str
    code: str
    name: str
    state: CandidateState
    internal: bool
    arrangements: str
    interview_scheme: bool | None
    criterion_code: str
    reason: str
    slot: str
    version: int


@dataclass(frozen=True, slots=True)
class CandidateDetail:
    line: CandidateLine
    reference: str
    statement: str
    employer: str
    submitted_at: str
    email: str
    telephone: str
    adjustments: str


def list_all(context: Context, actor: SignedIn, code: str) -> tuple[CandidateLine, ...]:
    """Every candidate by code; with names only for those who may see them by now."""
    vacancy = find_vacancy(context, actor, code)
    names = names_for(context, actor, vacancy)
    team = is_recruitment_team(actor)
    with context.store.read() as connection:
        found = store.list_candidates(connection, vacancy.id)
    return tuple(_line(it, names.get(it.code, ""), team=team) for it in found)


def show(context: Context, actor: SignedIn, code: str, *, candidate: str) -> CandidateDetail:
    """One candidate's application. Contact and adjustments only for the recruitment team."""
    vacancy = find_vacancy(context, actor, code)
    it = find(context, vacancy, candidate)
    team = is_recruitment_team(actor)
    names = names_for(context, actor, vacancy)
    with context.store.read() as connection:
        who = store.identities(connection, vacancy.id)[it.id]
    return CandidateDetail(
        line=_line(it, names.get(it.code, ""), team=team),
        reference=it.reference if names else "",
        statement=it.statement,
        employer=it.employer if names else "",
        submitted_at=it.submitted_at,
        email=who.email if team else "",
        telephone=who.telephone if team else "",
        adjustments=it.adjustments if team else "",
    )


def find(context: Context, vacancy: Vacancy, code: str) -> Candidate:
    """The candidate of this code. Raises NotFound."""
    with context.store.read() as connection:
        found = store.list_candidates(connection, vacancy.id)
    wanted = next((it for it in found if it.code.casefold() == code.strip().casefold()), None)
    if wanted is None:
        raise NotFound(
            f"{vacancy.code} has no candidate {code.strip().upper()}.",
            safe="Nothing was changed.",
            do=f"Look at panelguide candidates list {vacancy.code}.",
        )
    return wanted


def names_for(context: Context, actor: SignedIn, vacancy: Vacancy) -> dict[str, str]:
    """Names by candidate code for whoever may see them; {} for everybody else.

    The recruitment team receives applications and always may; the rest once the shortlist is locked.
    """
    if not is_allowed(context, actor, Act.SEE_NAMES, vacancy.id):
        return {}
    with context.store.read() as connection:
        locked = vacancy_store.shortlist_locked_at(connection, vacancy.id)
        if not locked and not is_recruitment_team(actor):
            return {}
        who = store.identities(connection, vacancy.id)
        found = store.list_candidates(connection, vacancy.id)
    return {it.code: who[it.id].full_name for it in found}


def _line(it: Candidate, name: str, *, team: bool) -> CandidateLine:
    return CandidateLine(
        id=it.id,
        code=it.code,
        name=name,
        state=it.state,
        internal=it.internal,
        arrangements=it.arrangements,
        interview_scheme=it.interview_scheme if team else None,
        criterion_code=it.criterion_code,
        reason=it.reason,
        slot=it.slot,
        version=it.version,
    )


def is_recruitment_team(actor: SignedIn) -> bool:
    return Role.RECRUITMENT_TEAM in actor.person.roles
