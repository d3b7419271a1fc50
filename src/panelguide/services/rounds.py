"""Rounds, from the chair's proposal to the reveal: the one door to the parts they are made of."""

from panelguide.services.not_asked import not_asked, not_asked_facts
from panelguide.services.opened import RevealView, opened
from panelguide.services.round_changes import change_set, confirm_change
from panelguide.services.round_opening import confirm, propose
from panelguide.services.round_releases import follow, release
from panelguide.services.round_reveals import CheckedRound, require_scores_match_sheets, reveal
from panelguide.services.round_status import (
    RoundState,
    SheetState,
    StatusRow,
    StatusView,
    list_rounds,
    status,
)

__all__ = [
    "CheckedRound",
    "RevealView",
    "RoundState",
    "SheetState",
    "StatusRow",
    "StatusView",
    "change_set",
    "confirm",
    "confirm_change",
    "follow",
    "list_rounds",
    "not_asked",
    "not_asked_facts",
    "opened",
    "propose",
    "release",
    "require_scores_match_sheets",
    "reveal",
    "status",
]
