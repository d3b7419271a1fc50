"""One version of a manifest: its bytes, and what it may be by itself."""

import json
from dataclasses import replace
from hashlib import blake2b

import pytest
from tests.unit.seal.chance import flipped
from tests.unit.seal.panel import (
    ANN,
    BEN,
    C1,
    C2,
    C3,
    CARDS,
    CAT,
    EVE,
    KIT,
    Q1,
    Q2,
    SAM,
    TOM,
    commitment,
    first_manifest,
    named,
)

from panelguide.errors import PanelguideError, Tampered
from panelguide.seal.canonical import encode
from panelguide.seal.manifest import candidate_commitment, problem_with, read_manifest


def test_the_digest_is_over_the_fields_of_the_definition():
    manifest = first_manifest(
        aside=frozenset({(BEN.person, C2), (ANN.person, C1)}),
        struck=frozenset({Q2}),
        errata={Q1: "Read “two”."},
    )
    fields = {
        "v": 1,
        "prev": "",
        "vacancy": named("V014").hex(),
        "round": named("round").hex(),
        "kind": "interview",
        "kit": [[Q1.hex(), 5], [Q2.hex(), 5]],
        "kit_text": blake2b(b"texts", digest_size=32).hexdigest(),
        "method": blake2b(b"method", digest_size=32).hexdigest(),
        "recovery": CARDS.public.hex(),
        "people": {who.person.hex(): [who.keys.public.hex()] for who in (ANN, BEN, CAT, EVE, SAM)},
        "members": sorted(who.person.hex() for who in (ANN, BEN, CAT)),
        "chair": ANN.person.hex(),
        "deputy": BEN.person.hex(),
        "confirmer": EVE.person.hex(),
        "stand_in": SAM.person.hex(),
        "follows": "",
        "candidates": {C1.hex(): commitment(C1).hex(), C2.hex(): commitment(C2).hex()},
        "away": [],
        "aside": sorted([[BEN.person.hex(), C2.hex()], [ANN.person.hex(), C1.hex()]]),
        "struck": [Q2.hex()],
        "errata": {Q1.hex(): "Read “two”."},
        "typed_for": {},
    }
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    assert manifest.canonical() == text
    framed = len(text).to_bytes(8, "big") + text
    assert manifest.digest == blake2b(framed, digest_size=32, person=b"pg1-manifest").digest()


def test_a_manifest_is_read_as_it_was_written():
    manifest = first_manifest(away=frozenset({C2}), errata={Q1: "é"})

    assert read_manifest(manifest.canonical()) == manifest


def test_every_turned_bit_is_refused_or_another_manifest():
    manifest = first_manifest()
    data = manifest.canonical()

    for position in range(len(data)):
        try:
            assert read_manifest(flipped(data, position)).digest != manifest.digest
        except PanelguideError:
            continue


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("members", lambda held: held[::-1]),
        ("members", lambda held: [held[0], *held]),
        ("kind", lambda held: "chat"),
        ("v", lambda held: True),
        ("v", lambda held: 0),
        ("kit", lambda held: [held[0][:1]]),
        ("kit", lambda held: [[held[0][0], 0]]),
        ("chair", lambda held: held[:30]),
        ("aside", lambda held: [["00" * 16]]),
        ("errata", lambda held: {"Q1": "text"}),
        ("recovery", lambda held: "00"),
        ("chair", lambda held: "00" * 16),
    ],
)
def test_a_manifest_of_another_shape_is_refused(field, value):
    fields = json.loads(first_manifest().canonical())
    fields[field] = value(fields[field])

    with pytest.raises(Tampered):
        read_manifest(encode(fields))


def test_a_field_too_many_or_too_few_is_refused():
    fields = json.loads(first_manifest().canonical())

    with pytest.raises(Tampered):
        read_manifest(encode(fields | {"note": ""}))
    del fields["errata"]
    with pytest.raises(Tampered):
        read_manifest(encode(fields))


TWO_KEYS = {**first_manifest().people, ANN.person: (ANN.keys.public, BEN.keys.public)}
LAY = {**first_manifest().people, TOM.person: ()}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"previous": bytes(32)}, "first version"),
        ({"members": frozenset({ANN.person})}, "at least two members"),
        ({"kit": ()}, "at least one question"),
        ({"kit": (KIT[0], KIT[0])}, "twice in the kit"),
        ({"deputy": ANN.person}, "four different people"),
        ({"stand_in": EVE.person}, "four different people"),
        ({"deputy": TOM.person}, "seat is held by somebody without a key"),
        ({"people": TWO_KEYS}, "key stands twice"),
        ({"members": frozenset({ANN.person, named("stranger")})}, "not among the people"),
        ({"people": LAY, "members": frozenset({ANN.person, TOM.person})}, "nobody who types"),
        ({"typed_for": {CAT.person: EVE.person}}, "key of their own"),
        (
            {
                "people": LAY,
                "members": frozenset({ANN.person, BEN.person}),
                "typed_for": {TOM.person: BEN.person},
            },
            "does not score",
        ),
        ({"typed_for": {named("stranger"): EVE.person}}, "typed for who is not among"),
        ({"away": frozenset({C3})}, "away who is not in the round"),
        ({"aside": frozenset({(CAT.person, C3)})}, "set aside that is not"),
        ({"struck": frozenset({named("Q9")})}, "struck that is not"),
        ({"errata": {named("Q9"): "x"}}, "corrected that is not"),
    ],
)
def test_what_makes_a_version_impossible_is_said(changes, says):
    assert says in problem_with(first_manifest(**changes))


def test_the_expected_sheets_leave_out_who_is_away_and_what_is_aside():
    manifest = first_manifest(away=frozenset({C2}), aside=frozenset({(CAT.person, C1)}))

    assert manifest.expected() == {(ANN.person, C1), (BEN.person, C1)}


def test_a_candidate_is_committed_to_and_not_named():
    salt, reference = b"\x03" * 32, "AR-1234"
    framed = (32).to_bytes(8, "big") + salt + (7).to_bytes(8, "big") + reference.encode()

    assert (
        candidate_commitment(salt, reference) == blake2b(framed, digest_size=32, person=b"pg1-cand").digest()
    )


def test_the_author_of_a_typed_sheet_is_the_one_who_types():
    manifest = replace(first_manifest(), people=LAY, typed_for={TOM.person: SAM.person})

    assert manifest.author_of(TOM.person) == SAM.person
    assert manifest.author_of(CAT.person) == CAT.person
