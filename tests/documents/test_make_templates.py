"""The templates that come with the program are what the script writes, and can be read by everybody."""

import io

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from tests.documents.letter_samples import parts_of

from panelguide.documents.letter_templates import OUR_TEMPLATES
from panelguide.documents.make_templates import FORMATS, template_bytes
from panelguide.domain.letter import LetterKind


@pytest.mark.parametrize("kind", list(LetterKind))
def test_the_kept_template_is_what_the_script_writes(kind: LetterKind) -> None:
    kept = (OUR_TEMPLATES / f"{kind}.docx").read_bytes()
    assert parts_of(kept) == parts_of(template_bytes(kind))
    assert template_bytes(kind) == template_bytes(kind)


@pytest.mark.parametrize("kind", list(LetterKind))
def test_a_letter_can_be_read_by_everybody(kind: LetterKind) -> None:
    document = Document(io.BytesIO(template_bytes(kind)))
    headings = [each.style.name for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert headings[0] == "Heading 1"
    assert headings.count("Heading 1") == 1
    assert headings.count("Heading 2") >= 4
    for paragraph in document.paragraphs:
        style = paragraph.style
        assert style.font.name in ("Arial", None)
        assert style.font.size is None or style.font.size.pt >= 12
        assert style.paragraph_format.alignment in (WD_ALIGN_PARAGRAPH.LEFT, None)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    (language,) = defaults.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "en-GB"
    assert document.sections[0].footer.paragraphs[0].text == FORMATS


def test_the_table_of_an_offer_marks_its_heading_row() -> None:
    (table,) = Document(io.BytesIO(template_bytes(LetterKind.OFFER))).tables
    marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marked == [True, *[False] * (len(table.rows) - 1)]
