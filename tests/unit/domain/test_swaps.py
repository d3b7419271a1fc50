"""Questions that could be asked instead of one of the kit."""

from dataclasses import replace

import pytest
from tests.domain_samples import BAND_6, a_criterion, a_question

from panelguide.domain.assign import AssignRequest, assign
from panelguide.domain.questions import Category, StaffGroup, Value
from panelguide.domain.swaps import questions_of, swap_candidates
from panelguide.errors import NotFound

E1 = a_criterion("E1", values=[Value.COMPASSION])
E2 = a_criterion("E2", competencies=["teaching"])
COMPASSION = a_question("COMP", value=Value.COMPASSION, minutes=6)
TEACHING = a_question("TEACH", competencies=["teaching"], minutes=6, category=Category.ROLE)
KIT = (COMPASSION, TEACHING)


def a_request(*bank, **changes):
    request = AssignRequest(
        questions=(*KIT, *bank),
        grade=BAND_6,
        staff_group=StaffGroup.ANY,
        criteria=(E1, E2),
        minutes=14,
        seed=3,
    )
    return replace(request, **changes)


def ids(swaps):
    return [swap.question.id for swap in swaps]


def test_only_questions_that_keep_coverage_and_minutes_are_offered_while_there_are_some():
    same = a_question("SAME", value=Value.COMPASSION, minutes=8)
    longer = a_question("LONG", value=Value.COMPASSION, minutes=9)
    other = a_question("OTHER", value=Value.IMPROVING_LIVES, minutes=5)
    swaps = swap_candidates(a_request(same, longer, other), KIT, "COMP")
    assert ids(swaps) == ["SAME"]
    assert swaps[0].keeps_everything
    assert swaps[0].sentence == "Costs nothing."


def test_what_would_be_lost_is_named_where_nothing_keeps_everything():
    longer = a_question("LONG", value=Value.COMPASSION, minutes=9)
    other = a_question("OTHER", value=Value.IMPROVING_LIVES, minutes=5)
    swaps = swap_candidates(a_request(other, longer), KIT, "COMP")
    assert ids(swaps) == ["LONG", "OTHER"]
    assert swaps[0].sentence == "With it the kit is 1 minutes too long."
    assert swaps[1].loses == ("E1",)


def test_what_another_question_of_the_kit_covers_too_is_not_lost():
    also = a_question("ALSO", value=Value.COMPASSION, minutes=1)
    other = a_question("OTHER", value=Value.IMPROVING_LIVES, minutes=5)
    assert swap_candidates(a_request(other), (*KIT, also), "COMP")[0].keeps_everything


def test_a_question_asked_last_time_stands_behind_one_that_was_not():
    same = [a_question(f"S{number}", value=Value.COMPASSION) for number in range(3)]
    request = a_request(*same, asked_last_time=frozenset({"S0", "S2"}))
    assert ids(swap_candidates(request, KIT, "COMP"))[0] == "S1"


def test_a_question_of_the_same_value_and_category_stands_first():
    far = a_question("FAR", secondary_values=[Value.COMPASSION], minutes=2)
    near = a_question("NEAR", value=Value.COMPASSION, category=Category.ROLE, minutes=6)
    nearest = a_question("NEAREST", value=Value.COMPASSION, minutes=7)
    assert ids(swap_candidates(a_request(far, near, nearest), KIT, "COMP")) == ["NEAREST", "NEAR", "FAR"]


def test_the_mandatory_question_gives_way_only_to_another_of_its_kind():
    equality = a_question("EDI", category=Category.EDI)
    other = a_question("OTHER", value=Value.EVERYONE_COUNTS)
    another = a_question("EDI2", category=Category.EDI)
    request = a_request(equality, other, another, mandatory_categories=(Category.EDI,), minutes=60)
    assert ids(swap_candidates(request, (*KIT, equality), "EDI")) == ["EDI2"]


def test_an_exercise_is_swapped_for_an_exercise_inside_its_own_slot():
    exercise = a_question("EX1", category=Category.EXERCISE, minutes=15)
    long = a_question("EX2", category=Category.EXERCISE, minutes=20)
    short = a_question("EX3", category=Category.EXERCISE, minutes=10)
    request = a_request(exercise, long, short, exercise_minutes=15)
    assert ids(swap_candidates(request, (*KIT, exercise), "EX1")) == ["EX3"]


def test_excluded_questions_and_those_of_the_kit_are_not_offered():
    same = a_question("SAME", value=Value.COMPASSION)
    assert swap_candidates(a_request(same, excluded=frozenset({"SAME"})), KIT, "COMP") == ()


def test_a_question_that_is_not_in_the_kit_cannot_be_swapped():
    with pytest.raises(NotFound, match="no question NONE"):
        swap_candidates(a_request(), KIT, "NONE")


def test_an_assigned_kit_can_be_swapped_from_as_it_is():
    same = a_question("SAME", value=Value.COMPASSION)
    request = a_request(same)
    kit = questions_of(assign(request))
    chosen = next(question.id for question in kit if question.value is Value.COMPASSION)
    assert ids(swap_candidates(request, kit, chosen)) == [{"SAME": "COMP", "COMP": "SAME"}[chosen]]
