"""The two recovery cards: made once at set-up, each typed back before anybody relies on them."""

from dataclasses import dataclass

from panelguide.seal import cards
from panelguide.services.context import Context, require


@dataclass(frozen=True, slots=True)
class Cards:
    """The words of both cards, shown once, and the public key they belong to."""

    first: str
    second: str
    recovery_key: bytes


def make_cards(context: Context) -> Cards:
    """Two new cards. Nothing is stored: whoever sets up gives the public key to start_organisation."""
    first, second = cards.new_card(context.randomness), cards.new_card(context.randomness)
    return Cards(
        cards.card_words(1, first), cards.card_words(2, second), cards.recovery_key(first, second).public
    )


def check_typed_back(made: Cards, *, first: str, second: str) -> None:
    """Raises BadInput or Refused unless both cards were written down as they were shown."""
    typed = cards.recovery_key(cards.read_card(1, first), cards.read_card(2, second))
    require(
        typed.public == made.recovery_key,
        "Those are not the words of these two cards.",
        do="Compare them with what was shown.",
    )
