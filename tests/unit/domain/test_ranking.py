"""The ranking: the method's order, ties shown as ties, nothing suggested."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelguide.domain.figures import CandidateFigure, FigureQuestion, RoundMarks, final_figures
from panelguide.domain.method import Method
from panelguide.domain.ranking import rank
from panelguide.errors import Refused


def a_figure(candidate, final, appointable=None):
    value = None if final is None else Fraction(final)
    if appointable is None:
        appointable = value is not None and value >= 3
    return CandidateFigure(candidate, (), value, appointable)


def places(ranking):
    return [(place.number, place.candidates) for place in ranking.places]


def test_the_highest_figure_has_the_first_place():
    ranking = rank([a_figure("C01", "3.2"), a_figure("C02", "4.1")], Method())
    assert places(ranking) == [(1, ("C02",)), (2, ("C01",))]
    assert ranking.order_of_offer == (frozenset({"C02"}), frozenset({"C01"}))


def test_equal_figures_share_a_place_and_the_next_place_is_left_out():
    figures = [a_figure("C03", 4), a_figure("C01", 4), a_figure("C02", "3.5")]
    ranking = rank(figures, Method())
    assert places(ranking) == [(1, ("C01", "C03")), (3, ("C02",))]
    assert [place.tie for place in ranking.places] == [True, False]


def test_figures_within_the_margin_tie_and_at_the_margin_too():
    figures = [a_figure("C01", 4), a_figure("C02", "3.9"), a_figure("C03", "3.89")]
    assert places(rank(figures, Method(tie_margin=Decimal("0.1")))) == [(1, ("C01", "C02")), (3, ("C03",))]


def test_a_row_of_near_figures_is_not_one_long_tie():
    figures = [a_figure(f"C0{number}", Fraction(40 - number, 10)) for number in range(6)]
    ranking = rank(figures, Method(tie_margin=Decimal("0.1")))
    assert [len(place.candidates) for place in ranking.places] == [2, 2, 2]


def test_those_below_the_line_have_no_place_however_high_their_figure():
    figures = [a_figure("C01", 5, appointable=False), a_figure("C02", 3), a_figure("C03", 1)]
    ranking = rank(figures, Method())
    assert places(ranking) == [(1, ("C02",))]
    assert [figure.candidate for figure in ranking.below_line] == ["C01", "C03"]
    assert ranking.place_of("C01") is None


def test_nobody_may_be_appointable():
    ranking = rank([a_figure("C01", 2)], Method())
    assert ranking.places == ()
    assert ranking.order_of_offer == ()


def test_those_away_and_those_nobody_scored_are_shown_unranked():
    figures = [a_figure("C03", None), a_figure("C01", 5), a_figure("C02", 4)]
    ranking = rank(figures, Method(), away={"C01"})
    assert places(ranking) == [(1, ("C02",))]
    assert ranking.unranked == ("C01", "C03")


def test_a_candidate_stands_in_it_once():
    with pytest.raises(Refused, match="C01 stands in the ranking twice"):
        rank([a_figure("C01", 5), a_figure("C01", 4)], Method())


def test_several_rounds_of_one_kit_are_ranked_together():
    question = FigureQuestion("q1", "Q1")
    days = [
        RoundMarks({"C01": {"chair": {"q1": 3}}, "C02": {"chair": {"q1": 5}}}),
        RoundMarks({"C03": {"chair": {"q1": 4}}}),
    ]
    ranking = rank(final_figures(days, [question], Method()), Method())
    assert [place.candidates for place in ranking.places] == [("C02",), ("C03",), ("C01",)]
    assert [figure.candidate for figure in ranking.appointable] == ["C02", "C03", "C01"]


figure_lists = st.lists(
    st.builds(
        a_figure,
        st.integers(1, 40).map(lambda number: f"C{number:02}"),
        st.none() | st.fractions(0, 5, max_denominator=21),
    ),
    max_size=12,
    unique_by=lambda figure: figure.candidate,
)
margins = st.decimals(0, 1, places=2)


@given(figure_lists, margins, st.randoms(use_true_random=False))
def test_the_order_the_figures_come_in_changes_nothing(figures, margin, chance):
    method = Method(tie_margin=margin)
    shuffled = list(figures)
    chance.shuffle(shuffled)
    assert rank(shuffled, method) == rank(figures, method)


@given(figure_lists, margins)
def test_everybody_stands_in_exactly_one_part_of_the_ranking(figures, margin):
    ranking = rank(figures, Method(tie_margin=margin))
    named = [
        *(figure.candidate for figure in ranking.appointable),
        *(figure.candidate for figure in ranking.below_line),
        *ranking.unranked,
    ]
    assert sorted(named) == sorted(figure.candidate for figure in figures)


@given(figure_lists, margins)
def test_a_higher_place_never_has_a_lower_figure_and_a_tie_never_exceeds_the_margin(figures, margin):
    ranking = rank(figures, Method(tie_margin=margin))
    finals = [[figure.final for figure in place.figures] for place in ranking.places]
    for place, later in pairwise(finals):
        assert min(place) > max(later)
        assert max(place) - max(later) > margin
    assert all(max(place) - min(place) <= margin for place in finals)
    for place in ranking.places:
        ahead = sum(len(other.figures) for other in ranking.places if other.number < place.number)
        assert place.number == ahead + 1


@given(figure_lists)
def test_without_a_margin_people_share_a_place_exactly_when_their_figures_are_equal(figures):
    ranking = rank(figures, Method())
    appointable = ranking.appointable
    for one in appointable:
        for other in appointable:
            same = ranking.place_of(one.candidate) == ranking.place_of(other.candidate)
            assert same == (one.final == other.final)


@given(figure_lists, margins)
def test_changing_who_ties_is_never_decided_by_the_name(figures, margin):
    renamed = [replace(figure, candidate=f"Z{99 - int(figure.candidate[1:])}") for figure in figures]
    before = rank(figures, Method(tie_margin=margin))
    after = rank(renamed, Method(tie_margin=margin))
    assert [place.number for place in after.places] == [place.number for place in before.places]
