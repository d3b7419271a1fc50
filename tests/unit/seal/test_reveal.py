"""The reveal: what counts, who is out, and whose signatures make it."""

import json
from dataclasses import replace
from hashlib import blake2b

import nacl.bindings
import pytest
from tests.unit.seal.chance import flipped
from tests.unit.seal.panel import (
    ANN,
    BEN,
    C1,
    C2,
    CAT,
    EVE,
    Q1,
    Q2,
    SAM,
    TOM,
    Round,
    first_history,
    first_manifest,
    later,
    wrote,
)

from panelguide.errors import PanelguideError, Refused, Tampered
from panelguide.seal.digest import tagged_hash
from panelguide.seal.release import round_digest
from panelguide.seal.reveal import (
    Place,
    Score,
    SignedReveal,
    WhyOut,
    check_reveal,
    require_reveal_signatures,
)
from panelguide.seal.sheet import Sheet, sheet_key
from panelguide.seal.writing import NoMark, pad

FIRST = first_manifest()


def sealed_crookedly(table: Round, who, candidate, padded: bytes) -> Sheet:
    """A sheet somebody seals with a program of their own: rightly signed, but saying anything."""
    sheet = table.seal(who, candidate)
    key = sheet_key(who.keys, sheet)
    sealed = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, sheet.header, bytes(24), key)
    crooked = replace(
        sheet,
        c=bytes(24) + sealed,
        commitment=tagged_hash("pg1-commit", key, sheet.header, padded),
    )
    table.sheets[-1] = replace(crooked, signature=who.keys.sign("sheet", crooked.digest))
    return table.sheets[-1]


def test_the_bytes_of_a_reveal_are_as_defined():
    table = Round().released()
    reveal = table.open().reveal
    digests = [signed.release.digest for signed in sorted(table.releases, key=lambda held: held.release.by)]
    fields = [round_digest(table.releases[0].release.listed), *digests]
    joined = b"".join((32).to_bytes(8, "big") + field for field in fields)

    assert reveal.digest == blake2b(joined, digest_size=32, person=b"pg1-reveal").digest()
    assert json.loads(reveal.canonical()) == {
        "round": fields[0].hex(),
        "releases": [digest.hex() for digest in digests],
    }


def test_the_reveal_gives_every_mark_and_note_plainly():
    table = Round()
    for who in (ANN, BEN, CAT):
        table.seal(who, C1, wrote(4, NoMark.NOT_ASKED, "Listened first."))
        table.seal(who, C2, wrote(0, NoMark.NOT_HEARD))
    table.release()
    table.follow(BEN, CAT)

    opened = check_reveal(table.history, table.sheets, table.releases, table.reveal(ANN))

    assert not opened.out
    assert len(opened.scores()) == 12
    assert Score(CAT.person, C1, Q1, 4, "Listened first.", Place.EXPECTED) in opened.scores()
    assert Score(BEN.person, C1, Q2, NoMark.NOT_ASKED, "", Place.EXPECTED) in opened.scores()
    assert Score(ANN.person, C2, Q1, 0, "Gave an example.", Place.EXPECTED) in opened.scores()


def test_only_the_last_attempt_counts_and_all_are_opened():
    table = Round().seal_all()
    table.seal(BEN, C1, wrote(5, 5, reason="Mixed up."))
    table.release()
    table.follow(BEN, CAT)

    opened = table.open()

    bens = [held for held in opened.sheets if held.sheet.place[:2] == (BEN.person, C1)]
    assert [(held.is_last, held.writing.answers[0].mark) for held in bens] == [(False, 3), (True, 5)]
    assert [
        score.mark for score in opened.scores() if (score.member, score.candidate) == (BEN.person, C1)
    ] == [5, 5]


def test_sheets_of_candidates_away_pairs_aside_and_former_members_stay_and_say_so():
    table = Round().seal_all()
    table.history = later(
        table.history,
        members=FIRST.members - {CAT.person},
        away=frozenset({C2}),
        aside=frozenset({(BEN.person, C1)}),
    )
    table.release()
    table.follow(BEN, CAT)

    places = {(score.member, score.candidate): score.place for score in table.open().scores()}

    assert places == {
        (ANN.person, C1): Place.EXPECTED,
        (ANN.person, C2): Place.AWAY,
        (BEN.person, C1): Place.ASIDE,
        (BEN.person, C2): Place.AWAY,
        (CAT.person, C1): Place.FORMER,
        (CAT.person, C2): Place.FORMER,
    }


