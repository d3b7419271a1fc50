"""A sheet that is still being written, sealed so that only its author reads it.

Source: byte definition 11. A draft has no counter and no time (W10), and is as long as every other draft of
the round, so that the row says nothing but that the sheet was begun.
"""

from collections.abc import Sequence

from nacl import bindings
from nacl.exceptions import CryptoError

from panelguide.errors import Tampered
from panelguide.seal.digest import tagged_hash
from panelguide.seal.ids import Id, Random
from panelguide.seal.keys import Keys
from panelguide.seal.manifest import KitLine
from panelguide.seal.writing import Writing, pad, read_draft

NONCE_SIZE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES


def seal_draft(
    keys: Keys, first_digest: bytes, member: Id, candidate: Id, writing: Writing, *, random: Random
) -> bytes:
    """The bytes to store for this member's sheet of this candidate.

    first_digest: the digest of version 1 of the round's manifest. Raises BadInput when the notes are too long.
    """
    nonce = random(NONCE_SIZE)
    place = _place(first_digest, member, candidate)
    sealed = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(pad(writing), place, nonce, keys.draft)
    return nonce + sealed


def open_draft(
    keys: Keys, first_digest: bytes, member: Id, candidate: Id, box: bytes, kit: Sequence[KitLine]
) -> Writing:
    """The writing in a stored draft.

    Raises Tampered when it was sealed with other keys, for another sheet, or was changed: after a new key the
    old draft is lost.
    """
    place = _place(first_digest, member, candidate)
    try:
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            box[NONCE_SIZE:], place, box[:NONCE_SIZE], keys.draft
        )
    except (CryptoError, ValueError, TypeError):
        raise Tampered("The draft cannot be opened with your key.", do="Begin this sheet again.") from None
    return read_draft(padded, kit)


def _place(first_digest: bytes, member: Id, candidate: Id) -> bytes:
    return tagged_hash("pg1-draft", first_digest, member, candidate)
