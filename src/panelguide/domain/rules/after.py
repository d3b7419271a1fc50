"""Once the letters are out: how long the record is kept."""

from panelguide.domain.facts import VacancyFacts
from panelguide.domain.rules.answer import Answer, on


def retention_date_after_letters(facts: VacancyFacts) -> Answer:
    """Long enough to answer a challenge, so it is counted from the last letter (ICO, recruitment records)."""
    day, last = facts.dates.retention, facts.dates.last_letter
    if day is None:
        return Answer(False, "No day is set for erasing the records.")
    if last is None:
        return Answer(False, f"Set for {on(day)}; no letter has been made yet to count from.")
    days = (day - last).days
    if days <= 0:
        return Answer(False, f"Set for {on(day)}, which is not after the last letter of {on(last)}.")
    return Answer(True, f"The records are to be erased on {on(day)}, {days} days after the last letter.")
