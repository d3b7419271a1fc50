"""Drafts: only their author opens them, and they say nothing but that the sheet was begun."""

from hashlib import blake2b

import nacl.bindings
import pytest
from tests.unit.seal.chance import chance, flipped
from tests.unit.seal.panel import ANN, BEN, C1, C2, CAT, EVE, KIT, SAM, first_manifest, holder, wrote

from panelguide.errors import BadInput, Tampered
from panelguide.seal.draft import open_draft, seal_draft
from panelguide.seal.writing import blank, pad

FIRST = first_manifest().digest


def drafted(writing=None, random=None):
    return seal_draft(
        ANN.keys, FIRST, ANN.person, C1, writing or wrote(None), random=random or chance("draft")
    )


def test_a_draft_opens_for_its_author_as_it_was_typed():
    assert open_draft(ANN.keys, FIRST, ANN.person, C1, drafted(), KIT) == wrote(None)


def test_nobody_else_opens_it_whatever_keys_they_bring_together():
    for other in (BEN, CAT, EVE, SAM, holder("Ann", "forgotten")):
        with pytest.raises(Tampered, match="cannot be opened"):
            open_draft(other.keys, FIRST, ANN.person, C1, drafted(), KIT)


def test_a_draft_moved_to_another_candidate_member_or_round_does_not_open():
    for first, member, candidate in (
        (FIRST, ANN.person, C2),
        (FIRST, BEN.person, C1),
        (flipped(FIRST, 0), ANN.person, C1),
    ):
        with pytest.raises(Tampered):
            open_draft(ANN.keys, first, member, candidate, drafted(), KIT)


def test_w10_every_draft_is_equally_long_and_holds_no_counter_or_time():
    empty, full = drafted(blank(KIT)), drafted(wrote(5, 5, "x" * 9_000))

    assert len(empty) == len(full) == 24 + 3 * 4096 + 16
    assert drafted(random=chance("same")) == drafted(random=chance("same"))


def test_the_bytes_of_a_draft_are_as_defined():
    box = drafted()
    parts = (FIRST, ANN.person, C1)
    place = blake2b(
        b"".join(len(part).to_bytes(8, "big") + part for part in parts), digest_size=32, person=b"pg1-draft"
    ).digest()
    key = blake2b(b"", digest_size=32, key=ANN.keys.seed, person=b"pg1-draft-key").digest()

    opened = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box[24:], place, box[:24], key)

    assert opened == pad(wrote(None))


def test_one_turned_bit_anywhere_is_refused():
    box = drafted()

    for position in range(0, len(box), 7):
        with pytest.raises(Tampered):
            open_draft(ANN.keys, FIRST, ANN.person, C1, flipped(box, position), KIT)
    for short in (b"", box[:20], box[:-1]):
        with pytest.raises(Tampered):
            open_draft(ANN.keys, FIRST, ANN.person, C1, short, KIT)


def test_a_draft_too_long_is_refused_and_not_cut():
    with pytest.raises(BadInput, match="too long"):
        drafted(wrote(note="x" * 13_000))
