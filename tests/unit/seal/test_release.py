"""Who releases, in which order, over which list - and every way to see more by releasing oddly."""

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
    CARD1,
    CARDS,
    CAT,
    EVE,
    SAM,
    TOM,
    Round,
    commitment,
    first_history,
    first_manifest,
    holder,
    later,
    wrote,
)

from panelguide.errors import PanelguideError, Refused, Tampered
from panelguide.seal.canonical import encode
from panelguide.seal.release import (
    Release,
    ReleaseKind,
    SignedRelease,
    candidates_taken,
    due,
    listed,
    require_unreleased,
    round_digest,
)
from panelguide.seal.releasing import follow, recover, release_as_chair
from panelguide.seal.sheet import open_sheet, sheet_key
from panelguide.seal.standing import check_chair_release, check_releases, recovery_signers

FIRST = first_manifest()


def standing(table: Round):
    return check_releases(table.history, table.sheets, table.releases)


def by_hand(signer, release: Release) -> SignedRelease:
    """A release somebody signs with a program of their own, past every check of ours."""
    return SignedRelease(release).signed_by(signer.keys)


def test_the_bytes_of_list_and_release_are_as_defined():
    table = Round().seal_all()
    released = table.release()
    ordered = sorted(table.sheets, key=lambda sheet: sheet.member + sheet.candidate + bytes([sheet.attempt]))
    entries = [table.history.last_digest, *(sheet.digest for sheet in ordered)]
    keys = [sheet_key(ANN.keys, sheet).hex() for sheet in ordered if sheet.member == ANN.person]
    text = json.dumps(
        {
            "type": "release",
            "by": ANN.person.hex(),
            "after": "",
            "list": [entry.hex() for entry in entries],
            "keys": keys,
        },
        sort_keys=True,
        separators=(",", ":"),
    ).encode()
    joined = b"".join((32).to_bytes(8, "big") + entry for entry in entries)

    assert released.release.canonical() == text
    assert (
        released.release.digest
        == blake2b(len(text).to_bytes(8, "big") + text, digest_size=32, person=b"pg1-release").digest()
    )
    assert (
        round_digest(released.release.listed) == blake2b(joined, digest_size=32, person=b"pg1-round").digest()
    )


def test_a_round_is_released_by_the_chair_and_then_by_each_member():
    table = Round().released()

    stands = standing(table)

    assert not stands.missing
    assert not stands.refused
    assert set(stands.covered) == {ANN.person, BEN.person, CAT.person}
    assert len(stands.plaintexts) == 6
    for follower in table.releases[1:]:
        assert follower.release.after == table.releases[0].release.digest


def test_releasing_twice_gives_the_very_same_release():
    table = Round().seal_all()

    assert table.release() == table.release()
    assert not standing(table).refused


def test_nothing_is_released_while_a_sheet_is_missing():
    table = Round().seal_all(ANN, BEN)
    table.seal(CAT, C1)

    with pytest.raises(Refused, match="1 sheet is not sealed"):
        table.release()


def test_a_chair_s_own_program_cannot_release_a_round_that_is_not_complete():
    table = Round().seal_all(ANN, BEN)
    honest = Round().seal_all()
    honest.release()
    entries = listed(table.history, table.sheets)
    early = by_hand(ANN, replace(honest.releases[0].release, listed=entries))

    with pytest.raises(Refused, match="before every sheet"):
        follow(BEN, table.history, table.sheets, early)


def test_w14_nobody_but_the_chair_releases_first():
    table = Round().seal_all()

    for who in (BEN, CAT, EVE):
        with pytest.raises(Refused, match="Only the chair"):
            release_as_chair(who, table.history, table.sheets)
    first = by_hand(
        CAT, Release(ReleaseKind.RELEASE, CAT.person, b"", listed(table.history, table.sheets), ())
    )
    with pytest.raises(Refused, match="chair has not released"):
        follow(BEN, table.history, table.sheets, first)
    with pytest.raises(Refused, match="chair has not released"):
        check_releases(table.history, table.sheets, [first])


