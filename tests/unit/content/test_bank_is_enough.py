"""The shipped bank gives a full kit to every kind of post, and another one next time."""

import pytest
from tests.world import shipped_content

from panelguide.domain.assign import AssignedKit, AssignRequest, CannotAssign, assign
from panelguide.domain.bands import AFC_BANDS, Grade, PayScale
from panelguide.domain.questions import Category, StaffGroup, Value
from panelguide.domain.usual_values import usual_values

GRADES = [*(Grade(PayScale.AFC, band) for band in AFC_BANDS), Grade(PayScale.VSM)]
POSTS = [
    (grade, group, slot)
    for grade in GRADES
    for group in (StaffGroup.CLINICAL, StaffGroup.NON_CLINICAL)
    for slot in (30, 45, 60)
    if slot != 30 or (grade.scale is PayScale.AFC and grade.band in ("2", "3", "4"))
]
EXERCISE_MINUTES = 20


def kit_for(
    grade: Grade, group: StaffGroup, slot: int, last_time: frozenset[str] = frozenset()
) -> AssignedKit:
    return assign(request_for(grade, group, slot, last_time))


def request_for(
    grade: Grade, group: StaffGroup, slot: int, last_time: frozenset[str] = frozenset()
) -> AssignRequest:
    content = shipped_content()
    bands = content.bands
    minutes = slot - bands.opening_minutes - bands.closing_minutes
    return AssignRequest(
        questions=tuple(content.bank.questions.values()),
        grade=grade,
        staff_group=group,
        criteria=(),
        minutes=minutes,
        seed=20261121,
        required_values=usual_values(bands, grade, minutes),
        mandatory_categories=(Category.EDI,) if bands.edi_question_needed(grade) else (),
        asked_last_time=last_time,
        askers=("chair", "second", "third"),
        exercise_minutes=EXERCISE_MINUTES if bands.skills_assessment_needed(grade) else None,
    )


def named(post: tuple[Grade, StaffGroup, int]) -> str:
    grade, group, slot = post
    return f"{grade}, {group}, {slot} minutes"


@pytest.mark.parametrize("post", POSTS, ids=named)
def test_every_post_gets_a_full_kit_inside_its_minutes(post: tuple[Grade, StaffGroup, int]) -> None:
    grade, group, slot = post
    kit = kit_for(grade, group, slot)
    request = request_for(grade, group, slot)
    asked = [assigned.question for assigned in kit.questions]
    assert kit.minutes <= request.minutes
    assert set(request.required_values) <= {question.value for question in asked}
    assert all(question.grades.covers(grade) and question.suits(group) for question in asked)
    if grade.at_least("8a"):
        assert Category.EDI in {question.category for question in asked}
    if grade.at_least("7"):
        assert len(kit.exercises) == 1
        assert kit.exercise_minutes <= EXERCISE_MINUTES


@pytest.mark.parametrize("post", POSTS, ids=named)
def test_the_same_post_next_time_is_asked_nothing_again(post: tuple[Grade, StaffGroup, int]) -> None:
    grade, group, slot = post
    first = kit_for(grade, group, slot)
    before = frozenset(it.question.id for it in (*first.questions, *first.exercises))
    second = kit_for(grade, group, slot, before)
    after = {it.question.id for it in (*second.questions, *second.exercises)}
    assert not before & after


@pytest.mark.parametrize("grade", [Grade(PayScale.AFC, "8b"), Grade(PayScale.VSM)], ids=str)
def test_what_cannot_fit_is_refused_with_the_minutes_it_needs(grade: Grade) -> None:
    content = shipped_content()
    request = AssignRequest(
        questions=tuple(content.bank.questions.values()),
        grade=grade,
        staff_group=StaffGroup.CLINICAL,
        criteria=(),
        minutes=20,
        seed=1,
        required_values=tuple(Value),
        mandatory_categories=(Category.EDI,),
    )
    with pytest.raises(CannotAssign) as refused:
        assign(request)
    assert refused.value.minutes_needed > 20
    assert f"need {refused.value.minutes_needed} minutes and have 20" in str(refused.value)


def test_every_indicator_has_a_phrase_of_praise_and_one_of_advice() -> None:
    """Nine letters about one kit then need not say a sentence twice, and can speak of what was noted."""
    for question in shipped_content().bank.questions.values():
        indicators = list(range(1, len(question.positive_indicators) + 1))
        assert [it.indicator for it in question.strength_phrases] == indicators, question.id
        assert [it.indicator for it in question.develop_phrases] == indicators, question.id
