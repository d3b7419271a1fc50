"""Checking the content a trust runs with, before anybody meets a fault in it."""

from pathlib import Path
from typing import TYPE_CHECKING

from panelguide.content.check import Report, check
from panelguide.content.locate import content_folders
from panelguide.domain.rules import RULES

if TYPE_CHECKING:
    from panelguide.services.context import Context


def what_is_left_out(context: "Context") -> str:
    """One sentence where the content has faults, since what is faulty is not used; "" where there are none."""
    faults = len(context.content.problems)
    if not faults:
        return ""
    counted = "1 problem" if faults == 1 else f"{faults} problems"
    return (
        f"There {'is' if faults == 1 else 'are'} {counted} in the checklists and questions of your own folder, and what is wrong "
        "is left out. Look at panelguide content check."
    )


def check_content(override: Path | None = None) -> Report:
    """Look through checklists, question bank and word lists, ours with the trust's own laid over them.

    override: the trust's own folder. Nothing is written. Raises NotFound when the folder is missing.
    """
    return check(content_folders(override), RULES.keys())