def test_w14_a_release_that_does_not_follow_the_chair_s_is_none():
    table = Round().released()
    ahead = by_hand(CAT, replace(table.releases[2].release, after=b""))
    astray = by_hand(CAT, replace(table.releases[2].release, after=bytes(32)))

    for odd in (ahead, astray):
        stands = check_releases(table.history, table.sheets, [*table.releases[:2], odd])
        assert stands.missing == {CAT.person}
        assert stands.refused == ((CAT.person, "A release does not follow the chair's."),)


def test_dummy_wait_replace_leaves_the_dummy():
    """Cat seals a dummy, reads what Ann and Ben released, and seals what she would like instead."""
    table = Round().seal_all(ANN, BEN)
    table.seal(CAT, C1, wrote(0, 0, note=""))
    table.seal(CAT, C2, wrote(0, 0, note=""))
    table.release()
    table.follow(BEN)

    with pytest.raises(Refused, match="nothing in it can change"):
        require_unreleased(table.releases)
    better = table.seal(CAT, C1, wrote(5, 5, reason="I thought again."))
    with pytest.raises(Tampered, match="are here that the chair's release does not list"):
        table.follow(CAT)

    table.sheets = [sheet for sheet in table.sheets if sheet.attempt == 1]
    hers = by_hand(
        CAT,
        replace(
            table.releases[0].release,
            by=CAT.person,
            after=table.releases[0].release.digest,
            listed=listed(table.history, [*table.sheets, better]),
            keys=(),
        ),
    )
    stands = check_releases(table.history, table.sheets, [*table.releases, hers])
    assert stands.missing == {CAT.person}
    assert stands.refused == ((CAT.person, "A release is for another list."),)


def test_before_the_release_nothing_stops_a_member_from_replacing():
    require_unreleased([])


def test_w7_the_list_holds_every_attempt_and_every_author():
    table = Round().seal_all()
    table.seal(BEN, C1, wrote(reason="Mixed up."))
    table.history = later(table.history, members=FIRST.members - {CAT.person})

    released = table.release()

    assert set(released.release.listed) == {
        table.history.last_digest,
        *(sheet.digest for sheet in table.sheets),
    }
    assert due(table.history, table.sheets) == {ANN.person, BEN.person, CAT.person}
    table.follow(BEN, CAT)
    assert not standing(table).missing


def test_w7_a_list_without_an_earlier_attempt_or_a_former_member_is_not_followed():
    table = Round().seal_all()
    table.seal(BEN, C1, wrote(reason="Mixed up."))
    honest = table.release()

    for left_out in table.sheets:
        entries = tuple(entry for entry in honest.release.listed if entry != left_out.digest)
        shorter = by_hand(ANN, replace(honest.release, listed=entries))
        with pytest.raises(Tampered, match="does not list"):
            follow(CAT, table.history, table.sheets, shorter)


def test_a_list_in_another_order_is_not_followed():
    table = Round().seal_all()
    honest = table.release()
    turned = (honest.release.listed[0], *honest.release.listed[:0:-1])

    with pytest.raises(Tampered, match="in their order"):
        follow(CAT, table.history, table.sheets, by_hand(ANN, replace(honest.release, listed=turned)))


def test_a_release_for_another_manifest_is_not_followed():
    table = Round().seal_all()
    table.release()
    grown = later(table.history, ANN, candidates={**FIRST.candidates, C3: commitment(C3)})

    with pytest.raises(Tampered, match="another manifest"):
        follow(CAT, grown, table.sheets, table.releases[0])


def test_a_roster_shrunk_for_the_release_and_regrown_after_it_is_seen():
    """Ann and Eve leave Cat out, release, read the others, and let Cat back in to score informed."""
    table = Round().seal_all(ANN, BEN)
    without = later(table.history, members=FIRST.members - {CAT.person})
    table.history = without
    table.release()
    regrown = later(without, ANN, members=FIRST.members)
    table.history = regrown
    table.seal_all(CAT)

    with pytest.raises(Tampered, match="two different lists"):
        release_as_chair(ANN, regrown, table.sheets, table.releases)
    forced = release_as_chair(ANN, regrown, table.sheets)
    with pytest.raises(Tampered, match="two different lists"):
        follow(BEN, regrown, table.sheets, forced, [*table.releases, forced])
    with pytest.raises(Tampered, match="two different lists"):
        check_releases(regrown, table.sheets, [*table.releases, forced])


