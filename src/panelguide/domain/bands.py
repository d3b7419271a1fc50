"""Pay scales and bands in their order, and which band a rule begins at.

Agenda for Change bands run 2 to 9 with band 8 split 8a to 8d; band 1 is closed to new entrants.
Doctors and dentists (medical) and very senior managers (VSM) stand outside Agenda for Change.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from panelguide.errors import BadInput


class PayScale(StrEnum):
    AFC = "afc"
    MEDICAL = "medical"
    VSM = "vsm"


AFC_BANDS: Final = ("2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9")


class BandGroup(StrEnum):
    """The groups the question bank is counted by."""

    BANDS_2_4 = "2-4"
    BANDS_5_7 = "5-7"
    BANDS_8A_9 = "8a-9"
    VSM = "VSM"
    MEDICAL = "medical"


@dataclass(frozen=True, slots=True)
class Grade:
    """What a post is paid on: a band of Agenda for Change, or one of the scales beside it (band empty)."""

    scale: PayScale
    band: str = ""

    @property
    def rank(self) -> int:
        """Place in the order of Agenda for Change bands; medical and VSM posts stand above band 9."""
        return AFC_BANDS.index(self.band) if self.scale is PayScale.AFC else len(AFC_BANDS)

    @property
    def group(self) -> BandGroup:
        if self.scale is PayScale.MEDICAL:
            return BandGroup.MEDICAL
        if self.scale is PayScale.VSM:
            return BandGroup.VSM
        if self.rank <= AFC_BANDS.index("4"):
            return BandGroup.BANDS_2_4
        return BandGroup.BANDS_5_7 if self.rank <= AFC_BANDS.index("7") else BandGroup.BANDS_8A_9

    def at_least(self, band: str) -> bool:
        """Whether a rule that begins at this Agenda for Change band applies to the grade."""
        return self.rank >= AFC_BANDS.index(band)

    def __str__(self) -> str:
        names = {PayScale.MEDICAL: "Medical", PayScale.VSM: "VSM"}
        return names.get(self.scale) or f"Band {self.band}"


def parse_grade(text: str) -> Grade:
    """A grade from what people type: "6", "Band 8a", "VSM", "medical".

    Raises BadInput with the list of what can be typed.
    """
    word = text.strip().lower().removeprefix("band").strip()
    if word in (PayScale.VSM, PayScale.MEDICAL):
        return Grade(PayScale(word))
    if word in AFC_BANDS:
        return Grade(PayScale.AFC, word)
    raise BadInput(
        f"There is no band “{text.strip()}”.",
        safe="Nothing was changed.",
        do="Use one of " + ", ".join(AFC_BANDS) + ", VSM or medical.",
    )


@dataclass(frozen=True, slots=True)
class GradeRange:
    """The grades an entry is meant for. Without bands, the whole of each scale named."""

    scales: frozenset[PayScale]
    lowest: str = AFC_BANDS[0]
    highest: str = AFC_BANDS[-1]

    def covers(self, grade: Grade) -> bool:
        if grade.scale not in self.scales:
            return False
        if grade.scale is not PayScale.AFC:
            return True
        return AFC_BANDS.index(self.lowest) <= grade.rank <= AFC_BANDS.index(self.highest)

    def groups(self) -> frozenset[BandGroup]:
        """Every band group in which at least one grade is covered."""
        grades = [Grade(PayScale.AFC, band) for band in AFC_BANDS]
        grades += [Grade(PayScale.MEDICAL), Grade(PayScale.VSM)]
        return frozenset(grade.group for grade in grades if self.covers(grade))
