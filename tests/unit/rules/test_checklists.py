"""The checklists themselves: complete, tied to rules that exist, and light for the everyday post."""

import re
from pathlib import Path
from typing import Final

import pytest
from ruamel.yaml import YAML

from panelguide.content.loading import Content, load
from panelguide.domain.advert import WORD_LISTS
from panelguide.domain.bands import parse_grade
from panelguide.domain.checklist import Item, Level
from panelguide.domain.facts import Flag
from panelguide.domain.rules import RULES
from panelguide.domain.stages import STAGES, Stage

CHECKLISTS: Final = Path(__file__).parents[3] / "checklists"
MOST_HAND_TICKS: Final = 20
LONGEST_LINE: Final = 58
SCREENS: Final = {
    "criteria", "panel", "method", "advert", "candidates", "shortlist", "kit", "interview", "status",
    "reveal", "decision", "feedback", "letters", "vacancy",
}  # fmt: skip
OWNERS: Final = {"manager", "chair", "panel", "edi_representative", "recruitment_team"}


@pytest.fixture(scope="module")
def content() -> Content:
    return load(None, None)


def stage_files() -> list[Path]:
    return sorted(CHECKLISTS.glob("[1-6]-*.yaml"))


def items_with_a_rule_to_come() -> set[str]:
    """Ids of items whose rule needs data of a later release, as the comment under the id says."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in stage_files())
    return set(re.findall(r"- id: (\S+)\n\s+# rule to come: \S", text))


def test_nothing_is_wrong_in_the_files(content: Content) -> None:
    assert [problem for problem in content.problems if problem.file.startswith("checklists/")] == []


def test_there_are_items_in_all_six_stages(content: Content) -> None:
    stages = [item.stage for item in content.checklist.items]
    assert len(stages) >= 90
    assert set(stages) == set(STAGES)


def test_each_file_is_named_after_its_stage() -> None:
    stages = [YAML(typ="safe").load(path.read_text(encoding="utf-8"))["stage"] for path in stage_files()]
    assert stages == list(STAGES)
    assert [path.name for path in stage_files()] == [f"{Stage(name).number}-{name}.yaml" for name in stages]


def test_every_check_is_a_rule_and_every_rule_is_some_items_check(content: Content) -> None:
    checks = [item.check for item in content.checklist.items if item.check]
    assert sorted(checks) == sorted(RULES)


def test_a_check_stands_in_the_stage_of_its_rule(content: Content) -> None:
    assert [item.id for item in content.checklist.items if item.check and not of_own_stage(item)] == []


def of_own_stage(item: Item) -> bool:
    return item.check.startswith(f"{item.stage}.")


def test_a_band_5_post_with_defaults_asks_at_most_twenty_hand_ticks(content: Content) -> None:
    grade = parse_grade("5")
    asked = [item for stage in STAGES for item in content.checklist.of_stage(stage, grade)]
    later = items_with_a_rule_to_come()
    by_hand = [item.id for item in asked if item.ticked_by_hand and item.id not in later]
    assert 0 < len(by_hand) <= MOST_HAND_TICKS, by_hand


def test_an_item_has_a_rule_now_or_to_come_but_not_both(content: Content) -> None:
    later = items_with_a_rule_to_come()
    assert later
    assert [item.id for item in content.checklist.items if item.check and item.id in later] == []


def test_every_stage_has_something_that_must_be_done(content: Content) -> None:
    musts = {item.stage for item in content.checklist.items if item.level is Level.MUST}
    assert musts == set(STAGES)


def test_items_speak_in_lines_that_fit_and_name_real_screens_owners_and_flags(content: Content) -> None:
    for item in content.checklist.items:
        assert len(item.text) <= LONGEST_LINE, item.id
        assert not item.text.endswith("."), item.id
        assert item.action in SCREENS, item.id
        assert item.owner in OWNERS, item.id
        assert item.applies.flags <= set(Flag), item.id


@pytest.mark.parametrize("field", ["text", "why", "good", "poor"])
def test_no_two_items_say_the_same(content: Content, field: str) -> None:
    said = [getattr(item, field) for item in content.checklist.items]
    assert sorted({text for text in said if said.count(text) > 1}) == []


def test_every_flag_switches_something_on(content: Content) -> None:
    used = {flag for item in content.checklist.items for flag in item.applies.flags}
    assert used == set(Flag)


def test_senior_posts_are_asked_for_more_than_others(content: Content) -> None:
    def asked(grade: str) -> int:
        return sum(len(content.checklist.of_stage(stage, parse_grade(grade))) for stage in STAGES)

    assert asked("5") < asked("7") < asked("8a") == asked("VSM") == asked("medical")


def test_the_lists_an_advert_is_read_with_are_there(content: Content) -> None:
    assert {*WORD_LISTS, "feedback"} <= set(content.words)


def test_every_word_says_why_and_what_instead(content: Content) -> None:
    for name in (*WORD_LISTS, "feedback"):
        for entry in content.words[name].entries:
            assert entry.why.endswith("."), (name, entry.word)
            assert entry.instead != entry.word, (name, entry.word)
