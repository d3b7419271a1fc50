"""The two recovery cards, each 22 words on paper, and passphrases from the same word list.

Source: byte definition 13. Each of two people keeps one card; only both together make the recovery key.
The words are the Electronic Frontier Foundation's large list (7,776 words, for dice), CC BY 3.0 US.
"""

from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Literal

from nacl.public import PrivateKey

from panelguide.errors import BadInput, Tampered
from panelguide.seal.digest import tagged_hash
from panelguide.seal.ids import Random

CARD_SIZE = 32
CHECK_SIZE = 2
CARD_WORDS = 22
PASSPHRASE_WORDS = 4

CardNumber = Literal[1, 2]

_LIST_SHA256 = "abae49761b88f3f1ba31ef944bea1f61b795a3cd7e1cfb7d276ed45bf77967ba"


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """The organisation's recovery key pair; the private half exists only while both cards lie on the table."""

    private: bytes = field(repr=False)
    public: bytes


def new_card(random: Random) -> bytes:
    """The secret half for one card."""
    return random(CARD_SIZE)


def card_words(number: CardNumber, card: bytes) -> str:
    """The 22 words to write down, separated by spaces; the last ones check the others and the card's number."""
    value = int.from_bytes(card + _check(number, card), "big")
    words = word_list()
    chosen: list[str] = []
    for _ in range(CARD_WORDS):
        value, digit = divmod(value, len(words))
        chosen.append(words[digit])
    return " ".join(reversed(chosen))


def read_card(number: CardNumber, typed: str) -> bytes:
    """The half on a card as somebody typed it, in any case and with any white space.

    Raises BadInput naming the word that is not on the list, or saying that the words do not go together.
    """
    words = typed.casefold().split()
    if len(words) != CARD_WORDS:
        raise BadInput(f"A recovery card has {CARD_WORDS} words; {len(words)} were typed.")
    places = _places()
    value = 0
    for position, word in enumerate(words, start=1):
        if word not in places:
            raise BadInput(f"Word {position} is not on the list of words.", do="Look at the card again.")
        value = value * len(places) + places[word]
    if value >= 256 ** (CARD_SIZE + CHECK_SIZE):
        raise BadInput("These words are not a recovery card.", do="Look at the card again.")
    raw = value.to_bytes(CARD_SIZE + CHECK_SIZE, "big")
    card = raw[:CARD_SIZE]
    if raw[CARD_SIZE:] != _check(number, card):
        raise BadInput(
            f"These words are not recovery card {number}.",
            do="Check the order of the words, and the card's number.",
        )
    return card


def recovery_key(card1: bytes, card2: bytes) -> RecoveryKey:
    """The recovery key of both cards. Raises BadInput when it is one card twice."""
    if card1 == card2:
        raise BadInput("The two recovery cards must be two different cards.")
    both = bytes(one ^ two for one, two in zip(card1, card2, strict=True))
    private = tagged_hash("pg1-recovery", both)
    return RecoveryKey(private=private, public=bytes(PrivateKey(private).public_key))


def new_passphrase(random: Random, words: int = PASSPHRASE_WORDS) -> str:
    """A passphrase of words each equally likely, 12.9 bits a word, separated by spaces."""
    return " ".join(_any_word(random) for _ in range(words))


@cache
def word_list() -> tuple[str, ...]:
    """The 7,776 words in order. Raises Tampered when the file in the package is not the list."""
    raw = files("panelguide.seal").joinpath("eff_large.txt").read_bytes()
    if sha256(raw).hexdigest() != _LIST_SHA256:
        raise Tampered("The list of words in the program is damaged.", do="Install panelguide again.")
    return tuple(raw.decode("ascii").split("\n"))


@cache
def _places() -> dict[str, int]:
    return {word: place for place, word in enumerate(word_list())}


def _any_word(random: Random) -> str:
    words = word_list()
    # Two bytes reach 65,536; what lies above the last whole multiple is drawn again so that no word is favoured.
    fair = 65_536 - 65_536 % len(words)
    while True:
        drawn = int.from_bytes(random(2), "big")
        if drawn < fair:
            return words[drawn % len(words)]


def _check(number: CardNumber, card: bytes) -> bytes:
    return tagged_hash("pg1-card", number, card)[:CHECK_SIZE]
