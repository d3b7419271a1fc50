"""What needs this person now, over all their vacancies: the first thing anybody sees."""

from collections.abc import Iterator
from dataclasses import dataclass

from panelguide.domain.people import PanelSeat, Seat
from panelguide.domain.stages import Stage
from panelguide.domain.vacancy import VacancyStatus
from panelguide.errors import NotAllowed, Tampered
from panelguide.services import discussions, rounds, vacancies
from panelguide.services.context import Context
from panelguide.services.rounds import RoundState
from panelguide.services.session import SignedIn
from panelguide.store import panel as panel_store

KEEPS_THE_STAGE = frozenset({Seat.CHAIR})
WITH_ROUNDS = frozenset({Stage.INTERVIEW, Stage.OUTCOME})


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do. action: the screen that does it. due: ISO date or "". late: whether that is past."""

    vacancy_code: str
    title: str
    sentence: str
    action: str
    due: str
    late: bool


def needs_of(context: Context, actor: SignedIn) -> tuple[Need, ...]:
    """The late first, then by date, then by vacancy."""
    today = context.today().isoformat()
    found: list[Need] = []
    for line in vacancies.list_all(context, actor):
        vacancy = line.vacancy
        if vacancy.status is not VacancyStatus.OPEN:
            continue
        with context.store.read() as connection:
            seats = panel_store.list_seats(connection, vacancy.id)
        own = [it for it in seats if it.person_id == actor.person.id and not it.left]
        steps = (*_own_steps(own), *_round_steps(context, actor, line, own))
        found.extend(_need(line, sentence, action, today) for sentence, action in steps)
        manages = vacancy.manager_id == actor.person.id
        if manages or any(it.seat in KEEPS_THE_STAGE for it in own):
            found.append(_need(line, line.next_step, line.next_action, today))
    return tuple(sorted(found, key=lambda it: (not it.late, it.due or "9999", it.vacancy_code)))


def _own_steps(own: list[PanelSeat]) -> list[tuple[str, str]]:
    """What a seat itself asks of its holder."""
    if any(not it.declaration and it.scores for it in own):
        return [("Say whether you know any candidate.", "panel")]
    return []


def _round_steps(
    context: Context, actor: SignedIn, line: vacancies.VacancyLine, own: list[PanelSeat]
) -> list[tuple[str, str]]:
    """What the rounds of a vacancy wait for from this person."""
    if not own or line.vacancy.stage not in WITH_ROUNDS:
        return []
    try:
        return [*_board_steps(context, actor, line, own)]
    except Tampered as wrong:
        # One record that does not hold together must not take the others from the home screen.
        return [(wrong.what, "status")]


def _board_steps(
    context: Context, actor: SignedIn, line: vacancies.VacancyLine, own: list[PanelSeat]
) -> Iterator[tuple[str, str]]:
    for board in rounds.list_rounds(context, actor, line.vacancy.code):
        if board.waits_for_you:
            seals = board.state is RoundState.OPEN
            yield ("Seal your sheets.", "interview") if seals else (board.next_step, "status")
        elif board.state is RoundState.REVEALED and any(it.scores for it in own):
            yield from _talk(context, actor, line.vacancy.code)


def _talk(context: Context, actor: SignedIn, code: str) -> list[tuple[str, str]]:
    try:
        if discussions.show(context, actor, code).closed:
            return []
    except NotAllowed:
        return []
    return [("Talk the marks through and sign your final scores.", "reveal")]


def _need(line: vacancies.VacancyLine, sentence: str, action: str, today: str) -> Need:
    return Need(
        vacancy_code=line.vacancy.code,
        title=line.vacancy.title,
        sentence=sentence,
        action=action,
        due=line.next_date,
        late=bool(line.next_date) and line.next_date < today,
    )
