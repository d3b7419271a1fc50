"""Whose signatures stand for chair and confirmer together, in a reveal and in a recovery.

The deputy may sign for the chair, or the stand-in for the confirmer, never both; and nobody confirms what
concerns themselves.
"""

from collections.abc import Collection, Mapping

from panelguide.errors import Tampered
from panelguide.seal.ids import Id
from panelguide.seal.keys import SignatureType, verifies
from panelguide.seal.manifest import Manifest

Allowed = tuple[frozenset[Id], ...]
"""Groups of people: the signatures of all of any one group are enough."""


def chair_alone(manifest: Manifest) -> Allowed:
    """The chair, or the deputy for the chair."""
    return frozenset({manifest.chair}), frozenset({manifest.deputy})


def chair_and_confirmer(manifest: Manifest, concerned: Collection[Id]) -> Allowed:
    """Chair and confirmer, with at most one of them replaced.

    concerned: the members whose sheets this is about; those who type for them are concerned too.
    """
    touched = {*concerned, *(manifest.author_of(member) for member in concerned)}
    pairs = (
        (manifest.chair, manifest.confirmer),
        (manifest.deputy, manifest.confirmer),
        (manifest.chair, manifest.stand_in),
    )
    return tuple(frozenset(pair) for pair in pairs if pair[1] not in touched)


def require_signatures(
    kind: SignatureType,
    digest: bytes,
    signatures: Mapping[bytes, bytes],
    manifest: Manifest,
    allowed: Allowed,
    *,
    what: str,
) -> None:
    """Check that every signature is right and that all of one allowed group have signed with their newest key.

    what: for the sentence ("The reveal"). Raises Tampered.
    """
    keys = {manifest.newest_key(person): person for person in manifest.people}
    keys.pop(b"", None)
    for public, signature in signatures.items():
        if public not in keys or not verifies(kind, public, digest, signature):
            raise Tampered(f"{what} carries a wrong signature.")
    signers = {keys[public] for public in signatures}
    if not any(group <= signers for group in allowed):
        raise Tampered(f"{what} is not signed by those who must sign it.")
