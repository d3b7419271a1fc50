"""Applications come in clean and whole, with what is odd about them said."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

import panelguide
from panelguide.documents import table_child
from panelguide.documents.candidate_columns import Field, guess_mapping
from panelguide.documents.candidate_file import CandidateFile, read_candidates
from panelguide.documents.tables import read_headings
from panelguide.errors import BadInput

DATA = Path(panelguide.__file__).parent / "demo" / "data"
LONDON = ZoneInfo("Europe/London")
HEADINGS = (
    "Reference,First name,Last name,Email,Telephone,Interview scheme,Supporting information,Submitted on"
)


def read(path: Path) -> CandidateFile:
    return read_candidates(path, guess_mapping(read_headings(path).headings).mapping)


def read_lines(tmp_path: Path, *lines: str, headings: str = HEADINGS) -> CandidateFile:
    path = tmp_path / "applications.csv"
    path.write_text("\n".join([headings, *lines]) + "\n", encoding="utf-8", newline="")
    return read(path)


def test_a_tracking_systems_export_of_42_comes_in_whole() -> None:
    file = read(DATA / "applications-trac.csv")
    assert file.refusals == ()
    assert len(file.rows) == 42
    by_reference = {row.reference: row for row in file.rows}
    assert by_reference["AR-7-1005"].last_name == "Mensah [he/him]"
    assert by_reference["AR-7-1006"].full_name == "Mehmet Smith & Sons <Ltd>"
    assert by_reference["AR-7-1007"].statement.startswith("=HYPERLINK(")
    assert by_reference["AR-7-1008"].statement == ""
    assert by_reference["AR-7-1009"].full_name == "García"
    assert by_reference["AR-7-1009"].interview_scheme
    assert by_reference["AR-7-1035"].full_name == "Nguyễn Trần"
    assert by_reference["AR-7-1000"].submitted == datetime(2026, 10, 2, 9, 27, tzinfo=LONDON)
    assert "\n\n" in by_reference["AR-7-1000"].statement
    assert [note.row for note in file.notes] == [10, 11, 30]
    assert [duplicate.rows for duplicate in file.likely_duplicates] == [(12, 13), (35, 36)]


def test_another_systems_workbook_of_28_comes_in_whole() -> None:
    file = read(DATA / "applications-nhsjobs.xlsx")
    assert len(file.rows) == 28
    assert file.rows[0].row == 5
    assert file.rows[0].full_name == "Gráinne Llewellyn"
    assert (file.rows[0].first_name, file.rows[0].last_name) == ("", "")
    assert file.rows[0].telephone == "07700900000"
    assert file.rows[0].submitted == datetime(2026, 10, 13, 7, 29, tzinfo=LONDON)


def test_no_equality_answer_leaves_the_reading_process() -> None:
    for name in ("applications-trac.csv", "applications-nhsjobs.xlsx"):
        mapping = guess_mapping(read_headings(DATA / name).headings).mapping
        wanted = [heading for heading, _ in mapping.columns]
        answer = repr(
            table_child._answer({"path": str(DATA / name), "wanted": [each.lower() for each in wanted]})
        )
        rows = answer[answer.index("'rows'") :]
        assert "Llewellyn" in rows
        for word in ("Asian", "White", "Black", "disclose", "Female", "1963", "Weston-super-Mare"):
            assert word not in rows


def test_a_shifted_row_keeps_the_whole_file_out(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"Row 3 .* has 7 cells where the heading has 8"):
        read_lines(tmp_path, "A1,Ann,Ash,a@b.org,0800,No,Text,", "A2,Bo,b@b.org,0800,No,Text,")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("A1,An\u202en,Ash,a@b.org,,No,Text,", "Row 2, “First name”: character 3 (U+202E) cannot be used."),
        ("A1,Ann,As\x1bh,a@b.org,,No,Text,", "Row 2, “Last name”: character 3 (U+001B) cannot be used."),
        (f"A1,{'n' * 201},Ash,,,No,Text,", "Row 2, “First name” is 201 characters long; 200 is the most."),
        (f"A1,Ann,Ash,,,No,{'x' * 20_001},", "Row 2, “Supporting information” is 20001 characters long; 20000 is the most."),
        ("A1,,,a@b.org,,No,Text,", "Row 2, “Last name”: there is no name."),
        (",Ann,Ash,a@b.org,,No,Text,", "Row 2, “Reference”: there is no application reference."),
        ("A1,Ann,Ash,a@b.org,,Perhaps,Text,", "Row 2, “Interview scheme”: the answer is neither yes nor no."),
    ],
)  # fmt: skip
def test_a_fault_in_one_cell_names_it_and_keeps_the_whole_file_out(
    tmp_path: Path, line: str, sentence: str
) -> None:
    file = read_lines(tmp_path, line, "A2,Bo,Birch,b@b.org,0800,Yes,Text,")
    assert [problem.what for problem in file.refusals] == [sentence]
    assert file.rows == ()
    with pytest.raises(BadInput, match="Row 2"):
        file.raise_if_refused()


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    file = read_lines(tmp_path, "A1,A\x07,B\x07,,,No,,", "A2,,,,,No,,", "A2,Cy,Cox,,,No,,")
    assert [(problem.row, problem.column) for problem in file.refusals] == [
        (2, "First name"),
        (2, "Last name"),
        (3, "Last name"),
        (4, "Reference"),
    ]


@pytest.mark.parametrize("word", ["Yes", "y", "TRUE", "1", "Requested"])
def test_opting_in_to_the_interview_scheme_is_read(tmp_path: Path, word: str) -> None:
    assert read_lines(tmp_path, f"A1,Ann,Ash,,,{word},T,").rows[0].interview_scheme


@pytest.mark.parametrize("word", ["No", "", "I do not wish to disclose", "N/A"])
def test_not_opting_in_is_read_as_no(tmp_path: Path, word: str) -> None:
    assert not read_lines(tmp_path, f"A1,Ann,Ash,,,{word},T,").rows[0].interview_scheme


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("02/10/2026 09:27", datetime(2026, 10, 2, 9, 27, tzinfo=LONDON)),
        ("2 October 2026", datetime(2026, 10, 2, tzinfo=LONDON)),
        ("2026-10-02T08:27:00Z", datetime(2026, 10, 2, 9, 27, tzinfo=LONDON)),
        ("02-Oct-2026 9:27", datetime(2026, 10, 2, 9, 27, tzinfo=LONDON)),
    ],
)
def test_dates_are_read_days_first(tmp_path: Path, text: str, moment: datetime) -> None:
    assert read_lines(tmp_path, f"A1,Ann,Ash,,,No,T,{text}").rows[0].submitted == moment


def test_a_date_that_cannot_be_read_is_left_empty_and_said(tmp_path: Path) -> None:
    file = read_lines(tmp_path, "A1,Ann,Ash,a@b.org,,No,Text,the day after")
    assert file.rows[0].submitted is None
    assert [note.column for note in file.notes] == ["Submitted on"]


def test_one_person_twice_is_shown_and_kept_apart(tmp_path: Path) -> None:
    file = read_lines(
        tmp_path,
        "A1,Ann,Ash,ANN@b.org,0800 1,No,T,",
        "A2,Bo,Birch,ann@B.org,0800 2,No,T,",
        "A3,Zoë,Cox,z@b.org,07700 900001,No,T,",
        "A4,zoe,cox,other@b.org,+44 7700 900001,No,T,",
        "A5,Zoë,Cox,third@b.org,0800 3,No,T,",
    )
    assert len(file.rows) == 5
    assert [duplicate.reason for duplicate in file.likely_duplicates] == [
        "Rows 2 and 3 have the same e-mail address.",
        "Rows 4 and 5 have the same name and telephone number.",
    ]


def test_several_answers_become_one_statement_under_their_questions(tmp_path: Path) -> None:
    file = read_lines(
        tmp_path, "A1,Ann Ash,I cared.,,=why", headings="Reference,Name,Tell us about care,Tell us about work,Supporting statement"
    )  # fmt: skip
    assert file.rows[0].statement == "Tell us about care\nI cared.\n\nSupporting statement\n=why"


def test_numbers_of_a_workbook_are_shown_as_people_see_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Reference", "Name", "Telephone", "Date applied", "Internal"])
    book.active.append([4711, "Ann Ash", 7700900000, 46308.3125, True])
    book.save(path)
    file = read(path)
    row = file.rows[0]
    assert (row.reference, row.telephone, row.internal) == ("4711", "7700900000", True)
    assert row.submitted == datetime(2026, 10, 13, 7, 30, tzinfo=LONDON)
    assert [note.what for note in file.notes] == [
        "Row 2, “Telephone”: kept as a number in the file, so a leading zero may be lost."
    ]


def test_a_file_without_references_says_what_that_costs(tmp_path: Path) -> None:
    file = read_lines(tmp_path, "Ann Ash,a@b.org", headings="Name,Email")
    assert len(file.rows) == 1
    assert "monitoring cannot be matched" in file.notes[0].what


def test_a_mapping_made_for_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name,Email\nAnn,a@b.org\n")
    with pytest.raises(BadInput, match="not those the mapping was made for"):
        read_candidates(path, guess_mapping(["Name", "Email", "Town"]).mapping)


def test_a_mapping_without_a_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Reference,Email\nAnn,a@b.org\n")
    mapping = guess_mapping(["Reference", "Email"]).mapping
    assert mapping.headings_of(Field.FULL_NAME) == ()
    with pytest.raises(BadInput, match="No column was named as the candidate's name"):
        read_candidates(path, mapping)
