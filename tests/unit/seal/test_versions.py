"""From version to version: the chair alone may only add; whatever else needs two, judged by the version before."""

from dataclasses import replace

import pytest
from tests.unit.seal.chance import flipped
from tests.unit.seal.panel import (
    ANN,
    BEN,
    C1,
    C2,
    C3,
    CAT,
    EVE,
    KIT,
    Q1,
    SAM,
    TOM,
    commitment,
    first_history,
    first_manifest,
    holder,
    later,
    named,
    needed,
    signed,
)

from panelguide.errors import Refused, Tampered
from panelguide.seal.manifest import Kind, KitLine
from panelguide.seal.versions import (
    SignedManifest,
    check_history,
    countersign,
    next_version,
    require_fresh_candidates,
    require_trusted,
    still_to_sign,
)

FIRST = first_manifest()
WITH_C3 = {**FIRST.candidates, C3: commitment(C3)}
WITH_TOM = {**FIRST.people, TOM.person: (TOM.keys.public,)}
ANN_AGAIN, EVE_AGAIN, BEN_AGAIN = holder("Ann", "new"), holder("Eve", "new e"), holder("Ben", "new b")


def with_key(person, newer):
    return {**FIRST.people, person.person: (person.keys.public, newer.keys.public)}


def test_version_1_is_signed_by_its_chair_and_its_confirmer():
    assert needed(None, FIRST) == {ANN.person, EVE.person}
    check_history([signed(FIRST, ANN, EVE)])
    for signers in ((ANN,), (EVE,), (ANN, SAM), (BEN, EVE), ()):
        with pytest.raises(Tampered):
            check_history([signed(FIRST, *signers)])


def test_each_signs_in_turn_and_the_round_knows_who_is_still_to_sign():
    version = SignedManifest(FIRST)
    assert still_to_sign(None, version) == {ANN.person, EVE.person}

    version = countersign(ANN, None, version)
    assert still_to_sign(None, version) == {EVE.person}

    version = countersign(EVE, None, version)
    assert still_to_sign(None, version) == frozenset()
    check_history([version])


def test_nobody_signs_a_version_that_is_not_theirs_or_that_they_cannot_trust():
    away = SignedManifest(next_version(FIRST, away=frozenset({C2})))

    with pytest.raises(Refused, match="not yours to sign"):
        countersign(BEN, FIRST, away)
    with pytest.raises(Refused, match="does not follow"):
        countersign(ANN, FIRST, SignedManifest(next_version(away.manifest)))
    with pytest.raises(Tampered, match="another key for you"):
        countersign(EVE_AGAIN, FIRST, away)
    with pytest.raises(Tampered, match="recovery key"):
        countersign(replace(EVE, recovery=b""), FIRST, away)


def test_a_round_begins_with_version_1():
    with pytest.raises(Refused, match="version 1"):
        check_history([signed(next_version(FIRST), ANN, EVE)])
    with pytest.raises(Tampered, match="no manifest"):
        check_history([])


@pytest.mark.parametrize(
    "changes",
    [
        {"candidates": WITH_C3},
        {"people": WITH_TOM, "members": FIRST.members | {TOM.person}},
        {"members": FIRST.members | {EVE.person}},
    ],
)
def test_the_chair_alone_may_add_a_candidate_or_a_member(changes):
    after = next_version(FIRST, **changes)

    assert needed(FIRST, after) == {ANN.person}
    later(first_history(), ANN, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"members": FIRST.members - {CAT.person}},
        {"away": frozenset({C2})},
        {"aside": frozenset({(CAT.person, C1)})},
        {"struck": frozenset({Q1})},
        {"errata": {Q1: "Read two."}},
        {"deputy": CAT.person},
        {"people": with_key(BEN, BEN_AGAIN)},
        {"people": WITH_TOM},
        {"candidates": WITH_C3, "away": frozenset({C3})},
        {"people": WITH_TOM, "members": (FIRST.members | {TOM.person}) - {CAT.person}},
    ],
)
def test_w16_whatever_does_more_than_add_needs_the_confirmer_too(changes):
    after = next_version(FIRST, **changes)

    assert needed(FIRST, after) == {ANN.person, EVE.person}
    later(first_history(), ANN, EVE, **changes)
    for signers in ((ANN,), (EVE,), (ANN, BEN), (ANN, SAM), (BEN, EVE)):
        with pytest.raises(Tampered):
            later(first_history(), *signers, **changes)


