"""A person's keys, all drawn from one seed, and the machine's; signatures; the bundle that keeps a seed.

Source: byte definitions 1, 3 and 4. The seed never leaves the program unwrapped; in the database it lies
in a bundle that only the passphrase opens, together with the recovery key the person was shown at enrolment.
"""

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, Protocol

from nacl.exceptions import BadSignatureError, CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox
from nacl.signing import SigningKey as Ed25519Key
from nacl.signing import VerifyKey

from panelguide.errors import BadInput, Refused, Tampered
from panelguide.seal.canonical import (
    Json,
    decode,
    encode,
    encode_text,
    read_bytes,
    read_int,
    read_object,
)
from panelguide.seal.digest import tagged_hash
from panelguide.seal.ids import Id, Random

SEED_SIZE = 32
KEY_SIZE = 32
SIGNATURE_SIZE = 64

SignatureType = Literal["manifest", "sheet", "release", "recovery", "reveal", "final", "decision", "audit"]

MIB = 1024 * 1024


class Signer(Protocol):
    """Whoever signs: a person signed in, or the machine."""

    @property
    def public(self) -> bytes:
        """The 32 bytes others verify with."""
        ...

    def sign(self, kind: SignatureType, digest: bytes) -> bytes:
        """64 bytes over this digest, good for this type of object only."""
        ...


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key made from 32 secret bytes."""

    secret: bytes = field(repr=False)
    public: bytes

    @classmethod
    def from_secret(cls, secret: bytes) -> "SigningKey":
        return cls(secret, bytes(Ed25519Key(secret).verify_key))

    def sign(self, kind: SignatureType, digest: bytes) -> bytes:
        return Ed25519Key(self.secret).sign(signed_bytes(kind, self.public, digest)).signature


@dataclass(frozen=True, slots=True)
class Keys:
    """What a seed gives: "signed in" means that one of these is in memory. Never printed, never stored.

    sheet seals sheets, draft seals drafts, memory is kept for the record outside the database.
    """

    seed: bytes = field(repr=False)
    signing: SigningKey
    sheet: bytes = field(repr=False)
    draft: bytes = field(repr=False)
    memory: bytes = field(repr=False)

    @classmethod
    def from_seed(cls, seed: bytes) -> "Keys":
        """The four keys of a 32-byte seed."""
        if len(seed) != SEED_SIZE:
            raise BadInput(f"A seed is {SEED_SIZE} bytes long; this one has {len(seed)}.")
        return cls(
            seed=seed,
            signing=SigningKey.from_secret(tagged_hash("pg1-sign-key", key=seed)),
            sheet=tagged_hash("pg1-sheet-key", key=seed),
            draft=tagged_hash("pg1-draft-key", key=seed),
            memory=tagged_hash("pg1-memory-key", key=seed),
        )

    @property
    def public(self) -> bytes:
        return self.signing.public

    def sign(self, kind: SignatureType, digest: bytes) -> bytes:
        return self.signing.sign(kind, digest)


@dataclass(frozen=True, slots=True)
class Argon:
    """How costly a passphrase is to try: passes over the memory, and the memory in bytes."""

    ops: int
    mem: int


@dataclass(frozen=True, slots=True)
class ArgonLimits:
    """What a stored bundle may ask for: too little is quickly guessed, too much stops the program."""

    fewest_ops: int
    most_ops: int
    least_mem: int
    most_mem: int

    def allow(self, argon: Argon) -> bool:
        # Argon2 counts its memory in KiB: a byte more would be a second spelling of the same key.
        return (
            self.fewest_ops <= argon.ops <= self.most_ops
            and self.least_mem <= argon.mem <= self.most_mem
            and argon.mem % 1024 == 0
        )


STANDARD_ARGON = Argon(ops=3, mem=64 * MIB)
STORED_LIMITS = ArgonLimits(fewest_ops=2, most_ops=10, least_mem=19 * MIB, most_mem=256 * MIB)


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """An opened bundle. recovery: the organisation's recovery public key as this person saw it, or empty."""

    keys: Keys
    recovery: bytes


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """The person signed in, as the seal knows them.

    recovery: the organisation's recovery public key in their own bundle, or empty.
    """

    person: Id
    keys: Keys
    recovery: bytes = b""


def new_keys(random: Random) -> Keys:
    """The keys of a fresh seed, for a person who enrols."""
    return Keys.from_seed(random(SEED_SIZE))


def new_machine_key(random: Random) -> SigningKey:
    """A signing key for entries made with nobody signed in; its secret is kept in the data folder."""
    return SigningKey.from_secret(random(SEED_SIZE))


