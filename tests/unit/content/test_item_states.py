"""Comply or explain: the state of an item, and what holds a stage back."""

import pytest

from panelguide.domain.bands import Grade, GradeRange, PayScale
from panelguide.domain.checklist import (
    Applies,
    Bands,
    Checklist,
    Item,
    ItemState,
    Level,
    Recorded,
    blocking,
    item_state,
    record_by_hand,
    stage_progress,
)
from panelguide.domain.stages import Stage
from panelguide.errors import BadInput, Refused

BAND_5 = Grade(PayScale.AFC, "5")
BAND_8A = Grade(PayScale.AFC, "8a")


def item(name: str, level: Level = Level.MUST, *, check: str = "", applies: Applies | None = None) -> Item:
    return Item(
        name,
        Stage.PREPARE,
        "text",
        "why",
        "good",
        "poor",
        level,
        applies or Applies(),
        check,
        "",
        "source",
        "chair",
    )


BY_HAND = item("PRE-01")
BY_RULE = item("PRE-02", check="prepare.panel_of_two")
SHOULD = item("PRE-03", Level.SHOULD)


def test_an_item_nobody_touched_is_open() -> None:
    assert item_state(BY_HAND) is ItemState.OPEN
    assert item_state(BY_RULE, rule_met=False) is ItemState.OPEN


def test_a_tick_by_hand_makes_it_done() -> None:
    assert item_state(BY_HAND, record_by_hand(BY_HAND, ItemState.DONE)) is ItemState.DONE


def test_a_rule_item_answers_from_its_rule_alone() -> None:
    assert item_state(BY_RULE, rule_met=True) is ItemState.DONE
    assert item_state(BY_RULE, Recorded(ItemState.DONE), rule_met=False) is ItemState.OPEN


def test_a_rule_item_is_never_ticked_by_hand() -> None:
    with pytest.raises(Refused, match="not by hand"):
        record_by_hand(BY_RULE, ItemState.DONE)


def test_a_rule_item_can_be_explained_and_unticks_the_explanation_once_met() -> None:
    explained = record_by_hand(BY_RULE, ItemState.EXPLAINED, "The second member fell ill; Sam stood in.")
    assert item_state(BY_RULE, explained, rule_met=False) is ItemState.EXPLAINED
    assert item_state(BY_RULE, explained, rule_met=True) is ItemState.DONE


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_explanation_without_a_reason_is_refused_and_counts_for_nothing(reason: str) -> None:
    with pytest.raises(BadInput, match="needs a reason"):
        record_by_hand(BY_HAND, ItemState.EXPLAINED, reason)
    assert item_state(BY_HAND, Recorded(ItemState.EXPLAINED, reason)) is ItemState.OPEN


def test_not_needed_wants_a_reason_only_of_a_must() -> None:
    with pytest.raises(BadInput, match="needs a reason"):
        record_by_hand(BY_HAND, ItemState.NOT_NEEDED)
    assert (
        item_state(BY_HAND, record_by_hand(BY_HAND, ItemState.NOT_NEEDED, "No panel")) is ItemState.NOT_NEEDED
    )
    assert item_state(SHOULD, record_by_hand(SHOULD, ItemState.NOT_NEEDED)) is ItemState.NOT_NEEDED


def test_an_item_can_be_opened_again() -> None:
    assert item_state(BY_HAND, record_by_hand(BY_HAND, ItemState.OPEN)) is ItemState.OPEN


def test_only_an_open_must_blocks() -> None:
    items = (BY_HAND, BY_RULE, SHOULD)
    assert blocking(items, {}) == (BY_HAND, BY_RULE)
    assert blocking(items, {"PRE-01": ItemState.DONE, "PRE-02": ItemState.EXPLAINED}) == ()
    assert blocking(items, {"PRE-01": ItemState.NOT_NEEDED}) == (BY_RULE,)


def test_explained_is_counted_apart_from_done() -> None:
    progress = stage_progress(
        (BY_HAND, BY_RULE, SHOULD), {"PRE-01": ItemState.DONE, "PRE-02": ItemState.EXPLAINED}
    )
    assert (progress.done, progress.explained, progress.not_needed, progress.open) == (1, 1, 0, 1)
    assert progress.total == 3
    assert progress.may_close
    assert not stage_progress((BY_HAND,), {}).may_close


def test_items_apply_by_grade_and_by_every_flag() -> None:
    senior = Applies(GradeRange(frozenset({PayScale.AFC}), "8a", "9"))
    flagged = Applies(flags=frozenset({"positive_action", "secondment"}))
    assert senior.to(BAND_8A)
    assert not senior.to(BAND_5)
    assert not flagged.to(BAND_5, ["positive_action"])
    assert flagged.to(BAND_5, ["secondment", "positive_action", "other"])


def test_a_stage_lists_only_its_items_for_this_vacancy() -> None:
    senior = item("PRE-04", applies=Applies(GradeRange(frozenset({PayScale.AFC}), "8a", "9")))
    checklist = Checklist((BY_HAND, senior), "digest")
    assert checklist.of_stage(Stage.PREPARE, BAND_5) == (BY_HAND,)
    assert checklist.of_stage(Stage.PREPARE, BAND_8A) == (BY_HAND, senior)
    assert checklist.of_stage(Stage.ADVERTISE, BAND_8A) == ()
    assert checklist.item("PRE-04") is senior
    assert checklist.item("PRE-99") is None


def test_rules_begin_at_their_band_and_above_it() -> None:
    bands = Bands()
    vsm = Grade(PayScale.VSM)
    assert [bands.edi_question_needed(grade) for grade in (BAND_5, BAND_8A, vsm)] == [False, True, True]
    assert bands.skills_assessment_needed(Grade(PayScale.AFC, "7"))
    assert not bands.edi_representative_needed(Grade(PayScale.AFC, "6"))
    assert bands.chair_statement_needed(BAND_8A)


def test_questions_fit_into_the_minutes_left_between_opening_and_closing() -> None:
    bands = Bands(minutes_per_question=7, opening_minutes=5, closing_minutes=5)
    assert [bands.questions_in(minutes) for minutes in (5, 16, 17, 45, 60)] == [0, 0, 1, 5, 7]
