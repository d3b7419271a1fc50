"""What README and docs say is there: commands, files, links, and the lines people copy."""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.frames import WRITE_GOLDENS
from typer.main import get_command

from panelguide.cli.app import application

REPOSITORY = Path(__file__).parents[1]
PAGES = sorted(
    [
        REPOSITORY / "README.md",
        REPOSITORY / "CHANGELOG.md",
        REPOSITORY / "checklists" / "README.md",
        REPOSITORY / "question_bank" / "README.md",
        *(REPOSITORY / "docs").rglob("*.md"),
    ]
)
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
FIRST = "python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/panelguide demo"
SECOND = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/python -m pytest -q -n 2"

CODE_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
SCREEN = re.compile(r"<!-- screen: (\S+) -->\n```text\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"\.?[\w-]+(/[\w.-]+)+|[\w-]+\.(md|toml|yaml|py|docx|csv|xlsx)")
# Where a file named without its folder may stand, as a sentence about that folder names it.
ROOTS = ("", "src/panelguide", "docs", "checklists", "question_bank", "src/panelguide/demo/data")
# Files people make themselves, an example, and a package.
NOT_OURS = {"settings.toml", "offer.docx", "learning.yaml", "ruamel.yaml"}


def _code(page: Path) -> Iterator[str]:
    """Every line of a code block and every piece of inline code."""
    text = page.read_text(encoding="utf-8")
    for language, block in CODE_BLOCK.findall(text):
        if language in ("", "bash", "sh"):
            yield from block.splitlines()
    yield from INLINE.findall(CODE_BLOCK.sub("", text))


def _commands(page: Path) -> Iterator[list[str]]:
    """The words after `panelguide` wherever a page says to run it."""
    for line in _code(page):
        for part in line.split("&&"):
            words = shlex.split(part) if part.count("'") % 2 == 0 and part.count('"') % 2 == 0 else []
            if words and Path(words[0]).name == "panelguide":
                yield words[1:]


def follow(words: list[str]) -> str:
    """What is wrong with a command line, or nothing."""
    at = get_command(application)
    rest = iter(words)
    for word in rest:
        options = {name: it for it in at.params for name in it.opts if name.startswith("--")}
        if word.startswith("--"):
            if word not in {*options, "--help"}:
                return f"no option {word} in {' '.join(words)}"
            if word in options and not getattr(options[word], "is_flag", False):
                next(rest, None)
        elif commands := getattr(at, "commands", None):
            if word not in commands:
                return f"no command {word} in {' '.join(words)}"
            at = commands[word]
    return ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_every_command_a_page_names_is_there(page: Path) -> None:
    assert [wrong for words in _commands(page) if (wrong := follow(words))] == []


def test_a_command_that_is_not_there_would_be_noticed() -> None:
    assert follow(["vacancy", "explode"])
    assert follow(["content", "check", "--loudly"])
    assert not follow(["--as", "YOU", "vacancy", "create", "Nurse", "--band", "6"])
    assert sum(1 for page in PAGES for _ in _commands(page)) > 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_every_file_a_page_names_is_there(page: Path) -> None:
    named = {
        code for code in INLINE.findall(CODE_BLOCK.sub("", page.read_text("utf-8"))) if FILE.fullmatch(code)
    }
    missing = {name for name in named if not any((REPOSITORY / root / name).exists() for root in ROOTS)}
    assert missing <= NOT_OURS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    text = CODE_BLOCK.sub("", page.read_text(encoding="utf-8"))
    inside = [target for target in LINK.findall(text) if "://" not in target]
    assert [target for target in inside if not (page.parent / target).exists()] == []


def test_the_readme_begins_with_the_two_lines_people_copy() -> None:
    blocks = [block for language, block in CODE_BLOCK.findall(README) if not language]
    assert blocks[:2] == [FIRST + "\n", SECOND + "\n"]


def test_the_readme_and_the_script_run_the_same_tests() -> None:
    lines = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert SECOND in {line.strip() for line in lines}


def test_the_screen_in_the_readme_is_the_one_the_tests_see() -> None:
    def as_kept(found: re.Match[str]) -> str:
        kept = (REPOSITORY / found[1]).read_text(encoding="utf-8")
        return f"<!-- screen: {found[1]} -->\n```text\n{kept}```"

    wanted = SCREEN.sub(as_kept, README)
    if os.environ.get(WRITE_GOLDENS):
        (REPOSITORY / "README.md").write_text(wanted, encoding="utf-8")
    assert SCREEN.search(README)
    assert wanted == README, f"Write it anew with {WRITE_GOLDENS}=1."


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [int(page.name[:4]) for page in sorted((REPOSITORY / "docs" / "decisions").glob("*.md"))]
    assert numbers == [*range(1, len(numbers) + 1)]
