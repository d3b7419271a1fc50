"""Candidates as each person may see them: by code, with names only where names may be seen."""

from collections.abc import Mapping
from dataclasses import dataclass

from panelguide.domain.access import Act
from panelguide.domain.candidates import Candidate, CandidateState
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import NotFound
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import SignedIn, is_allowed, is_recruitment_team, require_allowed
from panelguide.store import candidates as store
from panelguide.store import vacancies as vacancy_store


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """One candidate in a list. name: "" for whoever may not see names yet.

    interview_scheme: None for everybody but the recruitment team. arrangements, and what a "not shortlisted"
    turned on: "" for whoever has a seat beside the panel only.
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
    sight = _sight(context, actor, vacancy)
    with context.store.read() as connection:
        found = store.list_candidates(connection, vacancy.id)
    return tuple(_line(it, sight) for it in found)


def show(context: Context, actor: SignedIn, code: str, *, candidate: str) -> CandidateDetail:
    """One candidate's application. Contact and adjustments only for the recruitment team.

    Raises NotAllowed for a seat beside the panel, which has no use for applications.
    """
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.READ_APPLICATIONS, vacancy.id)
    it = find(context, vacancy, candidate)
    sight = _sight(context, actor, vacancy)
    with context.store.read() as connection:
        who = store.identities(connection, vacancy.id)[it.id]
    return CandidateDetail(
        line=_line(it, sight),
        reference=it.reference if sight.names else "",
        statement=it.statement,
        employer=it.employer if sight.names else "",
        submitted_at=it.submitted_at,
        email=who.email if sight.team else "",
        telephone=who.telephone if sight.team else "",
        adjustments=it.adjustments if sight.team else "",
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
        if not locked and not is_recruitment_team(context, actor, vacancy.id):
            return {}
        who = store.identities(connection, vacancy.id)
        found = store.list_candidates(connection, vacancy.id)
    return {it.code: who[it.id].full_name for it in found}


@dataclass(frozen=True, slots=True)
class _Sight:
    """What one person sees of candidates. names: by code. team: as the recruitment team sees them."""

    names: Mapping[str, str]
    team: bool
    arrangements: bool
    applications: bool


def _sight(context: Context, actor: SignedIn, vacancy: Vacancy) -> _Sight:
    return _Sight(
        names=names_for(context, actor, vacancy),
        team=is_recruitment_team(context, actor, vacancy.id),
        arrangements=is_allowed(context, actor, Act.SEE_ADJUSTMENTS, vacancy.id),
        applications=is_allowed(context, actor, Act.READ_APPLICATIONS, vacancy.id),
    )


def _line(it: Candidate, sight: _Sight) -> CandidateLine:
    return CandidateLine(
        id=it.id,
        code=it.code,
        name=sight.names.get(it.code, ""),
        state=it.state,
        internal=it.internal,
        arrangements=it.arrangements if sight.arrangements else "",
        interview_scheme=it.interview_scheme if sight.team else None,
        criterion_code=it.criterion_code if sight.applications else "",
        reason=it.reason if sight.applications else "",
        slot=it.slot,
        version=it.version,
    )