def test_w3_a_chair_s_seat_taken_after_the_release_does_not_unfreeze_the_round():
    table = Round().seal_all()
    table.release()
    newer = holder("Ann", "new")
    people = {**FIRST.people, ANN.person: (ANN.keys.public, newer.keys.public)}
    taken = later(table.history, BEN, EVE, chair=BEN.person, deputy=ANN.person, people=people)
    second = release_as_chair(BEN, taken, table.sheets)

    with pytest.raises(Tampered, match="two different lists"):
        release_as_chair(BEN, taken, table.sheets, table.releases)
    with pytest.raises(Tampered, match="two different lists"):
        check_releases(taken, table.sheets, [*table.releases, second])


def test_w3_a_member_releases_one_list_only():
    table = Round().seal_all()
    table.release()
    table.follow(CAT)
    other = Round(table.history, list(table.sheets))
    other.seal(BEN, C1, wrote(reason="Mixed up."))
    second = release_as_chair(ANN, other.history, other.sheets)

    with pytest.raises(Tampered, match="two different lists"):
        follow(CAT, other.history, other.sheets, second, [table.releases[1]])


def test_w3_a_member_s_second_list_puts_nobody_else_out():
    table = Round().released()
    second = by_hand(BEN, replace(table.releases[1].release, listed=(bytes(32),), keys=()))

    stands = check_releases(table.history, table.sheets, [second, *table.releases])

    assert not stands.missing
    assert stands.refused == ((BEN.person, "A release is for another list."),)


def test_w5_keys_that_do_not_open_are_no_release():
    table = Round().released()
    bens = table.releases[1].release
    wrong = [
        replace(bens, keys=(bens.keys[0], flipped(bens.keys[1], 0))),
        replace(bens, keys=bens.keys[::-1]),
        replace(bens, keys=bens.keys[:1]),
        replace(bens, keys=()),
        replace(bens, keys=(*bens.keys, bytes(32))),
    ]

    for release in wrong:
        table.releases[1] = by_hand(BEN, release)
        stands = standing(table)
        assert stands.missing == {BEN.person}
        assert [by for by, _ in stands.refused] == [BEN.person]


def test_w5_a_chair_s_wrong_keys_are_not_followed_and_can_be_put_right():
    table = Round().seal_all()
    honest = table.release()
    empty = by_hand(ANN, replace(honest.release, keys=(bytes(32), bytes(32))))

    for refuse in (
        lambda: follow(BEN, table.history, table.sheets, empty),
        lambda: check_releases(table.history, table.sheets, [empty]),
    ):
        with pytest.raises(Tampered, match="does not open"):
            refuse()
    table.releases = [empty, honest]
    assert standing(table).covered[ANN.person] == honest
    assert standing(table).missing == {BEN.person, CAT.person}


def test_a_release_signed_by_another_is_none():
    table = Round().released()
    stolen = SignedRelease(table.releases[2].release).signed_by(BEN.keys)
    table.releases[2] = stolen

    assert standing(table).missing == {CAT.person}


def test_a_release_signed_with_an_older_key_is_none():
    newer = holder("Cat", "new")
    people = {**FIRST.people, CAT.person: (CAT.keys.public, newer.keys.public)}
    table = Round(later(first_history(), people=people)).seal_all(ANN, BEN, newer)
    table.release()
    mine = follow(newer, table.history, table.sheets, table.releases[0])

    assert check_releases(table.history, table.sheets, [table.releases[0], mine]).missing == {BEN.person}
    old = by_hand(CAT, mine.release)
    assert CAT.person in check_releases(table.history, table.sheets, [table.releases[0], old]).missing
    with pytest.raises(Tampered, match="another key for you"):
        follow(CAT, table.history, table.sheets, table.releases[0])


