"""Assigning questions: what must be covered, what is preferred, and what is said when it cannot be done."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.domain_samples import BAND_6, a_criterion, a_question

from panelguide.domain.assign import AssignRequest, CannotAssign, assign, objective
from panelguide.domain.bands import Grade, GradeRange, PayScale
from panelguide.domain.coverage import GapKind
from panelguide.domain.criteria import TestedAt
from panelguide.domain.questions import Category, QuestionStatus, StaffGroup, Value

COMPASSION = a_question("COMP", value=Value.COMPASSION, competencies=["communication"])
RESPECT = a_question("RESP", value=Value.RESPECT_AND_DIGNITY, competencies=["speaking-up"])
BOTH = a_question(
    "BOTH", value=Value.COMPASSION, secondary_values=[Value.RESPECT_AND_DIGNITY], competencies=["teamwork"]
)
EQUALITY = a_question("EDI", value=Value.EVERYONE_COUNTS, category=Category.EDI, minutes=9)
EXERCISE = a_question("EXER", competencies=["prioritising"], category=Category.EXERCISE, minutes=15)

E1 = a_criterion("E1", values=[Value.COMPASSION])
E2 = a_criterion("E2", values=[Value.RESPECT_AND_DIGNITY], weight="2")


def a_request(*questions, **changes):
    request = AssignRequest(
        questions=questions,
        grade=BAND_6,
        staff_group=StaffGroup.CLINICAL,
        criteria=(E1, E2),
        minutes=45,
        seed=1,
    )
    return replace(request, **changes)


def ids(kit):
    return [assigned.question.id for assigned in kit.questions]


def test_every_interview_criterion_is_covered():
    kit = assign(a_request(COMPASSION, RESPECT))
    assert sorted(ids(kit)) == ["COMP", "RESP"]


def test_one_question_is_asked_where_one_covers_both():
    assert ids(assign(a_request(COMPASSION, RESPECT, BOTH))) == ["BOTH"]


def test_questions_not_asked_last_time_come_before_few_questions():
    kit = assign(a_request(COMPASSION, RESPECT, BOTH, asked_last_time=frozenset({"BOTH"})))
    assert sorted(ids(kit)) == ["COMP", "RESP"]


def test_the_minutes_come_before_what_was_asked_last_time():
    request = a_request(COMPASSION, RESPECT, BOTH, asked_last_time=frozenset({"BOTH"}), minutes=7)
    assert ids(assign(request)) == ["BOTH"]


def test_a_required_value_is_covered_though_no_criterion_asks_for_it():
    quality = a_question("QUAL", value=Value.QUALITY_OF_CARE)
    kit = assign(a_request(BOTH, quality, required_values=(Value.QUALITY_OF_CARE,)))
    assert sorted(ids(kit)) == ["BOTH", "QUAL"]


def test_the_mandatory_equality_question_is_in_and_not_last():
    kit = assign(a_request(COMPASSION, RESPECT, EQUALITY, mandatory_categories=(Category.EDI,)))
    assert "EDI" in ids(kit)
    assert ids(kit)[-1] != "EDI"


def test_a_question_about_the_same_value_is_not_the_mandatory_question():
    counts = a_question("COUNTS", value=Value.EVERYONE_COUNTS)
    with pytest.raises(CannotAssign) as refused:
        assign(a_request(BOTH, counts, mandatory_categories=(Category.EDI,)))
    assert [gap.subject for gap in refused.value.missing] == ["edi"]


@pytest.mark.parametrize(
    "unfit",
    [
        replace(BOTH, status=QuestionStatus.DRAFT),
        replace(BOTH, status=QuestionStatus.RETIRED),
        replace(BOTH, grades=GradeRange(frozenset({PayScale.AFC}), "8a", "9")),
        replace(BOTH, grades=GradeRange(frozenset({PayScale.VSM}))),
        replace(BOTH, staff_groups=frozenset({StaffGroup.NON_CLINICAL})),
    ],
)
def test_a_question_that_does_not_fit_the_post_is_left_aside(unfit):
    assert "BOTH" not in ids(assign(a_request(COMPASSION, RESPECT, unfit)))


def test_an_excluded_question_is_left_aside():
    assert "BOTH" not in ids(assign(a_request(COMPASSION, RESPECT, BOTH, excluded=frozenset({"BOTH"}))))


def test_a_criterion_without_a_question_in_the_bank_is_named():
    with pytest.raises(CannotAssign) as refused:
        assign(a_request(COMPASSION))
    assert refused.value.what == "E2 has no question in the bank for Band 6."
    assert [gap.kind for gap in refused.value.missing] == [GapKind.NO_QUESTION]


def test_a_value_without_a_question_in_the_bank_is_named():
    with pytest.raises(CannotAssign) as refused:
        assign(a_request(BOTH, required_values=(Value.IMPROVING_LIVES,)))
    assert refused.value.what == "The value “Improving lives” has no question in the bank for Band 6."


def test_untagged_and_unconfirmed_criteria_are_named_apart():
    criteria = (E1, a_criterion("E3"), a_criterion("E4", values=[Value.COMPASSION], confirmed=False))
    with pytest.raises(CannotAssign) as refused:
        assign(a_request(COMPASSION, criteria=criteria))
    assert [(gap.subject, gap.kind) for gap in refused.value.missing] == [
        ("E3", GapKind.UNTAGGED),
        ("E4", GapKind.UNCONFIRMED),
    ]
    assert "E3 has no value or competency" in str(refused.value)


def test_too_few_minutes_are_answered_with_the_least_that_would_do():
    long = replace(BOTH, minutes=20)
    with pytest.raises(CannotAssign) as refused:
        assign(a_request(COMPASSION, RESPECT, long, minutes=11))
    assert refused.value.minutes_needed == 12
    assert refused.value.what == "The questions need 12 minutes and have 11."


def test_nothing_to_ask_about_is_said_and_not_answered_with_an_empty_kit():
    with pytest.raises(CannotAssign, match="nothing to ask"):
        assign(a_request(BOTH, criteria=()))


def test_a_criterion_tested_on_the_form_needs_no_question():
    on_form = a_criterion("E9", tested_at=[TestedAt.APPLICATION_FORM])
    assert ids(assign(a_request(BOTH, criteria=(E1, E2, on_form)))) == ["BOTH"]


def test_an_exercise_has_its_own_slot_and_covers_what_exercises_test():
    e6 = a_criterion("E6", competencies=["prioritising"], tested_at=[TestedAt.EXERCISE], weight="3")
    request = a_request(BOTH, EXERCISE, criteria=(E1, E2, e6), exercise_minutes=15, minutes=6)
    kit = assign(request)
    assert ids(kit) == ["BOTH"]
    assert [assigned.question.id for assigned in kit.exercises] == ["EXER"]
    assert kit.exercises[0].covers_criteria == ("E6",)
    assert kit.exercises[0].weight == Decimal(3)
    assert (kit.minutes, kit.exercise_minutes) == (6, 15)


def test_an_exercise_does_not_stand_in_for_a_question():
    e4 = a_criterion("E4", competencies=["prioritising"], tested_at=[TestedAt.INTERVIEW, TestedAt.EXERCISE])
    with pytest.raises(CannotAssign, match="E4 has no question"):
        assign(a_request(BOTH, EXERCISE, criteria=(e4,), exercise_minutes=15))


def test_no_exercise_is_given_unless_it_is_wanted():
    e6 = a_criterion("E6", competencies=["prioritising"], tested_at=[TestedAt.EXERCISE])
    assert assign(a_request(BOTH, EXERCISE, criteria=(E1, E2, e6))).exercises == ()


def test_an_exercise_slot_that_is_too_short_says_how_long_it_must_be():
    with pytest.raises(CannotAssign) as refused:
        assign(a_request(BOTH, EXERCISE, exercise_minutes=10))
    assert refused.value.what == "The exercise needs 15 minutes and has 10."
    assert objective(refused.value) == (0, 5)


def test_an_exercise_that_is_wanted_and_not_in_the_bank_is_named():
    with pytest.raises(CannotAssign, match="The exercise has no exercise in the bank"):
        assign(a_request(BOTH, exercise_minutes=10))


def test_the_same_seed_gives_the_same_kit_whatever_the_order_of_the_bank():
    many = [replace(BOTH, id=f"BOTH-{number}") for number in range(20)]
    assert assign(a_request(*many)) == assign(a_request(*reversed(many)))


def test_another_seed_chooses_another_of_equal_questions():
    many = [replace(BOTH, id=f"BOTH-{number}") for number in range(20)]
    assert len({ids(assign(a_request(*many, seed=seed)))[0] for seed in range(40)}) > 5


def test_a_question_that_takes_longer_may_still_be_chosen_when_it_costs_nothing_that_counts():
    longer = replace(BOTH, id="LONGER", minutes=9)
    assert {ids(assign(a_request(BOTH, longer, seed=seed)))[0] for seed in range(20)} == {"BOTH", "LONGER"}


def test_the_questions_are_shared_among_the_panel_beginning_with_the_chair():
    four = [a_question(f"Q{number}", competencies=[f"c{number}"]) for number in range(4)]
    criteria = tuple(a_criterion(f"E{number}", competencies=[f"c{number}"]) for number in range(4))
    kit = assign(a_request(*four, criteria=criteria, askers=("chair", "begum", "wood")))
    assert [assigned.asker for assigned in kit.questions] == ["chair", "begum", "wood", "chair"]
    assert objective(kit) == (0, 0, 0, 4, 1, 0, 0)


def test_a_question_weighs_as_much_as_its_heaviest_criterion():
    kit = assign(a_request(BOTH))
    assert kit.questions[0].covers_criteria == ("E1", "E2")
    assert kit.questions[0].weight == Decimal(2)


def test_a_question_that_is_there_for_a_value_only_weighs_one():
    quality = a_question("QUAL", value=Value.QUALITY_OF_CARE)
    kit = assign(a_request(quality, criteria=(), required_values=(Value.QUALITY_OF_CARE,)))
    assert kit.questions[0].weight == Decimal(1)


def test_the_refusal_names_the_grade_it_looked_for():
    with pytest.raises(CannotAssign, match="for VSM"):
        assign(a_request(BOTH, grade=Grade(PayScale.VSM)))


def test_a_bank_of_five_thousand_gives_an_answer_as_short_as_its_best_questions_allow():
    names = [f"c{number}" for number in range(12)]
    bank = [
        a_question(f"Q{number}", competencies=[names[number % 12], names[(number * 7 + 5) % 12]])
        for number in range(5000)
    ]
    criteria = tuple(a_criterion(f"E{number}", competencies=[name]) for number, name in enumerate(names))
    kit = assign(a_request(*bank, criteria=criteria))
    assert {code for assigned in kit.questions for code in assigned.covers_criteria} == {
        criterion.code for criterion in criteria
    }
    assert len(kit.questions) == 6
