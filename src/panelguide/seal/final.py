"""What is signed after the reveal: each member's final scores, and the chair's decision (W12).

Source: byte definition 10. Both stand over the reveal's digest, so that neither can be carried to another
round, list or state of it. What they say is a canonical JSON object that the caller chooses; it must name
the candidate, the question and whatever else the record is about, for nothing but its bytes is signed.
"""

from collections.abc import Mapping
from typing import Literal

from panelguide.errors import Tampered
from panelguide.seal.canonical import Json, decode, encode, read_map
from panelguide.seal.digest import tagged_hash
from panelguide.seal.ids import Id
from panelguide.seal.keys import KeyHolder, verifies
from panelguide.seal.manifest import Manifest

RecordType = Literal["final", "decision"]

_TAGS: dict[RecordType, str] = {"final": "pg1-final", "decision": "pg1-decision"}


def record_digest(kind: RecordType, reveal_digest: bytes, canonical: bytes) -> bytes:
    """The digest of a final score or decision over the reveal it belongs to."""
    return tagged_hash(_TAGS[kind], reveal_digest, canonical)


def sign_final(
    holder: KeyHolder, manifest: Manifest, reveal_digest: bytes, member: Id, content: Mapping[str, Json]
) -> tuple[bytes, bytes]:
    """A member's final scores as canonical bytes, and the signature.

    member: whose scores; the person signed in, or the one they type for. Raises Tampered when the holder does
    not speak for that member in this round.
    """
    _require_speaks(manifest, holder, manifest.author_of(member))
    return _sign(holder, "final", reveal_digest, content)


def sign_decision(
    holder: KeyHolder, manifest: Manifest, reveal_digest: bytes, content: Mapping[str, Json]
) -> tuple[bytes, bytes]:
    """The decision as canonical bytes, and the chair's signature. Raises Tampered for anybody but the chair."""
    _require_speaks(manifest, holder, manifest.chair)
    return _sign(holder, "decision", reveal_digest, content)


def check_final(
    manifest: Manifest, reveal_digest: bytes, member: Id, canonical: bytes, signature: bytes
) -> dict[str, Json]:
    """What a member's signed final scores say. Raises Tampered."""
    return _check(manifest, "final", reveal_digest, manifest.author_of(member), canonical, signature)


def check_decision(
    manifest: Manifest, reveal_digest: bytes, canonical: bytes, signature: bytes
) -> dict[str, Json]:
    """What the chair's signed decision says. Raises Tampered."""
    return _check(manifest, "decision", reveal_digest, manifest.chair, canonical, signature)


def _sign(
    holder: KeyHolder, kind: RecordType, reveal_digest: bytes, content: Mapping[str, Json]
) -> tuple[bytes, bytes]:
    canonical = encode(dict(content))
    return canonical, holder.keys.sign(kind, record_digest(kind, reveal_digest, canonical))


def _require_speaks(manifest: Manifest, holder: KeyHolder, author: Id) -> None:
    if holder.person != author or manifest.newest_key(author) != holder.keys.public:
        raise Tampered("This record is not yours to sign in this round.")


def _check(
    manifest: Manifest,
    kind: RecordType,
    reveal_digest: bytes,
    author: Id,
    canonical: bytes,
    signature: bytes,
) -> dict[str, Json]:
    digest = record_digest(kind, reveal_digest, canonical)
    if not verifies(kind, manifest.newest_key(author), digest, signature):
        raise Tampered(f"The {kind} record is not signed by the one it names, over this reveal.")
    return decode(canonical, lambda value: read_map(value, "The record"), what="The record")