def test_somebody_without_a_part_in_the_round_has_nothing_to_release():
    table = Round().seal_all()
    table.release()

    with pytest.raises(Refused, match="nothing for you"):
        table.follow(EVE)
    with pytest.raises(Refused, match="nothing for you"):
        follow(BEN, table.history, table.sheets, table.releases[0], member=CAT.person)
    eves = by_hand(
        EVE,
        replace(table.releases[0].release, by=EVE.person, after=table.releases[0].release.digest, keys=()),
    )
    assert check_releases(table.history, table.sheets, [*table.releases, eves]).refused


def test_a_chair_who_does_not_score_still_releases_first():
    history = first_history(members=frozenset({BEN.person, CAT.person}))
    table = Round(history).seal_all(BEN, CAT)
    table.release()

    assert table.releases[0].release.keys == ()
    assert standing(table.follow(BEN, CAT)).missing == frozenset()


def test_a_new_member_without_a_sheet_to_seal_releases_with_no_keys():
    people = {**FIRST.people, TOM.person: (TOM.keys.public,)}
    aside = frozenset({(TOM.person, C1), (TOM.person, C2)})
    table = Round(first_history(people=people, members=FIRST.members | {TOM.person}, aside=aside)).released()

    assert standing(table).missing == {TOM.person}
    assert standing(table.follow(TOM)).missing == frozenset()
    assert table.releases[-1].release.keys == ()


def test_w1_a_chair_does_not_release_in_a_round_they_cannot_trust():
    table = Round().seal_all()

    with pytest.raises(Tampered, match="recovery key"):
        release_as_chair(replace(ANN, recovery=b""), table.history, table.sheets)
    with pytest.raises(Tampered, match="another key for you"):
        release_as_chair(holder("Ann", "another seed"), table.history, table.sheets)


def test_whoever_types_does_not_confirm_the_recovery_of_what_they_typed():
    history = first_history(
        people={**FIRST.people, TOM.person: ()},
        members=FIRST.members | {TOM.person},
        typed_for={TOM.person: EVE.person},
    )

    assert recovery_signers(history, TOM.person) == (frozenset({ANN.person, SAM.person}),)


def test_the_typist_releases_for_a_member_on_paper():
    history = first_history(
        people={**FIRST.people, TOM.person: ()},
        members=FIRST.members | {TOM.person},
        typed_for={TOM.person: SAM.person},
    )
    table = Round(history).seal_all()
    for candidate in (C1, C2):
        table.seal(SAM, candidate, member=TOM.person)
    table.release()
    table.follow(BEN, CAT)
    assert standing(table).missing == {TOM.person}

    table.releases.append(follow(SAM, table.history, table.sheets, table.releases[0], member=TOM.person))

    assert standing(table).missing == frozenset()
    assert len(standing(table).plaintexts) == 8


def test_everybody_s_release_but_one_opens_nothing_of_the_one():
    table = Round().seal_all()
    table.release()
    table.follow(BEN)
    keys = [key for signed in table.releases for key in signed.release.keys]

    cats = [sheet for sheet in table.sheets if sheet.member == CAT.person]

    assert not any(sheet.digest in standing(table).plaintexts for sheet in cats)
    for sheet in cats:
        for key in keys:
            with pytest.raises(Tampered):
                open_sheet(sheet, key)


def test_w4_changed_bytes_are_put_back_and_not_blamed_on_the_author():
    table = Round().released()
    good = table.sheets[5]

    for name in ("c", "commitment", "box", "salt"):
        table.sheets[5] = replace(good, **{name: flipped(getattr(good, name), 0)})
        with pytest.raises(Tampered, match="Put them back from a copy"):
            standing(table)
    table.sheets.pop()
    with pytest.raises(Tampered, match="1 sheets are missing"):
        standing(table)
    table.sheets.append(good)
    assert not standing(table).missing


def test_both_cards_open_the_sheets_of_somebody_who_cannot_be_reached():
    table = Round().seal_all()
    table.release()
    table.follow(BEN)

    table.recover(CAT, ANN, EVE)

    stands = standing(table)
    assert stands.missing == frozenset()
    assert stands.covered[CAT.person].release.kind is ReleaseKind.RECOVERY
    assert len(stands.plaintexts) == 6


