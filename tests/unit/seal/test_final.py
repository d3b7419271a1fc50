"""Final scores and the decision stand over one reveal and under one person's signature (W12)."""

from hashlib import blake2b

import nacl.bindings
import pytest
from tests.unit.seal.chance import flipped
from tests.unit.seal.panel import ANN, BEN, C1, CAT, EVE, Q1, SAM, TOM, first_manifest, holder

from panelguide.errors import BadInput, Tampered
from panelguide.seal.final import check_decision, check_final, sign_decision, sign_final

MANIFEST = first_manifest()
REVEAL, OTHER_REVEAL = b"\x01" * 32, b"\x02" * 32
SCORE = {"candidate": C1.hex(), "question": Q1.hex(), "mark": 4, "reason": "Ben heard more than I did."}


def test_the_bytes_of_a_final_score_are_as_defined():
    canonical, signature = sign_final(CAT, MANIFEST, REVEAL, CAT.person, SCORE)

    def framed(tag: bytes, *parts: bytes) -> bytes:
        joined = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
        return blake2b(joined, digest_size=32, person=tag).digest()

    digest = framed(b"pg1-final", REVEAL, canonical)
    message = framed(b"pg1-sign", b"final", CAT.keys.public, digest)
    assert nacl.bindings.crypto_sign_open(signature + message, CAT.keys.public) == message
    assert check_final(MANIFEST, REVEAL, CAT.person, canonical, signature) == SCORE


def test_w12_a_final_score_is_good_for_one_reveal_one_member_and_one_content():
    canonical, signature = sign_final(CAT, MANIFEST, REVEAL, CAT.person, SCORE)

    for reveal, member, content, held in (
        (OTHER_REVEAL, CAT.person, canonical, signature),
        (REVEAL, BEN.person, canonical, signature),
        (REVEAL, CAT.person, canonical.replace(b"4", b"5"), signature),
        (REVEAL, CAT.person, canonical, flipped(signature, 5)),
    ):
        with pytest.raises(Tampered):
            check_final(MANIFEST, reveal, member, content, held)


def test_nobody_signs_another_member_s_final_score():
    for who in (ANN, EVE, holder("Cat", "another seed")):
        with pytest.raises(Tampered, match="not yours"):
            sign_final(who, MANIFEST, REVEAL, CAT.person, SCORE)


def test_the_typist_signs_the_final_score_of_a_member_on_paper():
    manifest = first_manifest(
        people={**MANIFEST.people, TOM.person: ()},
        members=MANIFEST.members | {TOM.person},
        typed_for={TOM.person: SAM.person},
    )

    canonical, signature = sign_final(SAM, manifest, REVEAL, TOM.person, SCORE)

    assert check_final(manifest, REVEAL, TOM.person, canonical, signature) == SCORE


def test_w12_the_decision_is_the_chair_s_alone_and_over_one_reveal():
    decision = {"order": [C1.hex()], "reason": "Meets the appointable line."}
    canonical, signature = sign_decision(ANN, MANIFEST, REVEAL, decision)

    assert check_decision(MANIFEST, REVEAL, canonical, signature) == decision
    for who in (BEN, EVE):
        with pytest.raises(Tampered, match="not yours"):
            sign_decision(who, MANIFEST, REVEAL, decision)
    with pytest.raises(Tampered):
        check_decision(MANIFEST, OTHER_REVEAL, canonical, signature)
    with pytest.raises(Tampered):
        check_final(MANIFEST, REVEAL, ANN.person, canonical, signature)


def test_a_record_that_is_not_an_object_or_not_canonical_is_refused():
    with pytest.raises(BadInput):
        sign_final(CAT, MANIFEST, REVEAL, CAT.person, {"reason": "e\u0301"})
    spaced = b'{"mark": 4}'
    signature = CAT.keys.sign(
        "final",
        blake2b(
            b"".join(len(part).to_bytes(8, "big") + part for part in (REVEAL, spaced)),
            digest_size=32,
            person=b"pg1-final",
        ).digest(),
    )
    with pytest.raises(Tampered, match="canonical"):
        check_final(MANIFEST, REVEAL, CAT.person, spaced, signature)
