"""Releasing: the chair fixes the list of all sheets and hands over their keys, then each member does.

The chair's release comes first, with every sheet of every attempt and author on its list (W7, W14); it ends
replacing and freezes the manifest, so that nobody can wait for the others and then change a sheet. Each
member's program compares that list with what it sees itself, checks every signature, and follows.
"""

from collections.abc import Iterable, Sequence

from panelguide.errors import Refused, Tampered
from panelguide.seal.ids import Id
from panelguide.seal.keys import KeyHolder
from panelguide.seal.release import Release, ReleaseKind, SignedRelease, due, listed
from panelguide.seal.sheet import (
    Sheet,
    check_sheets,
    missing_sheets,
    open_recovery_box,
    open_sheet,
    sheet_key,
)
from panelguide.seal.standing import check_chair_release, require_one_list
from panelguide.seal.versions import History, require_trusted


def release_as_chair(
    holder: KeyHolder, history: History, sheets: Sequence[Sheet], earlier: Iterable[SignedRelease] = ()
) -> SignedRelease:
    """The chair's release, which defines the list (W14).

    earlier: releases already there. Raises Refused when sheets are missing or the person is not the chair;
    Tampered when anything in the round does not hold, another list was released before (W3) among it.
    """
    require_trusted(history.last, holder)
    if holder.person != history.last.chair:
        raise Refused("Only the chair releases first.")
    ordered = check_sheets(sheets, history)
    missing = missing_sheets(ordered, history.last)
    if missing:
        raise Refused(
            "1 sheet is not sealed yet."
            if len(missing) == 1
            else f"{len(missing)} sheets are not sealed yet.",
            safe="Nothing was released.",
            do="See whose with panelguide round status.",
        )
    return _own_release(holder, history, ordered, holder.person, b"", earlier)


def follow(
    holder: KeyHolder,
    history: History,
    sheets: Sequence[Sheet],
    chair: SignedRelease,
    earlier: Iterable[SignedRelease] = (),
    *,
    member: Id | None = None,
) -> SignedRelease:
    """A member's release after the chair's, once the list is what this program sees itself.

    member: whose sheets, when the person signed in types for somebody. earlier: releases already there.
    Raises Refused when the sheets are not theirs to release; Tampered when the list, a signature or a key of
    the chair's does not hold, or when the person or the chair has released another list before (W3).
    """
    require_trusted(history.last, holder)
    ordered = check_chair_release(history, sheets, chair)
    by = holder.person if member is None else member
    if holder.person != history.last.author_of(by) or by not in due(history, ordered):
        raise Refused("There is nothing for you to release in this round.")
    return _own_release(holder, history, ordered, by, chair.release.digest, earlier)


def recover(
    history: History, sheets: Sequence[Sheet], chair: SignedRelease, member: Id, recovery_private: bytes
) -> SignedRelease:
    """A member's sheets opened by both cards, still to be signed by chair and confirmer.

    Raises Refused for sheets without cards, Tampered when a box does not hold the key its sheet commits to.
    """
    ordered = check_chair_release(history, sheets, chair)
    own = [sheet for sheet in ordered if sheet.member == member]
    if not own:
        raise Refused("That person has no sealed sheet in this round.")
    keys = tuple(open_recovery_box(sheet, recovery_private) for sheet in own)
    entries = listed(history, ordered)
    return SignedRelease(Release(ReleaseKind.RECOVERY, member, chair.release.digest, entries, keys))


def _own_release(
    holder: KeyHolder,
    history: History,
    ordered: Sequence[Sheet],
    by: Id,
    after: bytes,
    earlier: Iterable[SignedRelease],
) -> SignedRelease:
    entries = listed(history, ordered)
    require_one_list(history, entries, earlier, {by})
    keys: list[bytes] = []
    for sheet in ordered:
        if sheet.member == by:
            keys.append(sheet_key(holder.keys, sheet))
            _require_opens(sheet, keys[-1])
    return SignedRelease(Release(ReleaseKind.RELEASE, by, after, entries, tuple(keys))).signed_by(holder.keys)


def _require_opens(sheet: Sheet, key: bytes) -> None:
    try:
        open_sheet(sheet, key)
    except Tampered:
        raise Refused(
            "A sheet of yours was sealed with an earlier key and does not open with this one.",
            safe="Nothing was released.",
            do="Ask for a recovery with both cards.",
        ) from None
