"""The reveal: every listed sheet opened, who is out, and the signatures that make it the record.

Source: byte definition 10 and the rules W9 and W12. Only the last attempt for a candidate counts; earlier
ones are opened and shown, none is a fallback. Somebody is out when their sheets do not open, or when the
last attempt of one is not a valid sheet for the kit: then all of their sheets leave the figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from panelguide.errors import Refused, Tampered
from panelguide.seal.canonical import (
    Json,
    decode,
    encode,
    read_bytes,
    read_list,
    read_object,
    write_bytes_map,
)
from panelguide.seal.digest import DIGEST_SIZE, tagged_hash
from panelguide.seal.ids import Id
from panelguide.seal.keys import Signer
from panelguide.seal.manifest import Manifest
from panelguide.seal.release import SignedRelease
from panelguide.seal.seats import Allowed, chair_alone, chair_and_confirmer, require_signatures
from panelguide.seal.sheet import Sheet
from panelguide.seal.standing import Standing, check_releases
from panelguide.seal.versions import History, read_signatures, signatures_from_json, signatures_text
from panelguide.seal.writing import Mark, Writing, read_sealed


class Place(StrEnum):
    """How a sealed sheet stands to the set the round expected in the end."""

    EXPECTED = "expected"
    AWAY = "candidate away"
    ASIDE = "set aside"
    FORMER = "former member"


class WhyOut(StrEnum):
    """Why a member's sheets leave the figures."""

    NOT_RELEASED = "not released"
    NOT_VALID = "not a valid sheet"


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """A listed sheet after opening. writing: None when it did not open or is not valid for the kit.

    is_last: whether this is the attempt that counts.
    """

    sheet: Sheet = field(repr=False)
    place: Place
    is_last: bool
    writing: Writing | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Score:
    """One plain mark and note, as it goes into the figures and the `score` table."""

    member: Id
    candidate: Id
    question: Id
    mark: Mark
    note: str
    place: Place


@dataclass(frozen=True, slots=True)
class Reveal:
    """What the chair signs: R of the list, and the digests of the releases covered, by member id."""

    round_digest: bytes
    releases: tuple[bytes, ...]

    @property
    def digest(self) -> bytes:
        return tagged_hash("pg1-reveal", self.round_digest, *self.releases)

    def canonical(self) -> bytes:
        """The bytes the database keeps: an object with `round` and `releases`."""
        return encode(_as_json(self))


@dataclass(frozen=True, slots=True)
class SignedReveal:
    """A reveal with the signatures on it, by public key."""

    reveal: Reveal
    signatures: Mapping[bytes, bytes] = field(default_factory=dict)

    def signed_by(self, signer: Signer) -> "SignedReveal":
        """The same reveal with one more signature."""
        signature = signer.sign("reveal", self.reveal.digest)
        return replace(self, signatures={**self.signatures, signer.public: signature})

    def signatures_text(self) -> str:
        """The signatures as canonical JSON text, for a column beside `reveal.canonical()`."""
        return signatures_text(self.signatures)

    def to_file(self) -> bytes:
        """The reveal with its signatures as one self-contained file."""
        fields = _as_json(self.reveal)
        return encode({**fields, "signatures": write_bytes_map(self.signatures)})

    @classmethod
    def from_file(cls, data: bytes) -> "SignedReveal":
        """What `to_file` wrote. Raises Tampered."""
        return decode(data, _signed_from_json, what="The reveal file")

    @classmethod
    def from_columns(cls, canonical: bytes, signatures: str) -> "SignedReveal":
        """From the reveal's own canonical bytes and `signatures_text`. Raises Tampered."""
        return cls(decode(canonical, _reveal_from_json, what="The reveal"), read_signatures(signatures))


