"""Checking a whole round from its files alone, as an outsider would, and the plain scores against it.

Everything that is wrong is named, as far as what is right allows going on. Without something known outside
the files - the digest of the first manifest, say - nobody can tell a sound round from a sound forgery of
the whole, and the verdict says so.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TypeVar

from panelguide.errors import CannotTell, PanelguideError, Tampered
from panelguide.seal.final import check_decision, check_final
from panelguide.seal.ids import Id
from panelguide.seal.release import SignedRelease
from panelguide.seal.reveal import Opened, SignedReveal, check_reveal, open_round
from panelguide.seal.sheet import Sheet, check_sheet, check_sheets, missing_sheets
from panelguide.seal.versions import History, SignedManifest, check_history
from panelguide.seal.writing import Mark

T = TypeVar("T")

PlainScore = tuple[Id, Id, Id, Mark, str]
"""member, candidate, question, mark, note."""


class Verdict(StrEnum):
    """What a check of a round comes to."""

    SOUND = "sound"
    BROKEN = "broken"
    CANNOT_TELL = "cannot tell"


class Reached(StrEnum):
    """How far a round has come, judged from its files."""

    OPEN = "open"
    COMPLETE = "complete"
    RELEASED = "released"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True)
class SignedRecord:
    """A final score record or a decision. author: the member it is of; unused for a decision."""

    author: Id
    canonical: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class RoundFiles:
    """All files of a round: versions in order, sheets and releases in any order, the reveal once there is one."""

    manifests: Sequence[bytes]
    sheets: Sequence[bytes] = ()
    releases: Sequence[bytes] = ()
    reveal: bytes | None = None
    finals: Sequence[SignedRecord] = ()
    decisions: Sequence[SignedRecord] = ()


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What checking a round found. problems: plain sentences, none when all holds.

    notes: releases that were left out as none, with the reason: no problem of the record, whose reveal says
    who is out. anchored: whether something known outside the files vouches for the first manifest. opened: the sheets,
    once released and as far as they open.
    """

    reached: Reached
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    anchored: bool
    history: History | None
    opened: Opened | None

    @property
    def verdict(self) -> Verdict:
        if self.problems:
            return Verdict.BROKEN
        return Verdict.SOUND if self.anchored else Verdict.CANNOT_TELL

    def require_sound(self) -> None:
        """Raise Tampered with the first problem, or CannotTell when nothing outside the files vouches."""
        if self.problems:
            raise Tampered(self.problems[0])
        if not self.anchored:
            raise CannotTell(
                "The round holds together, but nothing from outside its files says that it is the real one.",
                do="Compare the digest of its first manifest with somebody's printed or written copy.",
            )


def verify_round(files: RoundFiles, *, anchors: Collection[bytes] = ()) -> RoundReport:
    """Check every version, sheet, release, the reveal and what was signed over it.

    anchors: digests of first manifests known from outside the files. Raises nothing: problems are reported.
    """
    problems: list[str] = []
    versions = _read_all(files.manifests, SignedManifest.from_file, "Manifest", problems)
    sheets = _read_all(files.sheets, Sheet.from_file, "Sheet", problems)
    releases = _read_all(files.releases, SignedRelease.from_file, "Release", problems)
    history = _noting(problems, "The manifest", partial(check_history, versions))
    if history is None:
        return RoundReport(Reached.OPEN, tuple(problems), (), False, None, None)
    for number, sheet in enumerate(sheets, start=1):
        _noting(problems, f"Sheet {number}", partial(check_sheet, sheet, history))
    revealed: Opened | None = None
    all_opened: Opened | None = None
    if releases:
        all_opened = _noting(problems, "The releases", partial(open_round, history, sheets, releases))
    else:
        _noting(problems, "The sheets", partial(check_sheets, sheets, history))
    if files.reveal is not None:
        revealed = _verify_reveal(files, files.reveal, history, sheets, releases, problems)
    reached = Reached.COMPLETE if not missing_sheets(sheets, history.last) else Reached.OPEN
    if releases:
        reached = Reached.REVEALED if revealed else Reached.RELEASED
    refused = all_opened.standing.refused if all_opened else ()
    return RoundReport(
        reached=reached,
        problems=tuple(problems),
        notes=tuple(f"A release was left out: {sentence}" for _, sentence in refused),
        anchored=history.first_digest in anchors,
        history=history,
        opened=revealed or all_opened,
    )


def compare_scores(opened: Opened, stored: Iterable[PlainScore]) -> tuple[str, ...]:
    """What is unlike between the stored plain scores and the sheets, whole and both ways (W11).

    Done before a decision, letters and exports are built on the plain rows. Gives one sentence for each row
    that is missing, was added or differs; nothing when all are alike.
    """
    sealed = {
        (score.member, score.candidate, score.question): (score.mark, score.note) for score in opened.scores()
    }
    rows = [
        ((member, candidate, question), (mark, note)) for member, candidate, question, mark, note in stored
    ]
    found = dict(rows)
    problems = ["A stored score stands twice."] * (len(rows) - len(found))
    problems += ["A sealed score is missing from the stored scores."] * len(sealed.keys() - found.keys())
    problems += ["A stored score stands on no sealed sheet."] * len(found.keys() - sealed.keys())
    problems += [
        "A stored score is not what the sealed sheet says."
        for place in sealed.keys() & found.keys()
        if sealed[place] != found[place]
    ]
    return tuple(problems)


def _verify_reveal(
    files: RoundFiles,
    reveal: bytes,
    history: History,
    sheets: Sequence[Sheet],
    releases: Sequence[SignedRelease],
    problems: list[str],
) -> Opened | None:
    def check() -> Opened:
        return check_reveal(history, sheets, releases, SignedReveal.from_file(reveal))

    opened = _noting(problems, "The reveal", check)
    if opened is not None:
        _verify_records(files, history, opened.reveal.digest, problems)
    return opened


def _verify_records(files: RoundFiles, history: History, reveal_digest: bytes, problems: list[str]) -> None:
    manifest = history.last
    for number, held in enumerate(files.finals, start=1):
        check = partial(check_final, manifest, reveal_digest, held.author, held.canonical, held.signature)
        _noting(problems, f"Final score {number}", check)
    for number, held in enumerate(files.decisions, start=1):
        decided = partial(check_decision, manifest, reveal_digest, held.canonical, held.signature)
        _noting(problems, f"Decision {number}", decided)


def _read_all(files: Sequence[bytes], read: Callable[[bytes], T], what: str, problems: list[str]) -> list[T]:
    found: list[T] = []
    for number, data in enumerate(files, start=1):
        try:
            found.append(read(data))
        except PanelguideError as wrong:
            problems.append(f"{what} {number}: {wrong.what}")
    return found


def _noting(problems: list[str], what: str, check: Callable[[], T]) -> T | None:
    """What the check gives, or None with its refusal noted."""
    try:
        return check()
    except PanelguideError as wrong:
        problems.append(f"{what}: {wrong.what}")
        return None
