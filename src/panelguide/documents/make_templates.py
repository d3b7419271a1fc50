"""Writes the letter templates that come with the program: `python -m panelguide.documents.make_templates`.

They are ordinary Word documents to be edited by the recruitment team; this is how the first ones came about.
For every reader: real headings, the language marked as British English, 12-point sans serif, left aligned, wide
line spacing, a repeating heading row where there is a table, other formats offered on every page.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from panelguide.documents.letter_templates import OUR_TEMPLATES
from panelguide.documents.packed_zip import PackedZip
from panelguide.documents.word_layout import (
    drop_thumbnail,
    labelled,
    set_footer,
    set_page,
    set_styles,
    table,
    together,
)
from panelguide.domain.letter import LetterKind

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

FORMATS: Final = (
    "If you would like this letter in another format, such as large print, easy read, braille, audio or "
    "another language, please tell the contact named in it."
)


def template_bytes(kind: LetterKind) -> bytes:
    """The template for one kind of letter as a Word file; always the same bytes."""
    from docx import Document

    document = Document()
    set_page(document)
    set_styles(document)
    _open(document)
    _BODIES[kind](document)
    _close(document, about_interview=kind is not LetterKind.NOT_SHORTLISTED)
    set_footer(document, FORMATS)
    drop_thumbnail(document)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as saved:
        return PackedZip({name: saved.read(name) for name in saved.namelist()}).with_members({})


def main() -> None:
    """Writes all templates into the folder that belongs to the program."""
    OUR_TEMPLATES.mkdir(exist_ok=True)
    for kind in LetterKind:
        (OUR_TEMPLATES / f"{kind}.docx").write_bytes(template_bytes(kind))


def _open(document: "WordDocument") -> None:
    document.add_paragraph("{{ organisation_name }}", style="Sender")
    document.add_paragraph("{{ letter_date }}")
    document.add_paragraph("{{ candidate_name }}")
    document.add_paragraph("Dear {{ salutation }},")
    document.add_heading("Your application: {{ vacancy_title }}, {{ band }}", level=1)
    document.add_paragraph("Reference {{ vacancy_reference }}")


def _thank_for_interview(document: "WordDocument") -> None:
    document.add_paragraph(
        "Thank you for coming to meet us on {{ interview_date }}, and for the thought you put into your answers."
    )
    _outcome(document)


def _outcome(document: "WordDocument") -> None:
    _each(document, "paragraph in outcome", lambda: document.add_paragraph("{{ paragraph }}"))


def _how_decided(document: "WordDocument") -> None:
    document.add_heading("How we decided", level=2)
    document.add_paragraph("{{ how_decided }}")


def _strengths(document: "WordDocument") -> None:
    document.add_heading("What you did well", level=2)

    def point() -> None:
        labelled(
            document, (("{{ point.text }}", True), (" {{ point.evidence }}", False)), style="List Bullet"
        )

    _each(document, "point in strengths", point)


def _develop(document: "WordDocument") -> None:
    _tag(document, "if develop")
    document.add_heading("What would make your next interview stronger", level=2)

    def point() -> None:
        labelled(document, (("{{ point.text }}", True),), style="List Bullet", with_next=True)
        labelled(document, (("{{ point.stronger }} {{ point.step }}", False),), style="List Continue")

    _each(document, "point in develop", point)
    _tag(document, "endif")


def _not_this_time(document: "WordDocument") -> None:
    _thank_for_interview(document)
    _how_decided(document)
    _strengths(document)
    _develop(document)


def _reserve(document: "WordDocument") -> None:
    _thank_for_interview(document)
    document.add_heading("Your place on the reserve list", level=2)
    document.add_paragraph(
        "Your place is kept until {{ reserve_until }}. If you would rather not be on the list, tell "
        "{{ contact_name }}; you do not have to say why, and it will not count against you."
    )
    _how_decided(document)
    _strengths(document)
    _develop(document)


def _offer(document: "WordDocument") -> None:
    _thank_for_interview(document)
    document.add_heading("What we offer", level=2)
    rows = (
        ("Post", "{{ vacancy_title }}"),
        ("Band", "{{ offer.band }}"),
        ("Salary", "{{ offer.salary }}"),
        ("Salary point", "{{ offer.salary_point }}"),
        ("Place of work", "{{ offer.base }}"),
        ("Hours", "{{ offer.hours }}"),
    )
    table(document, ("What", "Your offer"), rows)
    document.add_heading("The checks this offer depends on", level=2)
    document.add_paragraph("These are the six NHS Employment Check Standards:")
    _each(
        document,
        "check in offer.conditions",
        lambda: document.add_paragraph("{{ check }}", style="List Bullet"),
    )
    document.add_paragraph(
        "The recruitment team will tell you what to bring and will go through each check with you. The work "
        "health assessment comes only now, after the offer, and looks at the support you may need at work."
    )
    document.add_heading("Please do not resign yet", level=2)
    document.add_paragraph(
        "If you have a job now, please do not resign until we have written to tell you that all checks are complete."
    )
    document.add_heading("What to do next", level=2)
    document.add_paragraph(
        "Please tell {{ contact_name }} by {{ offer.reply_by }} whether you accept. If you need longer, or want "
        "to talk about hours, working pattern or support you need at work, please ask before then."
    )
    _how_decided(document)
    _tag(document, "if strengths")
    _strengths(document)
    _tag(document, "endif")


def _not_shortlisted(document: "WordDocument") -> None:
    document.add_paragraph("Thank you for applying for this post.")
    _outcome(document)
    _how_decided(document)
    document.add_heading("Why you were not invited this time", level=2)
    document.add_paragraph("The decision turned on this line of the person specification:")
    labelled(document, (("{{ criterion }}", True),), style="List Bullet")
    document.add_paragraph("{{ reason }}")
    document.add_paragraph(
        "Somebody who reads your form sees only what you wrote there. If you have this experience, describing "
        "one example of it, with what you did and what came of it, would help next time."
    )


_BODIES: Final[Mapping[LetterKind, Callable[["WordDocument"], None]]] = {
    LetterKind.NOT_THIS_TIME: _not_this_time,
    LetterKind.RESERVE: _reserve,
    LetterKind.OFFER: _offer,
    LetterKind.NOT_SHORTLISTED: _not_shortlisted,
}


def _close(document: "WordDocument", *, about_interview: bool) -> None:
    document.add_heading("If you would like to talk", level=2)
    subject = "your interview" if about_interview else "your application"
    document.add_paragraph(
        f"You are welcome to talk about {subject} with {{{{ contact_name }}}}: {{{{ contact_details }}}}."
    )
    document.add_heading("If you have a concern", level=2)
    document.add_paragraph("{{ concerns_route }}")
    document.add_heading("Your information", level=2)
    together(
        document.add_paragraph(
            "We keep the record of this recruitment until {{ retention_date }}, so that we can answer questions about "
            "how we decided. You may ask for a copy of what we hold about you, or ask us to correct it."
        )
    )
    together(document.add_paragraph("Yours sincerely", style="Closing"))
    together(document.add_paragraph("{{ contact_name }}", style="Signature"))
    _tag(document, "if contact_role")
    together(document.add_paragraph("{{ contact_role }}", style="Signature"))
    _tag(document, "endif")
    document.add_paragraph("{{ organisation_name }}", style="Signature")


def _tag(document: "WordDocument", words: str) -> None:
    document.add_paragraph(f"{{%p {words} %}}")


def _each(document: "WordDocument", words: str, add: Callable[[], object]) -> None:
    _tag(document, f"for {words}")
    add()
    _tag(document, "endfor")


if __name__ == "__main__":
    main()
