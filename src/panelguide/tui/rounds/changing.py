"""Changing who is in a round before the chair releases, one kind of change a box."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from panelguide.services import rounds
from panelguide.services.rounds import StatusView
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.dialogs.choose import Choose
from panelguide.tui.rounds.board import Board
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import plain
from panelguide.tui.widgets.fields import Field, Kind
from panelguide.tui.widgets.rows import Row

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

Words = Mapping[str, Any]
CONFIRMED_BY: Final = "confirmed_by"


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change. asks: which fields of the box. made: what rounds.change_set is given."""

    words: str
    asks: tuple[str, ...]
    made: Callable[[Answers, Mapping[str, str]], Words]


CHANGES: Final = {
    "away": Change(
        "A candidate withdrew or did not come", ("candidate",), lambda it, _: {"away": (it["candidate"],)}
    ),
    "back": Change("A candidate is back after all", ("away",), lambda it, _: {"back": (it["away"],)}),
    "aside": Change(
        "A member and a candidate must not meet",
        ("member", "candidate"),
        lambda it, address: {"aside": ((address[it["member"]], it["candidate"]),)},
    ),
    "late": Change(
        "Another candidate joins", ("code",), lambda it, _: {"add_candidates": (it["code"].strip().upper(),)}
    ),
    "joins": Change(
        "A member joins", ("scorer",), lambda it, address: {"add_members": (address[it["scorer"]],)}
    ),
    "leaves": Change(
        "A member leaves", ("member",), lambda it, address: {"remove_members": (address[it["member"]],)}
    ),
    "replaced": Change(
        "A member is replaced by another",
        ("member", "scorer"),
        lambda it, address: {
            "remove_members": (address[it["member"]],),
            "add_members": (address[it["scorer"]],),
        },
    ),
    "key": Change(
        "A member has a new passphrase",
        ("member",),
        lambda it, address: {"new_keys": (address[it["member"]],)},
    ),
}


def ask_for_change(screen: PanelScreen[Any], board: Board, view: StatusView) -> None:
    """Asks which change and for its words; the chair signs it, and what makes the round smaller is confirmed."""
    possible = {key: it for key, it in CHANGES.items() if all(_choices(ask, board, view) for ask in it.asks)}
    rows = [Row(key, plain(it.words)) for key, it in possible.items()]
    screen.ask(
        Choose("What changes in this round?", rows),
        lambda key: _ask_words(screen, board, view, possible[key]),
    )


def _ask_words(screen: PanelScreen[Any], board: Board, view: StatusView, change: Change) -> None:
    fields = [_field(ask, board, view) for ask in change.asks]
    confirmed = (("confirmer", "the confirmer"), ("stand_in", "the stand-in, who takes the confirmer's seat"))
    fields += [
        Field("reason", "Why?", required=True),
        Field(
            CONFIRMED_BY,
            "Confirmed by",
            Kind.CHOICE,
            choices=confirmed,
            hint="when it concerns the confirmer",
        ),
    ]

    def save(answers: Answers) -> None:
        words = change.made(answers, board.addresses)

        def work(context: "Context", actor: "SignedIn") -> StatusView:
            return rounds.change_set(
                context,
                actor,
                screen.code,
                reason=answers["reason"],
                round=view.number,
                stand_in_confirms=answers[CONFIRMED_BY] == "stand_in",
                **words,
            )

        screen.save(work)

    body = "Sealed sheets stay on the record. What makes the round smaller waits for a second signature."
    screen.ask(
        Ask(change.words, fields, today=screen.desk.today, body=body, yes="Sign the change"),
        save,
    )


def _field(ask: str, board: Board, view: StatusView) -> Field:
    labels = {
        "candidate": "Candidate",
        "away": "Candidate",
        "code": "Candidate",
        "member": "Member",
        "scorer": "Who joins",
    }
    if ask == "code":
        return Field(ask, labels[ask], hint="a code such as C07", required=True)
    choices = tuple((it, it) for it in _choices(ask, board, view))
    return Field(ask, labels[ask], Kind.CHOICE, choices=choices)


def _choices(ask: str, board: Board, view: StatusView) -> tuple[str, ...]:
    return {
        "candidate": tuple(it.candidate for it in view.rows),
        "away": view.away,
        "code": ("any",),
        "member": view.members,
        "scorer": tuple(it for it in board.scorers if it not in view.members),
    }[ask]
