"""Templates fill every field or refuse, and nothing typed into one can run."""

import io
from typing import Any

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from tests.documents.letter_samples import AWKWARD_NAME, parts_of, repacked, sample_letter, shown, word_file

from panelguide.documents.letter_templates import compile_template, load_template, load_templates
from panelguide.documents.template_language import EmptyField
from panelguide.documents.template_unseen import text_of
from panelguide.domain.letter import FIELDS, LetterKind
from panelguide.errors import BadInput

SMALL = {"name": (), "note": (), "points": ("text", "step")}


def template(*paragraphs: str, build: Any = lambda document: None) -> Any:
    return compile_template(word_file(*paragraphs, build=build), name="mine.docx", fields=SMALL)


def words(content: bytes) -> str:
    return text_of(parts_of(content)["word/document.xml"]).strip()


def refused(content: bytes) -> BadInput:
    with pytest.raises(BadInput) as refusal:
        compile_template(content, name="mine.docx", fields=SMALL)
    assert refusal.value.safe == "No letter was made from it."
    assert refusal.value.do
    return refusal.value


def by_docxtpl(content: bytes, context: dict[str, object]) -> bytes:
    slow = DocxTemplate(io.BytesIO(content))
    slow.render(context, jinja_env=Environment(undefined=StrictUndefined, autoescape=True))
    out = io.BytesIO()
    slow.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", list(LetterKind))
def test_our_letters_read_the_same_as_docxtpl_would_write_them(kind: LetterKind) -> None:
    from panelguide.documents.letter_templates import OUR_TEMPLATES

    content = (OUR_TEMPLATES / f"{kind}.docx").read_bytes()
    context = sample_letter(kind).context()
    ours = load_templates()[kind].fill(context)
    assert shown(ours) == shown(by_docxtpl(content, context))


def test_a_template_as_word_leaves_it_reads_the_same_as_docxtpl_would_write_it() -> None:
    def build(document: Any) -> None:
        split = document.add_paragraph("Dear {")
        split.add_run("{ na").bold = True
        split.add_run("me }").italic = True
        split.add_run("}, “hello”")
        document.sections[0].header.paragraphs[0].text = "For {{ name }}"
        document.sections[0].footer.paragraphs[0].text = "{{ note }}"
        table = document.add_table(rows=4, cols=2)
        for row, cells in zip(
            table.rows,
            (
                ("What", "Step"),
                ("{%tr for p in points %}", ""),
                ("{{ p.text }}", "{{ p.step }}"),
                ("{%tr endfor %}", ""),
            ),
            strict=True,
        ):
            row.cells[0].text, row.cells[1].text = cells

    content = word_file("{%p if note %}", "Note: {{ note|upper }}", "{%p endif %}", build=build)
    context = {"name": AWKWARD_NAME, "note": "a & b\nc\td", "points": [{"text": "x<y", "step": "1"}] * 3}
    ours = compile_template(content, name="mine.docx", fields=SMALL).fill(context)
    assert shown(ours) == shown(by_docxtpl(content, context))
    assert f"For {AWKWARD_NAME}" in shown(ours)[2][0]


@pytest.mark.parametrize(
    "name", [AWKWARD_NAME, "AT&T; Co", "A <Test> B", "{{ note }}", "{% if %}", "Zoë “Z” Ó", "]]>"]
)
def test_a_name_stands_in_the_letter_letter_by_letter(name: str) -> None:
    assert words(template("Dear {{ name }}.").fill({"name": name})) == f"Dear {name}."


@pytest.mark.parametrize("kind", list(LetterKind))
def test_markup_in_any_field_of_any_letter_stays_text(kind: LetterKind) -> None:
    hostile = "</w:t></w:r></w:p><w:p>&amp;\"'"

    def everywhere(value: object) -> object:
        if isinstance(value, dict):
            return {name: everywhere(part) for name, part in value.items()}
        return [everywhere(part) for part in value] if isinstance(value, list) else hostile

    template_of_kind = load_templates()[kind]
    plain_context = sample_letter(kind).context()
    plain = template_of_kind.preview(plain_context).splitlines()
    context = {name: everywhere(value) for name, value in plain_context.items()}
    changed = template_of_kind.preview(context).splitlines()
    assert len(changed) == len(plain)
    assert changed[changed.index(f"Dear {hostile},") - 1] == hostile


def test_line_breaks_of_a_note_are_kept() -> None:
    assert words(template("{{ note }}").fill({"note": "one\ntwo\tthree"})) == "one\ntwo\tthree"


