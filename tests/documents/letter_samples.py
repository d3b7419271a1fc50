"""Letters and Word files for the tests of letters."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any

from docx import Document

from panelguide.domain.letter import DevelopmentPoint, Letter, LetterKind, Offer, Strength

AWKWARD_NAME = "O'Neil & Sons <Ltd>"
STRENGTH = Strength("You involved the family early.", "You found the nurse in charge & sat with them.")
POINT = DevelopmentPoint(
    "The effect of a change.", "Says what was different afterwards.", "Write it in three lines."
)
OFFER = Offer("£38,682 a year", "Riverside Hospital", "37.5 hours a week", date(2026, 12, 4))


def sample_letter(kind: LetterKind, **changes: Any) -> Letter:
    """A complete letter of that kind, with these fields changed."""
    values: dict[str, Any] = {
        "kind": kind,
        "organisation_name": "Riverside NHS Trust",
        "candidate_name": f"Renée {AWKWARD_NAME}",
        "title": "Ms",
        "last_name": AWKWARD_NAME,
        "vacancy_title": "Physiotherapist",
        "vacancy_reference": "318-26-7714",
        "band": "Band 6",
        "letter_date": date(2026, 11, 25),
        "interview_date": date(2026, 11, 23),
        "panel_size": 3,
        "contact_name": "Jo Okafor",
        "contact_role": "Recruiting manager",
        "contact_details": "jo.okafor@example.org",
        "concerns_route": "Write to recruitment@example.org.",
        "retention_date": date(2027, 11, 25),
        "strengths": (STRENGTH, STRENGTH),
        "develop": (POINT,),
        "reserve_until": date(2027, 5, 25),
        "offer": OFFER,
        "criterion": "Has improved a service",
        "reason": "The form does not say what changed.",
    }
    return Letter(**values | changes)


def word_file(*paragraphs: str, build: Callable[[Any], None] = lambda document: None) -> bytes:
    """A Word file with these paragraphs, and whatever build adds."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(content: bytes, changed: dict[str, bytes]) -> bytes:
    """The same ZIP with these parts added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, body in changed.items():
            new.writestr(name, body)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """Every part of a ZIP, after its checksums were found right."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def shown(content: bytes) -> list[Any]:
    """What a reader of a Word file sees: its texts with bold, tables, header and footer."""
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    runs = [
        [("".join(run.text for run in same), bold) for bold, same in groupby(each.runs, lambda run: run.bold)]
        for each in document.paragraphs
    ]
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    edges = [[each.text for each in edge.paragraphs] for edge in (section.header, section.footer)]
    styles = [each.style.name for each in document.paragraphs]
    return [runs, tables, edges, styles]
