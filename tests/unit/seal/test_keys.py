"""Keys, signatures and the bundle a passphrase opens."""

import json
from dataclasses import replace
from hashlib import blake2b

import nacl.bindings
import pytest
from nacl.signing import SigningKey as Ed25519Key
from tests.unit.seal.chance import CHEAP, CHEAP_ALLOWED, chance, flipped

from panelguide.errors import BadInput, Refused, Tampered
from panelguide.seal.keys import (
    MIB,
    STORED_LIMITS,
    Argon,
    ArgonLimits,
    Keys,
    new_keys,
    new_machine_key,
    passphrase_matches,
    require_recovery,
    unwrap,
    verifies,
    verifies_under_any,
    wrap,
)

RECOVERY = b"\x07" * 32
PASSPHRASE = "gravel café otter plum"


@pytest.fixture
def ann() -> Keys:
    return new_keys(chance("Ann"))


def bundle_of(keys: Keys, passphrase: str = PASSPHRASE) -> str:
    return wrap(keys, passphrase, recovery=RECOVERY, random=chance("wrap"), argon=CHEAP, limits=CHEAP_ALLOWED)


def test_the_four_keys_of_a_seed_are_as_defined():
    seed = bytes(range(32))

    def by_hand(tag: bytes) -> bytes:
        return blake2b(b"", digest_size=32, key=seed, person=tag).digest()

    keys = Keys.from_seed(seed)

    assert keys.public == bytes(Ed25519Key(by_hand(b"pg1-sign-key")).verify_key)
    assert keys.sheet == by_hand(b"pg1-sheet-key")
    assert keys.draft == by_hand(b"pg1-draft-key")
    assert keys.memory == by_hand(b"pg1-memory-key")
    assert keys.sheet.hex() == "40ff3ae3692dc7f8157a82448c91830d5bf7684bd66566daedd7bf95d9d2b6bd"


def test_a_seed_of_another_length_is_refused():
    with pytest.raises(BadInput):
        Keys.from_seed(bytes(31))


def test_no_secret_is_shown_when_keys_are_printed(ann):
    shown = repr(ann)

    for secret in (ann.seed, ann.sheet, ann.draft, ann.memory, ann.signing.secret):
        assert repr(secret) not in shown
        assert secret.hex() not in shown


def test_a_signature_is_ed25519_over_type_signer_and_digest(ann):
    digest = b"\x05" * 32
    signed = b"".join(len(part).to_bytes(8, "big") + part for part in (b"sheet", ann.public, digest))
    message = blake2b(signed, digest_size=32, person=b"pg1-sign").digest()

    signature = ann.sign("sheet", digest)

    assert nacl.bindings.crypto_sign_open(signature + message, ann.public) == message


def test_a_signature_is_good_for_one_type_one_digest_and_one_signer(ann):
    digest = b"\x05" * 32
    ben = new_keys(chance("Ben"))
    signature = ann.sign("sheet", digest)

    assert verifies("sheet", ann.public, digest, signature)
    assert not verifies("release", ann.public, digest, signature)
    assert not verifies("sheet", ann.public, flipped(digest, 0), signature)
    assert not verifies("sheet", ben.public, digest, signature)
    assert not verifies("sheet", ann.public, digest, b"")
    assert not verifies("sheet", b"", digest, signature)


def test_every_bit_of_a_signature_counts(ann):
    digest = b"\x05" * 32
    signature = ann.sign("audit", digest)

    assert not any(
        verifies("audit", ann.public, digest, flipped(signature, position)) for position in range(64)
    )


def test_an_older_key_of_the_same_person_still_counts_where_any_key_does(ann):
    newer = new_keys(chance("Ann again"))
    signature = ann.sign("sheet", bytes(32))

    assert verifies_under_any("sheet", [ann.public, newer.public], bytes(32), signature)
    assert not verifies_under_any("sheet", [newer.public], bytes(32), signature)
    assert not verifies_under_any("sheet", [], bytes(32), signature)


