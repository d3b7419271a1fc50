"""Once the letters are out: how long the record is kept."""

from panelguide.domain.facts import VacancyFacts
from panelguide.domain.rules.answer import Answer, on


def retention_date_after_letters(facts: VacancyFacts) -> Answer:
    """Long enough to answer a challenge, so it is counted from the letters (ICO, recruitment records)."""
    day, letters = facts.dates.retention, facts.dates.letters_due
    if day is None:
        return Answer(False, "No day is set for erasing the records.")
    if letters is None:
        return Answer(False, f"Set for {on(day)}; no day is set for the letters to count from.")
    days = (day - letters).days
    if days <= 0:
        return Answer(False, f"Set for {on(day)}, which is not after the letters, due on {on(letters)}.")
    return Answer(True, f"The records are to be erased on {on(day)}, {days} days after the letters are due.")
