"""Marks, and the three ways of having none."""

import pytest

from panelguide.domain.marks import NoMark, is_scored, mark_text, parse_mark
from panelguide.errors import BadInput


@pytest.mark.parametrize("number", range(6))
def test_whole_numbers_from_0_to_5_are_marks(number):
    assert parse_mark(f" {number} ") == number


@pytest.mark.parametrize("text", ["not asked", "Not Asked", "  not   asked "])
def test_not_asked_is_understood_however_it_is_typed(text):
    assert parse_mark(text) is NoMark.NOT_ASKED


@pytest.mark.parametrize(
    "text",
    ["6", "-1", "abc", "", " ", "3.5", "3,5", "½", "٣", "³", "+3", "True", "nan", "None", "03", "9" * 5000],
)
def test_anything_else_is_refused(text):
    with pytest.raises(BadInput, match=r"not a mark|no mark"):
        parse_mark(text)


def test_a_shortlist_mark_goes_to_2():
    assert parse_mark("2", top=2) == 2
    with pytest.raises(BadInput, match="from 0 to 2"):
        parse_mark("3", top=2)


def test_0_is_scored_and_the_three_ways_of_having_no_mark_are_not():
    assert is_scored(0)
    assert not any(is_scored(no_mark) for no_mark in NoMark)
    assert not is_scored(None)
    assert not is_scored(True)


def test_the_four_are_written_differently_and_read_back_as_themselves():
    four = [0, *NoMark]
    assert len({mark_text(mark) for mark in four}) == 4
    assert [parse_mark(mark_text(mark)) for mark in four] == four


def test_a_line_nobody_filled_in_is_not_scored():
    assert mark_text(None) == "not scored"
