"""The assigner against trying every set of questions, on five hundred small banks."""

import random
from itertools import combinations

import pytest
from tests.domain_samples import BAND_6, a_criterion, a_question

from panelguide.domain.assign import AssignRequest, CannotAssign, assign, objective
from panelguide.domain.questions import Category, StaffGroup, Value

BANKS = 500
COMPETENCIES = ["teamwork", "teaching", "inclusion", "strategy"]
VALUES = list(Value)[:3]


def a_random_request(seed):
    chance = random.Random(seed)
    questions = tuple(
        a_question(
            f"Q{number}",
            value=chance.choice([None, *VALUES]),
            competencies=chance.sample(COMPETENCIES, chance.randint(0, 2)),
            minutes=chance.randint(3, 9),
            category=Category.EDI if chance.random() < 0.2 else Category.ROLE,
        )
        for number in range(chance.randint(1, 10))
    )
    criteria = tuple(
        a_criterion(
            f"E{number}",
            values=chance.sample(VALUES, chance.randint(0, 1)),
            competencies=chance.sample(COMPETENCIES, 1),
        )
        for number in range(chance.randint(1, 3))
    )
    return AssignRequest(
        questions=questions,
        grade=BAND_6,
        staff_group=StaffGroup.ANY,
        criteria=criteria,
        minutes=chance.randint(4, 30),
        seed=seed,
        required_values=tuple(chance.sample(VALUES, chance.randint(0, 2))),
        mandatory_categories=(Category.EDI,) if chance.random() < 0.4 else (),
        asked_last_time=frozenset(q.id for q in questions if chance.random() < 0.4),
        askers=("chair", "begum", "wood")[: chance.randint(1, 3)],
    )


def what_is_wanted(request):
    """Each requirement as a test of one question, written without the assigner's own."""
    return [
        *(
            (lambda q, c=c: bool(set(c.values) & q.values or set(c.competencies) & set(q.competencies)))
            for c in request.criteria
        ),
        *((lambda q, v=v: q.value is v) for v in request.required_values),
        *((lambda q, k=k: q.category is k) for k in request.mandatory_categories),
    ]


def by_trying_everything(request):
    """The best objective there is, by looking at every set of questions."""
    wanted = what_is_wanted(request)
    missing = sum(not any(test(q) for q in request.questions) for test in wanted)
    wanted = [test for test in wanted if any(test(q) for q in request.questions)]
    complete = [
        chosen
        for size in range(len(request.questions) + 1)
        for chosen in combinations(request.questions, size)
        if all(any(test(q) for q in chosen) for test in wanted)
    ]
    least = min(sum(q.minutes for q in chosen) for chosen in complete)
    if missing or least > request.minutes:
        return (missing, max(0, least - request.minutes))
    return min(
        (
            0,
            0,
            sum(q.id in request.asked_last_time for q in chosen),
            len(chosen),
            0 if len(chosen) % len(request.askers) == 0 else 1,
            0,
            0,
        )
        for chosen in complete
        if sum(q.minutes for q in chosen) <= request.minutes
    )


def by_the_assigner(request):
    try:
        kit = assign(request)
    except CannotAssign as refused:
        return objective(refused), None
    return objective(kit), kit


@pytest.mark.parametrize("block", range(10))
def test_the_assigner_is_as_good_as_trying_everything(block):
    outcomes = set()
    for seed in range(block * BANKS // 10, (block + 1) * BANKS // 10):
        request = a_random_request(seed)
        answer, kit = by_the_assigner(request)
        assert answer == by_trying_everything(request), seed
        outcomes.add(kit is None)
        if kit:
            chosen = [assigned.question for assigned in kit.questions]
            assert all(any(test(q) for q in chosen) for test in what_is_wanted(request)), seed
            assert kit.minutes <= request.minutes, seed
    assert outcomes == {True, False}
