"""The one hash of the seal: BLAKE2b-256 with a tag, so that no digest can stand in for another kind.

Source: byte definitions, "H(tag, f...)". Each field goes in as its length (8 bytes, big end first)
and its bytes, so that moving a byte from one field to the next changes the digest.
"""

from hashlib import blake2b
from struct import Struct

Field = bytes | str | int
"""Raw bytes, text (as UTF-8) or a whole number (4 bytes, big end first). Absent is empty bytes."""

DIGEST_SIZE = 32

_length = Struct(">Q").pack


def framed(*fields: Field) -> bytes:
    """The fields as they enter the hash: length and bytes of each, in order."""
    parts: list[bytes] = []
    for field in fields:
        raw = _as_bytes(field)
        parts.append(_length(len(raw)))
        parts.append(raw)
    return b"".join(parts)


def tagged_hash(tag: str, *fields: Field, key: bytes = b"") -> bytes:
    """H(tag, fields...), or H(key; tag, fields...) when a key of 32 bytes is given. 32 bytes."""
    return blake2b(framed(*fields), digest_size=DIGEST_SIZE, person=tag.encode("ascii"), key=key).digest()


def _as_bytes(field: Field) -> bytes:
    if isinstance(field, bytes):
        return field
    if isinstance(field, str):
        return field.encode("utf-8")
    return field.to_bytes(4, "big")
