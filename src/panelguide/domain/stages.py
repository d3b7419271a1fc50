"""The six stages of a recruitment, in their order."""

from enum import StrEnum
from typing import Final


class Stage(StrEnum):
    PREPARE = "prepare"
    ADVERTISE = "advertise"
    SHORTLIST = "shortlist"
    INTERVIEW = "interview"
    OUTCOME = "outcome"
    AFTER = "after"

    @property
    def number(self) -> int:
        """From 1 to 6, as the stage rail and the number keys count them."""
        return STAGES.index(self) + 1

    @property
    def name_for_people(self) -> str:
        return self.value.capitalize()

    @property
    def next(self) -> "Stage | None":
        """The stage that opens when this one closes; None after the last."""
        place = STAGES.index(self) + 1
        return STAGES[place] if place < len(STAGES) else None


STAGES: Final = tuple(Stage)
