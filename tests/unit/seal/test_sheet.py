"""Sealed sheets: their bytes, who opens them, and that nothing in them can be changed or moved unseen."""

import json
from dataclasses import fields, replace
from hashlib import blake2b

import nacl.bindings
import pytest
from nacl.public import PrivateKey, SealedBox
from tests.unit.seal.chance import chance, flipped
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
    KIT,
    SAM,
    TOM,
    Round,
    first_history,
    first_manifest,
    holder,
    later,
    named,
    wrote,
)
from tests.unit.seal.two_faced import opens_under_both

from panelguide.errors import BadInput, PanelguideError, Refused, Tampered
from panelguide.seal.canonical import encode
from panelguide.seal.cards import recovery_key
from panelguide.seal.digest import tagged_hash
from panelguide.seal.sheet import (
    Sheet,
    check_sheet,
    check_sheets,
    missing_sheets,
    open_recovery_box,
    open_sheet,
    seal_sheet,
    sheet_key,
)
from panelguide.seal.writing import pad, read_sealed


def framed(tag: bytes, *parts: bytes, key: bytes = b"") -> bytes:
    joined = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return blake2b(joined, digest_size=32, person=tag, key=key).digest()


@pytest.fixture
def sheet() -> Sheet:
    return Round().seal(ANN, C1)


def test_the_bytes_of_a_sheet_are_as_defined(sheet):
    first = first_manifest().digest
    header = framed(b"pg1-head", first, ANN.person, C1, b"\x00\x00\x00\x01", b"", sheet.salt)
    seed_key = blake2b(b"", digest_size=32, key=ANN.keys.seed, person=b"pg1-sheet-key").digest()
    key = framed(b"pg1-k", header, key=seed_key)
    padded = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(sheet.c[24:], header, sheet.c[:24], key)
    digest = framed(b"pg1-sheet", header, sheet.c, sheet.commitment, sheet.box)
    message = framed(b"pg1-sign", b"sheet", ANN.keys.public, digest)

    assert padded == pad(wrote())
    assert sheet.commitment == framed(b"pg1-commit", key, header, padded)
    assert SealedBox(PrivateKey(CARDS.private)).decrypt(sheet.box) == key
    assert (sheet.header, sheet.digest) == (header, digest)
    assert nacl.bindings.crypto_sign_open(sheet.signature + message, ANN.keys.public) == message


def test_the_second_attempt_names_the_first_in_its_header():
    table = Round()
    first = table.seal(ANN, C1)
    second = table.seal(ANN, C1, wrote(5, 5, reason="I had the candidates mixed up."))

    assert (second.attempt, second.previous) == (2, first.digest)
    assert second.header == framed(
        b"pg1-head",
        first_manifest().digest,
        ANN.person,
        C1,
        b"\x00\x00\x00\x02",
        first.digest,
        second.salt,
    )


def test_a_file_is_canonical_json_of_the_fields(sheet):
    names = {
        "v1": sheet.first_digest, "member": sheet.member, "candidate": sheet.candidate, "previous": b"",
        "salt": sheet.salt, "c": sheet.c, "commitment": sheet.commitment, "box": sheet.box,
        "signature": sheet.signature,
    }  # fmt: skip
    value = {name: held.hex() for name, held in names.items()} | {"attempt": 1}

    assert sheet.to_file() == json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
    assert Sheet.from_file(sheet.to_file()) == sheet


def test_the_author_opens_their_sheet(sheet):
    padded = open_sheet(sheet, sheet_key(ANN.keys, sheet))

    assert read_sealed(padded, KIT, 1) == wrote()


def test_everybody_else_together_opens_nothing_before_the_release():
    table = Round().seal_all()
    cats = [sheet for sheet in table.sheets if sheet.member == CAT.person]
    others = (ANN, BEN, EVE, SAM, holder("Cat", "forgotten"))
    keys = [
        key
        for other in others
        for sheet in table.sheets
        for key in (sheet_key(other.keys, sheet), other.keys.seed, other.keys.sheet, other.keys.draft)
    ]

    for sheet in cats:
        for key in keys:
            with pytest.raises(Tampered):
                open_sheet(sheet, key)