def test_the_same_letter_is_the_same_bytes() -> None:
    assert template("{{ name }}").fill({"name": "A"}) == template("{{ name }}").fill({"name": "A"})


def test_an_unknown_field_is_named_with_the_one_that_was_meant() -> None:
    content = word_file("Dear {{ candidate_nmae }},")
    with pytest.raises(BadInput) as refusal:
        compile_template(content, name="offer.docx", fields=FIELDS)
    assert (
        refusal.value.what
        == "The letter template offer.docx asks for “candidate_nmae”, which is not a field."
    )
    assert refusal.value.do == "Did you mean “candidate_name”?"


@pytest.mark.parametrize(
    ("tags", "asked", "hint"),
    [
        (["{%p for p in points %}", "{{ p.txet }}", "{%p endfor %}"], "p.txet", "Did you mean “p.text”?"),
        (["{%p for p in pionts %}", "{{ p.text }}", "{%p endfor %}"], "pionts", "Did you mean “points”?"),
        (["{%p if naem %}", "x", "{%p endif %}"], "naem", "Did you mean “name”?"),
        (["{{ p.text }}"], "p", "The fields are: name, note, points."),
        (
            ["{{ name.first }}"],
            "name.first",
            "“name” has no parts of its own: take out the full stop and what follows it.",
        ),
    ],
)
def test_an_unknown_field_is_named_wherever_it_stands(tags: list[str], asked: str, hint: str) -> None:
    refusal = refused(word_file(*tags))
    assert f"asks for “{asked}”" in refusal.what
    assert refusal.do == hint


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 'a' * 200000000 }}",
        "{{ 2 ** 9999999 }}",
        "{{ name * 9 }}",
        "{{ name + note }}",
        "{{ name ~ note }}",
        "{{ -name }}",
        "{{ 'text' }}",
        "{{ name() }}",
        "{{ name.upper() }}",
        "{{ name.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ points[0] }}",
        "{{ name[:1] }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ range(10) }}",
        "{{ lipsum() }}",
        "{{ self }}",
        "{{ name|attr('x') }}",
        "{{ name|replace('a', 'b') }}",
        "{{ name|upper('x') }}",
        "{{ points|map('upper') }}",
        "{{ name if note else note }}",
        "{{ [name] }}",
        "{{ {'a': name} }}",
        "{{ name == note }}",
        "{{ name is defined }}",
        "{{ loop }}",
        "{% set x = name %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{% block b %}{% endblock %}",
        "{% filter upper %}x{% endfilter %}",
        "{% for a, b in points %}{% endfor %}",
        "{% for a in points recursive %}{% endfor %}",
        "{% for a in points if a %}{% endfor %}",
        "{% for a in name.x.y %}{% endfor %}",
        "{% for a in points %}{% for b in points %}{% for c in points %}{% for d in points %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in points %}{{ loop.previtem }}{% endfor %}",
        "{% if name %}",
        "{{ name",
        "{{r name }}",
        "{{p name }}",
        "{{ " * 100_000,
        "{{ name }}" * 1_100,
        "{{ " + "(" * 900 + "name" + ")" * 900 + " }}",
        "{% if " + "not " * 900 + "name %}x{% endif %}",
    ],
)
def test_a_tag_that_does_more_than_fill_in_is_refused_with_a_sentence(tag: str) -> None:
    assert refused(word_file(f"Dear {tag}")).what.startswith("The letter template mine.docx ")


def test_a_field_in_the_markup_itself_is_refused() -> None:
    content = word_file("x")
    body = parts_of(content)["word/document.xml"].replace(b"<w:body>", b'<w:body w:rsid="{{ name }}">')
    assert "outside the text" in refused(repacked(content, {"word/document.xml": body})).what


def test_a_field_that_would_print_nothing_is_named_and_no_letter_is_made() -> None:
    with pytest.raises(EmptyField) as refusal:
        template("{%p for p in points %}", "{{ p.text }}", "{%p endfor %}").fill({"points": [{"text": " "}]})
    assert refusal.value.field == "p.text"


def test_an_optional_field_that_is_asked_about_first_may_be_empty() -> None:
    small = template("{{ name }}", "{%p if note %}", "Note {{ note }}", "{%p else %}", "None", "{%p endif %}")
    assert words(small.fill({"name": "A", "note": ""})) == "A\nNone"


