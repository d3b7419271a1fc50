"""The person specification and paper marks come in by their own columns."""

from decimal import Decimal
from pathlib import Path

import pytest

import panelguide
from panelguide.documents.criteria_file import read_criteria
from panelguide.documents.interview_marks import MarkState, read_interview_marks
from panelguide.errors import BadInput

DATA = Path(panelguide.__file__).parent / "demo" / "data"


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "form.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_nine_criteria_come_in_with_where_each_is_tested() -> None:
    file = read_criteria(DATA / "person-specification.csv")
    assert file.problems == ()
    assert [row.code for row in file.rows] == ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "D1", "D2"]
    assert file.rows[0].tested_at == ("application form", "document check")
    assert file.rows[3].tested_at == ("interview", "exercise")
    assert (file.rows[2].kind, file.rows[2].weight) == ("essential", Decimal(2))
    assert file.rows[8].kind == "desirable"


def test_every_fault_of_a_specification_is_told_with_its_place(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "code,kind,criterion,tested at,weight",
        "E1,vital,Kind,interview,1",
        "E2,essential,,interview,1",
        "E3,essential,Kind,crystal ball,1",
        "E4,essential,Kind,interview,-1",
        "E5,essential,Kind,interview,1",
        "E5,essential,Calm,interview,1",
    )
    file = read_criteria(path)
    assert file.rows == ()
    assert [problem.split(":")[0].split(" is ")[0] for problem in file.problems] == [
        "Row 2, “kind”",
        "Row 3, “criterion”",
        "Row 4, “tested at”",
        "Row 5, “weight”",
        "Row 7, “code”",
    ]


def test_weight_may_be_left_out(tmp_path: Path) -> None:
    file = read_criteria(write(tmp_path, "Ref,Type,Criteria,Tested at", "E1,E,Kind,Form; interview"))
    assert file.rows[0].weight == 1
    assert file.rows[0].tested_at == ("application form", "interview")


def test_a_specification_without_its_columns_names_them(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no column called “kind”, “tested at”"):
        read_criteria(write(tmp_path, "code,criterion", "E1,Kind"))


def test_an_interview_day_of_189_marks_comes_in() -> None:
    file = read_interview_marks(DATA / "interview-day.csv")
    assert file.problems == ()
    assert len(file.rows) == 189
    (missing,) = [row for row in file.rows if row.state is not MarkState.SCORED]
    assert (missing.candidate, missing.member, missing.question) == ("C04", "A. Begum", "Q6")
    assert (missing.state, missing.score) == (MarkState.NOT_ASKED, None)


def test_not_asked_not_heard_not_scored_and_nought_stay_four_things(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "candidate,member,question,score",
        "C1,A,Q1,0",
        "C1,A,Q2,not asked",
        "C1,A,Q3,not heard",
        "C1,A,Q4,",
    )
    assert [(row.state, row.score) for row in read_interview_marks(path).rows] == [
        (MarkState.SCORED, 0),
        (MarkState.NOT_ASKED, None),
        (MarkState.NOT_HEARD, None),
        (MarkState.NOT_SCORED, None),
    ]  # fmt: skip


@pytest.mark.parametrize("score", ["6", "-1", "3.5", "³", "good"])
def test_a_mark_outside_0_to_5_is_refused_with_its_row(tmp_path: Path, score: str) -> None:
    file = read_interview_marks(write(tmp_path, "candidate,member,question,score", f"C1,A,Q1,{score}"))
    assert file.rows == ()
    assert file.problems[0].startswith("Row 2, “score”: use 0 to 5")


def test_one_members_second_mark_for_the_same_answer_is_refused(tmp_path: Path) -> None:
    file = read_interview_marks(write(tmp_path, "candidate,member,question,score", "C1,A,Q1,3", "C1,A,Q1,4"))
    assert file.problems == ("Row 3: A has already marked C1 Q1 in row 2.",)
