"""What becomes of one candidate: what to arrange, withdrawal, not coming."""

from panelguide.domain.access import Act
from panelguide.domain.candidates import CandidateState
from panelguide.services.candidate_views import find, is_recruitment_team
from panelguide.services.context import Context, require
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import candidates as store
from panelguide.text import clean_text


def set_arrangements(
    context: Context, actor: SignedIn, code: str, *, candidate: str, version: int, text: str
) -> None:
    """What the panel has to arrange for one candidate's interview, never why."""
    require(is_recruitment_team(actor), "Only the recruitment team arranges adjustments.")
    said = clean_text(text, field="Arrangements", limit=1_000)
    _change(context, actor, code, candidate, "arrangements.set", version, arrangements=said)


def withdraw(context: Context, actor: SignedIn, code: str, *, candidate: str) -> None:
    """The candidate no longer wants the post. Their sheets, if any, are set aside by the round."""
    _move(context, actor, code, candidate, CandidateState.WITHDREW)


def no_show(context: Context, actor: SignedIn, code: str, *, candidate: str) -> None:
    """The candidate did not come to their interview."""
    _move(context, actor, code, candidate, CandidateState.DID_NOT_ATTEND)


def _move(context: Context, actor: SignedIn, code: str, candidate: str, state: CandidateState) -> None:
    vacancy = find_vacancy(context, actor, code)
    it = find(context, vacancy, candidate)
    _change(context, actor, code, candidate, f"candidate.{state}", it.version, state=state)


def _change(
    context: Context,
    actor: SignedIn,
    code: str,
    candidate: str,
    action: str,
    version: int,
    **values: object,
) -> None:
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.MAKE_LETTERS, vacancy.id)
    require_open(vacancy)
    it = find(context, vacancy, candidate)
    with context.change(actor) as change:
        store.change_candidate(change.connection, it.id, version, **values)
        change.record(action, it.id, vacancy=vacancy.id)
