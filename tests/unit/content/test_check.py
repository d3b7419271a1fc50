"""The report of the content check: its figures and the form --json prints."""

import json
from pathlib import Path

import pytest

from panelguide.content.check import check
from panelguide.content.lints.phrasing import clauses_in, is_closed, is_double
from panelguide.content.locate import Folder
from panelguide.domain.likeness import content_words, cosine, share, stem
from panelguide.domain.rules import RULES
from panelguide.services.content import check_content

SAMPLE = Path(__file__).parent / "sample"


def test_report_counts_questions_items_and_rules() -> None:
    report = check([Folder(SAMPLE)], {"prepare.panel_of_two", "advertise.closing_date_set"})
    data = report.as_json()
    assert json.loads(json.dumps(data)) == data
    assert data["problems"] == []
    assert data["rules"] == {"total": 2}
    items = data["items"]
    assert isinstance(items, dict)
    assert items["total"] == 3
    assert items["by_stage"] == {
        "prepare": 2,
        "advertise": 1,
        "shortlist": 0,
        "interview": 0,
        "outcome": 0,
        "after": 0,
    }
    questions = data["questions"]
    assert isinstance(questions, dict)
    assert questions["total"] == 4
    assert questions["by_value"]["compassion"] == 2
    assert questions["by_value"]["none"] == 1
    assert questions["by_band_group"] == {"2-4": 2, "5-7": 1, "8a-9": 1, "VSM": 0, "medical": 0}
    assert questions["by_type"] == {"behavioural": 3, "situational": 0, "knowledge": 0, "exercise": 1}
    assert questions["by_staff_group"] == {"any": 2, "clinical": 1, "non-clinical": 1}
    assert questions["coverage"]["compassion"]["5-7"] == 1
    assert questions["coverage"]["compassion"]["8a-9"] == 0


def test_a_problem_is_told_with_file_line_what_fix_and_lint(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "bands.yaml").write_text('# bands\nedi_question_from: "8z"\n')
    (problem,) = check([Folder(tmp_path)], ()).as_json()["problems"]  # type: ignore[misc]
    assert set(problem) == {"file", "line", "what", "fix", "lint"}
    assert (problem["file"], problem["line"], problem["lint"]) == ("checklists/bands.yaml", 2, "form")


def test_retired_questions_are_neither_counted_nor_checked(tmp_path: Path) -> None:
    (tmp_path / "question_bank").mkdir()
    text = (SAMPLE / "question_bank" / "compassion.yaml").read_text(encoding="utf-8")
    text = text.replace("status: active", "status: retired").replace("How did it end?", "Did it end well?")
    (tmp_path / "question_bank" / "compassion.yaml").write_text(text, encoding="utf-8")
    report = check([Folder(tmp_path)], ())
    assert report.problems == ()
    assert report.questions.total == 0


def test_content_check_knows_the_rules_of_the_program() -> None:
    report = check_content()
    assert report.rules == len(RULES)
    assert not [problem for problem in report.problems if problem.lint == "unknown-rule"]


@pytest.mark.parametrize(
    "question",
    [
        "What did you do and why?",
        "Who did you tell, and when?",
        "How do you handle stress and how do you manage your time?",
        "How did you know it had helped, and did it last?",
    ],
)
def test_two_questions_in_one_are_heard(question: str) -> None:
    assert is_double(question)


@pytest.mark.parametrize(
    "question",
    [
        "What did you say to the nurse and the doctor?",
        "How did you decide what to keep and what to drop?",
        "When the ward was short, how did you choose?",
        "What, if anything, did you learn?",
        "What did you learn about who was affected and what they needed?",
    ],
)
def test_one_question_with_an_and_in_it_is_one(question: str) -> None:
    assert not is_double(question)


@pytest.mark.parametrize(
    "question", ["Did it help?", "Looking back, would you do it again?", "Can you say more?"]
)
def test_questions_yes_or_no_would_answer_are_closed(question: str) -> None:
    assert is_closed(question)


@pytest.mark.parametrize(
    "question", ["What helped?", "Tell us more.", "Looking back, what would you change?"]
)
def test_open_questions_are_not_closed(question: str) -> None:
    assert not is_closed(question)


def test_clauses_are_the_things_asked_for() -> None:
    assert clauses_in("Tell us about a time you were late. It can be from school.") == 1
    assert clauses_in("Tell us about a mistake, and how you put it right.") == 2
    assert clauses_in("Tell us what you did, why you did it and what happened.") == 3


def test_likeness_is_by_stems_of_content_words_over_the_smaller_set() -> None:
    assert stem("noticed") == stem("notices") == stem("noticing")
    assert content_words("The nurse was helping with the letters") == {"nurs", "help", "letter"}
    assert share(content_words("helped a nurse"), content_words("the nurses helped the letters on")) == 1.0
    assert share(frozenset(), content_words("nurse")) == 0.0
    assert cosine(content_words("nurse letter"), content_words("nurse parcel")) == pytest.approx(0.5)
