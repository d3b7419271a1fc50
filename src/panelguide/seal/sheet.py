"""A sealed sheet: one member's marks and notes for one candidate, under a key of its own.

Source: byte definitions 6, 8 and 14. The header ties the ciphertext to its round, member, candidate, attempt
and predecessor; the commitment ties it to one key and one plaintext, because the cipher alone would let a
cheat prepare two openings; the author's signature covers all of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import Box, PrivateKey, PublicKey, SealedBox

from panelguide.errors import BadInput, Refused, Tampered
from panelguide.seal.canonical import Json, decode, encode, read_bytes, read_int, read_object
from panelguide.seal.digest import DIGEST_SIZE, tagged_hash
from panelguide.seal.ids import ID_SIZE, Id, Random
from panelguide.seal.keys import KEY_SIZE, SIGNATURE_SIZE, KeyHolder, Keys, verifies_under_any
from panelguide.seal.manifest import Manifest
from panelguide.seal.versions import History, require_trusted
from panelguide.seal.writing import Writing, pad, padded_size, problem_with_sealing

NONCE_SIZE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
TAG_SIZE = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
SALT_SIZE = 32
BOX_SIZE = 80
MOST_ATTEMPTS = 2**32 - 1


@dataclass(frozen=True)
class Sheet:
    """A sealed sheet as it is stored and exported.

    first_digest: of version 1 of the round's manifest. attempt: from 1. previous: the digest of the attempt
    before, empty in the first. c: nonce, ciphertext and tag. box: the sheet's key for the recovery cards, or
    empty without cards. signature: by the member, or by the one who types for them.
    """

    first_digest: bytes
    member: Id
    candidate: Id
    attempt: int
    previous: bytes
    salt: bytes
    c: bytes
    commitment: bytes
    box: bytes
    signature: bytes

    @cached_property
    def header(self) -> bytes:
        return tagged_hash(
            "pg1-head",
            self.first_digest,
            self.member,
            self.candidate,
            self.attempt,
            self.previous,
            self.salt,
        )

    @cached_property
    def digest(self) -> bytes:
        """What the signature covers and the release's list names."""
        return tagged_hash("pg1-sheet", self.header, self.c, self.commitment, self.box)

    @property
    def place(self) -> tuple[Id, Id, int]:
        """Member, candidate and attempt: the order of the list, and no two sheets share it."""
        return self.member, self.candidate, self.attempt

    def to_file(self) -> bytes:
        """The sheet as one self-contained file."""
        return encode(
            {
                "v1": self.first_digest.hex(),
                "member": self.member.hex(),
                "candidate": self.candidate.hex(),
                "attempt": self.attempt,
                "previous": self.previous.hex(),
                "salt": self.salt.hex(),
                "c": self.c.hex(),
                "commitment": self.commitment.hex(),
                "box": self.box.hex(),
                "signature": self.signature.hex(),
            }
        )

    @classmethod
    def from_file(cls, data: bytes) -> "Sheet":
        """What `to_file` wrote. Raises Tampered."""
        return decode(data, _sheet_from_json, what="The sheet")


def sheet_key(keys: Keys, sheet: Sheet) -> bytes:
    """The key of one sheet, as its author's seed gives it; what a release hands over."""
    return tagged_hash("pg1-k", sheet.header, key=keys.sheet)


def seal_sheet(
    holder: KeyHolder,
    history: History,
    member: Id,
    candidate: Id,
    writing: Writing,
    *,
    previous: Sheet | None = None,
    random: Random,
) -> Sheet:
    """Seal a member's sheet for a candidate, open it again and compare before giving it out.

    holder: the person signed in, the member themselves or the one who types for them. previous: the sheet
    this one replaces; the writing then gives the reason. Replacing ends with the chair's release, which the
    caller checks with `release.require_unreleased`. Raises Refused when the round does not ask for this sheet
    from this author, BadInput when the writing cannot be sealed, Tampered when the manifest names another key
    for the author or for the recovery cards, or the sheet does not open again.
    """
    manifest = history.last
    require_trusted(manifest, holder)
    _require_asked_for(manifest, holder.person, member, candidate)
    if previous is not None and (previous.member, previous.candidate) != (member, candidate):
        raise Refused("A sheet can replace only an earlier one of the same member and candidate.")
    attempt = previous.attempt + 1 if previous else 1
    problem = problem_with_sealing(writing, manifest.kit, attempt)
    if problem:
        raise BadInput(problem, safe="Nothing was sealed.")
    padded = pad(writing)
    bare = Sheet(
        first_digest=history.first_digest,
        member=member,
        candidate=candidate,
        attempt=attempt,
        previous=previous.digest if previous else b"",
        salt=random(SALT_SIZE),
        c=b"",
        commitment=b"",
        box=b"",
        signature=b"",
    )
    key = sheet_key(holder.keys, bare)
    sealed = replace(
        bare,
        c=_encrypt(padded, bare.header, random(NONCE_SIZE), key),
        commitment=_commitment(key, bare.header, padded),
        box=_recovery_box(key, manifest.recovery, random) if manifest.recovery else b"",
    )
    signed = replace(sealed, signature=holder.keys.sign("sheet", sealed.digest))
    _require_it_opens_again(signed, holder.keys, padded, history)
    return signed


def open_sheet(sheet: Sheet, key: bytes) -> bytes:
    """The padded plaintext under this key.

    Raises Tampered when the key does not open the sheet or does not match its commitment (W5).
    """
    try:
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            sheet.c[NONCE_SIZE:], sheet.header, sheet.c[:NONCE_SIZE], key
        )
    except (CryptoError, ValueError, TypeError):
        raise Tampered("The key does not open the sheet.") from None
    if _commitment(key, sheet.header, padded) != sheet.commitment:
        raise Tampered("The key opens the sheet but is not the one it was sealed with.")
    return padded


