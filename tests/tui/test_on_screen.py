"""What a service says is said of the screen to somebody who looks at one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.test_docs import follow

import panelguide
from panelguide.tui.on_screen import on_screen

SOURCE = Path(panelguide.__file__).parent
# Only in a terminal: the recruitment team's, or before anybody can sign in.
TERMINAL_ONLY = {"audit verify", "database upgrade", "demo", "setup"}


def sentences() -> Iterator[str]:
    """Every sentence of the program that names a command, with V001 where a value is put in."""
    for path in sorted(SOURCE.rglob("*.py")):
        if path.relative_to(SOURCE).parts[0] in (
            "services",
            "seal",
            "store",
            "domain",
            "documents",
            "content",
        ):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.keyword) and node.arg == "do":
                    yield from (text for text in _texts(node.value) if "panelguide " in text)


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(it.value if isinstance(it, ast.Constant) else "V001" for it in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))


def commands_in(sentence: str) -> Iterator[list[str]]:
    for part in sentence.split("panelguide ")[1:]:
        words = part.replace(",", " ").replace(".", " ").replace(":", " ").split()
        yield words[:2]


def test_every_sentence_names_a_command_that_is_there_and_the_app_has_its_place() -> None:
    # Of these two the program itself is meant.
    found = [it for it in sentences() if "newer panelguide" not in it and "Install panelguide" not in it]
    assert len(found) > 25
    for sentence in found:
        for words in commands_in(sentence):
            assert not follow(words), sentence
            left = " ".join(words) in on_screen(sentence)
            assert left == (" ".join(words) in TERMINAL_ONLY), on_screen(sentence)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Look at panelguide kit show V001.", "Look at the Kit screen (i)."),
        (
            "Each signs their own with panelguide sheet final.",
            "Each signs their own on the Reveal screen (r).",
        ),
        (
            "Each signs their own, with panelguide sheet final --keep where nothing changed.",
            "Each signs their own, on the Reveal screen (r) where nothing changed.",
        ),
        (
            "The chair takes them out with panelguide round change V001 --away C01 --away C12.",
            "The chair takes them out on the Status screen (s).",
        ),
        ("Run panelguide audit verify.", "Run panelguide audit verify."),
        ("Install the newer panelguide and open it.", "Install the newer panelguide and open it."),
        ("Look at panelguide vacancy list.", "Look at the home screen."),
    ],
)
def test_a_command_becomes_the_screen_that_does_it(said: str, shown: str) -> None:
    assert on_screen(said) == shown