def test_a_recovery_needs_both_cards_and_a_chair_s_release():
    table = Round().seal_all()
    other = Round().seal_all()
    other.seal(ANN, C1, wrote(reason="x"))
    other.release()
    with pytest.raises(Tampered):
        recover(table.history, table.sheets, other.releases[0], CAT.person, CARDS.private)
    table.release()
    with pytest.raises(Tampered, match="do not open"):
        recover(table.history, table.sheets, table.releases[0], CAT.person, CARD1)
    with pytest.raises(Refused, match="no sealed sheet"):
        recover(table.history, table.sheets, table.releases[0], EVE.person, CARDS.private)


@pytest.mark.parametrize(
    ("signers", "stands"),
    [
        ((ANN, EVE), True),
        ((BEN, EVE), True),
        ((ANN, SAM), True),
        ((BEN, SAM), False),
        ((ANN,), False),
        ((EVE,), False),
        ((ANN, BEN), False),
        ((EVE, SAM), False),
        ((CAT,), False),
    ],
)
def test_deputy_or_stand_in_may_sign_a_recovery_never_both(signers, stands):
    table = Round().seal_all()
    table.release()
    table.follow(BEN)

    table.recover(CAT, *signers)

    assert (CAT.person not in standing(table).missing) is stands


def test_a_confirmer_does_not_confirm_the_recovery_of_their_own_sheets():
    table = Round(first_history(members=FIRST.members | {EVE.person})).seal_all(ANN, BEN, CAT, EVE)
    table.release()
    table.follow(BEN, CAT)

    assert recovery_signers(table.history, EVE.person) == (frozenset({ANN.person, SAM.person}),)
    table.recover(EVE, ANN, EVE)
    assert standing(table).missing == {EVE.person}
    table.recover(EVE, ANN, SAM)
    assert standing(table).missing == frozenset()


def test_somebody_with_a_new_key_cannot_release_old_sheets_but_the_cards_can():
    table = Round().seal_all()
    newer = holder("Cat", "new")
    people = {**FIRST.people, CAT.person: (CAT.keys.public, newer.keys.public)}
    table.history = later(table.history, people=people)
    table.release()
    table.follow(BEN)

    with pytest.raises(Refused, match="earlier key"):
        table.follow(newer)
    table.recover(CAT, ANN, EVE)
    assert standing(table).missing == frozenset()


def test_the_own_release_counts_before_a_recovery():
    table = Round().seal_all()
    table.release()
    table.follow(BEN)
    table.recover(CAT, ANN, EVE)
    table.follow(CAT)

    assert standing(table).covered[CAT.person].release.kind is ReleaseKind.RELEASE


def test_a_release_file_comes_back_whole_and_no_bit_can_turn():
    table = Round().seal_all()
    released = table.release()
    data = released.to_file()

    assert SignedRelease.from_file(data) == released
    assert SignedRelease.from_columns(released.release.canonical(), released.signatures_text()) == released
    for position in range(0, len(data), 5):
        with pytest.raises(PanelguideError):
            check_chair_release(table.history, table.sheets, SignedRelease.from_file(flipped(data, position)))


@pytest.mark.parametrize("changes", [{"type": "gift"}, {"keys": ["00"]}, {"list": "none"}, {"more": 1}])
def test_a_release_of_another_shape_is_refused(changes):
    table = Round().seal_all()
    fields = json.loads(table.release().to_file())

    with pytest.raises(Tampered):
        SignedRelease.from_file(encode(fields | changes))


def test_keys_do_not_show_when_a_release_is_printed():
    table = Round().seal_all()
    released = table.release()

    assert repr(released.release.keys[0]) not in repr(released)


def test_w15_the_candidates_of_a_released_round_are_those_present_or_scored():
    table = Round().seal_all()
    gone = later(table.history, away=frozenset({C2}))

    assert candidates_taken(gone, table.sheets) == {C1, C2}
    assert candidates_taken(gone, [sheet for sheet in table.sheets if sheet.candidate == C1]) == {C1}
