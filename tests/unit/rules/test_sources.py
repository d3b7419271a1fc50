"""docs/sources.md speaks of every mechanism, and only of items, rules and files that exist."""

import re
from pathlib import Path
from typing import Final

from panelguide.content.loading import load
from panelguide.domain.rules import RULES

ROOT: Final = Path(__file__).parents[3]
ROW: Final = re.compile(r"^\| (\d+) \| (.+?) \| ([TPEMW, ]+) \| (.+) \|$", re.MULTILINE)


def page() -> str:
    return (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")


def test_all_hundred_mechanisms_are_there_in_order() -> None:
    assert [int(number) for number, *_ in ROW.findall(page())] == list(range(1, 101))


def test_each_lives_somewhere_or_says_why_not() -> None:
    for number, _, _, where in ROW.findall(page()):
        lives = re.search(r"\b[A-Z]{3}-\d\d\b|`|stages|screen|must item", where)
        assert lives or where.startswith(("Out of scope", "Not used")), number


def test_the_items_it_names_are_on_the_checklists() -> None:
    known = {item.id for item in load(None, None).checklist.items}
    named = set(re.findall(r"\b(?:PRE|ADV|SHO|INT|OUT|AFT)-\d\d\b", page()))
    assert named
    assert named - known == set()


def test_the_rules_and_folders_it_names_exist() -> None:
    for rule in re.findall(r"rule `([a-z_.]+)`", page()):
        assert rule in RULES
    for path in re.findall(r"`((?:checklists|question_bank)/[a-z./_-]*)`", page()):
        assert (ROOT / path).exists(), path
