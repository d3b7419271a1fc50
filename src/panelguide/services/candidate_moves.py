"""What becomes of one candidate: what to arrange, withdrawal, not coming."""

from panelguide.domain.access import Act
from panelguide.domain.candidates import CandidateState
from panelguide.domain.people import Role
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import NotAllowed
from panelguide.services.candidate_views import find
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import candidates as store
from panelguide.text import clean_text


def set_arrangements(
    context: Context, actor: SignedIn, code: str, *, candidate: str, version: int, text: str
) -> None:
    """What the panel has to arrange for one candidate's interview, never why."""
    vacancy = find_vacancy(context, actor, code)
    if Role.RECRUITMENT_TEAM not in actor.person.roles:
        raise NotAllowed("Only the recruitment team arranges adjustments.", safe="Nothing was changed.")
    said = clean_text(text, field="Arrangements", limit=1_000)
    _change(context, actor, vacancy, candidate, "arrangements.set", version, arrangements=said)


def withdraw(context: Context, actor: SignedIn, code: str, *, candidate: str) -> None:
    """The candidate no longer wants the post. Their sheets, if any, are set aside by the round."""
    _move(context, actor, code, candidate, CandidateState.WITHDREW)


def no_show(context: Context, actor: SignedIn, code: str, *, candidate: str) -> None:
    """The candidate did not come to their interview."""
    _move(context, actor, code, candidate, CandidateState.DID_NOT_ATTEND)


def _move(context: Context, actor: SignedIn, code: str, candidate: str, state: CandidateState) -> None:
    _change(context, actor, find_vacancy(context, actor, code), candidate, f"candidate.{state}", state=state)


def _change(
    context: Context,
    actor: SignedIn,
    vacancy: Vacancy,
    candidate: str,
    action: str,
    version: int | None = None,
    **values: object,
) -> None:
    """version: as it was read; the stored one when left out."""
    require_allowed(context, actor, Act.MAKE_LETTERS, vacancy.id)
    require_open(vacancy)
    it = find(context, vacancy, candidate)
    with context.change(actor) as change:
        store.change_candidate(change.connection, it.id, it.version if version is None else version, **values)
        change.record(action, it.id, vacancy=vacancy.id)