def test_the_bundle_opens_with_the_passphrase_only(ann):
    bundle = bundle_of(ann)

    opened = unwrap(bundle, PASSPHRASE, limits=CHEAP_ALLOWED)

    assert opened.keys == ann
    assert opened.recovery == RECOVERY
    with pytest.raises(Refused, match="not right"):
        unwrap(bundle, "gravel cafe otter plum", limits=CHEAP_ALLOWED)
    assert passphrase_matches(bundle, PASSPHRASE, limits=CHEAP_ALLOWED)
    assert not passphrase_matches(bundle, "guess", limits=CHEAP_ALLOWED)


def test_the_bundle_does_not_hold_the_seed_in_clear(ann):
    assert ann.seed.hex() not in bundle_of(ann)


def test_a_passphrase_typed_on_another_keyboard_is_the_same_passphrase(ann):
    bundle = bundle_of(ann, "cafe\u0301")

    assert unwrap(bundle, "caf\u00e9", limits=CHEAP_ALLOWED).keys == ann


def test_the_bundle_is_the_secretbox_of_the_definition(ann):
    fields = json.loads(bundle_of(ann))
    key = nacl.bindings.crypto_pwhash_alg(
        32, PASSPHRASE.encode(), bytes.fromhex(fields["salt"]), 1, 8192,
        nacl.bindings.crypto_pwhash_ALG_ARGON2ID13,
    )  # fmt: skip
    box = bytes.fromhex(fields["box"])

    inner = nacl.bindings.crypto_secretbox_open(box[24:], box[:24], key)

    assert inner == f'{{"recovery":"{RECOVERY.hex()}","seed":"{ann.seed.hex()}"}}'.encode()
    assert (len(fields["salt"]), fields["ops"], fields["mem"]) == (32, 1, 8192)


def test_a_turned_bit_anywhere_in_the_bundle_is_refused(ann):
    bundle = bundle_of(ann).encode()

    for position in range(len(bundle)):
        changed = flipped(bundle, position).decode("utf-8", "replace")
        with pytest.raises((Refused, Tampered)):
            unwrap(changed, PASSPHRASE, limits=ArgonLimits(1, 3, 8000, 64_000))


@pytest.mark.parametrize(
    "argon",
    [
        Argon(ops=1, mem=64 * MIB),
        Argon(ops=11, mem=64 * MIB),
        Argon(ops=3, mem=19 * MIB - 1024),
        Argon(ops=3, mem=256 * MIB + 1024),
        Argon(ops=3, mem=64 * MIB + 1),
    ],
)
def test_a_stored_bundle_that_asks_for_too_little_or_too_much_is_refused(ann, argon):
    fields = json.loads(bundle_of(ann)) | {"ops": argon.ops, "mem": argon.mem}
    cheapened = json.dumps(fields, sort_keys=True, separators=(",", ":"))

    with pytest.raises(Tampered, match="outside the limits"):
        unwrap(cheapened, PASSPHRASE)
    with pytest.raises(BadInput):
        wrap(ann, PASSPHRASE, recovery=b"", random=chance("x"), argon=argon)


def test_the_ends_of_the_stored_limits_are_allowed():
    assert STORED_LIMITS.allow(Argon(ops=2, mem=19 * MIB))
    assert STORED_LIMITS.allow(Argon(ops=10, mem=256 * MIB))


def test_an_empty_passphrase_or_a_crooked_recovery_key_is_refused(ann):
    with pytest.raises(BadInput, match="passphrase"):
        bundle_of(ann, "")
    with pytest.raises(BadInput, match="recovery"):
        wrap(ann, "x", recovery=b"1", random=chance("x"), argon=CHEAP, limits=CHEAP_ALLOWED)


def test_w1_a_recovery_key_other_than_the_one_seen_at_enrolment_is_refused(ann):
    seen = unwrap(bundle_of(ann), PASSPHRASE, limits=CHEAP_ALLOWED).recovery

    require_recovery(seen, RECOVERY)
    for offered in (flipped(RECOVERY, 31), b""):
        with pytest.raises(Tampered, match="recovery key"):
            require_recovery(seen, offered)


def test_two_machines_have_two_keys():
    first, second = new_machine_key(chance("one")), new_machine_key(chance("two"))

    assert first.public != second.public
    assert replace(first, public=second.public) != second
