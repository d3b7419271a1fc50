"""What blocks the sealing of a sheet, and what only warns."""

import pytest

from panelguide.domain.marks import NoMark
from panelguide.domain.sheet import SheetLine, check_sheet, refuse_unready
from panelguide.errors import Refused


def check(mark, note="", **options):
    return check_sheet([SheetLine("q1", "Q1", mark, note)], **options)


def sentences(gaps):
    return [gap.sentence for gap in gaps]


@pytest.mark.parametrize("mark", [None, NoMark.NOT_SCORED])
def test_a_missing_score_blocks(mark):
    assert sentences(check(mark, "a note").blocks) == ["Q1 has no score."]


@pytest.mark.parametrize("mark", [0, 1, 5])
def test_a_missing_note_blocks_where_the_mark_carries_the_decision(mark):
    found = check(mark)
    assert not found.can_be_sealed
    assert f"Q1 has the mark {mark} and no note" in found.blocks[0].sentence
    assert check(mark, "gave a clear example").can_be_sealed
    assert check(mark, "  \n ").blocks


@pytest.mark.parametrize("mark", [2, 3, 4])
def test_a_missing_note_only_warns_for_other_marks(mark):
    found = check(mark)
    assert found.can_be_sealed
    assert sentences(found.warnings) == ["Q1 has no note."]


@pytest.mark.parametrize("mark", [0, 1, 2])
def test_on_a_shortlist_a_missing_note_only_warns(mark):
    found = check(mark, top=2)
    assert found.can_be_sealed
    assert found.warnings


@pytest.mark.parametrize(("mark", "top"), [(6, 5), (-1, 5), (3, 2)])
def test_a_mark_off_the_scale_blocks(mark, top):
    assert f"from 0 to {top}" in check(mark, "a note", top=top).blocks[0].sentence


def test_not_asked_wants_a_reason_from_the_member_or_from_the_chair():
    assert sentences(check(NoMark.NOT_ASKED).blocks) == ["Q1 is marked not asked: say why."]
    assert check(NoMark.NOT_ASKED, "fire alarm").can_be_sealed
    assert check(NoMark.NOT_ASKED, not_asked={"q1": "fire alarm"}).can_be_sealed
    assert check(NoMark.NOT_ASKED, not_asked={"q1": " "}).blocks


def test_not_heard_neither_blocks_nor_warns():
    assert check(NoMark.NOT_HEARD) == check_sheet([])


def test_a_score_for_a_question_the_chair_says_was_not_asked_warns():
    found = check(3, "a note", not_asked={"q1": "fire alarm"})
    assert found.can_be_sealed
    assert "the chair has recorded that it was not asked" in found.warnings[0].sentence


def test_gaps_stand_in_the_order_of_the_questions():
    found = check_sheet([SheetLine("q2", "Q2", None), SheetLine("q1", "Q1", 0), SheetLine("q3", "Q3", 3)])
    assert [gap.question for gap in found.blocks] == ["q2", "q1"]
    assert [gap.question for gap in found.warnings] == ["q3"]


def test_the_refusal_says_everything_that_is_missing_at_once():
    with pytest.raises(Refused, match=r"Q2 has no score\. Q1 has the mark 0"):
        refuse_unready(check_sheet([SheetLine("q2", "Q2", None), SheetLine("q1", "Q1", 0)]))
    refuse_unready(check(3))
