"""The values an interview asks about unless somebody says otherwise."""

from typing import Final

from panelguide.domain.bands import Grade
from panelguide.domain.checklist import Bands
from panelguide.domain.questions import Value

FEWEST_VALUES: Final = 3


def usual_values(bands: Bands, grade: Grade, minutes: int) -> tuple[Value, ...]:
    """Three values at least, more in a longer interview. minutes: for the questions alone.

    One question's time is left for what no values question covers, and one for the EDI question where the
    grade must be asked one.
    """
    kept_free = 2 if bands.edi_question_needed(grade) else 1
    room = minutes // bands.minutes_per_question - kept_free
    return tuple(Value)[: max(FEWEST_VALUES, room)]
