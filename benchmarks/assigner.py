"""Assigning a kit and loading the bank it comes from, with a bank as shipped and with one of 5,000 entries."""

import itertools
from dataclasses import replace
from decimal import Decimal

from benchmarks import trust
from benchmarks.measuring import Figure, compare
from panelguide.content import Content, load
from panelguide.content.cache import read_cache, write_cache
from panelguide.domain.assign import AssignRequest, assign
from panelguide.domain.bands import parse_grade
from panelguide.domain.criteria import Criterion, CriterionKind, TestedAt
from panelguide.domain.questions import Category, Question, StaffGroup

ROUNDS = 21
SHIPPED, LARGE = 140, 5_000
CRITERIA = 7


def _of_size(questions: tuple[Question, ...], size: int) -> tuple[Question, ...]:
    """So many questions: the shipped ones, and when they are used up the same again under other ids."""
    again = itertools.count()
    copies = (replace(it, id=f"{it.id}-{next(again)}") for it in itertools.cycle(questions))
    return tuple(itertools.islice(itertools.chain(questions, copies), size))


def _request(questions: tuple[Question, ...]) -> AssignRequest:
    names = sorted({name for it in questions[:SHIPPED] for name in it.competencies if it.exercise is None})
    values = sorted({it.value for it in questions[:SHIPPED] if it.value is not None})
    criteria = tuple(
        Criterion(
            id=f"{number:032}",
            code=f"E{number}",
            kind=CriterionKind.ESSENTIAL,
            text=names[number],
            tested_at=frozenset({TestedAt.INTERVIEW}),
            weight=Decimal(1),
            values=(),
            competencies=(names[number],),
            confirmed=True,
        )
        for number in range(CRITERIA)
    )
    return AssignRequest(
        questions=questions,
        grade=parse_grade("8a"),
        staff_group=StaffGroup.CLINICAL,
        criteria=criteria,
        minutes=55,
        seed=14,
        required_values=tuple(values[:2]),
        mandatory_categories=(Category.EDI,),
    )


def measure() -> list[Figure]:
    content = load(None, None)
    shipped = tuple(content.bank.questions.values())
    small, large = _request(_of_size(shipped, SHIPPED)), _request(_of_size(shipped, LARGE))
    assigning = compare(lambda: assign(large), lambda: assign(small), rounds=ROUNDS)
    bank = replace(content.bank, questions={it.id: it for it in large.questions})
    with trust.folder() as cache:
        write_cache(cache, "small", content)
        write_cache(cache, "large", replace(content, bank=bank))
        loading = compare(
            lambda: read_cache(cache, "large", Content), lambda: read_cache(cache, "small", Content), rounds=7
        )
    times = f"{LARGE / SHIPPED:.0f} times the entries"
    return [
        assigning.figure(f"assigning from {LARGE:,} entries ({times})", f"assigning from {SHIPPED}", None),
        loading.figure(
            f"loading {LARGE:,} entries from the cache", f"loading the shipped {len(shipped)}", None
        ),
    ]
