"""The order in which a kit's questions are asked, and who asks which."""

from collections.abc import Iterable, Sequence
from typing import Final

from panelguide.domain.questions import Category, Question

PLACES: Final = (Category.ENTRY, Category.VALUES, Category.ROLE, Category.LEADERSHIP, Category.SENIOR)
WARM_START: Final = (Category.ENTRY, Category.VALUES)


def asking_order(questions: Iterable[Question]) -> list[Question]:
    """The questions with a warm start and the hardest talk in the middle.

    People begin best with something they have lived through, so entry and values questions come first, the
    shorter ones before the longer; role, leadership and senior questions follow. Equality questions come
    straight after the warm start: never last, where time runs out, as long as there is another question to end on.
    """
    ordered = sorted(questions, key=lambda question: (question.minutes, question.id))
    others = [question for question in ordered if question.category is not Category.EDI]
    others.sort(key=lambda question: PLACES.index(question.category) if question.category in PLACES else 0)
    equality = [question for question in ordered if question.category is Category.EDI]
    warm = sum(question.category in WARM_START for question in others)
    place = max(0, min(max(1, warm), len(others) - 1))
    return [*others[:place], *equality, *others[place:]]


def share_out(count: int, askers: Sequence[str]) -> list[str]:
    """Who asks each of so many questions: in turn by the rota, so that nobody asks two more than another.

    askers: person ids, the chair first. Without askers every name is empty.
    """
    return [askers[place % len(askers)] if askers else "" for place in range(count)]


def spread_of(asked_by: Iterable[str], askers: Sequence[str]) -> int:
    """How many more questions the busiest asker has than the least busy."""
    names = list(asked_by)
    counts = [names.count(asker) for asker in askers]
    return max(counts) - min(counts) if counts else 0