def test_a_struck_question_stays_in_the_sheet():
    table = Round()
    table.history = later(table.history, struck=frozenset({Q2}))
    table.released()

    assert {score.question for score in table.open().scores()} == {Q1, Q2}


def test_who_has_not_released_is_out_with_all_their_sheets():
    table = Round().seal_all()
    table.release()
    table.follow(BEN)

    opened = table.open()

    assert opened.out == {CAT.person: WhyOut.NOT_RELEASED}
    assert {score.member for score in opened.scores()} == {ANN.person, BEN.person}
    assert len(opened.reveal.releases) == 2


@pytest.mark.parametrize(
    "padded",
    [
        pad(wrote(9, 3)),
        pad(wrote(None, 3)),
        pad(wrote(reason="No reason is due.")),
        pad(wrote()).replace(b'"reason":""', b'"reason": ""')[: 3 * 4096],
        bytes(3 * 4096),
    ],
)
def test_w9_a_last_attempt_that_is_not_a_valid_sheet_puts_its_author_out(padded):
    table = Round().seal_all(ANN, BEN)
    sealed_crookedly(table, CAT, C1, padded)
    table.seal(CAT, C2)
    table.release()
    table.follow(BEN, CAT)

    opened = table.open()

    assert opened.out == {CAT.person: WhyOut.NOT_VALID}
    assert CAT.person not in {score.member for score in opened.scores()}
    assert opened.standing.missing == frozenset()


def test_w9_an_earlier_attempt_is_no_fallback_and_no_reason_to_be_out():
    table = Round().seal_all(ANN, BEN)
    sealed_crookedly(table, CAT, C1, bytes(3 * 4096))
    table.seal(CAT, C2)
    table.seal(CAT, C1, wrote(2, 2, reason="The first could not be read."))
    table.release()
    table.follow(BEN, CAT)
    assert not table.open().out

    fallback = Round().seal_all()
    crooked = sealed_crookedly_again(fallback)
    fallback.release()
    fallback.follow(BEN, CAT)
    assert crooked.attempt == 2
    assert fallback.open().out == {CAT.person: WhyOut.NOT_VALID}


def sealed_crookedly_again(table: Round) -> Sheet:
    sheet = table.seal(CAT, C1, wrote(reason="x"))
    table.sheets.pop()
    key = sheet_key(CAT.keys, sheet)
    padded = pad(wrote(9, 9, reason="x"))
    sealed = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, sheet.header, bytes(24), key)
    crooked = replace(
        sheet,
        c=bytes(24) + sealed,
        commitment=tagged_hash("pg1-commit", key, sheet.header, padded),
    )
    table.sheets.append(replace(crooked, signature=CAT.keys.sign("sheet", crooked.digest)))
    return table.sheets[-1]


@pytest.mark.parametrize(
    ("signers", "stands"),
    [
        ((ANN,), True),
        ((BEN,), True),
        ((ANN, EVE), True),
        ((EVE,), False),
        ((CAT,), False),
        ((), False),
        ((TOM,), False),
    ],
)
def test_with_everybody_in_the_chair_reveals_or_the_deputy(signers, stands):
    table = Round().released()
    signed = table.reveal(*signers)

    if stands:
        check_reveal(table.history, table.sheets, table.releases, signed)
    else:
        with pytest.raises(Tampered):
            check_reveal(table.history, table.sheets, table.releases, signed)


@pytest.mark.parametrize(
    ("signers", "stands"),
    [
        ((ANN, EVE), True),
        ((BEN, EVE), True),
        ((ANN, SAM), True),
        ((BEN, SAM), False),
        ((ANN,), False),
        ((ANN, BEN), False),
        ((EVE, SAM), False),
    ],
)
def test_with_somebody_out_a_confirmer_signs_too(signers, stands):
    table = Round().seal_all()
    table.release()
    table.follow(BEN)
    signed = table.reveal(*signers)

    if stands:
        check_reveal(table.history, table.sheets, table.releases, signed)
    else:
        with pytest.raises(Tampered, match="not signed by those"):
            check_reveal(table.history, table.sheets, table.releases, signed)


