"""From one version of a manifest to the next: what may change, and who must sign it (W16).

Each step is judged by the seats and newest keys of the version before, never by what the new one says of
itself. The chair alone may make a round larger; whatever makes it smaller or otherwise different needs the
confirmer too. The deputy may take the chair's seat, or the stand-in the confirmer's, one seat a version,
signed by the one who takes it and the holder of the other seat. A confirmer never confirms what concerns
themselves: then the stand-in takes the seat.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from panelguide.errors import Refused, Tampered
from panelguide.seal.canonical import (
    Json,
    decode,
    encode,
    encode_text,
    read_bytes_map,
    read_map,
    write_bytes_map,
)
from panelguide.seal.ids import Id
from panelguide.seal.keys import KEY_SIZE, SIGNATURE_SIZE, KeyHolder, Signer, require_recovery, verifies
from panelguide.seal.manifest import Manifest, manifest_from_json, problem_with, read_manifest

_FIXED = ("vacancy", "round", "kind", "kit", "kit_text", "method", "recovery", "follows")


@dataclass(frozen=True, slots=True)
class SignedManifest:
    """A version with the signatures on it, by public key."""

    manifest: Manifest
    signatures: Mapping[bytes, bytes] = field(default_factory=dict)

    def signed_by(self, signer: Signer) -> "SignedManifest":
        """The same version with one more signature."""
        signature = signer.sign("manifest", self.manifest.digest)
        return replace(self, signatures={**self.signatures, signer.public: signature})

    def signatures_text(self) -> str:
        """The signatures as canonical JSON text, for a column beside `manifest.canonical()`."""
        return signatures_text(self.signatures)

    def to_file(self) -> bytes:
        """The version with its signatures as one self-contained file."""
        fields = decode(self.manifest.canonical(), _fields, what="The manifest")
        return encode({**fields, "signatures": write_bytes_map(self.signatures)})

    @classmethod
    def from_file(cls, data: bytes) -> "SignedManifest":
        """What `to_file` wrote. Raises Tampered."""
        signed = decode(data, _signed_from_json, what="The manifest file")
        if signed.to_file() != data:
            raise Tampered("The manifest file is not in canonical form.")
        return signed

    @classmethod
    def from_columns(cls, canonical: bytes, signatures: str) -> "SignedManifest":
        """From the manifest's own canonical bytes and `signatures_text`. Raises Tampered."""
        return cls(read_manifest(canonical), read_signatures(signatures))


@dataclass(frozen=True, slots=True)
class History:
    """All versions of a round's manifest, checked: get one from `check_history`."""

    versions: tuple[SignedManifest, ...]
    first_digest: bytes
    last_digest: bytes

    @property
    def first(self) -> Manifest:
        return self.versions[0].manifest

    @property
    def last(self) -> Manifest:
        return self.versions[-1].manifest

    def author_keys(self, member: Id) -> tuple[bytes, ...]:
        """Every key a sheet of this member may be signed with: all that its author ever had."""
        return self.last.people.get(self.last.author_of(member), ())

    def ever_expected(self) -> frozenset[tuple[Id, Id]]:
        """Every member and candidate pair that some version asked for: sheets may exist for these only."""
        return frozenset[tuple[Id, Id]]().union(*(held.manifest.expected() for held in self.versions))


def next_version(before: Manifest, **changes: Any) -> Manifest:
    """The version after this one with these fields changed, still to be signed."""
    return replace(before, version=before.version + 1, previous=before.digest, **changes)


def signers_needed(before: Manifest | None, after: Manifest) -> frozenset[Id]:
    """Who must sign this version: people of `before`, or of the first version when there is none before.

    Raises Refused with the reason when nobody's signature could allow the step.
    """
    problem = problem_with(after)
    if problem:
        raise Refused(problem)
    if before is None:
        if after.version != 1:
            raise Refused("A round begins with version 1 of its manifest.")
        return frozenset({after.chair, after.confirmer})
    _require_lawful(before, after)
    chair, confirmer = before.chair, before.confirmer
    if after.chair != before.chair:
        chair = _taker(before.deputy, after.chair, "chair")
    elif after.confirmer != before.confirmer:
        confirmer = _taker(before.stand_in, after.confirmer, "confirmer")
    elif _only_adds(before, after):
        return frozenset({chair})
    if _concerns(confirmer, before, after):
        raise Refused(
            "This change concerns the very person who would confirm it.",
            do="Let the other of confirmer and stand-in sign for the confirmer's seat.",
        )
    return frozenset({chair, confirmer})


def countersign(holder: KeyHolder, before: Manifest | None, signed: SignedManifest) -> SignedManifest:
    """The version with the signature of the person signed in: how chair and confirmer sign a version.

    Raises Refused when the step is not lawful or needs no signature of theirs, Tampered when the round names
    another key for them or for the recovery cards than their own bundle.
    """
    if holder.person not in signers_needed(before, signed.manifest):
        raise Refused("This version of the manifest is not yours to sign.", safe="Nothing was signed.")
    require_trusted(before or signed.manifest, holder)
    return signed.signed_by(holder.keys)


def still_to_sign(before: Manifest | None, signed: SignedManifest) -> frozenset[Id]:
    """Who must still sign this version before it can be in force. Raises Refused for an unlawful step."""
    judge = before or signed.manifest
    needed = signers_needed(before, signed.manifest)
    return frozenset(person for person in needed if judge.newest_key(person) not in signed.signatures)


