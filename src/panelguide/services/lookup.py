"""Finding a vacancy by its code, for people who may see it and for nobody else."""

import difflib

from panelguide.domain.access import Act
from panelguide.domain.vacancy import Vacancy, VacancyStatus
from panelguide.errors import NotFound
from panelguide.services.context import Context, require
from panelguide.services.session import SignedIn, is_allowed
from panelguide.store import vacancies as store


def find_vacancy(context: Context, actor: SignedIn, code: str) -> Vacancy:
    """The vacancy of this code, if this person may see it. Raises NotFound either way, in the same words."""
    with context.store.read() as connection:
        vacancy = store.get_vacancy(connection, code)
    if vacancy and is_allowed(context, actor, Act.SEE_VACANCY, vacancy.id):
        return vacancy
    near = difflib.get_close_matches(
        code.upper(), [line.code for line in visible(context, actor)], n=1, cutoff=0.5
    )
    raise NotFound(
        f"There is no vacancy {code.upper()} that you can see.",
        safe="Nothing was changed.",
        do=f"Did you mean {near[0]}?" if near else "Look at panelguide vacancy list.",
    )


def visible(context: Context, actor: SignedIn) -> tuple[Vacancy, ...]:
    """Every vacancy this person may see, the newest first."""
    with context.store.read() as connection:
        every = store.list_vacancies(connection)
    return tuple(vacancy for vacancy in every if is_allowed(context, actor, Act.SEE_VACANCY, vacancy.id))


def require_open(vacancy: Vacancy) -> None:
    """Raises Refused for a vacancy that was cancelled or closed."""
    require(
        vacancy.status is VacancyStatus.OPEN,
        f"{vacancy.code} is {vacancy.status}, so nothing more can be done on it.",
    )
