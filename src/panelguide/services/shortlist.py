"""The shortlist: who is invited, what each "not shortlisted" turned on, and the lock that unlocks names."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from panelguide.domain.access import Act
from panelguide.domain.candidates import Candidate, CandidateState
from panelguide.domain.criteria import Criterion, TestedAt
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import BadInput, NotFound, Refused, SomebodyElseChangedIt
from panelguide.services.candidates import CandidateLine, list_all
from panelguide.services.context import Context, Recorder
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.session import SignedIn, is_recruitment_team, require_allowed
from panelguide.store import candidates as store
from panelguide.store import criteria as criteria_store
from panelguide.store import vacancies as vacancy_store
from panelguide.text import clean_text

REASON_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class ShortlistView:
    """locked_at: when names unlocked and the invitations could go; "" before. left: still to settle."""

    lines: tuple[CandidateLine, ...]
    locked_at: str
    left: int


def show(context: Context, actor: SignedIn, code: str) -> ShortlistView:
    """The shortlist by code. Names never stand in it but for the recruitment team, which received them."""
    vacancy = find_vacancy(context, actor, code)
    with context.store.read() as connection:
        locked = vacancy_store.shortlist_locked_at(connection, vacancy.id)
    lines = list_all(context, actor, code)
    if not is_recruitment_team(context, actor, vacancy.id):
        lines = tuple(replace(line, name="") for line in lines)
    return ShortlistView(lines, locked, sum(line.state is CandidateState.APPLIED for line in lines))


def invite(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    candidates: Collection[str],
    versions: Mapping[str, int] | None = None,
) -> ShortlistView:
    """Puts candidates on the shortlist.

    versions: by code, of the lines that were read; whichever are stored when left out. Raises
    SomebodyElseChangedIt when one is not as it was read.
    """
    since = context.store.head()
    vacancy = _for_shortlisting(context, actor, code)
    chosen = _chosen(context, vacancy, candidates, versions)
    with context.change(actor) as change:
        change.require_unchanged(vacancy.id, since)
        for it in chosen:
            _settle(change, vacancy, it, CandidateState.SHORTLISTED, "", "")
    return show(context, actor, code)


def turn_down(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    candidates: Collection[str],
    criterion: str,
    reason: str,
    versions: Mapping[str, int] | None = None,
) -> ShortlistView:
    """Records that candidates are not shortlisted, with the one criterion it turned on and why.

    versions: as for `invite`. Raises BadInput for a criterion that is not tested on the application form,
    SomebodyElseChangedIt when a line is not as it was read.
    """
    since = context.store.head()
    vacancy = _for_shortlisting(context, actor, code)
    turned_on = _form_criterion(context, vacancy, criterion)
    why = clean_text(reason, field="Reason", limit=REASON_LIMIT, required=True)
    chosen = _chosen(context, vacancy, candidates, versions)
    with context.change(actor) as change:
        change.require_unchanged(vacancy.id, since)
        for it in chosen:
            _settle(change, vacancy, it, CandidateState.NOT_SHORTLISTED, turned_on.code, why)
    return show(context, actor, code)


def settle_rest(
    context: Context, actor: SignedIn, code: str, *, criterion: str, reason: str
) -> ShortlistView:
    """Turns down everybody who is not settled yet, all for the same criterion."""
    lines = list_all(context, actor, code)
    rest = {line.code: line.version for line in lines if line.state is CandidateState.APPLIED}
    return turn_down(context, actor, code, candidates=rest, criterion=criterion, reason=reason, versions=rest)


def lock(context: Context, actor: SignedIn, code: str) -> ShortlistView:
    """Closes the shortlist: everybody settled, at least one invited; from now on the panel may see names."""
    since = context.store.head()
    vacancy = _for_shortlisting(context, actor, code)
    view = show(context, actor, code)
    if view.left:
        raise Refused(
            f"{view.left} of {len(view.lines)} candidates are neither invited nor turned down.",
            safe="Nothing was locked.",
            do="Settle each, with the criterion it turned on for those not shortlisted.",
        )
    if not any(line.state is CandidateState.SHORTLISTED for line in view.lines):
        raise Refused("Nobody is on the shortlist.", safe="Nothing was locked.")
    with context.change(actor) as change:
        change.require_unchanged(vacancy.id, since)
        vacancy_store.change_vacancy(
            change.connection, vacancy.id, vacancy.version, shortlist_locked_at=context.now()
        )
        change.record("shortlist.locked", vacancy.id, vacancy=vacancy.id)
    return show(context, actor, code)


def _for_shortlisting(context: Context, actor: SignedIn, code: str) -> Vacancy:
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.PREPARE, vacancy.id)
    require_open(vacancy)
    with context.store.read() as connection:
        if vacancy_store.shortlist_locked_at(connection, vacancy.id):
            raise Refused("The shortlist is locked.", safe="Nothing was changed.")
    return vacancy


def _chosen(
    context: Context, vacancy: Vacancy, codes: Collection[str], versions: Mapping[str, int] | None
) -> list[Candidate]:
    with context.store.read() as connection:
        by_code = {it.code: it for it in store.list_candidates(connection, vacancy.id)}
    wanted = [code.strip().upper() for code in codes]
    missing = [code for code in wanted if code not in by_code]
    if missing or not wanted:
        raise NotFound(
            f"{vacancy.code} has no candidate {', '.join(missing)}." if missing else "Nobody was named.",
            safe="Nothing was changed.",
            do=f"Look at panelguide candidates list {vacancy.code}.",
        )
    for code in wanted:
        if versions is not None and versions.get(code) != by_code[code].version:
            raise SomebodyElseChangedIt(
                f"{code} is {by_code[code].state.name_for_people.lower()} by now: somebody else settled it.",
                safe="Nothing was changed.",
                do="Look at the list as it stands now, and then decide again.",
            )
    return [by_code[code] for code in dict.fromkeys(wanted)]


def _form_criterion(context: Context, vacancy: Vacancy, code: str) -> Criterion:
    with context.store.read() as connection:
        criteria = criteria_store.list_criteria(connection, vacancy.id)
    on_form = [it for it in criteria if TestedAt.APPLICATION_FORM in it.tested_at]
    found = next((it for it in on_form if it.code.casefold() == code.strip().casefold()), None)
    if found is None:
        raise BadInput(
            f"{code.strip() or 'Nothing'} is not a criterion tested on the application form.",
            safe="Nothing was changed.",
            do="Those are " + (", ".join(it.code for it in on_form) or "none yet") + ".",
        )
    return found


def _settle(
    change: Recorder, vacancy: Vacancy, it: Candidate, state: CandidateState, criterion: str, reason: str
) -> None:
    store.change_candidate(
        change.connection, it.id, it.version, state=state, criterion_code=criterion, reason=reason
    )
    change.record(f"candidate.{state}", it.id, vacancy=vacancy.id, criterion=criterion)
