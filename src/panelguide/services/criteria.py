"""The person specification: from a file, tagged with the values and competencies each line is about."""

from dataclasses import replace
from pathlib import Path

from panelguide.documents.criteria_file import read_criteria
from panelguide.domain.access import Act
from panelguide.domain.criteria import Criterion, CriterionKind, Proposal, TestedAt, propose_tags
from panelguide.domain.questions import Value
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import BadInput, NotFound, Refused
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy, require_open
from panelguide.services.session import SignedIn, require_allowed
from panelguide.store import criteria as store
from panelguide.store import kits as kit_store


def import_file(context: Context, actor: SignedIn, code: str, *, path: Path) -> tuple[Criterion, ...]:
    """The person specification from a file, in place of what was there. The whole file or nothing.

    Raises BadInput with every problem by row and field, Refused once the kit is locked.
    """
    vacancy = _for_preparing(context, actor, code)
    found = read_criteria(path)
    if found.problems:
        raise BadInput(
            " ".join(found.problems),
            safe="Nothing was imported, and the criteria are as they were.",
            do="Mend those places in the file and import it again.",
        )
    criteria = tuple(
        Criterion(
            id=context.new_id(),
            code=row.code,
            kind=CriterionKind(row.kind),
            text=row.text,
            tested_at=frozenset(TestedAt(place.replace(" ", "_")) for place in row.tested_at),
            weight=row.weight,
        )
        for row in found.rows
    )
    with context.change(actor) as change:
        store.replace_criteria(change.connection, vacancy.id, criteria)
        change.record("criteria.imported", vacancy.id, vacancy=vacancy.id, count=len(criteria))
    return criteria


def list_all(context: Context, actor: SignedIn, code: str) -> tuple[Criterion, ...]:
    """In the order of the person specification."""
    vacancy = find_vacancy(context, actor, code)
    with context.store.read() as connection:
        return store.list_criteria(connection, vacancy.id)


def proposals(context: Context, actor: SignedIn, code: str) -> tuple[tuple[Criterion, Proposal], ...]:
    """What each criterion could be tagged with, from its own words."""
    return tuple(
        (criterion, propose_tags(criterion.text, context.content.bank))
        for criterion in list_all(context, actor, code)
    )


def tag(
    context: Context,
    actor: SignedIn,
    code: str,
    *,
    criterion: str,
    values: tuple[str, ...],
    competencies: tuple[str, ...],
) -> Criterion:
    """Confirms what one criterion is about. Raises BadInput for a tag the bank does not know."""
    vacancy = _for_preparing(context, actor, code)
    bank = context.content.bank
    unknown = [it for it in values if it not in bank.values]
    unknown += [it for it in competencies if it not in bank.competencies]
    if unknown:
        raise BadInput(
            f"There is no value or competency called {', '.join(unknown)}.",
            safe="Nothing was changed.",
            do="Values: " + ", ".join(bank.values) + ". Competencies: " + ", ".join(bank.competencies) + ".",
        )
    criteria = list_all(context, actor, code)
    wanted = next((it for it in criteria if it.code.casefold() == criterion.casefold()), None)
    if wanted is None:
        raise NotFound(
            f"{code} has no criterion {criterion}.",
            safe="Nothing was changed.",
            do="Its criteria are " + ", ".join(it.code for it in criteria) + ".",
        )
    tagged = replace(
        wanted, values=tuple(Value(it) for it in values), competencies=competencies, confirmed=True
    )
    _store_tags(
        context, actor, vacancy, tuple(tagged if it.id == wanted.id else it for it in criteria), [wanted.id]
    )
    return tagged


def confirm_all(context: Context, actor: SignedIn, code: str) -> tuple[Criterion, ...]:
    """Confirms the proposal for every criterion that has not been confirmed yet.

    A criterion whose words point nowhere stays unconfirmed: somebody must say what it is about.
    """
    vacancy = _for_preparing(context, actor, code)
    confirmed = []
    for criterion, proposal in proposals(context, actor, code):
        if criterion.confirmed or proposal.empty:
            confirmed.append(criterion)
            continue
        confirmed.append(
            replace(
                criterion,
                values=tuple(Value(it.id) for it in proposal.values),
                competencies=tuple(it.id for it in proposal.competencies),
                confirmed=True,
            )
        )
    criteria = tuple(confirmed)
    _store_tags(context, actor, vacancy, criteria, [it.id for it in criteria if it.confirmed])
    return criteria


def _for_preparing(context: Context, actor: SignedIn, code: str) -> Vacancy:
    vacancy = find_vacancy(context, actor, code)
    require_allowed(context, actor, Act.PREPARE, vacancy.id)
    require_open(vacancy)
    with context.store.read() as connection:
        if kit_store.has_locked_kit(connection, vacancy.id):
            raise Refused(
                "The kit is locked, so the person specification can no longer change.",
                safe="Nothing was changed.",
                do="What was tested stays as it was for every candidate.",
            )
    return vacancy


def _store_tags(
    context: Context, actor: SignedIn, vacancy: Vacancy, criteria: tuple[Criterion, ...], changed: list[str]
) -> None:
    with context.change(actor) as change:
        store.replace_criteria(change.connection, vacancy.id, criteria)
        change.record("criteria.tagged", vacancy.id, vacancy=vacancy.id, criteria=[*changed])