def test_one_card_alone_opens_nothing(sheet):
    guesses = [CARD1, recovery_key(CARD1, bytes(32)).private, recovery_key(CARD1, b"\x23" * 32).private]

    for private in guesses:
        with pytest.raises(Tampered):
            open_recovery_box(sheet, private)
    assert open_recovery_box(sheet, CARDS.private) == sheet_key(ANN.keys, sheet)


def test_without_cards_there_is_no_box_and_no_recovery():
    table = Round(first_history(recovery=b""))
    sheet = table.seal(replace(ANN, recovery=b""), C1)

    assert sheet.box == b""
    with pytest.raises(Refused, match="without recovery cards"):
        open_recovery_box(sheet, CARDS.private)


def test_a_box_that_holds_another_key_is_refused(sheet):
    other = Round().seal(BEN, C1)

    with pytest.raises(Tampered):
        open_recovery_box(replace(sheet, box=other.box), CARDS.private)


def test_equal_lengths_whatever_was_written():
    table = Round()
    short = table.seal(ANN, C1, wrote(0, 0, note=""))
    long = table.seal(ANN, C2, wrote(5, 5, note="é" * 5_000))
    replaced = table.seal(ANN, C1, wrote(5, 5, reason="x" * 3_000))

    assert len({len(sheet.c) for sheet in (short, long, replaced)}) == 1
    assert len({len(sheet.to_file()) for sheet in (short, long)}) == 1


def test_a_sheet_that_cannot_be_written_is_not_sealed():
    for writing in (wrote(None), wrote(6), wrote(note="x" * 13_000), wrote(reason="none")):
        with pytest.raises(BadInput):
            Round().seal(ANN, C1, writing)
    table = Round()
    table.seal(ANN, C1)
    with pytest.raises(BadInput, match="needs the reason"):
        table.seal(ANN, C1, wrote())


def test_a_sheet_that_does_not_check_out_at_once_is_not_given_out():
    damaged = replace(ANN.keys, signing=replace(ANN.keys.signing, secret=bytes(32)))

    with pytest.raises(Tampered, match="not signed"):
        Round().seal(replace(ANN, keys=damaged), C1)


def test_nobody_seals_what_the_round_does_not_ask_of_them():
    history = first_history(away=frozenset({C2}), aside=frozenset({(CAT.person, C1)}))

    for who, member, candidate in (
        (ANN, BEN, C1),
        (EVE, EVE, C1),
        (ANN, ANN, C2),
        (CAT, CAT, C1),
        (ANN, ANN, C3),
    ):
        with pytest.raises(Refused):
            seal_sheet(who, history, member.person, candidate, wrote(), random=chance("x"))


def test_a_sheet_replaces_only_one_of_the_same_member_and_candidate():
    table = Round()
    other = table.seal(ANN, C2)

    with pytest.raises(Refused, match="same member and candidate"):
        seal_sheet(ANN, table.history, ANN.person, C1, wrote(reason="x"), previous=other, random=chance("x"))


def test_w1_nothing_is_sealed_for_a_recovery_key_i_was_never_shown():
    false_key = recovery_key(b"\x01" * 32, b"\x02" * 32).public

    with pytest.raises(Tampered, match="recovery key"):
        Round(first_history(recovery=false_key)).seal(CAT, C1)


def test_nothing_is_sealed_in_a_round_that_names_another_key_for_me():
    stolen = holder("Cat", "made by chair and confirmer")
    people = {**first_manifest().people, CAT.person: (CAT.keys.public, stolen.keys.public)}

    with pytest.raises(Tampered, match="another key for you"):
        Round(later(first_history(), people=people)).seal(CAT, C1)


