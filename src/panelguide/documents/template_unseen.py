"""What Word does not show of a template but sends with every letter: remarks, earlier wordings, things fetched."""

import re
from collections.abc import Mapping
from typing import Any, Final

from panelguide.documents.check_zip import refuse_template

_COMMENT: Final = re.compile(rb"<w:comment[ >]")
_TRACKED: Final = re.compile(rb"<w:(ins|del|moveFrom|moveTo)[ >]")
_REACHES_OUT: Final = re.compile(r"\b(DDE|DDEAUTO|INCLUDE\w*|LINK|IMPORT|DATABASE)\b")
WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHOWN_PARTS: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def check_nothing_unseen(parts: Mapping[str, bytes], name: str) -> None:
    """Refuses what would go out with every letter unseen: remarks, earlier wordings, things fetched on opening."""
    for part, body in parts.items():
        fault = _unseen_fault(part, body, name)
        if fault:
            raise refuse_template(name, fault, do="Take that out in Word, save and try again.")


def _unseen_fault(part: str, body: bytes, name: str) -> str:
    if part.startswith("word/comments") and _COMMENT.search(body):
        return "has comments, which candidates could read"
    if part.endswith(".rels") and _fetches_from_outside(well_formed(body, name)):
        return "fetches a picture or another template from elsewhere when it is opened"
    if not SHOWN_PARTS.fullmatch(part):
        return ""
    if _TRACKED.search(body):
        return "has tracked changes, which candidates could read"
    root = well_formed(body, name)
    codes = "".join(node.text or "" for node in root.iter(f"{WORD}instrText"))
    codes += " ".join(node.get(f"{WORD}instr", "") for node in root.iter(f"{WORD}fldSimple"))
    return (
        "has a field code that fetches something when it is opened"
        if _REACHES_OUT.search(codes.upper())
        else ""
    )


def _fetches_from_outside(relationships: Any) -> bool:
    return any(
        link.get("TargetMode") == "External" and not link.get("Type", "").endswith("/hyperlink")
        for link in relationships
    )


def well_formed(xml: bytes, name: str, *, fault: str = "is damaged inside") -> Any:
    from lxml.etree import XMLSyntaxError

    try:
        return parsed(xml)
    except XMLSyntaxError as error:
        raise refuse_template(name, fault, do="Mend it in Word and try again.") from error


def text_of(document_xml: bytes) -> str:
    """The words of a Word document part, a line for each paragraph."""
    shown = {f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}tab": "\t"}
    lines = []
    for paragraph in parsed(document_xml).iter(f"{WORD}p"):
        nodes = paragraph.iter(f"{WORD}t", *shown)
        lines.append("".join(shown.get(node.tag, node.text or "") for node in nodes))
    return "\n".join(lines)


def parsed(xml: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