@dataclass(frozen=True, slots=True)
class Opened:
    """A round with everything opened that opens: get one from `open_round` or `check_reveal`.

    out: the members whose sheets leave the figures, and why.
    """

    standing: Standing
    sheets: tuple[OpenedSheet, ...]
    out: Mapping[Id, WhyOut]

    @property
    def reveal(self) -> Reveal:
        """What is to be signed for this state of the round."""
        covered = self.standing.covered
        digests = tuple(covered[person].release.digest for person in sorted(covered))
        return Reveal(self.standing.round_digest, digests)

    def signers(self) -> Allowed:
        """The groups of people whose signatures make the reveal: with somebody out, a confirmer among them."""
        manifest = self.standing.history.last
        return chair_and_confirmer(manifest, set(self.out)) if self.out else chair_alone(manifest)

    def scores(self) -> tuple[Score, ...]:
        """Every mark and note of the last attempts of members who are not out, struck questions included."""
        return tuple(
            Score(
                opened.sheet.member,
                opened.sheet.candidate,
                answer.question,
                answer.mark,
                answer.note,
                opened.place,
            )
            for opened in self.sheets
            if opened.is_last and opened.sheet.member not in self.out and opened.writing is not None
            for answer in opened.writing.answers
        )


def open_round(history: History, sheets: Sequence[Sheet], releases: Sequence[SignedRelease]) -> Opened:
    """Open every sheet that the releases so far open. Raises Refused or Tampered like `check_releases`."""
    standing = check_releases(history, sheets, releases)
    last_of = {(sheet.member, sheet.candidate): sheet.attempt for sheet in standing.sheets}
    opened: list[OpenedSheet] = []
    out = dict.fromkeys(standing.missing, WhyOut.NOT_RELEASED)
    for sheet in standing.sheets:
        is_last = last_of[sheet.member, sheet.candidate] == sheet.attempt
        writing = _writing(sheet, standing)
        if is_last and writing is None:
            out.setdefault(sheet.member, WhyOut.NOT_VALID)
        opened.append(OpenedSheet(sheet, _place(sheet, history.last), is_last, writing))
    return Opened(standing, tuple(opened), out)


def check_reveal(
    history: History, sheets: Sequence[Sheet], releases: Sequence[SignedRelease], signed: SignedReveal
) -> Opened:
    """Open a revealed round as the reveal covers it, and check its signatures.

    A release that came after the reveal is not part of it: `open_round` shows what it opens, beside the
    decision. Raises Refused or Tampered.
    """
    covered = [held for held in releases if held.release.digest in signed.reveal.releases]
    opened = open_round(history, sheets, covered)
    if opened.reveal != signed.reveal:
        raise Tampered("The reveal is for another list or other releases than those here.")
    require_reveal_signatures(opened, signed)
    return opened


def require_reveal_signatures(opened: Opened, signed: SignedReveal) -> None:
    """Check that the reveal of this opened round is signed by those who must. Raises Tampered."""
    require_signatures(
        "reveal",
        opened.reveal.digest,
        signed.signatures,
        opened.standing.history.last,
        opened.signers(),
        what="The reveal",
    )


def _writing(sheet: Sheet, standing: Standing) -> Writing | None:
    padded = standing.plaintexts.get(sheet.digest)
    if padded is None:
        return None
    try:
        return read_sealed(padded, standing.history.last.kit, sheet.attempt)
    except (Refused, Tampered):
        return None


def _place(sheet: Sheet, manifest: Manifest) -> Place:
    if sheet.member not in manifest.members:
        return Place.FORMER
    if sheet.candidate in manifest.away:
        return Place.AWAY
    if (sheet.member, sheet.candidate) in manifest.aside:
        return Place.ASIDE
    return Place.EXPECTED


def _as_json(reveal: Reveal) -> dict[str, Json]:
    return {"round": reveal.round_digest.hex(), "releases": [digest.hex() for digest in reveal.releases]}


def _signed_from_json(value: Json) -> SignedReveal:
    fields = read_object(value, ("round", "releases", "signatures"), "The reveal")
    signatures = signatures_from_json(fields["signatures"])
    return SignedReveal(_reveal_from_json({name: fields[name] for name in ("round", "releases")}), signatures)


def _reveal_from_json(value: Json) -> Reveal:
    fields = read_object(value, ("round", "releases"), "The reveal")
    return Reveal(
        read_bytes(fields["round"], "The list", DIGEST_SIZE),
        tuple(
            read_bytes(digest, "A release", DIGEST_SIZE)
            for digest in read_list(fields["releases"], "The releases")
        ),
    )