def test_the_typist_seals_for_a_member_on_paper():
    people = {**first_manifest().people, TOM.person: ()}
    history = first_history(
        people=people,
        members=first_manifest().members | {TOM.person},
        typed_for={TOM.person: SAM.person},
    )
    table = Round(history)
    typed = table.seal(SAM, C1, member=TOM.person)

    check_sheet(typed, history)
    assert typed.member == TOM.person
    assert read_sealed(open_sheet(typed, sheet_key(SAM.keys, typed)), KIT, 1) == wrote()
    with pytest.raises(Refused):
        table.seal(EVE, C1, member=TOM.person)
    with pytest.raises(Refused):
        table.seal(SAM, C1, member=CAT.person)


def test_one_turned_bit_in_every_byte_of_every_field_is_refused(sheet):
    history = first_history()
    key = sheet_key(ANN.keys, sheet)

    for field in fields(Sheet):
        held = getattr(sheet, field.name)
        if not isinstance(held, bytes):
            continue
        for position in range(len(held)):
            changed = replace(sheet, **{field.name: flipped(held, position)})
            with pytest.raises((Refused, Tampered)):
                check_sheet(changed, history)
            if field.name not in ("box", "signature"):
                with pytest.raises(Tampered):
                    open_sheet(changed, key)
    for changed in (replace(sheet, attempt=2), replace(sheet, attempt=3), replace(sheet, previous=bytes(32))):
        with pytest.raises((Refused, Tampered)):
            check_sheet(changed, history)


def test_one_turned_bit_in_every_byte_of_the_file_is_refused(sheet):
    history = first_history()
    data = sheet.to_file()

    for position in range(0, len(data), 11):
        with pytest.raises(PanelguideError):
            check_sheet(Sheet.from_file(flipped(data, position)), history)


def test_a_sheet_moved_to_another_candidate_member_round_or_attempt_is_refused(sheet):
    history = first_history()
    elsewhere = first_history(round=named("other round"))

    moved = [
        replace(sheet, candidate=C2),
        replace(sheet, member=BEN.person),
        replace(sheet, attempt=2, previous=sheet.digest),
    ]
    for changed in moved:
        with pytest.raises(Tampered, match="not signed"):
            check_sheet(changed, history)
    with pytest.raises(Refused, match="another round"):
        check_sheet(sheet, elsewhere)
    with pytest.raises(Tampered, match="not signed"):
        check_sheet(replace(sheet, first_digest=elsewhere.first_digest), elsewhere)


def test_a_row_forged_with_somebody_else_s_key_is_refused():
    table = Round()
    cats = table.seal(CAT, C1)
    forged = replace(cats, salt=bytes(32))
    key = sheet_key(ANN.keys, forged)
    padded = pad(wrote(0, 0))
    forged = replace(
        forged,
        c=bytes(24)
        + nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, forged.header, bytes(24), key),
        commitment=tagged_hash("pg1-commit", key, forged.header, padded),
    )

    for signature in (cats.signature, ANN.keys.sign("sheet", forged.digest), bytes(64)):
        with pytest.raises(Tampered, match="not signed"):
            check_sheet(replace(forged, signature=signature), table.history)


def test_a_sheet_encrypted_anew_with_the_released_key_is_refused(sheet):
    history = first_history()
    key = sheet_key(ANN.keys, sheet)
    padded = pad(wrote(5, 5))
    better = replace(
        sheet,
        c=bytes(24)
        + nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, sheet.header, bytes(24), key),
        commitment=tagged_hash("pg1-commit", key, sheet.header, padded),
    )

    assert open_sheet(better, key) == padded
    with pytest.raises(Tampered, match="not signed"):
        check_sheet(better, history)
    with pytest.raises(Tampered, match="not signed"):
        check_sheet(replace(better, signature=BEN.keys.sign("sheet", better.digest)), history)


