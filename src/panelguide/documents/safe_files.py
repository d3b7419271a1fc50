"""Files about people: readable by their owner alone from the first byte, whole or not there, never half.

Written under another name first with O_CREAT, O_EXCL and O_NOFOLLOW, flushed to the disk and then renamed, so
that a link waiting in the folder is never followed and a crash leaves the old file.
"""

import hashlib
import os
import re
from pathlib import Path
from typing import Final

from panelguide.errors import BadInput
from panelguide.text import visible

OWNER_ONLY_FILE: Final = 0o600
OWNER_ONLY_FOLDER: Final = 0o700
_CREATE_NEW: Final = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)
_MOST_LEFTOVERS: Final = 1_000
_LEFTOVER: Final = re.compile(r"\..+\.\d+-\d+\.part")
_LEFTOVER_AGE_SECONDS: Final = 3_600


def private_folder(folder: Path) -> Path:
    """The folder, made for its owner alone when it is not there yet. Raises BadInput when it cannot be."""
    try:
        folder.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            f"The folder {visible(str(folder), keep='')} cannot be made or is not a folder.",
            safe="Nothing was written.",
            do="Choose another folder.",
        ) from error
    return folder


def write_aside(folder: Path, name: str, content: bytes) -> Path:
    """The content on the disk, under a passing name beside the place it is meant for.

    Rename it with `put_in_place` or take it away with `discard`. Raises BadInput when it cannot be written.
    """
    try:
        path, handle = _create(folder, name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            discard(path)
            raise
    except OSError as error:
        raise _cannot_write(name) from error
    return path


def put_in_place(aside: Path, final: Path) -> None:
    """Give a file written aside its final name, over an earlier one if there is one.

    Raises BadInput when another program holds the earlier file open; the file aside is then gone.
    """
    try:
        aside.replace(final)
        _flush_folder(final.parent)
    except PermissionError as error:
        discard(aside)
        raise open_elsewhere(final) from error
    except OSError as error:
        discard(aside)
        raise _cannot_write(final.name) from error


def discard(aside: Path) -> None:
    """Take away a file that was written aside."""
    aside.unlink(missing_ok=True)


def sweep_leftovers(fresh: Path) -> None:
    """Take away what a crash left aside in the folder of a file just written: parts over an hour older than it."""
    now = fresh.stat().st_mtime
    for part in fresh.parent.glob(".*.part"):
        if _LEFTOVER.fullmatch(part.name) and part.lstat().st_mtime < now - _LEFTOVER_AGE_SECONDS:
            part.unlink(missing_ok=True)


def digest_on_disk(path: Path) -> str | None:
    """The SHA-256, in hex, of a file as it is now; None when there is none. A link counts as somebody's own."""
    if path.is_symlink():
        return ""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise open_elsewhere(path) from error
    except OSError:
        return ""


def is_open_elsewhere(path: Path) -> bool:
    """Whether Word or LibreOffice has left the file beside it by which they mark a document as open."""
    owners = (path.with_name("~$" + path.name[2:]), path.with_name(f".~lock.{path.name}#"))
    return path.exists() and any(owner.exists() for owner in owners)


def open_elsewhere(path: Path) -> BadInput:
    return BadInput(
        f"{visible(path.name, keep='')} is open in another program.",
        safe="The letter on disk is as it was.",
        do="Close it there and make the letter again.",
    )


def _create(folder: Path, name: str) -> tuple[Path, int]:
    for attempt in range(_MOST_LEFTOVERS):
        path = folder / f".{name}.{os.getpid()}-{attempt}.part"
        try:
            return path, os.open(path, _CREATE_NEW, OWNER_ONLY_FILE)
        except FileExistsError:
            continue
    raise FileExistsError(name)


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot_write(name: str) -> BadInput:
    return BadInput(
        f"{visible(name, keep='')} could not be written.",
        safe="Whatever was there before is as it was.",
        do="Check that the disk has room and that you may write in the folder.",
    )
