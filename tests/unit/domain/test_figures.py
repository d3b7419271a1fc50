"""Final figures: exact, never a sum, and honest about what they rest on."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelguide.domain.figures import (
    FigureFlag,
    FigureQuestion,
    RoundMarks,
    candidate_figure,
    figure_text,
    final_figures,
    flag_sentence,
    why_not_appointable,
)
from panelguide.domain.marks import NoMark
from panelguide.domain.method import Method
from panelguide.errors import Refused

Q1 = FigureQuestion("q1", "Q1")
Q2 = FigureQuestion("q2", "Q2")
Q3 = FigureQuestion("q3", "Q3", pass_line=3)
METHOD = Method()


def sheets(**by_member):
    """Marks of each member, in the order of q1, q2, q3."""
    return {
        member: {f"q{place}": mark for place, mark in enumerate(marks, start=1)}
        for member, marks in by_member.items()
    }


def figure(marks, questions=(Q1, Q2), method=METHOD):
    return candidate_figure("C01", marks, questions, method)


def test_the_figure_of_a_question_is_the_mean_over_those_who_scored_it():
    found = figure(sheets(chair=[4, 3], begum=[3, NoMark.NOT_HEARD], wood=[3, 4]))
    assert [question.mean for question in found.questions] == [Fraction(10, 3), Fraction(7, 2)]
    assert found.questions[1].scored_by == {"chair", "wood"}


def test_the_final_figure_is_a_weighted_mean_and_not_a_sum():
    method = Method(weights={"q1": Decimal(2), "q2": Decimal("0.5")})
    assert figure(sheets(chair=[4, 3]), method=method).final == Fraction(19, 5)


def test_the_weights_are_renormalised_to_the_questions_asked():
    method = Method(weights={"q1": Decimal(2)})
    found = figure(sheets(chair=[4, NoMark.NOT_ASKED], begum=[5, NoMark.NOT_ASKED]), method=method)
    assert found.final == Fraction(9, 2)
    assert found.counted_text == "1 of 2"
    assert found.questions[1].no_mark is NoMark.NOT_ASKED


def test_zero_counts_where_the_three_ways_of_having_no_mark_do_not():
    assert figure(sheets(chair=[4, 0])).final == 2
    for no_mark in NoMark:
        assert figure(sheets(chair=[4, no_mark])).final == 4
    assert figure({"chair": {"q1": 4}}).final == 4


def test_why_a_question_has_no_mean_is_told_apart():
    for no_mark in NoMark:
        assert figure(sheets(chair=[4, no_mark])).questions[1].no_mark is no_mark
    assert figure({"chair": {"q1": 4}}).questions[1].no_mark is NoMark.NOT_SCORED


def test_a_candidate_nobody_scored_has_no_figure_and_cannot_be_appointed():
    found = figure(sheets(chair=[NoMark.NOT_HEARD, NoMark.NOT_ASKED]))
    assert found.final is None
    assert not found.appointable
    assert why_not_appointable(found, METHOD) == ("Nobody scored this candidate.",)


@pytest.mark.parametrize(("marks", "appointable"), [([3, 3], True), ([3, 2], False), ([5, 1], True)])
def test_the_appointable_line_is_reached_at_the_line(marks, appointable):
    assert figure(sheets(chair=marks)).appointable is appointable


def test_a_question_below_its_pass_line_stops_an_appointment_though_the_figure_is_high():
    found = figure(sheets(chair=[5, 5, 3], begum=[5, 5, 2]), (Q1, Q2, Q3))
    assert found.final > 4
    assert not found.appointable
    assert why_not_appointable(found, METHOD) == ("Q3 has 2.50, below its pass line of 3.",)


def test_a_question_with_a_pass_line_that_was_not_asked_stops_nobody():
    assert figure(sheets(chair=[4, 4, NoMark.NOT_ASKED]), (Q1, Q2, Q3)).appointable


def test_what_somebody_is_below_is_said_with_the_figure_and_the_line():
    found = figure(sheets(chair=[3, 2]))
    assert why_not_appointable(found, METHOD) == ("The final figure 2.50 is below the line of 3.",)


def test_struck_questions_leave_the_figures_for_everybody():
    marks = {"C01": sheets(chair=[4, 0]), "C02": sheets(chair=[3, 5])}
    found = final_figures([RoundMarks(marks, frozenset({"q2"}))], [Q1, Q2], METHOD)
    assert [(figure.final, figure.counted_text, figure.flags) for figure in found] == [
        (4, "1 of 1", ()),
        (3, "1 of 1", ()),
    ]


def test_a_question_struck_in_one_round_only_leaves_that_round_on_fewer_questions():
    rounds = [
        RoundMarks({"C01": sheets(chair=[4, 4])}, frozenset({"q2"})),
        RoundMarks({"C02": sheets(chair=[4, 4])}),
    ]
    found = final_figures(rounds, [Q1, Q2], METHOD)
    assert [figure.flags for figure in found] == [(FigureFlag.FEWER_QUESTIONS,), ()]


def test_a_figure_on_fewer_questions_is_flagged_and_wants_a_sentence():
    marks = {"C01": sheets(chair=[4, 4]), "C02": sheets(chair=[4, NoMark.NOT_ASKED])}
    first, second = final_figures([RoundMarks(marks)], [Q1, Q2], METHOD)
    assert first.flags == ()
    assert second.flags == (FigureFlag.FEWER_QUESTIONS,)
    assert flag_sentence(second, FigureFlag.FEWER_QUESTIONS) == (
        "The figure of C02 rests on 1 of 2 questions: say why it can be compared with the others."
    )


def test_a_candidate_scored_by_a_stand_in_is_flagged_and_the_others_are_not():
    usual = sheets(chair=[4, 4], begum=[4, 4])
    marks = {"C01": usual, "C02": usual, "C03": sheets(chair=[4, 4], rees=[4, 4])}
    found = final_figures([RoundMarks(marks)], [Q1, Q2], METHOD)
    assert [figure.flags for figure in found] == [(), (), (FigureFlag.DIFFERENT_RATERS,)]
    assert "not scored by the same members" in flag_sentence(found[2], FigureFlag.DIFFERENT_RATERS)


def test_an_answer_one_member_did_not_hear_was_scored_by_different_raters():
    usual = sheets(chair=[4, 4], begum=[4, 4])
    marks = {"C01": usual, "C02": usual, "C03": sheets(chair=[4, 4], begum=[4, NoMark.NOT_HEARD])}
    found = final_figures([RoundMarks(marks)], [Q1, Q2], METHOD)
    assert found[2].flags == (FigureFlag.DIFFERENT_RATERS,)


def test_two_panels_of_equal_size_are_both_flagged():
    rounds = [
        RoundMarks({"C01": sheets(chair=[4, 4])}),
        RoundMarks({"C02": sheets(rees=[4, 4])}),
    ]
    found = final_figures(rounds, [Q1, Q2], METHOD)
    assert [figure.flags for figure in found] == [(FigureFlag.DIFFERENT_RATERS,)] * 2


def test_a_candidate_in_two_rounds_is_refused():
    one = RoundMarks({"C01": sheets(chair=[4, 4])})
    with pytest.raises(Refused, match="C01 was scored in two rounds"):
        final_figures([one, one], [Q1, Q2], METHOD)


@pytest.mark.parametrize(
    ("value", "line", "shown"),
    [
        (Fraction(11, 3), None, "3.67"),
        (Fraction(3), None, "3.00"),
        (Fraction(1, 8), None, "0.13"),
        (Fraction(2999, 1000), None, "3.00"),
        (Fraction(2999, 1000), Decimal(3), "2.999"),
        (Fraction(3), Decimal(3), "3.00"),
        (Fraction("2.9996"), Decimal(3), "2.9996"),
        (None, None, "-"),
    ],
)
def test_a_figure_is_shown_with_two_decimals_and_never_on_the_wrong_side_of_its_line(value, line, shown):
    assert figure_text(value, line=line) == shown


any_mark = st.integers(0, 5) | st.sampled_from(list(NoMark))
weights = st.fixed_dictionaries({name: st.decimals("0.01", 10, places=2) for name in ("q1", "q2", "q3")})
panels = st.dictionaries(
    st.sampled_from(["chair", "begum", "wood", "rees"]),
    st.fixed_dictionaries(dict.fromkeys(("q1", "q2", "q3"), any_mark)),
    min_size=1,
)


@given(panels, weights)
def test_a_mean_lies_between_the_lowest_and_the_highest_mark(marks, weighted):
    found = figure(marks, (Q1, Q2, Q3), Method(weights=weighted))
    scored = [mark for sheet in marks.values() for mark in sheet.values() if isinstance(mark, int)]
    if scored:
        assert min(scored) <= found.final <= max(scored)
    else:
        assert found.final is None


@given(panels, weights)
def test_leaving_a_question_out_is_the_same_as_nobody_scoring_it(marks, weighted):
    method = Method(weights=weighted)
    unscored = {member: {**sheet, "q2": NoMark.NOT_ASKED} for member, sheet in marks.items()}
    assert figure(unscored, (Q1, Q2, Q3), method).final == figure(marks, (Q1, Q3), method).final


@given(panels, st.lists(st.decimals("0.01", 5, places=2), min_size=3, max_size=3))
def test_only_the_proportions_of_the_weights_count(marks, light):
    names = ("q1", "q2", "q3")
    once = Method(weights=dict(zip(names, light, strict=True)))
    twice = Method(weights={name: weight * 2 for name, weight in once.weights.items()})
    assert figure(marks, (Q1, Q2, Q3), once).final == figure(marks, (Q1, Q2, Q3), twice).final


@given(panels, weights, st.randoms(use_true_random=False))
def test_the_order_of_members_and_questions_changes_no_figure(marks, weighted, chance):
    method = Method(weights=weighted)
    members, questions = list(marks), [Q1, Q2, Q3]
    chance.shuffle(members)
    chance.shuffle(questions)
    shuffled = figure({member: marks[member] for member in members}, questions, method)
    assert shuffled.final == figure(marks, (Q1, Q2, Q3), method).final