def test_a_confirmer_who_is_out_does_not_confirm_it():
    table = Round(first_history(members=FIRST.members | {EVE.person})).seal_all(ANN, BEN, CAT, EVE)
    table.release()
    table.follow(BEN, CAT)

    with pytest.raises(Tampered):
        check_reveal(table.history, table.sheets, table.releases, table.reveal(ANN, EVE))
    check_reveal(table.history, table.sheets, table.releases, table.reveal(ANN, SAM))


def test_nothing_is_revealed_before_the_chair_s_release():
    table = Round().seal_all()

    with pytest.raises(Refused, match="chair has not released"):
        table.open()


def test_w4_bytes_unlike_the_list_stop_the_reveal_and_put_nobody_out():
    table = Round().released()
    signed = table.reveal(ANN)
    good = table.sheets[0]
    table.sheets[0] = replace(good, c=flipped(good.c, 100))

    with pytest.raises(Tampered, match="Put them back from a copy"):
        check_reveal(table.history, table.sheets, table.releases, signed)
    with pytest.raises(Tampered, match="Put them back from a copy"):
        table.open()
    table.sheets[0] = good
    assert not check_reveal(table.history, table.sheets, table.releases, signed).out


def test_a_reveal_of_another_round_list_or_state_is_refused():
    table = Round().released()
    partial = Round(table.history, table.sheets, table.releases[:2])
    signed_early = partial.reveal(ANN, EVE)

    other = Round().seal_all()
    other.seal(CAT, C1, wrote(reason="x"))
    other.release()
    other.follow(BEN, CAT)
    with pytest.raises((Refused, Tampered)):
        check_reveal(table.history, table.sheets, table.releases, other.reveal(ANN))
    with pytest.raises(Tampered, match="another list or other releases"):
        check_reveal(
            table.history,
            table.sheets,
            table.releases,
            replace_releases(signed_early, signed_early.reveal.releases[::-1]),
        )
    opened = check_reveal(table.history, table.sheets, table.releases, signed_early)
    assert opened.out == {CAT.person: WhyOut.NOT_RELEASED}


def replace_releases(signed: SignedReveal, releases) -> SignedReveal:
    turned = SignedReveal(replace(signed.reveal, releases=releases))
    return turned.signed_by(ANN.keys).signed_by(EVE.keys)


def test_a_sheet_that_opens_after_the_reveal_changes_nothing_in_it_and_can_be_shown():
    table = Round().seal_all()
    table.release()
    table.follow(BEN)
    signed = table.reveal(ANN, EVE)
    table.follow(CAT)

    revealed = check_reveal(table.history, table.sheets, table.releases, signed)

    assert revealed.out == {CAT.person: WhyOut.NOT_RELEASED}
    assert not table.open().out


def test_a_reveal_loses_a_release_it_covers_and_is_refused():
    table = Round().released()
    signed = table.reveal(ANN)

    with pytest.raises(Tampered):
        check_reveal(table.history, table.sheets, table.releases[:2], signed)


def test_a_reveal_signed_with_the_wrong_key_or_carrying_a_stranger_s_signature_is_refused():
    table = Round().released()
    good = table.reveal(ANN)
    signature = good.signatures[ANN.keys.public]

    for signatures in (
        {ANN.keys.public: flipped(signature, 0)},
        {EVE.keys.public: signature},
        {**good.signatures, TOM.keys.public: TOM.keys.sign("reveal", good.reveal.digest)},
        {ANN.keys.public: ANN.keys.sign("release", good.reveal.digest)},
    ):
        with pytest.raises(Tampered):
            require_reveal_signatures(table.open(), replace(good, signatures=signatures))


def test_a_reveal_file_comes_back_whole_and_no_bit_can_turn():
    table = Round().released()
    signed = table.reveal(ANN)
    data = signed.to_file()

    assert SignedReveal.from_file(data) == signed
    assert SignedReveal.from_columns(signed.reveal.canonical(), signed.signatures_text()) == signed
    for position in range(0, len(data), 17):
        with pytest.raises(PanelguideError):
            check_reveal(
                table.history,
                table.sheets,
                table.releases,
                SignedReveal.from_file(flipped(data, position)),
            )
