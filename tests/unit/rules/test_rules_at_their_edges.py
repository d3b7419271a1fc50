"""Where a rule turns: the band it begins at, the day training runs out, the wording it must not mistake."""

from dataclasses import replace
from datetime import date

import pytest

from panelguide.domain.bands import parse_grade
from panelguide.domain.checklist import Bands
from panelguide.domain.criteria import Criterion, CriterionKind, TestedAt
from panelguide.domain.facts import (
    CandidateFacts,
    DateFacts,
    KitFacts,
    PanelFacts,
    PanelMember,
    ShortlistFacts,
    VacancyFacts,
)
from panelguide.domain.rules import RULES

NEW = VacancyFacts(grade=parse_grade("5"), today=date(2026, 11, 21))


def asking(text: str) -> VacancyFacts:
    line = Criterion("1", "E1", CriterionKind.ESSENTIAL, text, frozenset({TestedAt.INTERVIEW}))
    return replace(NEW, criteria=(line,))


@pytest.mark.parametrize(
    "text",
    [
        "At least 5 years' experience of ward work",
        "Three or more years in a similar post",
        "2+ yrs in outpatients",
        "Several years of experience in a reception",
        "Eighteen months or 18 months in post",
        "Years of post-registration experience",
    ],
)
def test_a_length_of_experience_is_noticed_however_it_is_written(text: str) -> None:
    assert RULES["prepare.no_length_of_experience"](asking(text)).met is False


@pytest.mark.parametrize(
    "text",
    [
        "Works with children from 5 to 11 and their families",
        "Keeps calm in a busy year",
        "Plans the budget for the coming financial year",
        "Experience of caring for people in their later years",
    ],
)
def test_other_years_are_left_alone(text: str) -> None:
    assert RULES["prepare.no_length_of_experience"](asking(text)).met is True


@pytest.mark.parametrize(
    ("grade", "name", "asked"),
    [
        ("7", "interview.edi_question_asked", False),
        ("8a", "interview.edi_question_asked", True),
        ("VSM", "interview.edi_question_asked", True),
        ("medical", "prepare.edi_criterion", True),
        ("6", "prepare.edi_representative_named", False),
        ("7", "prepare.edi_representative_named", True),
        ("6", "prepare.exercise_chosen", False),
        ("7", "prepare.exercise_chosen", True),
    ],
)
def test_a_rule_begins_at_its_band(grade: str, name: str, asked: bool) -> None:
    facts = replace(NEW, grade=parse_grade(grade), kit=KitFacts(questions=5))
    assert RULES[name](facts).met is not asked


def test_a_trust_may_begin_a_rule_at_another_band() -> None:
    facts = replace(NEW, grade=parse_grade("6"), bands=Bands(edi_representative_from="6"))
    assert RULES["prepare.edi_representative_named"](facts).met is False


def test_a_representative_named_below_the_band_is_shown_all_the_same() -> None:
    facts = replace(NEW, panel=PanelFacts(edi_representative="Li Chen"))
    assert RULES["prepare.edi_representative_named"](facts).sentence == "Li Chen is EDI representative."


def test_below_the_band_the_sentence_says_from_where_it_is_asked() -> None:
    assert RULES["prepare.edi_criterion"](NEW).sentence == "Asked from band 8a; this post is band 5."


@pytest.mark.parametrize(
    ("trained_on", "in_date"),
    [(date(2023, 11, 21), False), (date(2023, 11, 22), True), (date(2026, 11, 21), True)],
)
def test_training_runs_out_on_the_day(trained_on: date, in_date: bool) -> None:
    panel = PanelFacts(members=(PanelMember("Jo Okafor", trained_on),))
    assert RULES["prepare.training_in_date"](replace(NEW, panel=panel)).met is in_date


def test_how_long_training_counts_is_the_trusts_setting() -> None:
    panel = PanelFacts(members=(PanelMember("Jo Okafor", date(2025, 11, 20)),))
    facts = replace(NEW, panel=panel, training_valid_months=12)
    assert (
        RULES["prepare.training_in_date"](facts).sentence
        == "0 of 1 trained in the last 12 months. Not in date: Jo Okafor."
    )


def test_one_person_cannot_confirm_and_stand_in() -> None:
    panel = PanelFacts(confirmer="Li Chen", stand_in="Li Chen")
    answer = RULES["prepare.confirmer_and_stand_in_named"](replace(NEW, panel=panel))
    assert (answer.met, answer.sentence) == (
        False,
        "Li Chen is both confirmer and stand-in; two people are needed.",
    )


def test_dates_out_of_order_are_told() -> None:
    dates = DateFacts(closing=date(2026, 12, 9), shortlist=date(2026, 12, 4), interview=date(2026, 12, 15))
    assert RULES["prepare.dates_set"](replace(NEW, dates=dates)).met is False


def test_when_all_were_shortlisted_no_reasons_are_owed() -> None:
    facts = replace(NEW, shortlist=ShortlistFacts(locked=True), candidates=CandidateFacts(4, 4))
    answer = RULES["shortlist.reason_for_each_not_shortlisted"](facts)
    assert (answer.met, answer.sentence) == (True, "All 4 were shortlisted; no reasons are owed.")


def test_an_exercise_in_the_kit_is_enough() -> None:
    facts = replace(NEW, grade=parse_grade("7"), kit=KitFacts(has_exercise=True))
    assert RULES["prepare.exercise_chosen"](facts).met is True


def test_without_a_slot_length_the_time_cannot_be_judged() -> None:
    facts = replace(NEW, kit=KitFacts(questions=5, minutes=35))
    assert (
        RULES["interview.kit_fits_time"](facts).sentence
        == "The questions take 35 minutes; no slot length is set."
    )