def test_w16_a_version_cannot_name_the_keys_that_judge_it():
    stolen = holder("Eve", "made by Ann")
    swapped = next_version(FIRST, people={**FIRST.people, EVE.person: (EVE.keys.public, stolen.keys.public)})

    with pytest.raises((Refused, Tampered)):
        check_history([signed(FIRST, ANN, EVE), signed(swapped, ANN, stolen)])


def test_w16_a_version_cannot_seat_the_people_who_judge_it():
    seated = next_version(FIRST, confirmer=CAT.person)

    with pytest.raises(Refused, match="stand-in"):
        check_history([signed(FIRST, ANN, EVE), signed(seated, ANN, CAT)])
    with pytest.raises(Refused, match="deputy"):
        check_history([signed(FIRST, ANN, EVE), signed(next_version(FIRST, chair=CAT.person), CAT, EVE)])


def test_the_deputy_takes_the_chair_with_the_confirmer():
    taken = {"chair": BEN.person, "deputy": ANN.person}

    assert needed(FIRST, next_version(FIRST, **taken)) == {BEN.person, EVE.person}
    history = later(first_history(), BEN, EVE, **taken)
    assert history.last.chair == BEN.person
    for signers in ((ANN, EVE), (BEN, ANN), (BEN, SAM)):
        with pytest.raises(Tampered):
            later(first_history(), *signers, **taken)


def test_the_stand_in_takes_the_confirmer_s_seat_with_the_chair():
    taken = {"confirmer": SAM.person, "stand_in": EVE.person}

    later(first_history(), ANN, SAM, **taken)
    for signers in ((ANN, EVE), (BEN, SAM), (SAM, EVE)):
        with pytest.raises(Tampered):
            later(first_history(), *signers, **taken)


def test_both_seats_are_never_taken_in_one_version():
    both = next_version(FIRST, chair=BEN.person, deputy=ANN.person, confirmer=SAM.person, stand_in=EVE.person)

    with pytest.raises(Refused, match="Only one"):
        needed(FIRST, both)


def test_a_chair_who_forgot_the_passphrase_is_followed_by_the_deputy():
    history = later(
        first_history(), BEN, EVE, chair=BEN.person, deputy=ANN.person, people=with_key(ANN, ANN_AGAIN)
    )

    assert history.last.newest_key(ANN.person) == ANN_AGAIN.keys.public
    with pytest.raises(Tampered):
        later(first_history(), ANN_AGAIN, EVE, people=with_key(ANN, ANN_AGAIN))


def test_nobody_confirms_what_concerns_themselves():
    people = with_key(EVE, EVE_AGAIN)

    with pytest.raises(Refused, match="concerns"):
        needed(FIRST, next_version(FIRST, people=people))
    later(first_history(), ANN, SAM, people=people, confirmer=SAM.person, stand_in=EVE.person)

    with_eve = first_manifest(members=FIRST.members | {EVE.person})
    for changes in ({"members": FIRST.members}, {"aside": frozenset({(EVE.person, C1)})}):
        with pytest.raises(Refused, match="concerns"):
            needed(with_eve, next_version(with_eve, **changes))
    with_sam = first_manifest(members=FIRST.members | {SAM.person})
    with pytest.raises(Refused, match="concerns"):
        needed(
            with_sam,
            next_version(with_sam, members=FIRST.members, confirmer=SAM.person, stand_in=EVE.person),
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"vacancy": named("V015")},
        {"round": named("other round")},
        {"kind": Kind.SHORTLIST},
        {"kit": (KIT[0], KitLine(named("Q3"), 5))},
        {"kit_text": bytes(32)},
        {"method": bytes(32)},
        {"recovery": b""},
        {"follows": named("earlier")},
        {"candidates": {C1: commitment(C1)}},
        {"candidates": {**FIRST.candidates, C1: bytes(32)}},
        {
            "people": {who: keys for who, keys in FIRST.people.items() if who != CAT.person},
            "members": FIRST.members - {CAT.person},
        },
        {"people": {**FIRST.people, CAT.person: (TOM.keys.public,)}},
        {"people": {**FIRST.people, CAT.person: (TOM.keys.public, CAT.keys.public)}},
        {"version": 3},
        {"previous": bytes(32)},
    ],
)
def test_what_is_fixed_or_only_added_never_changes_whoever_signs(changes):
    after = replace(next_version(FIRST), **changes)

    with pytest.raises(Refused):
        check_history([signed(FIRST, ANN, EVE), signed(after, ANN, EVE, BEN, SAM)])


