"""The method a vacancy is decided by: what may be set, and how it is written down."""

from decimal import Decimal

import pytest

from panelguide.domain.method import Method, decimal_text, method_body, method_from_body, parse_decimal
from panelguide.domain.questions import Category
from panelguide.errors import BadInput


def test_the_defaults_are_a_line_at_3_and_ties_only_when_equal():
    method = Method()
    assert method.appointable_line == 3
    assert method.tie_margin == 0
    assert method.weight_of("Q1") == 1


def test_values_and_equality_questions_have_the_pass_line_and_others_none():
    method = Method()
    assert {category for category in Category if method.pass_line_for(category) == 3} == {
        Category.VALUES,
        Category.EDI,
    }
    assert method.pass_line_for(Category.ROLE) is None
    assert Method(question_pass_line=None).pass_line_for(Category.VALUES) is None


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"weights": {"Q1": Decimal(0)}}, "weight of Q1"),
        ({"weights": {"Q1": Decimal(-1)}}, "weight of Q1"),
        ({"weights": {"Q1": Decimal(11)}}, "weight of Q1"),
        ({"weights": {"Q1": Decimal("NaN")}}, "weight of Q1"),
        ({"weights": {"Q1": Decimal("1.005")}}, "decimal places"),
        ({"question_pass_line": 6}, "pass line"),
        ({"question_pass_line": -1}, "pass line"),
        ({"question_pass_line": True}, "pass line"),
        ({"appointable_line": Decimal("5.1")}, "appointable line"),
        ({"appointable_line": Decimal("Infinity")}, "appointable line"),
        ({"tie_margin": Decimal("-0.1")}, "tie margin"),
        ({"tie_margin": Decimal("0.333")}, "decimal places"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(changes, named):
    with pytest.raises(BadInput, match=named):
        Method(**changes)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [("1.50", "1.5"), ("2.000", "2"), ("1E+1", "10"), ("0.10", "0.1"), ("-0.00", "0"), ("10", "10")],
)
def test_a_decimal_is_written_in_one_way(written, canonical):
    assert decimal_text(Decimal(written)) == canonical


def test_equal_methods_are_written_alike_and_as_strings_only():
    one = Method(weights={"Q2": Decimal("2.0"), "Q1": Decimal("1.50")}, tie_margin=Decimal("0.10"))
    other = Method(weights={"Q1": Decimal("1.5"), "Q2": Decimal(2)}, tie_margin=Decimal("0.1"))
    assert method_body(one) == method_body(other)
    assert method_body(one) == {
        "appointable_line": "3",
        "question_pass_line": "3",
        "tie_margin": "0.1",
        "weights": {"Q1": "1.5", "Q2": "2"},
    }


@pytest.mark.parametrize("line", [None, 0, 3])
def test_a_method_is_read_back_from_what_was_written(line):
    method = Method(weights={"Q1": Decimal("1.5")}, question_pass_line=line)
    assert method_from_body(method_body(method)) == method


@pytest.mark.parametrize(
    "body",
    [
        {"weights": {}},
        method_body(Method()) | {"question_pass_line": "3.5"},
        method_body(Method()) | {"weights": "Q1"},
        method_body(Method()) | {"more": "1"},
    ],
)
def test_something_else_is_not_read_as_a_method(body):
    with pytest.raises(BadInput, match="not the record of a method"):
        method_from_body(body)


@pytest.mark.parametrize("text", ["1.5", " 1,5 "])
def test_a_decimal_may_be_typed_with_a_point_or_a_comma(text):
    assert parse_decimal(text, field="weight") == Decimal("1.5")


@pytest.mark.parametrize("text", ["", "abc", "NaN", "Infinity", "1_0", "1e", "0000000000001"])
def test_what_is_not_a_number_is_refused_with_its_field(text):
    with pytest.raises(BadInput, match="weight"):
        parse_decimal(text, field="weight")