def test_a_ciphertext_made_to_open_under_two_keys_opens_under_the_committed_one_only(sheet):
    good, second = sheet_key(ANN.keys, sheet), b"\x42" * 32
    nonce = sheet.c[:24]
    two_faced = replace(
        sheet, c=nonce + opens_under_both(good, second, nonce, sheet.header, len(sheet.c) - 40)
    )
    decrypt = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt
    one, other = (decrypt(two_faced.c[24:], sheet.header, nonce, key) for key in (good, second))
    assert one != other

    committed = replace(two_faced, commitment=tagged_hash("pg1-commit", good, sheet.header, one))

    assert open_sheet(committed, good) == one
    with pytest.raises(Tampered, match="not the one it was sealed with"):
        open_sheet(committed, second)


def test_a_wrong_length_is_refused_before_any_list(sheet):
    history = first_history()

    def resigned(changed: Sheet) -> Sheet:
        return replace(changed, signature=ANN.keys.sign("sheet", changed.digest))

    with pytest.raises(Tampered, match="length"):
        check_sheet(resigned(replace(sheet, c=sheet.c + b"\x00")), history)
    with pytest.raises(Tampered, match="recovery box"):
        check_sheet(resigned(replace(sheet, box=b"")), history)
    with pytest.raises(Tampered, match="do not go together"):
        check_sheet(resigned(replace(sheet, previous=bytes(32))), history)


def test_an_old_key_of_the_author_still_vouches_for_an_old_sheet(sheet):
    newer = holder("Ann", "new")
    people = {**first_manifest().people, ANN.person: (ANN.keys.public, newer.keys.public)}
    history = later(first_history(), BEN, EVE, people=people, chair=BEN.person, deputy=ANN.person)

    check_sheet(sheet, history)


def test_a_sheet_nobody_expects_is_refused_and_one_sealed_before_a_change_stays():
    table = Round().seal_all()
    gone = later(table.history, members=first_manifest().members - {CAT.person}, away=frozenset({C2}))

    assert len(check_sheets(table.sheets, gone)) == 6
    never = first_history(aside=frozenset({(CAT.person, C1)}))
    strays = [replace(sheet, first_digest=never.first_digest) for sheet in table.sheets]
    with pytest.raises(Refused, match="nobody expects"):
        check_sheet(next(stray for stray in strays if stray.place == (CAT.person, C1, 1)), never)


def test_two_sheets_in_one_place_are_refused():
    table = Round()
    table.seal(ANN, C1)
    twin = seal_sheet(ANN, table.history, ANN.person, C1, wrote(5, 5), random=chance("twin"))

    with pytest.raises(Refused, match="two sheets"):
        check_sheets([*table.sheets, twin], table.history)


def test_an_attempt_left_out_is_seen():
    table = Round()
    table.seal(ANN, C1)
    for _ in range(2):
        table.seal(ANN, C1, wrote(reason="Mixed up."))

    assert [sheet.attempt for sheet in check_sheets(table.sheets[::-1], table.history)] == [1, 2, 3]
    for position in (0, 1):
        with pytest.raises(Tampered, match="missing between"):
            check_sheets(table.sheets[:position] + table.sheets[position + 1 :], table.history)


def test_the_round_knows_what_is_missing():
    table = Round().seal_all(ANN, BEN)

    assert missing_sheets(table.sheets, table.history.last) == {(CAT.person, C1), (CAT.person, C2)}


def test_a_sheet_file_of_another_shape_is_refused(sheet):
    fields = json.loads(sheet.to_file())

    for changed in (
        fields | {"attempt": 0},
        fields | {"attempt": "1"},
        fields | {"salt": fields["salt"][2:]},
        fields | {"c": fields["c"].upper()},
        fields | {"box": "00"},
        fields | {"extra": ""},
    ):
        with pytest.raises(Tampered):
            Sheet.from_file(encode(changed))
