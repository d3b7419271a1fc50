"""Checking the content a trust runs with, before anybody meets a fault in it."""

from pathlib import Path

from panelguide.content.check import Report, check
from panelguide.content.locate import content_folders
from panelguide.domain.rules import RULES


def check_content(override: Path | None = None) -> Report:
    """Look through checklists, question bank and word lists, ours with the trust's own laid over them.

    override: the trust's own folder. Nothing is written. Raises NotFound when the folder is missing.
    """
    return check(content_folders(override), RULES.keys())
