"""Where a released round stands: whose release is good, whose is missing, which sheets open.

Everything is judged from the manifest, the sheets and the releases themselves, never from a count or a state
that somebody could have written.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from panelguide.errors import PanelguideError, Refused, Tampered
from panelguide.seal.ids import Id
from panelguide.seal.keys import verifies_under_any
from panelguide.seal.release import ReleaseKind, SignedRelease, due, listed, round_digest
from panelguide.seal.seats import Allowed, chair_and_confirmer, require_signatures
from panelguide.seal.sheet import Sheet, check_sheets, missing_sheets, open_sheet
from panelguide.seal.versions import History

NOT_RELEASED: Final = "The chair has not released this round."
RELEASES_FIRST: Final = "The chair releases it first, with panelguide round release."


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a released round stands: get one from `check_releases`.

    sheets: all listed, in list order. covered: the good release of each person, the chair's among them.
    plaintexts: by sheet digest, padded, of every sheet a good release opens. missing: who still has to
    release. refused: releases that are none, with the reason; `by` names whose they claim to be.
    """

    history: History
    sheets: tuple[Sheet, ...]
    round_digest: bytes
    chair: SignedRelease
    covered: Mapping[Id, SignedRelease]
    plaintexts: Mapping[bytes, bytes] = field(repr=False)
    missing: frozenset[Id]
    refused: tuple[tuple[Id, str], ...]


def check_chair_release(history: History, sheets: Sequence[Sheet], chair: SignedRelease) -> tuple[Sheet, ...]:
    """Check the release that defines the list, and give the sheets in list order.

    Bytes unlike the list are refused, to be put back from a copy, and not blamed on the author (W4).
    Raises Refused or Tampered.
    """
    release = chair.release
    if (release.kind, release.by, release.after) != (ReleaseKind.RELEASE, history.last.chair, b""):
        raise Refused(NOT_RELEASED, safe="Nothing was opened.", do=RELEASES_FIRST)
    _require_release_signatures(chair, history)
    if release.listed[:1] != (history.last_digest,):
        raise Tampered("The chair's release is for another manifest than the one here.")
    _require_as_listed(release.listed[1:], sheets)
    ordered = check_sheets(sheets, history)
    if listed(history, ordered) != release.listed:
        raise Tampered("The chair's release does not list the sheets in their order.")
    if missing_sheets(ordered, history.last):
        raise Refused("The chair released before every sheet was sealed.")
    _open_own(chair, ordered)
    return ordered


def check_releases(history: History, sheets: Sequence[Sheet], releases: Sequence[SignedRelease]) -> Standing:
    """Check all releases of a round and open what they open.

    A release that does not hold is none (W5) and its member stays missing, with the reason in `refused`.
    Raises Refused while the chair has not released, Tampered when the sheets are not the listed ones or a
    chair's signature stands under two lists (W3).
    """
    chair, ordered = _find_chair_release(history, sheets, releases)
    require_one_list(history, chair.release.listed, releases)
    covered = {chair.release.by: chair}
    plaintexts = _open_own(chair, ordered)
    refused: list[tuple[Id, str]] = []
    for signed in sorted(releases, key=_own_before_recovery):
        by = signed.release.by
        try:
            opened = _check_release(signed, history, ordered, chair)
        except PanelguideError as wrong:
            refused.append((by, wrong.what))
            continue
        if by not in covered:
            covered[by] = signed
            plaintexts |= opened
    missing = due(history, ordered) - set(covered)
    return Standing(
        history=history,
        sheets=ordered,
        round_digest=round_digest(chair.release.listed),
        chair=chair,
        covered=covered,
        plaintexts=plaintexts,
        missing=missing,
        refused=tuple(refused),
    )


def require_one_list(
    history: History,
    entries: Sequence[bytes],
    releases: Iterable[SignedRelease],
    people: Collection[Id] = (),
) -> None:
    """Refuse a second list under the signature of a chair of any version, or of one of these people (W3).

    It is evidence against its signer, under any key they ever had: keys for one list must never be followed
    by keys for another, and a list once released freezes the manifest. Raises Tampered.
    """
    bound = {*people, *(held.manifest.chair for held in history.versions)}
    for signed in releases:
        release = signed.release
        if release.by not in bound or release.listed == tuple(entries):
            continue
        keys = history.author_keys(release.by)
        for signature in signed.signatures.values():
            if verifies_under_any("release", keys, release.digest, signature):
                raise Tampered(
                    "A signature stands under two different lists of this round.",
                    do="Tell the confirmer: a list once released stands for good.",
                )


def recovery_signers(history: History, member: Id) -> Allowed:
    """The groups of people who may sign the recovery of this member's sheets."""
    return chair_and_confirmer(history.last, {member})


def _require_as_listed(entries: Sequence[bytes], sheets: Sequence[Sheet]) -> None:
    here, there = {sheet.digest for sheet in sheets}, set(entries)
    if there - here:
        raise Tampered(
            f"{len(there - here)} sheets are missing or are not as they were when the chair released.",
            safe="Nobody's scores are refused for it.",
            do="Put them back from a copy.",
        )
    if here - there:
        raise Tampered(f"{len(here - there)} sheets are here that the chair's release does not list.")


def _find_chair_release(
    history: History, sheets: Sequence[Sheet], releases: Sequence[SignedRelease]
) -> tuple[SignedRelease, tuple[Sheet, ...]]:
    """The first claim to be the chair's release that holds, with the sheets in list order."""
    problem: PanelguideError = Refused(NOT_RELEASED, safe="Nothing was opened.", do=RELEASES_FIRST)
    for signed in releases:
        release = signed.release
        if (release.kind, release.by, release.after) != (ReleaseKind.RELEASE, history.last.chair, b""):
            continue
        try:
            return signed, check_chair_release(history, sheets, signed)
        except PanelguideError as wrong:
            problem = wrong
    raise problem


def _check_release(
    signed: SignedRelease, history: History, ordered: Sequence[Sheet], chair: SignedRelease
) -> dict[bytes, bytes]:
    release = signed.release
    if release.by not in due(history, ordered):
        raise Refused("A release names somebody who has nothing to release in this round.")
    if signed.release != chair.release and release.after != chair.release.digest:
        raise Refused("A release does not follow the chair's.")
    if release.listed != chair.release.listed:
        raise Refused("A release is for another list.")
    _require_release_signatures(signed, history)
    return _open_own(signed, ordered)


def _open_own(signed: SignedRelease, ordered: Sequence[Sheet]) -> dict[bytes, bytes]:
    """The padded plaintexts a release opens; keys that do not open and match are no release (W5)."""
    own = [sheet for sheet in ordered if sheet.member == signed.release.by]
    if len(own) != len(signed.release.keys):
        raise Tampered("A release does not have one key for each of its sheets.")
    return {sheet.digest: open_sheet(sheet, key) for sheet, key in zip(own, signed.release.keys, strict=True)}


def _require_release_signatures(signed: SignedRelease, history: History) -> None:
    release, manifest = signed.release, history.last
    if release.kind is ReleaseKind.RECOVERY:
        allowed = recovery_signers(history, release.by)
    else:
        allowed = (frozenset({manifest.author_of(release.by)}),)
    require_signatures(
        release.kind.value, release.digest, signed.signatures, manifest, allowed, what="A release"
    )


def _own_before_recovery(signed: SignedRelease) -> tuple[bool, Id, bytes]:
    return signed.release.kind is ReleaseKind.RECOVERY, signed.release.by, signed.release.digest