def test_a_part_a_letter_does_not_have_is_named_and_not_a_crash() -> None:
    small = template("{%p for p in points %}", "{{ p.step }}", "{%p endfor %}")
    with pytest.raises(EmptyField) as refusal:
        small.fill({"points": [{"text": "x"}]})
    assert refusal.value.field == "p.step"
    with pytest.raises(EmptyField) as refusal:
        small.fill({})
    assert refusal.value.field == "points"


@pytest.mark.parametrize("step", ["for p in points", "if name", "if not name"])
def test_a_step_that_would_break_the_file_is_found_before_a_letter_is_made(step: str) -> None:
    def build(document: Any) -> None:
        document.add_table(rows=1, cols=1).rows[0].cells[0].text = "a {% " + step + " %} b"
        document.add_paragraph("c {% end" + step.split()[0] + " %} d")

    assert "does not begin and end in the same paragraph" in refused(word_file("x", build=build)).what


def test_a_list_cannot_stand_in_the_text_by_itself() -> None:
    with pytest.raises(BadInput, match="has parts"):
        template("{{ points }}").fill({"points": [{"text": "x"}]})


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x0b", "\x9b", "\ufffe", "\ud800"])
def test_a_character_word_cannot_hold_is_named(character: str) -> None:
    with pytest.raises(BadInput, match=f"name: character 2 .U.{ord(character):04X}."):
        template("{{ name }}").fill({"name": "a" + character})


def test_what_is_unseen_in_word_does_not_go_out() -> None:
    content = word_file("x")
    comments = b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0"/></w:comments>'
    assert "comments" in refused(repacked(content, {"word/comments.xml": comments})).what
    body = parts_of(content)["word/document.xml"]
    tracked = body.replace(b"<w:r>", b'<w:ins w:id="1" w:author="a"><w:r>', 1).replace(
        b"</w:r>", b"</w:r></w:ins>", 1
    )
    assert "tracked changes" in refused(repacked(content, {"word/document.xml": tracked})).what
    code = body.replace(b"<w:r>", b'<w:fldSimple w:instr="INCLUDEPICTURE http://x"/><w:r>', 1)
    assert "field code" in refused(repacked(content, {"word/document.xml": code})).what


def test_what_word_would_fetch_on_opening_is_refused_and_a_plain_link_is_not() -> None:
    content = word_file("x")
    rels = "word/_rels/document.xml.rels"
    for kind, external in (("attachedTemplate", "External"), ("image", "Extern&#97;l")):
        link = f'<Relationship Id="r99" Type="http://x/{kind}" Target="http://x" TargetMode="{external}"/>'
        changed = parts_of(content)[rels].replace(b"</Relationships>", link.encode() + b"</Relationships>")
        assert "from elsewhere" in refused(repacked(content, {rels: changed})).what
    link = '<Relationship Id="r99" Type="http://x/hyperlink" Target="http://x" TargetMode="External"/>'
    changed = parts_of(content)[rels].replace(b"</Relationships>", link.encode() + b"</Relationships>")
    compile_template(repacked(content, {rels: changed}), name="mine.docx", fields=SMALL)


def test_who_made_the_template_is_not_in_the_letter() -> None:
    def build(document: Any) -> None:
        document.core_properties.author = "Jo Okafor"
        document.core_properties.title = "{{ name }}"

    core = parts_of(template("{{ name }}", build=build).fill({"name": "Renée"}))["docProps/core.xml"]
    assert b"Jo Okafor" not in core
    assert "Renée".encode() not in core
    assert b"en-GB" in core


def test_the_preview_is_the_words_of_the_letter() -> None:
    small = template("Dear {{ name }},", "{%p for p in points %}", "- {{ p.text }}", "{%p endfor %}")
    assert (
        small.preview({"name": "Renée", "points": [{"text": "one"}, {"text": "two"}]})
        == "Dear Renée,\n- one\n- two"
    )
    assert small.fields == {"name", "points"}


def test_a_trusts_own_template_stands_in_for_ours(tmp_path: Any) -> None:
    (tmp_path / "offer.docx").write_bytes(word_file("Ours: {{ candidate_name }}"))
    found = load_templates(tmp_path)
    assert found[LetterKind.OFFER].fields == {"candidate_name"}
    assert "interview_date" in found[LetterKind.RESERVE].fields


def test_a_template_that_is_gone_gets_a_sentence(tmp_path: Any) -> None:
    with pytest.raises(BadInput, match="could not be opened"):
        load_template(tmp_path / "offer.docx", fields=FIELDS)
