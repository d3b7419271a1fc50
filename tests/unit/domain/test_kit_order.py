"""The order in which questions are asked, and who asks them."""

import pytest
from tests.domain_samples import a_question

from panelguide.domain.kit_order import asking_order, share_out, spread_of
from panelguide.domain.questions import Category


def order_of(*categories):
    questions = [a_question(f"{number}", category=category) for number, category in enumerate(categories)]
    return [question.category for question in asking_order(questions)]


def test_the_interview_starts_warm_and_equality_comes_in_the_middle():
    found = order_of(Category.SENIOR, Category.EDI, Category.ROLE, Category.VALUES, Category.ENTRY)
    assert found == [Category.ENTRY, Category.VALUES, Category.EDI, Category.ROLE, Category.SENIOR]


@pytest.mark.parametrize("other", [category for category in Category if category is not Category.EDI])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_equality_question_is_never_last_while_there_is_another(other, count):
    assert order_of(Category.EDI, *[other] * count)[-1] is other


def test_the_equality_question_does_not_open_where_two_others_can_stand_about_it():
    assert order_of(Category.EDI, Category.ROLE, Category.ROLE)[0] is Category.ROLE


def test_an_equality_question_alone_is_asked():
    assert order_of(Category.EDI) == [Category.EDI]
    assert order_of() == []


def test_shorter_questions_come_before_longer_ones_of_their_kind():
    long, short = a_question("A", minutes=9), a_question("B", minutes=5)
    assert [question.id for question in asking_order([long, short])] == ["B", "A"]


def test_askers_take_turns_beginning_with_the_chair():
    assert share_out(5, ["chair", "begum"]) == ["chair", "begum", "chair", "begum", "chair"]
    assert share_out(2, []) == ["", ""]


def test_the_spread_counts_those_who_ask_nothing():
    assert spread_of(["chair", "chair"], ["chair", "begum"]) == 2
    assert spread_of(share_out(7, ["chair", "begum", "wood"]), ["chair", "begum", "wood"]) == 1
    assert spread_of(["", ""], []) == 0
