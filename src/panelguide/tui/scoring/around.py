"""What live scoring shows beside the member's own sheet: the day's candidates and the chair's facts."""

from collections.abc import Mapping
from dataclasses import dataclass

from panelguide.domain.access import Act
from panelguide.services import candidates, rounds, session, sheets
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import SignedIn
from panelguide.services.sheets import SheetState
from panelguide.tui.scoring.place import Place, read_place


@dataclass(frozen=True, slots=True)
class OnTheDay:
    """One candidate this member scores. name: "" for whoever may not see names."""

    code: str
    state: SheetState
    slot: str
    name: str
    arrangements: str


@dataclass(frozen=True, slots=True)
class Around:
    """facts: candidate code and question label -> why the chair says it was not asked.

    place: where this member last was in this vacancy, None before the first time.
    """

    candidates: tuple[OnTheDay, ...]
    facts: Mapping[tuple[str, str], str]
    is_chair: bool
    place: Place | None

    def find(self, code: str) -> OnTheDay | None:
        return next((it for it in self.candidates if it.code == code), None)

    def number_of(self, code: str) -> int:
        """The candidate's place in the day, from 1; 0 for nobody."""
        return next((at for at, it in enumerate(self.candidates, start=1) if it.code == code), 0)

    def first_to_score(self) -> str:
        """The first candidate whose sheet is not sealed, else the first; "" when there is none."""
        codes = [it.code for it in self.candidates if it.state is not SheetState.SEALED]
        return next(iter([*codes, *(it.code for it in self.candidates)]), "")

    def reasons_for(self, candidate: str) -> dict[str, str]:
        """Question label -> why it was not asked of this candidate."""
        return {label: reason for (code, label), reason in self.facts.items() if code == candidate}


def look_around(context: Context, actor: SignedIn, code: str) -> Around:
    """Raises Refused for somebody who scores nobody here."""
    lines = {it.code: it for it in candidates.list_all(context, actor, code)}
    vacancy = find_vacancy(context, actor, code)
    return Around(
        candidates=tuple(
            OnTheDay(it, state, lines[it].slot, lines[it].name, lines[it].arrangements)
            for it, state in sheets.my_candidates(context, actor, code)
        ),
        facts=rounds.not_asked_facts(context, actor, code),
        is_chair=session.is_allowed(context, actor, Act.CHAIR, vacancy.id),
        place=read_place(context.home, actor.person.id, code),
    )
