"""A Word file looked at before anything opens it, so that no template can exhaust or trick the program.

Measured against the program's own readers: 63 kB of empty paragraphs took 56 seconds and 1 GB, 240 kB of text
took 449 MB. Real unpacked bytes are counted; the sizes a file claims are not believed.
"""

import codecs
import io
import zipfile
import zlib
from typing import Final

from panelguide.errors import BadInput

MOST_MEMBERS: Final = 200
LARGEST_PART: Final = 5_000_000
LARGEST_IN_ALL: Final = 20_000_000
_CHUNK: Final = 1 << 16
_FORBIDDEN_MARKUP: Final = (b"<!doctype", b"<!entity")
_OVERLAP: Final = max(map(len, _FORBIDDEN_MARKUP)) - 1
_ACTIVE: Final = ("vbaproject", "vbadata", "embeddings/", "activex/")
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MUST_HAVE: Final = ("[Content_Types].xml", "word/document.xml")


def read_docx_parts(content: bytes, *, name: str) -> dict[str, bytes]:
    """Every part of a Word file by its name, in the file's order, once the whole has been found harmless.

    name: the file's name, for the sentence. Raises BadInput for anything else than a plain Word document:
    no ZIP, damaged, encrypted, over 200 parts, a part over 5 MB or 20 MB in all, macros or embedded objects,
    unsafe part names, document type declarations, or XML in UTF-16, where such a declaration would hide.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            _check_names(members, name)
            parts: dict[str, bytes] = {}
            left = LARGEST_IN_ALL
            for member in members:
                parts[member.filename] = _read_part(package, member, left, name)
                left -= len(parts[member.filename])
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise refuse_template(name, "is not a Word document (.docx), or it is damaged") from error
    if any(needed not in parts for needed in _MUST_HAVE):
        raise refuse_template(name, "is not a Word document (.docx)")
    return parts


def refuse_template(name: str, fault: str, *, do: str = "") -> BadInput:
    """The refusal of a template, in one sentence."""
    return BadInput(
        f"The letter template {name} {fault}.",
        safe="No letter was made from it.",
        do=do or "Open it in Word, save it as a Word Document (.docx) and try again.",
    )


def _check_names(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MOST_MEMBERS:
        raise refuse_template(name, f"has {len(members)} parts inside; {MOST_MEMBERS} is the most")
    seen = set()
    for member in members:
        inside = member.filename
        if inside.startswith("/") or "\\" in inside or ".." in inside.split("/") or ":" in inside:
            raise refuse_template(name, "holds a part whose name points outside the file")
        if inside.casefold() in seen:
            raise refuse_template(name, "holds two parts of the same name")
        seen.add(inside.casefold())
        if member.flag_bits & 0x1:
            raise refuse_template(name, "is locked with a password", do="Save a copy without a password.")
        if any(active in inside.casefold() for active in _ACTIVE):
            raise refuse_template(
                name, "holds a macro or an embedded object", do="Take it out in Word, save and try again."
            )


def _read_part(package: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, name: str) -> bytes:
    is_markup = member.filename.casefold().endswith((".xml", ".rels"))
    chunks: list[bytes] = []
    size, tail = 0, b""
    with package.open(member) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > LARGEST_PART or size > left:
                raise refuse_template(name, "unpacks to far more than a letter needs")
            if is_markup:
                _check_markup(tail + chunk, is_start=not chunks, name=name)
                tail = chunk[-_OVERLAP:]
            chunks.append(chunk)
    return b"".join(chunks)


def _check_markup(window: bytes, *, is_start: bool, name: str) -> None:
    if (is_start and window.startswith(_UTF16_MARKS)) or b"\0" in window:
        raise refuse_template(name, "is written in UTF-16 inside, which Word itself does not do")
    lower = window.lower()
    if any(forbidden in lower for forbidden in _FORBIDDEN_MARKUP):
        raise refuse_template(name, "declares its own document type, which no letter needs")
