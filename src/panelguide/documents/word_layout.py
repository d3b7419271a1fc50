"""How the letters look: A4, large plain type, real headings, tables whose heading row is marked as one."""

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

FONT: Final = "Arial"
BODY_POINTS: Final = 12
LANGUAGE: Final = "en-GB"


def together(paragraph: Any) -> None:
    """Keep a paragraph on the page of the one after it, so that no signature stands alone."""
    paragraph.paragraph_format.keep_with_next = True


def labelled(
    document: "WordDocument", runs: tuple[tuple[str, bool], ...], *, style: str, with_next: bool = False
) -> None:
    """A paragraph of runs, each a text and whether it is bold."""
    paragraph = document.add_paragraph(style=style)
    paragraph.paragraph_format.keep_with_next = with_next
    for text, bold in runs:
        paragraph.add_run(text).bold = bold


def table(document: "WordDocument", heading: tuple[str, str], rows: tuple[tuple[str, str], ...]) -> None:
    """A table of two columns whose heading row repeats on every page and whose rows do not break."""
    from docx.shared import Cm

    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for number, (label, value) in enumerate((heading, *rows)):
        row = table.add_row()
        for cell, text, width in zip(row.cells, (label, value), (Cm(4.5), Cm(11.5)), strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.style = "Table Text"
            paragraph.paragraph_format.keep_with_next = number < len(rows)
            paragraph.add_run(text).bold = number == 0 or text == label
        properties = row._tr.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if number == 0:
            properties.append(_element("w:tblHeader"))
    for column, width in zip(table.columns, (Cm(4.5), Cm(11.5)), strict=True):
        column.width = width


def set_page(document: "WordDocument") -> None:
    """A4 with margins that leave about 75 letters a line."""
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.2)


def set_styles(document: "WordDocument") -> None:
    """One sans serif in black for everything, and the language every reader and spelling check goes by."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    for name, points, before, after in (
        ("Normal", BODY_POINTS, 0, 8),
        ("Heading 1", 15, 10, 6),
        ("Heading 2", 13, 12, 4),
        ("List Bullet", BODY_POINTS, 0, 5),
        ("List Continue", BODY_POINTS, 0, 5),
        ("Footer", BODY_POINTS, 0, 0),
    ):
        _set_style(document.styles[name], points, before, after)
    for name, before, after in (
        ("Sender", 0, 18),
        ("Table Text", 3, 3),
        ("Closing", 10, 18),
        ("Signature", 0, 0),
    ):
        own = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        own.base_style = document.styles["Normal"]
        _set_style(own, BODY_POINTS, before, after)
        own.font.bold = name == "Sender"
    document.styles["List Continue"].paragraph_format.left_indent = document.styles[
        "List Bullet"
    ].paragraph_format.left_indent or Pt(18)
    defaults = (
        document.styles.element.find(_name("w:docDefaults")).find(_name("w:rPrDefault")).find(_name("w:rPr"))
    )
    _set_language(defaults)


def _set_style(style: Any, points: int, before: int, after: int) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    style.font.name = FONT
    style.font.size = Pt(points)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(_name(f"w:{theme}"), None)
    for script in ("eastAsia", "cs"):
        fonts.set(_name(f"w:{script}"), FONT)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.line_spacing = 1.15
    shape.alignment = WD_ALIGN_PARAGRAPH.LEFT
    shape.widow_control = True
    spacing = style.element.pPr.find(_name("w:contextualSpacing"))
    if spacing is not None:
        style.element.pPr.remove(spacing)


def _set_language(run_properties: Any) -> None:
    language = run_properties.find(_name("w:lang"))
    if language is None:
        language = _element("w:lang")
        run_properties.append(language)
    for script in ("val", "eastAsia", "bidi"):
        language.set(_name(f"w:{script}"), LANGUAGE)


def set_footer(document: "WordDocument", words: str) -> None:
    """The same words on every page, with the page's number below them."""
    footer = document.sections[0].footer
    footer.paragraphs[0].text = words
    page = footer.add_paragraph("Page ", style="Footer")
    _add_field(page, "PAGE")
    page.add_run(" of ")
    _add_field(page, "NUMPAGES")


def _add_field(paragraph: Any, code: str) -> None:
    field = _element("w:fldSimple")
    field.set(_name("w:instr"), code)
    run = _element("w:r")
    text = _element("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def drop_thumbnail(document: "WordDocument") -> None:
    """Leave out the picture of python-docx's own sample document."""
    relations = document.part.package.rels
    for key in [key for key, link in relations.items() if link.reltype.endswith("/thumbnail")]:
        del relations[key]


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(name)


def _name(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))
