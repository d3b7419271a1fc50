"""The list of a round and the releases under it, as objects and as bytes.

Source: byte definition 9. The acts are in `releasing`, the checks in `standing`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from panelguide.errors import Refused, Tampered
from panelguide.seal.canonical import (
    Json,
    decode,
    encode,
    read_bytes,
    read_list,
    read_map,
    read_object,
    read_text,
    write_bytes_map,
)
from panelguide.seal.digest import DIGEST_SIZE, tagged_hash
from panelguide.seal.ids import ID_SIZE, Id
from panelguide.seal.keys import KEY_SIZE, Signer
from panelguide.seal.sheet import (
    Sheet,
)
from panelguide.seal.versions import (
    History,
    read_signatures,
    signatures_from_json,
    signatures_text,
)


class ReleaseKind(StrEnum):
    """A member's own release, or one by both recovery cards."""

    RELEASE = "release"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Release:
    """The keys of one member's listed sheets.

    by: the member whose sheets open. after: the digest of the chair's release, empty in the chair's own.
    listed: the digest of the last manifest, then of every sheet by member, candidate and attempt.
    keys: of the member's own listed sheets, in list order.
    """

    kind: ReleaseKind
    by: Id
    after: bytes
    listed: tuple[bytes, ...]
    keys: tuple[bytes, ...] = field(repr=False)

    def canonical(self) -> bytes:
        """The bytes the digest covers and the database keeps."""
        return encode(
            {
                "type": self.kind.value,
                "by": self.by.hex(),
                "after": self.after.hex(),
                "list": [digest.hex() for digest in self.listed],
                "keys": [key.hex() for key in self.keys],
            }
        )

    @property
    def digest(self) -> bytes:
        return tagged_hash("pg1-release", self.canonical())


@dataclass(frozen=True, slots=True)
class SignedRelease:
    """A release with the signatures on it, by public key."""

    release: Release
    signatures: Mapping[bytes, bytes] = field(default_factory=dict)

    def signed_by(self, signer: Signer) -> "SignedRelease":
        """The same release with one more signature."""
        signature = signer.sign(self.release.kind.value, self.release.digest)
        return replace(self, signatures={**self.signatures, signer.public: signature})

    def signatures_text(self) -> str:
        """The signatures as canonical JSON text, for a column beside `release.canonical()`."""
        return signatures_text(self.signatures)

    def to_file(self) -> bytes:
        """The release with its signatures as one self-contained file."""
        fields = decode(self.release.canonical(), _fields, what="The release")
        return encode({**fields, "signatures": write_bytes_map(self.signatures)})

    @classmethod
    def from_file(cls, data: bytes) -> "SignedRelease":
        """What `to_file` wrote. Raises Tampered."""
        return decode(data, _signed_from_json, what="The release file")

    @classmethod
    def from_columns(cls, canonical: bytes, signatures: str) -> "SignedRelease":
        """From the release's own canonical bytes and `signatures_text`. Raises Tampered."""
        return cls(
            decode(canonical, _release_from_json, what="The release"),
            read_signatures(signatures),
        )


def listed(history: History, sheets: Sequence[Sheet]) -> tuple[bytes, ...]:
    """The list of a round: its last manifest and all its sheets, every attempt and author (W7)."""
    ordered = sorted(sheets, key=lambda sheet: sheet.place)
    return history.last_digest, *(sheet.digest for sheet in ordered)


def round_digest(entries: Sequence[bytes]) -> bytes:
    """R: one digest of a whole list."""
    return tagged_hash("pg1-round", *entries)


def due(history: History, sheets: Iterable[Sheet]) -> frozenset[Id]:
    """Everybody whose release the round needs: the chair, every member, every author of a listed sheet."""
    return frozenset({history.last.chair, *history.last.members, *(sheet.member for sheet in sheets)})


def candidates_taken(history: History, sheets: Iterable[Sheet]) -> frozenset[Id]:
    """The candidates a released round has dealt with: not away, or with a sheet (for W15)."""
    present = set(history.last.candidates) - history.last.away
    return frozenset(present | {sheet.candidate for sheet in sheets})


def require_unreleased(releases: Iterable[SignedRelease]) -> None:
    """Refuse to seal, replace or change the manifest once anything was released. Raises Refused."""
    if any(True for _ in releases):
        raise Refused("The chair has released this round, so nothing in it can change any more.")


def _fields(value: Json) -> dict[str, Json]:
    return read_map(value, "The release")


def _signed_from_json(value: Json) -> SignedRelease:
    fields = dict(_fields(value))
    signatures = fields.pop("signatures", None)
    return SignedRelease(_release_from_json(fields), signatures_from_json(signatures))


def _release_from_json(value: Json) -> Release:
    fields = read_object(value, ("type", "by", "after", "list", "keys"), "The release")
    kind = read_text(fields["type"], "The type of release")
    if kind not in list(ReleaseKind):
        raise Tampered("The type of release is unknown.")
    return Release(
        kind=ReleaseKind(kind),
        by=read_bytes(fields["by"], "The member", ID_SIZE),
        after=read_bytes(fields["after"], "The chair's release", 0, DIGEST_SIZE),
        listed=tuple(
            read_bytes(entry, "An entry of the list", DIGEST_SIZE)
            for entry in read_list(fields["list"], "The list")
        ),
        keys=tuple(read_bytes(key, "A key", KEY_SIZE) for key in read_list(fields["keys"], "The keys")),
    )
