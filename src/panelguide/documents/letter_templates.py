"""Letter templates: Word documents with fields, edited by the recruitment team, compiled once for many letters.

What is the same in every letter is packed once; for each letter only the parts with fields are filled, deflated
and joined to the rest. The tags are docxtpl's, so a template also works there (docxtpl.readthedocs.io).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final

from panelguide.documents.check_zip import LARGEST_IN_ALL, read_docx_parts, refuse_template
from panelguide.documents.packed_zip import PackedZip
from panelguide.documents.template_language import Fields, Part, compile_part
from panelguide.documents.template_trial import trial_contexts
from panelguide.documents.template_unseen import SHOWN_PARTS, check_nothing_unseen, text_of, well_formed
from panelguide.domain.letter import FIELDS, LetterKind
from panelguide.text import visible

OUR_TEMPLATES: Final = Path(__file__).parent / "templates"

_DOCUMENT: Final = "word/document.xml"
_COLUMN_TAGS: Final = re.compile(r"\{%\s*(colspan|cellbg|vm|hm)\b|[{%]tc\s")
_CORE: Final = "docProps/core.xml"
_TAG: Final = re.compile(r"\{[{%#]")
_MARKUP: Final = re.compile(r"<[^>]+>")
_CLOSES: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_BRACKET: Final = re.compile(r"\{[{%#]|[}%#]\}")
_LONGEST_PART: Final = 2_000_000
_MOST_BRACKETS: Final = 2_000
_LONGEST_TAG: Final = 120
_CORE_XML: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Letter about your application</dc:title>'
    "<dc:language>en-GB</dc:language></cp:coreProperties>"
)


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A checked and compiled template. digest: SHA-256 of the file, in hex. fields: the names it asks for."""

    name: str
    digest: str
    fields: frozenset[str]
    _filled_parts: Mapping[str, Part]
    _rest: PackedZip

    def fill(self, context: Mapping[str, object]) -> bytes:
        """The letter as a Word document; the same context always gives the same bytes.

        Raises EmptyField where a field that would be printed is empty.
        """
        return self._rest.with_members(
            {name: part.fill(context).encode() for name, part in self._filled_parts.items()}
        )

    def preview(self, context: Mapping[str, object]) -> str:
        """The letter's own words as plain text, a line for each paragraph. Raises as `fill`."""
        return text_of(self._filled_parts[_DOCUMENT].fill(context).encode())


def load_templates(own_folder: Path | None = None) -> dict[LetterKind, LetterTemplate]:
    """The template of each kind of letter: the trust's own where its folder has one, else the program's.

    A file is found by the kind's name, as offer.docx. Raises BadInput naming the template that cannot be used.
    """
    found = {}
    for kind in LetterKind:
        own = own_folder / f"{kind}.docx" if own_folder else None
        path = own if own and own.exists() else OUR_TEMPLATES / f"{kind}.docx"
        found[kind] = load_template(path, fields=FIELDS)
    return found


def load_template(path: Path, *, fields: Fields) -> LetterTemplate:
    """The template in a file. Raises BadInput when it cannot be read, is harmful, or asks for what is not there."""
    return compile_template(read_template(path), name=path.name, fields=fields)


def read_template(path: Path) -> bytes:
    """The bytes of a template's file, not looked at yet. Raises BadInput when it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_IN_ALL + 1)
    except OSError as error:
        name = visible(path.name, keep="")
        raise refuse_template(name, "could not be opened", do="Check that it is there.") from error


def compile_template(content: bytes, *, name: str, fields: Fields) -> LetterTemplate:
    """A template from the bytes of a Word file. name: of the file, for sentences about it.

    fields: what it may ask for, each with its parts. Raises BadInput when it is harmful or asks for what is not there.
    """
    name = visible(name, keep="")
    parts = read_docx_parts(content, name=name)
    check_nothing_unseen(parts, name)
    if _CORE in parts:
        parts[_CORE] = _CORE_XML.encode()
    texts = {part: _decoded(body, name) for part, body in parts.items() if SHOWN_PARTS.fullmatch(part)}
    sources = {
        part: _source(text, name) for part, text in texts.items() if part == _DOCUMENT or _has_tags(text)
    }
    filled = {part: compile_part(source, name=name, fields=fields) for part, source in sources.items()}
    _try_out(filled.values(), name, fields)
    return LetterTemplate(
        name=name,
        digest=hashlib.sha256(content).hexdigest(),
        fields=frozenset().union(*(part.fields for part in filled.values())),
        _filled_parts=filled,
        _rest=PackedZip({part: body for part, body in parts.items() if part not in sources}),
    )


def _try_out(parts: Iterable[Part], name: str, fields: Fields) -> None:
    for part in parts:
        for context in trial_contexts(fields):
            well_formed(
                part.fill(context).encode(),
                name,
                fault="has a “for” or “if” that does not begin and end in the same paragraph, row or text",
            )


def _decoded(xml: bytes, name: str) -> str:
    try:
        return xml.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse_template(name, "is not written in UTF-8 inside") from error


def _has_tags(xml: str) -> bool:
    return _TAG.search(_MARKUP.sub("", xml)) is not None


def _check_tags_close(xml: str, name: str) -> None:
    """Refuses a tag left open before docxtpl looks for its end, which takes it quadratic time."""
    text = _MARKUP.sub("", xml)
    brackets = list(_BRACKET.finditer(text))
    if len(xml) > _LONGEST_PART or len(brackets) > _MOST_BRACKETS:
        raise refuse_template(name, "is far longer than a letter")
    for opened, closed in zip_longest(brackets[::2], brackets[1::2]):
        if closed is None or _CLOSES.get(opened.group()) != closed.group():
            raise refuse_template(
                name,
                "has a tag that is not closed",
                do="Write fields as {{ field }} and steps as {% step %}.",
            )
        if closed.end() - opened.start() > _LONGEST_TAG and opened.group() != "{#":
            raise refuse_template(name, "has a tag with too much in it", do="Take that tag out.")


def _source(xml: str, name: str) -> str:
    """Word's XML with each tag made whole again, as docxtpl does, and every field found inside a text run."""
    from docxtpl import DocxTemplate

    _check_tags_close(xml, name)
    source: str = DocxTemplate.patch_xml(None, xml)
    if _COLUMN_TAGS.search(source):
        raise refuse_template(name, "builds table columns with tags", do="Use a row for each item instead.")
    for tag in re.finditer(r"\{\{", source):
        before = source[: tag.start()]
        in_text = max(before.rfind("<w:t>"), before.rfind("<w:t ")) > before.rfind("</w:t>")
        if not in_text or before.rfind("<") > before.rfind(">"):
            raise refuse_template(
                name,
                "has a field that would stand outside the text",
                do="Write fields as {{ field }}, without p, r, tr or tc after the brackets.",
            )
    return source
