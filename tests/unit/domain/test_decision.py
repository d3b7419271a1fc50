"""The decision: what the panel owes before it can be signed, and what is refused."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from panelguide.domain.decision import (
    Choice,
    Decision,
    Outcome,
    decision_body,
    decision_problems,
    refuse_unfinished,
)
from panelguide.domain.figures import CandidateFigure, FigureFlag
from panelguide.domain.method import Method
from panelguide.domain.ranking import rank
from panelguide.errors import Refused

OFFER, RESERVE, NOT_THIS_TIME = Outcome


def a_ranking(margin="0", flags=None, **finals):
    figures = [
        CandidateFigure(name, (), Fraction(final), Fraction(final) >= 3, (flags or {}).get(name, ()))
        for name, final in finals.items()
    ]
    return rank(figures, Method(tie_margin=Decimal(margin)))


RANKING = a_ranking(C01="4.2", C02="3.9", C03="3.2", C04="2.5")
EVERYBODY = ("C01", "C02", "C03", "C04")


def choose(*outcomes, posts=1, **options):
    choices = tuple(
        Choice(name, outcome, f"Evidence for {name}")
        for name, outcome in zip(EVERYBODY, outcomes, strict=False)
    )
    return Decision(posts, choices, **options)


USUAL = choose(OFFER, RESERVE, NOT_THIS_TIME, NOT_THIS_TIME)


def problems(decision, ranking=RANKING, interviewed=EVERYBODY):
    return decision_problems(decision, ranking, interviewed)


def test_a_decision_in_the_order_of_the_method_with_reasons_has_no_problems():
    assert problems(USUAL) == ()
    refuse_unfinished(USUAL, RANKING, EVERYBODY)


def test_nobody_needs_to_be_offered_the_post():
    assert problems(choose(*[NOT_THIS_TIME] * 4)) == ()


def test_everybody_interviewed_needs_an_outcome():
    undecided = replace(USUAL, choices=(*USUAL.choices[:2], Choice("C03", None)))
    assert problems(undecided) == ("C03 has no outcome.", "C04 has no outcome.")


def test_everybody_needs_a_reason_and_white_space_is_none():
    choices = (replace(USUAL.choices[0], reason=""), replace(USUAL.choices[1], reason=" \n"))
    found = problems(replace(USUAL, choices=(*choices, *USUAL.choices[2:])))
    assert found == ("C01 has no reason.", "C02 has no reason.")


def test_somebody_not_interviewed_cannot_be_decided_about_and_nobody_twice():
    extra = replace(USUAL, choices=(*USUAL.choices, USUAL.choices[0], Choice("C09", NOT_THIS_TIME, "why")))
    assert problems(extra) == (
        "C09 was not interviewed, so nothing can be decided.",
        "C01 is decided twice.",
        "There are 2 offers for 1 post.",
    )


@pytest.mark.parametrize(("posts", "refused"), [(1, True), (2, False)])
def test_there_are_not_more_offers_than_posts(posts, refused):
    found = problems(choose(OFFER, OFFER, NOT_THIS_TIME, NOT_THIS_TIME, posts=posts))
    assert bool(found) is refused


def test_an_offer_below_the_line_is_refused_whatever_is_explained():
    decision = choose(
        NOT_THIS_TIME, NOT_THIS_TIME, NOT_THIS_TIME, OFFER, explanation="We prefer them", tie_words="They tie"
    )
    assert problems(decision) == (
        "C04 does not reach the lines set in Prepare and cannot be offered the post.",
    )


def test_the_reserve_list_is_for_those_above_the_line_too():
    found = problems(choose(OFFER, NOT_THIS_TIME, NOT_THIS_TIME, RESERVE))
    assert found == ("C04 does not reach the lines set in Prepare and cannot be on the reserve list.",)


@pytest.mark.parametrize(
    "outcomes",
    [
        (RESERVE, OFFER, NOT_THIS_TIME, NOT_THIS_TIME),
        (NOT_THIS_TIME, OFFER, NOT_THIS_TIME, NOT_THIS_TIME),
        (OFFER, NOT_THIS_TIME, RESERVE, NOT_THIS_TIME),
    ],
)
def test_a_choice_out_of_order_wants_an_explanation(outcomes):
    assert "explain the order" in problems(choose(*outcomes))[0]
    assert problems(choose(*outcomes, explanation="C01 has withdrawn their interest")) == ()


def test_a_reserve_list_in_another_order_wants_an_explanation():
    choices = (
        Choice("C01", OFFER, "why"),
        Choice("C02", RESERVE, "why", 2),
        Choice("C03", RESERVE, "why", 1),
        Choice("C04", NOT_THIS_TIME, "why"),
    )
    assert problems(Decision(1, choices)) == (
        "C03 comes before C02 in the decision and after in the ranking: explain the order you chose.",
    )
    unplaced = tuple(replace(choice, reserve_place=0) for choice in choices)
    assert problems(Decision(1, unplaced)) == ()


TIED = a_ranking(C01="4.2", C02="4.2", C03="3.2", C04="2.5")


def test_setting_apart_people_who_tie_wants_the_panels_own_words():
    assert problems(USUAL, TIED) == (
        "C01 and C02 tie, and the decision sets them apart: say why in the panel's own words.",
    )
    assert problems(replace(USUAL, explanation="an explanation is not the words"), TIED) != ()
    assert problems(replace(USUAL, tie_words="C01 gave the fuller example"), TIED) == ()


def test_treating_people_who_tie_alike_wants_no_words():
    assert problems(choose(OFFER, OFFER, NOT_THIS_TIME, NOT_THIS_TIME, posts=2), TIED) == ()


def test_what_is_asked_about_a_tie_is_the_same_whoever_was_chosen():
    other = choose(RESERVE, OFFER, NOT_THIS_TIME, NOT_THIS_TIME)
    assert problems(other, TIED) == problems(USUAL, TIED)


def test_people_tied_within_the_margin_count_as_tied():
    ranking = a_ranking("0.3", C01="4.2", C02="3.9", C03="3.2", C04="2.5")
    assert "tie" in problems(USUAL, ranking)[0]


def test_a_flagged_figure_wants_its_sentence_also_below_the_line():
    flags = {"C02": (FigureFlag.DIFFERENT_RATERS,), "C04": (FigureFlag.DIFFERENT_RATERS,)}
    ranking = a_ranking(flags=flags, C01="4.2", C02="3.9", C03="3.2", C04="2.5")
    assert len(problems(USUAL, ranking)) == 2
    said = replace(USUAL, comparisons={"C02": "S. Rees stood in", "C04": "S. Rees stood in"})
    assert problems(said, ranking) == ()


def test_the_refusal_names_every_problem_at_once():
    decision = choose(OFFER, OFFER, NOT_THIS_TIME)
    with pytest.raises(Refused, match=r"C04 has no outcome\. There are 2 offers for 1 post\."):
        refuse_unfinished(decision, RANKING, EVERYBODY)


def test_what_is_signed_holds_strings_only_and_does_not_hang_on_the_order_of_entry():
    decision = replace(
        USUAL,
        choices=tuple(reversed(USUAL.choices)),
        comparisons={"C02": "stood in", "C01": "stood in"},
    )
    body = decision_body(decision)
    same = decision_body(replace(USUAL, comparisons={"C01": "stood in", "C02": "stood in"}))
    assert json.dumps(body) == json.dumps(same)
    assert body["choices"][0] == {
        "candidate": "C01",
        "outcome": "offer",
        "reason": "Evidence for C01",
        "reserve_place": "",
    }
    assert body["posts"] == "1"
    assert all(type(text) is str for choice in body["choices"] for text in choice.values())


@pytest.mark.parametrize(
    "changed",
    [
        replace(USUAL, posts=2),
        replace(USUAL, explanation="other"),
        replace(USUAL, tie_words="other"),
        replace(USUAL, comparisons={"C01": "other"}),
        replace(USUAL, choices=(replace(USUAL.choices[0], reason="other"), *USUAL.choices[1:])),
        replace(USUAL, choices=(replace(USUAL.choices[0], reserve_place=1), *USUAL.choices[1:])),
        replace(USUAL, choices=(replace(USUAL.choices[0], outcome=RESERVE), *USUAL.choices[1:])),
    ],
)
def test_everything_decided_is_in_what_is_signed(changed):
    assert decision_body(changed) != decision_body(USUAL)
