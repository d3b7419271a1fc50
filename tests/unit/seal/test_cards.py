"""The two recovery cards and the words they are written in."""

from hashlib import blake2b, sha256

import nacl.bindings
import pytest
from tests.unit.seal.chance import chance

from panelguide.errors import BadInput
from panelguide.seal.cards import (
    card_words,
    new_card,
    new_passphrase,
    read_card,
    recovery_key,
    word_list,
)

CARD = bytes(range(32))


def test_the_words_are_the_large_list_of_the_eff():
    digest = sha256("\n".join(word_list()).encode()).hexdigest()

    assert digest.startswith("abae4976")
    assert digest.endswith("67ba")
    assert len(set(word_list())) == 7_776
    assert all(word == word.casefold() and word.split() == [word] for word in word_list())


@pytest.mark.parametrize("number", [1, 2])
def test_a_card_is_22_words_of_the_half_and_its_check(number):
    framed = b"".join(len(part).to_bytes(8, "big") + part for part in (number.to_bytes(4, "big"), CARD))
    check = blake2b(framed, digest_size=32, person=b"pg1-card").digest()[:2]
    value = 0
    for word in card_words(number, CARD).split(" "):
        value = value * 7_776 + word_list().index(word)

    assert value.to_bytes(34, "big") == CARD + check
    assert len(card_words(number, CARD).split()) == 22


def test_a_card_is_read_as_it_is_typed():
    words = card_words(1, CARD)

    assert read_card(1, words) == CARD
    assert read_card(1, "  " + words.upper().replace(" ", "\n\t ") + " ") == CARD
    assert read_card(2, card_words(2, bytes(32))) == bytes(32)
    assert read_card(1, card_words(1, b"\xff" * 32)) == b"\xff" * 32


def test_a_wrong_card_says_what_is_wrong():
    words = card_words(1, CARD).split()

    with pytest.raises(BadInput, match="22 words"):
        read_card(1, " ".join(words[:-1]))
    with pytest.raises(BadInput, match="Word 3"):
        read_card(1, " ".join([*words[:2], "panelguide", *words[3:]]))
    with pytest.raises(BadInput, match="not recovery card 1"):
        read_card(1, " ".join([*words[:2], words[3], words[2], *words[4:]]))
    with pytest.raises(BadInput, match="not recovery card 2"):
        read_card(2, " ".join(words))
    with pytest.raises(BadInput, match="not a recovery card"):
        read_card(1, " ".join([word_list()[-1]] * 22))


def test_every_mistyped_word_of_a_card_is_noticed():
    words = card_words(1, CARD).split()

    for position in range(22):
        other = word_list()[(word_list().index(words[position]) + 1) % 7_776]
        with pytest.raises(BadInput):
            read_card(1, " ".join([*words[:position], other, *words[position + 1 :]]))


def test_the_recovery_key_is_made_of_both_cards():
    other = b"\xa5" * 32
    both = bytes(one ^ two for one, two in zip(CARD, other, strict=True))
    private = blake2b((32).to_bytes(8, "big") + both, digest_size=32, person=b"pg1-recovery").digest()

    key = recovery_key(CARD, other)

    assert key.private == private
    assert key.public == nacl.bindings.crypto_scalarmult_base(private)
    assert key.private.hex() not in repr(key)
    with pytest.raises(BadInput, match="two different cards"):
        recovery_key(CARD, CARD)


def test_new_cards_differ():
    random = chance("cards")

    assert new_card(random) != new_card(random)


def test_a_passphrase_is_four_words_of_the_list_evenly_drawn():
    random = chance("passphrase")

    words = " ".join(new_passphrase(random) for _ in range(4_000)).split()

    assert len(words) == 16_000
    assert set(words) <= set(word_list())
    assert len(set(words)) > 6_500
    firsts = sum(word_list().index(word) < 2_592 for word in words)
    assert 5_000 < firsts < 5_670


def test_a_draw_above_the_last_whole_multiple_is_drawn_again():
    draws = iter([b"\xff\xff", b"\xf3\x00", (0).to_bytes(2, "big"), (7_777).to_bytes(2, "big")])

    assert new_passphrase(lambda size: next(draws), words=2) == f"{word_list()[0]} {word_list()[1]}"
