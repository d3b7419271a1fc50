"""What the status board reads and how it is drawn: who has begun and sealed, and nothing about marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from panelguide.domain.people import Seat
from panelguide.errors import Refused
from panelguide.services import lookup, panel, people, rounds, session, sheets
from panelguide.services.context import Context
from panelguide.services.rounds import RoundState, SheetState, StatusRow, StatusView
from panelguide.services.session import SignedIn
from panelguide.tui.text import columns, plain, styled

CHAIRS: Final = frozenset({Seat.CHAIR, Seat.DEPUTY})
CONFIRMERS: Final = frozenset({Seat.EDI_REPRESENTATIVE, Seat.CONFIRMER, Seat.STAND_IN})
SIGNS: Final = {
    SheetState.SEALED: "[#] sealed",
    SheetState.OPEN: "[ ] open",
    SheetState.NOT_BEGUN: "[ ] not begun",
}
CODE_WIDTH: Final = 6
WIDEST_MEMBER: Final = 22


@dataclass(frozen=True, slots=True)
class Board:
    """views: of every round, oldest first. mine: the candidates this person scores. addresses: by name.

    scorers: names of everybody with a scoring seat on the panel.
    """

    views: tuple[StatusView, ...]
    seats: frozenset[Seat]
    mine: tuple[str, ...]
    addresses: Mapping[str, str]
    scorers: tuple[str, ...]

    @property
    def is_chair(self) -> bool:
        return Seat.CHAIR in self.seats

    @property
    def may_chair(self) -> bool:
        return bool(CHAIRS & self.seats)

    @property
    def may_confirm(self) -> bool:
        return bool(CONFIRMERS & self.seats)


def read_board(context: Context, actor: SignedIn, code: str) -> Board:
    vacancy = lookup.find_vacancy(context, actor, code)
    seated = panel.list_all(context, actor, code)
    names = [it.name for it in people.people(context)]
    return Board(
        views=rounds.list_rounds(context, actor, code),
        seats=session.seats_of(context, actor, vacancy.id),
        mine=_mine(context, actor, code),
        addresses={
            it.name if names.count(it.name) == 1 else f"{it.name} ({it.email})": it.email
            for it in people.people(context)
        },
        scorers=tuple(dict.fromkeys(it.name for it in seated if it.scores and not it.left)),
    )


def _mine(context: Context, actor: SignedIn, code: str) -> tuple[str, ...]:
    try:
        return tuple(candidate for candidate, _ in sheets.my_candidates(context, actor, code))
    except Refused:
        # Somebody who scores nobody still sees the board.
        return ()


def headings(view: StatusView, width: int) -> Content:
    each = _member_width(view, width)
    return plain("  ") + columns((("", CODE_WIDTH), *((name, each) for name in view.members)))


def row(view: StatusView, of: StatusRow, width: int) -> Content:
    """One candidate's sheets; "-" where a member does not score them."""
    each = _member_width(view, width)
    states = dict(of.sheets)
    cells = [(_state(states[name]) if name in states else plain("-"), each) for name in view.members]
    return columns(((of.candidate, CODE_WIDTH), *cells))


def _state(state: SheetState) -> Content:
    words = SIGNS[state]
    return styled("[$ok]$words[/]", words=words) if state is SheetState.SEALED else plain(words)


def _member_width(view: StatusView, width: int) -> int:
    free = width - CODE_WIDTH - 3 - len(view.members)
    return max(8, min(WIDEST_MEMBER, free // max(1, len(view.members))))


def state_sentence(view: StatusView) -> str:
    """Where the round stands, and who is waited for."""
    words = {
        RoundState.PROPOSED: "is proposed and waits for its confirmer",
        RoundState.OPEN: "is open",
        RoundState.COMPLETE: "has every sheet sealed",
        RoundState.RELEASED: "is released by everybody",
        RoundState.REVEALED: "is revealed",
    }[view.state]
    if view.state is RoundState.COMPLETE and view.chair_released:
        words = "is released by the chair"
    waiting = f" Waiting for: {', '.join(view.waiting_for)}." if view.waiting_for else ""
    return f"Round {view.number} {words}.{waiting}"


def notes(view: StatusView) -> list[Content]:
    """What else has to be known of a round, one sentence a line."""
    found = []
    if view.away:
        found.append(plain(f"Not ranked, because they withdrew or did not come: {', '.join(view.away)}."))
    if view.change_waits:
        found.append(styled("[bold]A change waits for its second signature:[/] $why", why=view.change_waits))
    if not view.recoverable and view.state is not RoundState.REVEALED:
        found.append(
            styled(
                "[$warn]No recovery cards:[/] whoever forgets their passphrase after sealing falls out of the round."
            )
        )
    return found