def open_recovery_box(sheet: Sheet, recovery_private: bytes) -> bytes:
    """The sheet's key by both recovery cards, checked against the commitment.

    Raises Refused for a sheet sealed without cards, Tampered when the box does not hold its key.
    """
    if not sheet.box:
        raise Refused("This sheet was sealed without recovery cards.")
    try:
        key = SealedBox(PrivateKey(recovery_private)).decrypt(sheet.box)
    except (CryptoError, ValueError, TypeError):
        raise Tampered("The recovery cards do not open this sheet.") from None
    open_sheet(sheet, key)
    return key


def check_sheet(sheet: Sheet, history: History) -> None:
    """Check what can be seen of a sheet without its key. Raises Tampered or Refused.

    Its round, the right lengths for the kit and the cards (refused before any list is made, W4), that some
    version of the manifest asked for it, and its author's signature under any key they ever had.
    """
    manifest = history.first
    if sheet.first_digest != history.first_digest:
        raise Refused("A sheet belongs to another round.")
    if len(sheet.c) != NONCE_SIZE + padded_size(len(manifest.kit)) + TAG_SIZE:
        raise Tampered("A sheet does not have the length every sheet of this round has.")
    if len(sheet.box) != (BOX_SIZE if manifest.recovery else 0):
        raise Tampered("A sheet's recovery box does not have the right length.")
    if (sheet.attempt == 1) != (sheet.previous == b""):
        raise Tampered("A sheet's attempt and what it replaces do not go together.")
    if (sheet.member, sheet.candidate) not in history.ever_expected():
        raise Refused("There is a sheet nobody expects.")
    if not verifies_under_any("sheet", history.author_keys(sheet.member), sheet.digest, sheet.signature):
        raise Tampered("A sheet is not signed by its author.")


def check_sheets(sheets: Sequence[Sheet], history: History) -> tuple[Sheet, ...]:
    """Check all sheets of a round together, and give them in the order of the list. Raises Tampered or Refused.

    Besides `check_sheet` for each: no two share member, candidate and attempt, and the attempts of each
    member and candidate follow one another without a gap.
    """
    ordered = sorted(sheets, key=lambda sheet: sheet.place)
    before: Sheet | None = None
    for sheet in ordered:
        check_sheet(sheet, history)
        same = before is not None and before.place[:2] == sheet.place[:2]
        if before is not None and before.place == sheet.place:
            raise Refused("There are two sheets of one member for one candidate and attempt.")
        expected = (before.attempt + 1, before.digest) if before is not None and same else (1, b"")
        if (sheet.attempt, sheet.previous) != expected:
            raise Tampered("A sheet is missing between two attempts.", do="Put it back from a copy.")
        before = sheet
    return tuple(ordered)


def missing_sheets(sheets: Sequence[Sheet], manifest: Manifest) -> frozenset[tuple[Id, Id]]:
    """The member and candidate pairs that still need a sheet: the round is complete when there are none."""
    return manifest.expected() - {(sheet.member, sheet.candidate) for sheet in sheets}


def _require_asked_for(manifest: Manifest, author: Id, member: Id, candidate: Id) -> None:
    if author != manifest.author_of(member):
        raise Refused("Nobody seals another member's sheet.", safe="Nothing was sealed.")
    if (member, candidate) not in manifest.expected():
        raise Refused("The round does not ask for this sheet.", safe="Nothing was sealed.")


def _encrypt(padded: bytes, header: bytes, nonce: bytes, key: bytes) -> bytes:
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, header, nonce, key)


def _commitment(key: bytes, header: bytes, padded: bytes) -> bytes:
    return tagged_hash("pg1-commit", key, header, padded)


def _recovery_box(key: bytes, recovery: bytes, random: Random) -> bytes:
    """libsodium's sealed box with its one-time key from `random`, so that all randomness is an argument."""
    once = PrivateKey(random(PrivateKey.SIZE))
    public = bytes(once.public_key)
    nonce = blake2b(public + recovery, digest_size=Box.NONCE_SIZE).digest()
    return public + Box(once, PublicKey(recovery)).encrypt(key, nonce).ciphertext


def _require_it_opens_again(sheet: Sheet, keys: Keys, padded: bytes, history: History) -> None:
    again = Sheet.from_file(sheet.to_file())
    if open_sheet(again, sheet_key(keys, again)) != padded:
        raise Tampered("The sheet did not open again as it was written.", safe="Nothing was sealed.")
    check_sheet(again, history)


def _sheet_from_json(value: Json) -> Sheet:
    names = (
        "v1", "member", "candidate", "attempt", "previous", "salt", "c", "commitment", "box", "signature",
    )  # fmt: skip
    fields = read_object(value, names, "The sheet")
    return Sheet(
        first_digest=read_bytes(fields["v1"], "The round", DIGEST_SIZE),
        member=read_bytes(fields["member"], "The member", ID_SIZE),
        candidate=read_bytes(fields["candidate"], "The candidate", ID_SIZE),
        attempt=read_int(fields["attempt"], "The attempt", low=1, high=MOST_ATTEMPTS),
        previous=read_bytes(fields["previous"], "The sheet before", 0, DIGEST_SIZE),
        salt=read_bytes(fields["salt"], "The salt", SALT_SIZE),
        c=read_bytes(fields["c"], "The sealed text"),
        commitment=read_bytes(fields["commitment"], "The commitment", KEY_SIZE),
        box=read_bytes(fields["box"], "The recovery box", 0, BOX_SIZE),
        signature=read_bytes(fields["signature"], "The signature", SIGNATURE_SIZE),
    )
