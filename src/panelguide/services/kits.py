"""The interview kit: the one door to looking at it and building it."""

from panelguide.services.kit_building import add, assign, lock, move, remove, set_weight, swap, swaps
from panelguide.services.kit_views import KitQuestion, KitView, bank, kit_of, show, texts_digest

__all__ = [
    "KitQuestion",
    "KitView",
    "add",
    "assign",
    "bank",
    "kit_of",
    "lock",
    "move",
    "remove",
    "set_weight",
    "show",
    "swap",
    "swaps",
    "texts_digest",
]
