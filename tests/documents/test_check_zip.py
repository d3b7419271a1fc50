"""A Word file is found harmless before anything opens it."""

import io
import time
import zipfile

import pytest
from tests.documents.letter_samples import parts_of, repacked, word_file

from panelguide.documents.check_zip import read_docx_parts
from panelguide.errors import BadInput

GOOD = word_file("Dear {{ name }}")
DOCUMENT = "word/document.xml"
DECLARED = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><r>&a;</r>'


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in members:
            package.writestr(name, body)
    return out.getvalue()


def sentence(content: bytes) -> str:
    with pytest.raises(BadInput) as refusal:
        read_docx_parts(content, name="a.docx")
    return refusal.value.what


def encrypted() -> bytes:
    content = bytearray(zipped(("[Content_Types].xml", b"x"), (DOCUMENT, b"x")))
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = -1
        while (place := content.find(signature, place + 1)) >= 0:
            content[place + offset] |= 1
    return bytes(content)


def test_a_plain_word_file_passes_with_all_its_parts() -> None:
    assert read_docx_parts(GOOD, name="a.docx") == parts_of(GOOD)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is not a Word document"),
        (b"{\\rtf1 hello}", "is not a Word document"),
        (GOOD[: len(GOOD) // 2], "is not a Word document"),
        (GOOD.replace(b"PK\1\2", b"PK\1\3"), "is not a Word document"),
        (zipped(("a.txt", b"x")), "is not a Word document"),
        (encrypted(), "is locked with a password"),
        (repacked(GOOD, {f"word/x{n}.bin": b"" for n in range(200)}), "200 is the most"),
        (repacked(GOOD, {"../../evil.txt": b"x"}), "points outside the file"),
        (repacked(GOOD, {"/etc/x": b"x"}), "points outside the file"),
        (repacked(GOOD, {"word\\x": b"x"}), "points outside the file"),
        (repacked(GOOD, {"C:x": b"x"}), "points outside the file"),
        (repacked(GOOD, {"WORD/Document.xml": b"x"}), "two parts of the same name"),
        (repacked(GOOD, {"word/vbaProject.bin": b"x"}), "a macro or an embedded object"),
        (repacked(GOOD, {"word/embeddings/o.bin": b"x"}), "a macro or an embedded object"),
        (repacked(GOOD, {"word/activeX/a.xml": b"<x/>"}), "a macro or an embedded object"),
        (repacked(GOOD, {DOCUMENT: DECLARED}), "declares its own document type"),
        (repacked(GOOD, {"word/x.xml": DECLARED.replace(b"DOCTYPE", b"docType")}), "declares its own document type"),
        (repacked(GOOD, {DOCUMENT: b" " * (65_536 - 4) + DECLARED}), "declares its own document type"),
        (repacked(GOOD, {DOCUMENT: DECLARED.decode().encode("utf-16")}), "UTF-16"),
        (repacked(GOOD, {DOCUMENT: DECLARED.decode().encode("utf-16-le")}), "UTF-16"),
        (repacked(GOOD, {DOCUMENT: b"<w:p/>" * 3_000_000}), "unpacks to far more"),
        (repacked(GOOD, {f"word/m{n}.bin": bytes(4_900_000) for n in range(5)}), "unpacks to far more"),
    ],
)  # fmt: skip
def test_a_file_that_could_do_harm_is_refused_in_one_sentence(content: bytes, fault: str) -> None:
    began = time.monotonic()
    assert fault in sentence(content)
    assert time.monotonic() - began < 2


def test_a_size_the_file_only_claims_is_not_believed() -> None:
    bomb = bytearray(repacked(GOOD, {DOCUMENT: b" " * 6_000_000}))
    true_size, false_size = (6_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert true_size in bomb
    assert sentence(bytes(bomb.replace(true_size, false_size)))
