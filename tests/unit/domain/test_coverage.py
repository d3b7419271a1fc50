"""The matrix of a kit and the gaps it names."""

from tests.domain_samples import a_criterion, a_question

from panelguide.domain.coverage import GapKind, coverage
from panelguide.domain.criteria import TestedAt
from panelguide.domain.questions import Category, Value

COMPASSION = a_question("COMP", value=Value.COMPASSION, competencies=["communication"])
TEACHING = a_question("TEACH", competencies=["teaching"])
EXERCISE = a_question("EXER", competencies=["prioritising"], category=Category.EXERCISE)
E1 = a_criterion("E1", values=[Value.COMPASSION])
E2 = a_criterion("E2", competencies=["teaching", "communication"])


def test_the_matrix_has_a_row_for_each_criterion_and_a_column_for_each_question():
    found = coverage([COMPASSION, TEACHING], [E1, E2])
    assert found.questions == ("COMP", "TEACH")
    assert [(row.subject, row.covered) for row in found.criteria] == [
        ("E1", (True, False)),
        ("E2", (True, True)),
    ]
    assert found.criteria[1].count == 2
    assert found.gaps == ()


def test_values_are_shown_when_required_or_asked_about():
    found = coverage([COMPASSION], [E1], [Value.IMPROVING_LIVES])
    assert [(row.subject, row.count) for row in found.values] == [("compassion", 1), ("improving-lives", 0)]
    assert [gap.sentence for gap in found.gaps] == ["No question covers the value “Improving lives”."]


def test_an_exercise_stands_last_and_covers_only_what_exercises_test():
    both = a_criterion("E4", competencies=["prioritising"], tested_at=[TestedAt.INTERVIEW, TestedAt.EXERCISE])
    interview = a_criterion("E5", competencies=["prioritising"])
    found = coverage([EXERCISE, COMPASSION], [both, interview])
    assert found.questions == ("COMP", "EXER")
    assert [row.covered for row in found.criteria] == [(False, True), (False, False)]
    assert [gap.sentence for gap in found.gaps] == [
        "E4 has no question. Add one, or test it another way.",
        "E5 has no question. Add one, or test it another way.",
    ]


def test_a_criterion_tested_in_an_exercise_wants_one():
    e6 = a_criterion("E6", values=[Value.COMPASSION], tested_at=[TestedAt.EXERCISE])
    assert coverage([COMPASSION], [e6]).gaps[0].sentence.startswith("E6 has no exercise.")


def test_a_criterion_tested_nowhere_is_a_gap_and_one_tested_on_the_form_is_not():
    nowhere = a_criterion("D2", tested_at=[])
    on_form = a_criterion("D3", tested_at=[TestedAt.APPLICATION_FORM])
    found = coverage([COMPASSION], [nowhere, on_form])
    assert [gap.subject for gap in found.gaps] == ["D2"]


def test_an_untagged_and_an_unconfirmed_criterion_are_gaps_though_a_question_would_do():
    found = coverage(
        [COMPASSION],
        [a_criterion("E7"), a_criterion("E8", values=[Value.COMPASSION], confirmed=False)],
    )
    assert [gap.kind for gap in found.gaps] == [GapKind.UNTAGGED, GapKind.UNCONFIRMED]
    assert all(row.count == 0 for row in found.criteria)


def test_a_missing_equality_question_is_a_gap():
    found = coverage([COMPASSION], [E1], mandatory_categories=[Category.EDI])
    assert [gap.sentence for gap in found.gaps] == [
        "No question covers the EDI question this grade must be asked."
    ]
