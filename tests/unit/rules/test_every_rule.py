"""Every rule has a state in which it is met and one in which it is not, with the sentence people read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from panelguide.domain.bands import parse_grade
from panelguide.domain.criteria import Criterion, CriterionKind, TestedAt
from panelguide.domain.facts import (
    AdvertFacts,
    CandidateFacts,
    DateFacts,
    FoundInAdvert,
    InterviewFacts,
    KitFacts,
    MethodFacts,
    OutcomeFacts,
    PanelFacts,
    PanelMember,
    ShortlistFacts,
    VacancyFacts,
)
from panelguide.domain.questions import Value
from panelguide.domain.rules import RULES

TODAY = date(2026, 11, 21)
NEW = VacancyFacts(grade=parse_grade("5"), today=TODAY)
SENIOR = VacancyFacts(grade=parse_grade("8a"), today=TODAY)


def criterion(code: str, text: str = "Explains things to people in distress", **fields: Any) -> Criterion:
    kind = CriterionKind.ESSENTIAL if code.startswith("E") else CriterionKind.DESIRABLE
    tested = frozenset(fields.pop("tested_at", {TestedAt.INTERVIEW}))
    return Criterion(id=code, code=code, kind=kind, text=text, tested_at=tested, **fields)


def with_criteria(*criteria: Criterion, of: VacancyFacts = NEW) -> VacancyFacts:
    return replace(of, criteria=criteria)


def with_panel(of: VacancyFacts = NEW, **fields: Any) -> VacancyFacts:
    return replace(of, panel=PanelFacts(**fields))


def with_advert(*found: FoundInAdvert, words: int = 240) -> VacancyFacts:
    return replace(NEW, advert=AdvertFacts(words, found))


def with_kit(of: VacancyFacts = NEW, **fields: Any) -> VacancyFacts:
    return replace(of, kit=KitFacts(**fields))


def missing(statement: str, *, kept: bool = False) -> FoundInAdvert:
    return FoundInAdvert("missing", f"missing:{statement}", kept)


def interviewed(number: int, **outcome: Any) -> VacancyFacts:
    return replace(NEW, candidates=CandidateFacts(interviewed=number), outcome=OutcomeFacts(**outcome))


JO = PanelMember("Jo Okafor", trained_on=date(2025, 3, 4), declared=True)
ANA = PanelMember("Ana Begum", trained_on=date(2023, 11, 20), declared=False)
SAM = PanelMember("Sam Rees", trained_on=date(2023, 11, 22), declared=True)


class Case(NamedTuple):
    met: VacancyFacts
    says: str
    unmet: VacancyFacts
    says_instead: str


CASES: Mapping[str, Case] = {
    "prepare.criteria_present": Case(
        with_criteria(criterion("E1"), criterion("E2"), criterion("D1")),
        "2 essential and 1 desirable criteria.",
        with_criteria(criterion("D1")),
        "No essential criterion yet.",
    ),
    "prepare.criteria_each_tested": Case(
        with_criteria(criterion("E1"), criterion("D1")),
        "2 of 2 criteria say where they are tested.",
        with_criteria(criterion("E1"), criterion("E3", tested_at=()), criterion("D1", tested_at=())),
        "1 of 3 criteria say where they are tested. Not yet: E3 and D1.",
    ),
    "prepare.essentials_ten_or_fewer": Case(
        with_criteria(*(criterion(f"E{number}") for number in range(1, 11))),
        "10 essential criteria; 10 is the most advised.",
        with_criteria(*(criterion(f"E{number}") for number in range(1, 12))),
        "11 essential criteria; 10 is the most advised.",
    ),
    "prepare.no_length_of_experience": Case(
        with_criteria(criterion("E1", "Has led a shift and shared the work out")),
        "1 criterion read; none asks for a length of time.",
        with_criteria(criterion("E1"), criterion("E2", "At least 5 years' experience of ward work")),
        "E2 asks for a length of time.",
    ),
    "prepare.tags_confirmed": Case(
        with_criteria(criterion("E1", confirmed=True), criterion("E2", tested_at={TestedAt.EXERCISE})),
        "1 of 1 interview criteria have tags you confirmed.",
        with_criteria(criterion("E1", confirmed=True), criterion("E2")),
        "1 of 2 interview criteria have tags you confirmed.",
    ),
    "prepare.compassion_or_inclusion_criterion": Case(
        with_criteria(criterion("E1"), criterion("E4", values=(Value.COMPASSION,))),
        "E4 is about compassion or inclusion.",
        with_criteria(criterion("E1", values=(Value.QUALITY_OF_CARE,))),
        "No criterion is tagged to compassion or inclusion.",
    ),
    "prepare.edi_criterion": Case(
        with_criteria(criterion("E2", competencies=("inclusion",)), of=SENIOR),
        "E2 is about equality and inclusion.",
        with_criteria(criterion("D2", competencies=("inclusion",)), of=SENIOR),
        "No essential criterion is tagged to equality and inclusion.",
    ),
    "prepare.exercise_chosen": Case(
        with_criteria(criterion("E2", tested_at={TestedAt.EXERCISE}), of=SENIOR),
        "1 criterion is tested by an exercise: E2.",
        with_criteria(criterion("E2"), of=SENIOR),
        "No criterion is tested by an exercise and the kit has none.",
    ),
    "prepare.panel_of_two": Case(
        with_panel(members=(JO, ANA)),
        "2 people score; 2 are needed, 3 advised.",
        with_panel(members=(JO,)),
        "1 person scores; 2 are needed, 3 advised.",
    ),
    "prepare.chair_named": Case(
        with_panel(chair="Jo Okafor"), "Jo Okafor is chair.", NEW, "No chair is named yet."
    ),
    "prepare.deputy_named": Case(
        with_panel(deputy="Sam Rees"), "Sam Rees is deputy chair.", NEW, "No deputy chair is named yet."
    ),
    "prepare.edi_representative_named": Case(
        with_panel(SENIOR, edi_representative="Li Chen"),
        "Li Chen is EDI representative.",
        SENIOR,
        "No EDI representative is named yet.",
    ),
    "prepare.confirmer_and_stand_in_named": Case(
        with_panel(edi_representative="Li Chen", stand_in="Max Ode"),
        "2 of 2 named. Li Chen, and Max Ode for them.",
        with_panel(confirmer="Li Chen"),
        "1 of 2 named. Missing: stand-in.",
    ),
    "prepare.escalation_contact_named": Case(
        with_panel(members=(JO,), escalation_contact="Pat Moss"),
        "Pat Moss is escalation contact.",
        with_panel(members=(JO,), escalation_contact="Jo Okafor"),
        "Jo Okafor sits on the panel; the escalation contact is somebody outside it.",
    ),
    "prepare.training_in_date": Case(
        with_panel(members=(JO, SAM), shortlisters=(JO,)),
        "2 of 2 trained in the last 36 months.",
        with_panel(members=(JO, ANA), shortlisters=(PanelMember("Max Ode"),)),
        "1 of 3 trained in the last 36 months. Not in date: Max Ode and Ana Begum.",
    ),
    "prepare.dates_set": Case(
        replace(NEW, dates=DateFacts(date(2026, 12, 1), date(2026, 12, 4), date(2026, 12, 15))),
        "3 of 3 dates set; interviews on 15 December 2026.",
        replace(NEW, dates=DateFacts(closing=date(2026, 12, 1))),
        "1 of 3 dates set. Missing: shortlisting and interviews.",
    ),
    "prepare.method_recorded": Case(
        replace(NEW, method=MethodFacts(recorded=True, tie_margin=Decimal("0.1"))),
        "The method is recorded, with a tie margin of 0.1.",
        replace(NEW, method=MethodFacts(recorded=True)),
        "The method is recorded without a tie margin.",
    ),
    "prepare.appointable_line_set": Case(
        replace(NEW, method=MethodFacts(recorded=True, appointable_line=Decimal("3.0"))),
        "A final figure of 3.0 of 5 is appointable.",
        NEW,
        "No appointable line is set yet.",
    ),
    "prepare.retention_date_set": Case(
        replace(NEW, dates=DateFacts(interview=date(2026, 12, 15), retention=date(2027, 12, 15))),
        "The records are to be erased on 15 December 2027.",
        replace(NEW, dates=DateFacts(interview=date(2026, 12, 15), retention=date(2026, 12, 15))),
        "15 December 2026 is set, which is not after the interviews.",
    ),
    "advertise.advert_written": Case(
        with_advert(), "The advert has 240 words.", NEW, "No advert is written yet."
    ),
    "advertise.closing_date_set": Case(
        replace(NEW, dates=DateFacts(closing=date(2026, 12, 4))),
        "Closes on 4 December 2026.",
        NEW,
        "No closing date is set yet.",
    ),
    "advertise.equality_and_adjustments_stated": Case(
        with_advert(missing("pay")),
        "2 of 2 statements found.",
        with_advert(missing("equality"), missing("adjustments")),
        "0 of 2 statements found. Missing: equality and adjustments.",
    ),
    "advertise.pay_hours_and_flexibility_stated": Case(
        with_advert(missing("flexibility", kept=True)),
        "2 of 3 statements found. Left out with a reason: 1.",
        with_advert(missing("pay"), missing("flexibility", kept=True)),
        "1 of 3 statements found. Missing: pay.",
    ),
    "advertise.contact_and_formats_stated": Case(
        with_advert(),
        "2 of 2 statements found.",
        with_advert(missing("alternative-format")),
        "1 of 2 statements found. Missing: other formats.",
    ),
    "advertise.dates_stated": Case(
        with_advert(),
        "2 of 2 statements found.",
        with_advert(missing("interview-date")),
        "1 of 2 statements found. Missing: the interview date.",
    ),
    "advertise.coded_words_answered": Case(
        with_advert(FoundInAdvert("gender-coded", "gender-coded:dominant", kept=True)),
        "1 gender-coded word found, 1 kept with a reason.",
        with_advert(
            FoundInAdvert("gender-coded", "gender-coded:dominant", kept=True),
            FoundInAdvert("gender-coded", "gender-coded:driven"),
        ),
        "2 gender-coded words found, 1 kept with a reason.",
    ),
    "advertise.disability_words_answered": Case(
        with_advert(),
        "0 phrases about disability found.",
        with_advert(FoundInAdvert("disability", "disability:able-bodied")),
        "1 phrase about disability found, 0 kept with a reason.",
    ),
    "advertise.excluding_words_answered": Case(
        with_advert(),
        "0 words that may shut people out found.",
        with_advert(FoundInAdvert("excluding", "excluding:young")),
        "1 word that may shut people out found, 0 kept with a reason.",
    ),
    "advertise.jargon_answered": Case(
        with_advert(),
        "0 pieces of jargon found.",
        with_advert(FoundInAdvert("jargon", "jargon:wte")),
        "1 piece of jargon found, 0 kept with a reason.",
    ),
    "advertise.reading_answered": Case(
        with_advert(FoundInAdvert("reading", "reading-age", kept=True)),
        "1 place that is hard to read found, 1 kept with a reason.",
        NEW,
        "No advert is written yet.",
    ),
    "shortlist.two_shortlisters": Case(
        with_panel(shortlisters=(JO, ANA)),
        "2 shortlisters named; 2 are needed.",
        with_panel(shortlisters=(JO,)),
        "1 shortlister named; 2 are needed.",
    ),
    "shortlist.conflicts_declared": Case(
        with_panel(members=(JO, SAM)),
        "2 of 2 declared.",
        with_panel(members=(JO, SAM, ANA)),
        "2 of 3 declared. Waiting for Ana Begum.",
    ),
    "shortlist.values_criterion_on_form": Case(
        with_criteria(
            criterion("E2", tested_at={TestedAt.APPLICATION_FORM}, values=(Value.WORKING_TOGETHER,))
        ),
        "1 values criterion on the form: E2.",
        with_criteria(criterion("E2", values=(Value.WORKING_TOGETHER,))),
        "No criterion tested on the form is tagged to a value.",
    ),
    "shortlist.reason_for_each_not_shortlisted": Case(
        replace(NEW, shortlist=ShortlistFacts(reasons_due=6, reasons_written=6)),
        "6 of 6 people not shortlisted have a reason.",
        replace(NEW, shortlist=ShortlistFacts(reasons_due=6, reasons_written=4)),
        "4 of 6 people not shortlisted have a reason.",
    ),
    "shortlist.shortlist_locked": Case(
        replace(NEW, shortlist=ShortlistFacts(locked=True), candidates=CandidateFacts(14, 6)),
        "Locked with 6 of 14 invited.",
        NEW,
        "The shortlist is not locked yet.",
    ),
    "interview.kit_locked": Case(
        with_kit(questions=6, locked=True),
        "The kit has 6 questions and is locked.",
        with_kit(questions=1),
        "The kit has 1 question and is not locked yet.",
    ),
    "interview.values_covered": Case(
        with_kit(
            questions=3, values=frozenset({Value.COMPASSION, Value.QUALITY_OF_CARE, Value.IMPROVING_LIVES})
        ),
        "3 of the 6 NHS values are covered; 3 are needed.",
        with_kit(questions=3, values=frozenset({Value.COMPASSION, Value.QUALITY_OF_CARE})),
        "2 of the 6 NHS values are covered; 3 are needed.",
    ),
    "interview.edi_question_asked": Case(
        with_kit(SENIOR, questions=5, has_edi_question=True),
        "The kit has an equality question.",
        with_kit(SENIOR, questions=5),
        "The kit has no equality question; one is asked from band 8a.",
    ),
    "interview.anchors_on_every_question": Case(
        with_kit(questions=5, with_anchors=5),
        "5 of 5 questions say what each mark sounds like.",
        with_kit(questions=5, with_anchors=4),
        "4 of 5 questions say what each mark sounds like.",
    ),
    "interview.criteria_covered": Case(
        replace(
            with_criteria(criterion("E1"), criterion("D1", tested_at={TestedAt.APPLICATION_FORM})),
            kit=KitFacts(criteria_covered=frozenset({"E1"})),
        ),
        "1 of 1 interview criteria have a question.",
        replace(
            with_criteria(*(criterion(f"E{number}") for number in range(1, 6))),
            kit=KitFacts(criteria_covered=frozenset({"E1"})),
        ),
        "1 of 5 interview criteria have a question. Without one: E2, E3, E4 and 1 more.",
    ),
    "interview.kit_fits_time": Case(
        with_kit(questions=5, minutes=35, minutes_allowed=35),
        "The questions take 35 of 35 minutes.",
        with_kit(questions=5, minutes=36, minutes_allowed=35),
        "The questions take 36 of 35 minutes.",
    ),
    "interview.every_candidate_accounted_for": Case(
        replace(NEW, candidates=CandidateFacts(shortlisted=6, accounted_for=6)),
        "6 of 6 shortlisted candidates attended, withdrew or are marked as not attending.",
        replace(NEW, candidates=CandidateFacts(shortlisted=6, accounted_for=5)),
        "5 of 6 shortlisted candidates attended, withdrew or are marked as not attending.",
    ),
    "interview.every_sheet_sealed": Case(
        replace(NEW, interview=InterviewFacts(rounds=1, sheets_expected=9, sheets_sealed=9)),
        "9 of 9 interview sheets are sealed.",
        replace(NEW, interview=InterviewFacts(rounds=1, sheets_expected=9, sheets_sealed=8)),
        "8 of 9 interview sheets are sealed.",
    ),
    "interview.rounds_revealed": Case(
        replace(NEW, interview=InterviewFacts(rounds=1, rounds_revealed=1)),
        "1 of 1 interview round revealed.",
        replace(NEW, interview=InterviewFacts(rounds=2, rounds_revealed=1)),
        "1 of 2 interview rounds revealed.",
    ),
    "interview.discussion_closed": Case(
        replace(NEW, interview=InterviewFacts(rounds=1, rounds_revealed=1, discussion_closed=True)),
        "The discussion list is closed.",
        replace(NEW, interview=InterviewFacts(rounds=1, rounds_revealed=1, discussion_open=1)),
        "1 discussion list still to be closed.",
    ),
    "interview.final_scores_given": Case(
        replace(NEW, interview=InterviewFacts(finals_expected=9, finals_given=9)),
        "9 of 9 sheets have their member's final scores.",
        replace(NEW, interview=InterviewFacts(finals_expected=9, finals_given=6)),
        "6 of 9 sheets have their member's final scores.",
    ),
    "outcome.decision_recorded": Case(
        replace(NEW, posts=2, outcome=OutcomeFacts(decided=True)),
        "A decision is recorded for 2 posts.",
        NEW,
        "No decision is recorded yet.",
    ),
    "outcome.reason_for_each": Case(
        interviewed(3, reasons_written=3),
        "3 of 3 people interviewed have a reason recorded.",
        interviewed(3, reasons_written=2),
        "2 of 3 people interviewed have a reason recorded.",
    ),
    "outcome.feedback_for_each": Case(
        interviewed(3, feedback_approved=3),
        "3 of 3 people interviewed have feedback the panel approved.",
        interviewed(3, feedback_approved=1),
        "1 of 3 people interviewed have feedback the panel approved.",
    ),
    "outcome.letters_made": Case(
        interviewed(3, letters_made=3),
        "3 of 3 people interviewed have their letter.",
        interviewed(3, letters_made=0),
        "0 of 3 people interviewed have their letter.",
    ),
    "after.retention_date_after_letters": Case(
        replace(NEW, dates=DateFacts(retention=date(2027, 12, 18), letters_due=date(2026, 12, 18))),
        "The records are to be erased on 18 December 2027, 365 days after the letters are due.",
        replace(NEW, dates=DateFacts(retention=date(2026, 12, 18), letters_due=date(2026, 12, 18))),
        "Set for 18 December 2026, which is not after the letters, due on 18 December 2026.",
    ),
}


def test_every_rule_has_a_met_and_an_unmet_case() -> None:
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("name", CASES)
def test_rule_is_met_and_says_so_in_figures(name: str) -> None:
    answer = RULES[name](CASES[name].met)
    assert (answer.sentence, answer.met) == (CASES[name].says, True)


@pytest.mark.parametrize("name", CASES)
def test_rule_is_not_met_and_says_what_is_left(name: str) -> None:
    answer = RULES[name](CASES[name].unmet)
    assert (answer.sentence, answer.met) == (CASES[name].says_instead, False)


@pytest.mark.parametrize("name", sorted(RULES))
def test_sentences_read_as_sentences(name: str) -> None:
    for facts in (NEW, SENIOR, CASES[name].met, CASES[name].unmet):
        sentence = RULES[name](facts).sentence
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence.endswith(".")
        assert ".." not in sentence
        assert "None" not in sentence
        assert len(sentence) <= 120


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_vacancy_created_a_minute_ago_meets_only_what_is_not_asked_of_its_band(name: str) -> None:
    not_asked_of_band_5 = {
        "prepare.edi_criterion",
        "prepare.exercise_chosen",
        "prepare.edi_representative_named",
        "interview.edi_question_asked",
    }
    assert RULES[name](NEW).met is (name in not_asked_of_band_5)
    assert RULES[name](SENIOR).met is False
