"""What a rule says: met or not, and one sentence with the figures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from panelguide.domain.facts import VacancyFacts

NAMED_IN_A_SENTENCE: Final = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a rule is met, and the state in figures, as the checklist shows it beside the item."""

    met: bool
    sentence: str


Rule = Callable[[VacancyFacts], Answer]


def progress(done: int, total: int, what: str, *, none: str) -> Answer:
    """ "2 of 3 members declared": met when there is something to count and all of it is done.

    none: the sentence when there is nothing to count yet, which never meets a rule.
    """
    if total <= 0:
        return Answer(False, none)
    return Answer(done >= total, f"{done} of {total} {what}.")


def counted(number: int, one: str, many: str = "") -> str:
    """The number with its noun, as in "1 question" and "4 questions"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(names: Iterable[str]) -> str:
    """Names in a sentence, as in "E3, E5 and D1"; of many, the first three and how many more."""
    names = list(names)
    if len(names) > NAMED_IN_A_SENTENCE:
        return f"{', '.join(names[:NAMED_IN_A_SENTENCE])} and {len(names) - NAMED_IN_A_SENTENCE} more"
    return _joined(names)


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def on(day: date) -> str:
    """A day the way a letter writes it, as in "5 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def not_asked_below(band: str, facts: VacancyFacts) -> Answer:
    """A rule that begins at a band has nothing to ask of a grade under it."""
    return Answer(True, f"Asked from band {band}; this post is {str(facts.grade).lower()}.")
