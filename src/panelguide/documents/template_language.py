"""The little language of letter templates: fields, `for`, `if` and three filters, and nothing that can run.

Jinja's own sandbox still allows `'a' * 200000000` and whatever a passed object offers. So the syntax tree is
compared with a list of what is allowed, every output is checked for being filled, and values are plain text,
lists and dictionaries (jinja.palletsprojects.com, Sandbox: "the sandbox alone is no solution").
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NoReturn

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

from panelguide.documents.check_zip import refuse_template
from panelguide.errors import BadInput

Fields = Mapping[str, tuple[str, ...]]

FILTERS: Final = {"upper": str.upper, "lower": str.lower, "trim": str.strip}
_LOOP_PARTS: Final = frozenset({"first", "last", "index"})
_DEEPEST_LOOP: Final = 3
_FILLED: Final = "filled"
_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Filter,
    nodes.Not,
    nodes.And,
    nodes.Or,
)
_NEEDS_CARE: Final = re.compile("[&<>\"'\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CANNOT_BE_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WORDS_FOR: Final = {
    nodes.Call: "calls something",
    nodes.Getitem: "uses square brackets",
    nodes.BinExpr: "calculates",
    nodes.UnaryExpr: "calculates",
    nodes.Const: "holds a value of its own",
}


class EmptyField(BadInput):
    """A letter would have had a hole. field: the name of what is empty."""

    def __init__(self, field: str) -> None:
        super().__init__(
            f"“{field}” is empty.", safe="This letter was not made.", do="Fill it in and make it again."
        )
        self.field = field


@dataclass(frozen=True, slots=True)
class Part:
    """A compiled part of a template. fields: the names it asks for."""

    fields: frozenset[str]
    _render: Callable[[Mapping[str, object]], str]

    def fill(self, context: Mapping[str, object]) -> str:
        """The part as XML, filled from the fields of a letter. Raises EmptyField for what is not there."""
        try:
            return self._render(context)
        except UndefinedError as error:
            raise EmptyField(str(error.message).rsplit("'", 2)[-2]) from error


def compile_part(source: str, *, name: str, fields: Fields) -> Part:
    """A part of a template, checked.

    source: XML with tags. name: the template's, for sentences. fields: what may be asked for, each with its
    parts. Raises BadInput for an unknown field, naming the one that was probably meant, and for anything but
    fields, `for`, `if` and the filters. Filling raises EmptyField rather than leave a hole.
    """
    try:
        tree = _ENVIRONMENT.parse(source)
        _Checker(name, fields).check(tree)
    except TemplateSyntaxError as error:
        raise refuse_template(
            name, f"has a tag that cannot be read: {error.message}", do="Mend the tag in Word and try again."
        ) from error
    except RecursionError as error:
        raise refuse_template(name, "has a tag with too much in it", do="Take that tag out.") from error
    asked = frozenset(node.name for node in tree.find_all(nodes.Name)) & fields.keys()
    for output in list(tree.find_all(nodes.Output)):
        output.nodes = [_filled(node) for node in output.nodes]
    tree.set_environment(_ENVIRONMENT)
    template = _ENVIRONMENT.template_class.from_code(_ENVIRONMENT, _ENVIRONMENT.compile(tree), {})
    return Part(asked, template.render)


def as_xml_text(value: object, field: str) -> str:
    """A value inside a Word text run: escaped, its line breaks and tabs as Word's own.

    Raises EmptyField for an empty value, BadInput for a character XML cannot hold.
    """
    if not isinstance(value, str):
        if isinstance(value, Undefined):
            raise EmptyField(field)
        if type(value) is not int:
            raise BadInput(f"“{field}” has parts and cannot stand in a letter by itself.")
        value = str(value)
    if value == "" or value.isspace():
        raise EmptyField(field)
    if _NEEDS_CARE.search(value) is None:
        return value
    bad = _CANNOT_BE_XML.search(value)
    if bad:
        raise BadInput(
            f"{field}: character {bad.start() + 1} (U+{ord(bad.group()):04X}) cannot be used.",
            safe="This letter was not made.",
            do="Take that character out and make it again.",
        )
    return str(escape(value)).replace("\n", _BREAK).replace("\t", _TAB)


_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB: Final = '</w:t><w:tab/><w:t xml:space="preserve">'


def _environment() -> ImmutableSandboxedEnvironment:
    # Every output is sent through as_xml_text, which escapes it; jinja would do the same work a second time
    # for each field of each letter, a quarter of the time a letter takes.
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.globals.clear()
    environment.tests.clear()
    environment.filters = {**FILTERS, _FILLED: as_xml_text}
    return environment


_ENVIRONMENT: Final = _environment()


def _filled(node: nodes.Expr) -> nodes.Expr:
    """The output of an expression, checked for being filled and escaped."""
    if isinstance(node, nodes.TemplateData):
        return node
    return nodes.Filter(node, _FILLED, [nodes.Const(_label(node))], [], None, None, lineno=node.lineno)


def _label(node: nodes.Node) -> str:
    """How a field is named to people: `strengths → text` would need the loop; `point.text` is what they typed."""
    if isinstance(node, nodes.Filter) and node.node is not None:
        return _label(node.node)
    if isinstance(node, nodes.Getattr):
        return f"{_label(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "a field"


@dataclass(frozen=True, slots=True)
class _Checker:
    """Compares a syntax tree with what is allowed. fields: what may be asked for, with the parts of each."""

    name: str
    fields: Fields

    def check(self, tree: nodes.Template) -> None:
        for node in tree.body:
            self._visit(node, {}, 0)

    def _visit(self, node: nodes.Node, own: Mapping[str, tuple[str, ...]], depth: int) -> None:
        if not isinstance(node, _ALLOWED):
            self._refuse(node)
        if isinstance(node, nodes.For):
            self._visit_loop(node, own, depth)
        elif isinstance(node, nodes.Getattr):
            self._check_part(node, own)
        elif isinstance(node, nodes.Name):
            self._parts_of(node.name, own)
        else:
            if isinstance(node, nodes.Filter) and (node.name not in FILTERS or node.args or node.kwargs):
                self._refuse_words(f"uses the filter “{node.name}”", "use " + ", ".join(FILTERS))
            for child in node.iter_child_nodes():
                self._visit(child, own, depth)

    def _visit_loop(self, loop: nodes.For, own: Mapping[str, tuple[str, ...]], depth: int) -> None:
        if not isinstance(loop.target, nodes.Name) or loop.recursive or loop.test or depth >= _DEEPEST_LOOP:
            self._refuse_words("has a loop of a kind letters do not need", "use {% for item in field %}")
        source = loop.iter
        if isinstance(source, nodes.Name):
            parts = self._parts_of(source.name, own)
        elif isinstance(source, nodes.Getattr):
            self._check_part(source, own)
            parts = ()
        else:
            self._refuse(source)
        inside = {**own, loop.target.name: parts, "loop": tuple(_LOOP_PARTS)}
        for child in (*loop.body, *loop.else_):
            self._visit(child, inside, depth + 1)

    def _parts_of(self, field: str, own: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        known = {**self.fields, **own}
        if field not in known:
            raise self._unknown(field, known)
        return known[field]

    def _check_part(self, node: nodes.Getattr, own: Mapping[str, tuple[str, ...]]) -> None:
        if not isinstance(node.node, nodes.Name):
            self._refuse_words("reaches into a field further than it goes", "use the fields of the list")
        parts = self._parts_of(node.node.name, own)
        if node.attr not in parts:
            whole = [f"{node.node.name}.{part}" for part in parts]
            raise self._unknown(f"{node.node.name}.{node.attr}", whole)

    def _unknown(self, asked: str, known: Mapping[str, object] | list[str]) -> BadInput:
        close = difflib.get_close_matches(asked, list(known), n=1)
        if close:
            hint = f"Did you mean “{close[0]}”?"
        elif known:
            hint = "The fields are: " + ", ".join(known) + "."
        else:
            hint = f"“{asked.partition('.')[0]}” has no parts of its own: take out the full stop and what follows it."
        return BadInput(
            f"The letter template {self.name} asks for “{asked}”, which is not a field.",
            safe="No letter was made from it.",
            do=hint,
        )

    def _refuse(self, node: nodes.Node) -> NoReturn:
        words = next(
            (said for kind, said in _WORDS_FOR.items() if isinstance(node, kind)), "does more than fill in"
        )
        self._refuse_words(words, "a template may only name fields, repeat with “for” and choose with “if”")

    def _refuse_words(self, fault: str, allowed: str) -> NoReturn:
        raise refuse_template(self.name, f"{fault} in a tag", do=f"Take that tag out; {allowed}.")