def check_version(before: Manifest | None, signed: SignedManifest) -> None:
    """Check one step: lawful, and signed by all who must. Raises Refused or Tampered."""
    judge = before or signed.manifest
    missing = still_to_sign(before, signed)
    digest = signed.manifest.digest
    known = {judge.newest_key(person) for person in judge.people} - {b""}
    for public, signature in signed.signatures.items():
        if public not in known or not verifies("manifest", public, digest, signature):
            raise Tampered(f"Version {signed.manifest.version} of the manifest carries a wrong signature.")
    if missing:
        raise Tampered(f"Version {signed.manifest.version} of the manifest is not signed by all who must.")


def check_history(versions: Sequence[SignedManifest]) -> History:
    """Check every version from the first to the last, in order. Raises Refused or Tampered."""
    if not versions:
        raise Tampered("The round has no manifest.")
    before: Manifest | None = None
    for signed in versions:
        check_version(before, signed)
        before = signed.manifest
    return History(tuple(versions), versions[0].manifest.digest, versions[-1].manifest.digest)


def require_trusted(manifest: Manifest, holder: KeyHolder) -> None:
    """Refuse a manifest that names another key for the person signed in, or another recovery key (W1).

    Sealing under it would hand the sheet to whoever holds that key. Raises Tampered.
    """
    require_recovery(holder.recovery, manifest.recovery)
    if manifest.newest_key(holder.person) != holder.keys.public:
        raise Tampered(
            "The round names another key for you than the one you signed in with.",
            safe="Nothing was sealed.",
            do="Tell the confirmer before you go on.",
        )


def require_fresh_candidates(
    manifest: Manifest, taken: Mapping[Id, Collection[Id]], *, ordered_by_stop: bool = False
) -> None:
    """Refuse a candidate who was already scored in a released round, unless a stop's outcome orders it (W15).

    taken: each released round of the vacancy -> its `release.candidates_taken`. Even then the new round must
    name the one it follows. Raises Refused.
    """
    again = {earlier for earlier, candidates in taken.items() if set(candidates) & set(manifest.candidates)}
    if again and not ordered_by_stop:
        raise Refused(
            "A candidate of this round was already scored in a released round.",
            do="Only the outcome of a stop can order a second interview.",
        )
    if again and manifest.follows not in again:
        raise Refused("A round that interviews somebody again must name the round it follows.")


def signatures_text(signatures: Mapping[bytes, bytes]) -> str:
    """Signatures by public key as canonical JSON text."""
    return encode_text(write_bytes_map(signatures))


def read_signatures(text: str) -> dict[bytes, bytes]:
    """What `signatures_text` wrote. Raises Tampered."""
    return decode(text.encode("utf-8"), signatures_from_json, what="The signatures")


def signatures_from_json(value: Json) -> dict[bytes, bytes]:
    """Signatures by public key from parsed JSON. Raises Tampered."""
    return read_bytes_map(value, "The signatures", key=KEY_SIZE, item=SIGNATURE_SIZE)


def _taker(entitled: Id, taker: Id, seat: str) -> Id:
    if taker != entitled:
        substitute = "deputy" if seat == "chair" else "stand-in"
        raise Refused(f"Only the {substitute} can take the {seat}'s seat.")
    return taker


def _require_lawful(before: Manifest, after: Manifest) -> None:
    if after.version != before.version + 1 or after.previous != before.digest:
        raise Refused("This version of the manifest does not follow from the one before.")
    if any(getattr(before, name) != getattr(after, name) for name in _FIXED):
        raise Refused("What version 1 of the manifest fixed cannot change.")
    if not _grown(before.candidates, after.candidates) or not _grown(before.typed_for, after.typed_for):
        raise Refused("Candidates and those typed for can be added to a round, never changed or taken out.")
    for person, keys in before.people.items():
        if after.people.get(person, ())[: len(keys)] != keys:
            raise Refused("People and keys can be added to a round, never changed or taken out.")
    chair_side = (before.chair, before.deputy) != (after.chair, after.deputy)
    confirmer_side = (before.confirmer, before.stand_in) != (after.confirmer, after.stand_in)
    taken = before.chair != after.chair or before.confirmer != after.confirmer
    if taken and chair_side and confirmer_side:
        raise Refused("Only one of the two seats can be taken in one version.")


def _grown(before: Mapping[Id, bytes], after: Mapping[Id, bytes]) -> bool:
    return all(after.get(name) == held for name, held in before.items())


def _only_adds(before: Manifest, after: Manifest) -> bool:
    """Whether the step adds candidates or members and does nothing else."""
    joined = set(after.people) - set(before.people)
    larger = replace(
        before,
        version=after.version,
        previous=after.previous,
        candidates=after.candidates,
        members=after.members,
        people={**before.people, **{person: after.people[person] for person in joined}},
    )
    return larger == after and before.members <= after.members and joined <= after.members


def _concerns(person: Id, before: Manifest, after: Manifest) -> bool:
    """Whether the step takes this person out of the scoring, wholly or for a candidate, or gives them a key."""
    return (
        (person in before.members and person not in after.members)
        or any(member == person for member, _ in before.aside ^ after.aside)
        or before.people.get(person) != after.people.get(person)
    )


def _fields(value: Json) -> dict[str, Json]:
    return read_map(value, "The manifest")


def _signed_from_json(value: Json) -> SignedManifest:
    fields = dict(_fields(value))
    signatures = fields.pop("signatures", None)
    return SignedManifest(manifest_from_json(fields), signatures_from_json(signatures))
