"""The parsed content kept beside the program: reading the YAML takes half a second, and several without libyaml.

The cache is JSON named after the hash of all files it came from: an edit makes it stale by itself.
A cache that cannot be read, or is of another form, is ignored and written anew.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Final, TypeVar

from panelguide import __version__
from panelguide.content.plain import form_of, from_plain, to_plain

KEPT: Final = 4
PATTERN: Final = "content-*.json"

T = TypeVar("T")


def read_cache(folder: Path, digest: str, kind: type[T]) -> T | None:
    """What was kept for files of that digest, or None."""
    try:
        data = json.loads(_path(folder, digest, kind).read_bytes())
        return from_plain(kind, data)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def write_cache(folder: Path, digest: str, value: object) -> None:
    """Keep a value for files of that digest. A full or read-only disk only means no cache."""
    path = _path(folder, digest, type(value))
    text = json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".content-", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
        _forget_oldest(folder)
    except OSError:
        return


def _path(folder: Path, digest: str, kind: type) -> Path:
    key = hashlib.sha256(f"{__version__}\0{form_of(kind)}\0{digest}".encode()).hexdigest()
    return folder / f"content-{key[:32]}.json"


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob(PATTERN), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept[KEPT:]:
        path.unlink(missing_ok=True)