def wrap(
    keys: Keys,
    passphrase: str,
    *,
    recovery: bytes,
    random: Random,
    argon: Argon = STANDARD_ARGON,
    limits: ArgonLimits = STORED_LIMITS,
) -> str:
    """The bundle to store: canonical JSON text that only the passphrase opens.

    recovery: the recovery public key shown at enrolment (32 bytes), or empty without cards.
    Raises BadInput for an empty passphrase or parameters outside the limits.
    """
    if not passphrase:
        raise BadInput("The passphrase is empty.", do="Choose one of at least four words.")
    if not limits.allow(argon):
        raise BadInput("The cost of trying a passphrase is outside the limits.")
    if recovery and len(recovery) != KEY_SIZE:
        raise BadInput("The recovery key has the wrong length.")
    salt = random(argon2id.SALTBYTES)
    inner = encode({"recovery": recovery.hex(), "seed": keys.seed.hex()})
    box = SecretBox(_passphrase_key(passphrase, salt, argon)).encrypt(inner, random(SecretBox.NONCE_SIZE))
    return encode_text({"salt": salt.hex(), "ops": argon.ops, "mem": argon.mem, "box": bytes(box).hex()})


def unwrap(bundle: str, passphrase: str, *, limits: ArgonLimits = STORED_LIMITS) -> Unwrapped:
    """The keys and the recovery key in a stored bundle.

    Raises Refused for a wrong passphrase, Tampered for a bundle that is damaged or asks for parameters
    outside the limits (whoever can write the database could otherwise make every passphrase cheap to try).
    """
    salt, argon, box = decode(bundle.encode("utf-8"), _read_bundle, what="The stored key")
    if not limits.allow(argon):
        raise Tampered(
            "The stored key asks for a cost outside the limits, so it was not tried.",
            do="Restore the record from a backup.",
        )
    try:
        inner = SecretBox(_passphrase_key(passphrase, salt, argon)).decrypt(box)
    except CryptoError:
        raise Refused("That passphrase is not right.", safe="Nothing was changed.", do="Try again.") from None
    return decode(inner, _read_inner, what="The stored key")


def require_recovery(seen: bytes, offered: bytes) -> None:
    """Refuse a recovery key other than the one in the person's own bundle (W1).

    seen: what `unwrap` gave. offered: what the database or a manifest names now. Either may be empty.
    Raises Tampered: with a key of their own making somebody could open every sheet sealed from now on.
    """
    if seen != offered:
        raise Tampered(
            "The recovery key is not the one you were shown when you enrolled.",
            safe="Nothing was sealed.",
            do="Ask the two people who keep the recovery cards before you go on.",
        )


def signed_bytes(kind: SignatureType, public: bytes, digest: bytes) -> bytes:
    """What is really signed: the type, the signer and the digest together, so none can be exchanged."""
    return tagged_hash("pg1-sign", kind, public, digest)


@lru_cache(maxsize=8192)
def verifies(kind: SignatureType, public: bytes, digest: bytes, signature: bytes) -> bool:
    """Whether this key made this signature over this digest as this type of object.

    Remembered, because the same four values always have the same answer and every figure asks again for all
    final scores. What is checked once, as a long audit trail is, asks `verifies_under_any`.
    """
    return _verifies(kind, public, digest, signature)


def _verifies(kind: SignatureType, public: bytes, digest: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(public).verify(signed_bytes(kind, public, digest), signature)
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def verifies_under_any(
    kind: SignatureType, publics: Collection[bytes], digest: bytes, signature: bytes
) -> bool:
    """Whether one of these keys made the signature: for sheets and audit entries of somebody with a new key."""
    return any(_verifies(kind, public, digest, signature) for public in publics)


def passphrase_matches(bundle: str, passphrase: str, *, limits: ArgonLimits = STORED_LIMITS) -> bool:
    """Whether the passphrase opens the bundle: asked again before a weighty act."""
    try:
        unwrap(bundle, passphrase, limits=limits)
    except Refused:
        return False
    return True


def _passphrase_key(passphrase: str, salt: bytes, argon: Argon) -> bytes:
    try:
        typed = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    except UnicodeEncodeError:
        raise BadInput(
            "A passphrase cannot hold half a character.",
            safe="Nothing was changed.",
            do="Type it again.",
        ) from None
    make: Callable[..., bytes] = argon2id.kdf
    return make(SecretBox.KEY_SIZE, typed, salt, opslimit=argon.ops, memlimit=argon.mem)


def _read_bundle(value: Json) -> tuple[bytes, Argon, bytes]:
    fields = read_object(value, ("salt", "ops", "mem", "box"), "The stored key")
    largest = 2**32 - 1
    return (
        read_bytes(fields["salt"], "The salt", argon2id.SALTBYTES),
        Argon(
            ops=read_int(fields["ops"], "The number of passes", low=1, high=largest),
            mem=read_int(fields["mem"], "The memory", low=1, high=largest),
        ),
        read_bytes(fields["box"], "The box"),
    )


def _read_inner(value: Json) -> Unwrapped:
    fields = read_object(value, ("recovery", "seed"), "The stored key")
    return Unwrapped(
        keys=Keys.from_seed(read_bytes(fields["seed"], "The seed", SEED_SIZE)),
        recovery=read_bytes(fields["recovery"], "The recovery key", 0, KEY_SIZE),
    )
