"""Letters onto the disk, one by one: whole or not there, an edited one never overwritten, none with a hole.

The order of work for each: written aside, then the caller's `approve` (the transaction with its stop check and
audit entry), then its name. Between two letters the caller may simply stop asking for more.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from panelguide.documents.letter_templates import LetterTemplate
from panelguide.documents.safe_files import (
    digest_on_disk,
    discard,
    is_open_elsewhere,
    open_elsewhere,
    private_folder,
    put_in_place,
    sweep_leftovers,
    write_aside,
)
from panelguide.domain.letter import Letter, LetterKind
from panelguide.errors import BadInput, PanelguideError

_CODE: Final = re.compile(r"[A-Z][0-9]{1,6}")
_MOST_COPIES: Final = 1_000


class LetterState(StrEnum):
    MADE = "made"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """A letter to make. vacancy and candidate: their codes, V014 and C03, the only things in a file's name."""

    vacancy: str
    candidate: str
    letter: Letter

    @property
    def file_name(self) -> str:
        """V014-C03-offer.docx. Raises ValueError for anything but codes: a name must never get into a path."""
        if not _CODE.fullmatch(self.vacancy) or not _CODE.fullmatch(self.candidate):
            raise ValueError("a letter is named by the codes of its vacancy and candidate")
        return f"{self.vacancy}-{self.candidate}-{self.letter.kind}.docx"


@dataclass(frozen=True, slots=True)
class LetterResult:
    """What became of one letter.

    file_name: in the folder, empty when refused. sha256: of the letter, in hex. sentence: why it was refused.
    kept: an earlier file that somebody has edited and that was left alone.
    """

    order: LetterOrder
    state: LetterState
    file_name: str = ""
    sha256: str = ""
    sentence: str = ""
    kept: str = ""


Written = Mapping[str, Collection[str]]
Approve = Callable[[LetterResult], None]
Progress = Callable[[int, LetterResult], None]


def make_letters(
    orders: Iterable[LetterOrder],
    templates: Mapping[LetterKind, LetterTemplate],
    folder: Path,
    *,
    written: Written,
    approve: Approve = lambda _: None,
    progress: Progress = lambda _, __: None,
) -> Iterator[LetterResult]:
    """Makes each letter when it is asked for and yields what became of it; a refusal stops no other.

    written: file name -> the SHA-256 of each letter this program ever wrote under it; a file with any other
    digest was edited and is kept, and the new letter is called "... (2).docx". approve: called once
    the letter is on the disk but not yet under its name; whatever it raises takes the letter away again, and a
    PanelguideError becomes a refusal. progress: called after each with how many are done.
    Raises BadInput when the folder cannot be used.
    """
    private_folder(folder)
    known = {name: set(digests) for name, digests in written.items()}
    swept = False
    for done, order in enumerate(orders, start=1):
        try:
            result = _make(order, templates, folder, known, approve)
        except PanelguideError as refusal:
            result = LetterResult(order, LetterState.REFUSED, sentence=f"{order.candidate}: {refusal}")
        if result.state is LetterState.MADE:
            known.setdefault(result.file_name, set()).add(result.sha256)
            if not swept:
                sweep_leftovers(folder / result.file_name)
                swept = True
        progress(done, result)
        yield result


def _make(
    order: LetterOrder,
    templates: Mapping[LetterKind, LetterTemplate],
    folder: Path,
    written: Written,
    approve: Approve,
) -> LetterResult:
    content = _content(order, templates)
    sha256 = hashlib.sha256(content).hexdigest()
    name, on_disk, kept = _free_name(folder, order.file_name, written)
    final = folder / name
    if on_disk == sha256:
        return LetterResult(order, LetterState.UNCHANGED, name, sha256, kept=kept)
    if is_open_elsewhere(final):
        raise open_elsewhere(final)
    result = LetterResult(order, LetterState.MADE, name, sha256, kept=kept)
    aside = write_aside(folder, name, content)
    try:
        approve(result)
        if digest_on_disk(final) != on_disk:
            raise BadInput(
                f"{name} was changed while the letter was being made.",
                safe="The changed file was kept.",
                do="Make the letter again.",
            )
    except BaseException:
        discard(aside)
        raise
    put_in_place(aside, final)
    return result


def _content(order: LetterOrder, templates: Mapping[LetterKind, LetterTemplate]) -> bytes:
    template = templates.get(order.letter.kind)
    if template is None:
        raise BadInput(
            f"There is no template for “{order.letter.kind.name_for_people}” letters.",
            do="Add one to the template folder.",
        )
    missing = order.letter.missing()
    if missing:
        names = ", ".join(f"“{field}”" for field in missing)
        raise BadInput(
            f"{names} {'is' if len(missing) == 1 else 'are'} empty.", do="Fill it in and make it again."
        )
    return template.fill(order.letter.context())


def _free_name(folder: Path, name: str, written: Written) -> tuple[str, str | None, str]:
    """The name to write under, the digest of our own file there (None: no file), and the edited file kept."""
    stem = name.removesuffix(".docx")
    kept = ""
    for copy in range(1, _MOST_COPIES):
        candidate = name if copy == 1 else f"{stem} ({copy}).docx"
        on_disk = digest_on_disk(folder / candidate)
        if on_disk is None or on_disk in written.get(candidate, ()):
            return candidate, on_disk, kept
        kept = candidate
    raise BadInput(f"There are too many copies of {name} in the folder.", do="Move the old ones elsewhere.")
