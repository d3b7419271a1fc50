"""The box for the terms of an offer, as the letter will say them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from panelguide.errors import PanelguideError, SomebodyElseChangedIt
from panelguide.services import offers
from panelguide.services.offers import OfferView
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.widgets.fields import Field, Kind

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn
    from panelguide.tui.screens.letters import LettersScreen

TERMS: Final = (
    ("salary", "Salary, in words", Kind.LINE, "empty: the range of the band"),
    ("salary_point", "Salary point", Kind.LINE, "empty: to be confirmed"),
    ("workplace", "Where the work is", Kind.LINE, "empty: as the vacancy says"),
    ("hours", "Hours", Kind.LINE, "such as 37.5 hours a week"),
    ("start_date", "First day, if agreed", Kind.DATE, ""),
    ("reply_by", "Last day to accept", Kind.DATE, ""),
)


class Stored(NamedTuple):
    """The terms as they are stored, by name."""

    terms: Answers
    version: int


def ask_for_terms(screen: "LettersScreen", candidate: str) -> None:
    """Reads what is stored, lets somebody change it, and saves it."""

    def ask(stored: Stored) -> None:
        box = Ask(
            f"The offer to {candidate}",
            tuple(
                Field(name, label, kind, value=stored.terms[name], hint=hint)
                for name, label, kind, hint in TERMS
            ),
            today=screen.desk.today,
            yes="Set the terms",
        )
        screen.ask(box, lambda answers: _set(screen, candidate, answers, stored.version))

    _read(screen, candidate, ask)


def _read(screen: "LettersScreen", candidate: str, then: Callable[[Stored], None]) -> None:
    def read(context: "Context", actor: "SignedIn") -> Stored:
        found = offers.terms(context, actor, screen.code, candidate=candidate)
        return Stored({name: getattr(found, name) for name, *_ in TERMS}, found.version)

    screen.read(read, then, group="offer")


def _set(screen: "LettersScreen", candidate: str, terms: Answers, version: int) -> None:
    context, actor, take_up = screen.desk.context, screen.desk.actor, screen.take_up_again

    def done(offer: OfferView) -> None:
        missing = f" Still to set: {', '.join(offer.missing)}." if offer.missing else ""
        screen.said = f"The terms of the offer to {candidate} are set.{missing}"
        screen.look_again()

    def failed(error: PanelguideError) -> None:
        if isinstance(error, SomebodyElseChangedIt):
            _read(screen, candidate, lambda stored: _show_both(screen, candidate, terms, stored, error))
        else:
            screen.desk.show_problem(error, take_up_again=take_up)

    screen.desk.save(
        screen,
        lambda: offers.set_offer(context, actor, screen.code, candidate=candidate, version=version, **terms),
        done,
        failed=failed,
    )


def _show_both(
    screen: "LettersScreen", candidate: str, mine: Answers, stored: Stored, error: SomebodyElseChangedIt
) -> None:
    both = SomebodyElseChangedIt(
        error.what, yours=_said(mine), theirs=_said(stored.terms), safe=error.safe, do=error.do
    )
    screen.desk.unsaved = ""
    screen.desk.show_problem(both, redo=lambda: _set(screen, candidate, mine, stored.version))


def _said(terms: Answers) -> str:
    return "\n".join(f"{label}: {terms[name] or '-'}" for name, label, *_ in TERMS)
