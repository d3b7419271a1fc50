"""Lints that hold the checklist items and the rules against one another."""

from collections.abc import Collection, Iterator
from typing import Final

from panelguide.content.checklists import ChecklistFiles, PlacedItem
from panelguide.content.problems import Problem
from panelguide.domain.stages import STAGES, Stage

UNKNOWN_RULE: Final = "unknown-rule"
UNUSED_RULE: Final = "unused-rule"


def unknown_rules(items: Collection[PlacedItem], rule_names: Collection[str]) -> Iterator[Problem]:
    """An item that names a rule nobody wrote could never be met."""
    for placed in items:
        check = placed.item.check
        if check and check not in rule_names:
            yield Problem(
                placed.parsed.file.name,
                placed.line("check"),
                f"{placed.item.id}: there is no rule “{check}”.",
                "Name a rule that exists, or take the line out so that the item is ticked by hand.",
                UNKNOWN_RULE,
            )


def unused_rules(checklist: ChecklistFiles, rule_names: Collection[str]) -> Iterator[Problem]:
    """A rule no item shows is work nobody sees."""
    for name in sorted(set(rule_names) - checklist.named_rules):
        file, line = _home_of(name, checklist.items.values())
        yield Problem(
            file, line, f"No item uses the rule “{name}”.", "Name it in the check of an item.", UNUSED_RULE
        )


def _home_of(rule_name: str, items: Collection[PlacedItem]) -> tuple[str, int]:
    """The file of the stage a rule is named after, where an item would go."""
    stage = rule_name.partition(".")[0]
    for placed in items:
        if placed.item.stage == stage:
            return placed.parsed.file.name, placed.parsed.line(("items",))
    number = Stage(stage).number if stage in STAGES else 1
    return f"checklists/{number}-{STAGES[number - 1]}.yaml", 1