def test_keys_swapped_between_two_members_are_refused():
    people = {**FIRST.people, BEN.person: (CAT.keys.public,), CAT.person: (BEN.keys.public,)}

    with pytest.raises(Refused, match="never changed"):
        later(first_history(), people=people)


def test_a_key_of_one_person_cannot_be_added_to_another():
    people = {**FIRST.people, CAT.person: (CAT.keys.public, BEN.keys.public)}

    with pytest.raises(Refused, match="twice"):
        later(first_history(), people=people)


def test_a_round_shrunk_and_grown_again_keeps_every_version():
    shrunk = later(first_history(), members=FIRST.members - {CAT.person})
    regrown = later(shrunk, ANN, members=FIRST.members)

    assert regrown.last.version == 3
    assert regrown.last_digest != regrown.first_digest
    with pytest.raises(Refused, match="does not follow"):
        check_history([regrown.versions[0], regrown.versions[2]])


def test_a_round_shrunk_below_two_members_is_refused():
    with pytest.raises(Refused, match="two members"):
        later(first_history(), members=frozenset({ANN.person}))


def test_a_signature_that_is_wrong_or_a_stranger_s_spoils_the_version():
    good = signed(FIRST, ANN, EVE)
    spoilt = replace(good, signatures={**good.signatures, BEN.keys.public: bytes(64)})
    strange = good.signed_by(TOM.keys)

    for version in (spoilt, strange):
        with pytest.raises(Tampered, match="wrong signature"):
            check_history([version])
    check_history([good.signed_by(BEN.keys)])


def test_a_manifest_file_comes_back_whole_and_no_bit_can_turn():
    version = signed(FIRST, ANN, EVE)
    data = version.to_file()

    assert SignedManifest.from_file(data) == version
    assert SignedManifest.from_columns(FIRST.canonical(), version.signatures_text()) == version
    for position in range(0, len(data), 3):
        with pytest.raises((Refused, Tampered)):
            check_history([SignedManifest.from_file(flipped(data, position))])


def test_w1_a_round_with_another_recovery_key_is_not_trusted():
    require_trusted(FIRST, CAT)
    with pytest.raises(Tampered, match="recovery key"):
        require_trusted(replace(FIRST, recovery=b"\x05" * 32), CAT)
    with pytest.raises(Tampered, match="recovery key"):
        require_trusted(replace(FIRST, recovery=b""), CAT)


def test_a_round_that_names_another_newest_key_for_me_is_not_trusted():
    stolen = holder("Cat", "made by the chair")

    with pytest.raises(Tampered, match="another key for you"):
        require_trusted(replace(FIRST, people=with_key(CAT, stolen)), CAT)
    require_trusted(replace(FIRST, people=with_key(CAT, stolen)), stolen)


def test_w15_nobody_is_interviewed_twice_unless_a_stop_s_outcome_orders_it():
    again = first_manifest(round=named("second round"))
    taken = {FIRST.round: {C1}}

    require_fresh_candidates(first_manifest(candidates={C3: commitment(C3)}), taken)
    with pytest.raises(Refused, match="already scored"):
        require_fresh_candidates(again, taken)
    with pytest.raises(Refused, match="must name the round"):
        require_fresh_candidates(again, taken, ordered_by_stop=True)
    require_fresh_candidates(replace(again, follows=FIRST.round), taken, ordered_by_stop=True)
