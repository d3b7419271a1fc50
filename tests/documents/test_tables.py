"""Files of other systems: read whole, or refused in one sentence with the place."""

import resource
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from panelguide.documents.tables import read_columns, read_headings
from panelguide.errors import BadInput

APPLIED = datetime.fromisoformat("2026-10-13T07:29:00")
HEADINGS = ["Reference", "Name", "Telephone", "Statement"]
ROWS = [
    ["A1", "Zoë Ó Briain", "07700 900001", "I led, and “learnt”."],
    ["A2", "Łukasz", "0800", "Yes; twice"],
]


def lines(delimiter: str, rows: list[list[str]] = ROWS) -> str:
    quoted = [[f'"{cell}"' for cell in row] for row in [HEADINGS, *rows]]
    return "\r\n".join(delimiter.join(row) for row in quoted) + "\r\n"


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as refused:
        read_columns(path, HEADINGS)
    assert refused.value.safe == "Nothing was imported."
    assert refused.value.do
    return refused.value.what


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_gives_the_same_text_in_every_encoding_and_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "applications.csv"
    path.write_bytes(lines(delimiter).encode(encoding))
    table = read_columns(path, HEADINGS)
    assert table.headings == tuple(HEADINGS)
    assert [list(row.cells) for row in table.rows] == ROWS
    assert [row.number for row in table.rows] == [2, 3]


def test_csv_of_an_older_windows_system_keeps_its_accents_and_quotes(tmp_path: Path) -> None:
    path = tmp_path / "applications.csv"
    path.write_bytes(lines(",", [["A1", "Renée O’Neill", "0800", "“Led” – twice"]]).encode("cp1252"))
    assert read_columns(path, ["Name", "Statement"]).rows[0].cells == ("Renée O’Neill", "“Led” – twice")


def test_csv_with_excels_delimiter_line_counts_rows_as_the_file_does(tmp_path: Path) -> None:
    path = tmp_path / "applications.csv"
    path.write_text("sep=;\r\n" + lines(";"), encoding="utf-8", newline="")
    table = read_headings(path)
    assert (table.heading_row, table.row_count, table.rows[0].number) == (2, 2, 3)


def test_only_the_named_columns_come_back(tmp_path: Path) -> None:
    path = tmp_path / "applications.csv"
    path.write_text(lines(","), encoding="utf-8", newline="")
    assert [row.cells for row in read_columns(path, ["name"]).rows] == [("Zoë Ó Briain",), ("Łukasz",)]
    assert [row.cells for row in read_headings(path).rows] == [(), ()]


def save_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Applications for vacancy 318"])
    book.active.append([])
    book.active.append(["Name", "Telephone", "Applied", "Count"])
    book.active.append(["Zoë", "07700900000", APPLIED, 7700900000])
    book.save(path)


def save_xls(path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("Applications")
    page.write(0, 0, "Applications for vacancy 318")
    for column, heading in enumerate(["Name", "Telephone", "Applied", "Count"]):
        page.write(2, column, heading)
    page.write(3, 0, "Zoë")
    page.write(3, 1, "07700900000")
    page.write(3, 2, APPLIED, xlwt.easyxf(num_format_str="dd/mm/yyyy hh:mm"))
    page.write(3, 3, 7700900000)
    book.save(str(path))


def save_ods(path: Path) -> None:
    def cell(text: str, **kind: str) -> TableCell:
        made = TableCell(**(kind or {"valuetype": "string"}))
        made.addElement(P(text=text))
        return made

    book = OpenDocumentSpreadsheet()
    page = Table(name="Applications")
    for cells in (
        [cell("Applications for vacancy 318")],
        [],
        [cell(each) for each in ("Name", "Telephone", "Applied", "Count")],
        [
            cell("Zoë"),
            cell("07700900000"),
            cell("13/10/2026 07:29", valuetype="date", datevalue="2026-10-13T07:29:00"),
            cell("7700900000", valuetype="float", value="7700900000"),
        ],
    ):
        row = TableRow()
        for each in cells:
            row.addElement(each)
        page.addElement(row)
    book.spreadsheet.addElement(page)
    book.save(str(path))


@pytest.mark.parametrize("save", [save_xlsx, save_xls, save_ods], ids=["xlsx", "xls", "ods"])
def test_workbook_below_a_title_keeps_text_numbers_and_moments(tmp_path: Path, save) -> None:
    path = tmp_path / f"applications.{save.__name__.removeprefix('save_')}"
    save(path)
    table = read_columns(path, ["Name", "Telephone", "Applied", "Count"])
    assert table.heading_row == 3
    (row,) = table.rows
    assert row.number == 4
    name, telephone, applied, count = row.cells
    assert (name, telephone, count) == ("Zoë", "07700900000", 7700900000)
    assert applied in (APPLIED, "2026-10-13T07:29:00")


def workbook_with_one_blank_far_away(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Name", "Email"])
        page.write_string(1_048_575, 16_383, " ")


def test_one_blank_cell_in_the_last_row_and_column_is_refused_and_named(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    workbook_with_one_blank_far_away(path)
    assert "row 1048576" in refusal(path)
    assert "column XFD" in refusal(path)


def test_that_cell_would_have_ended_the_whole_process(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    workbook_with_one_blank_far_away(path)
    reading = f"from python_calamine import load_workbook as l; l({str(path)!r}).get_sheet_by_index(0)"
    limit = (1 << 30, 1 << 30)
    done = subprocess.run(
        [sys.executable, "-c", reading],
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limit),
    )
    assert done.returncode < 0
    assert b"memory allocation" in done.stderr


def test_a_sheet_under_another_name_takes_only_the_child_with_it(tmp_path: Path) -> None:
    path, moved = tmp_path / "far.xlsx", tmp_path / "moved.xlsx"
    workbook_with_one_blank_far_away(path)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(moved, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member).replace(b"worksheets/sheet1.xml", b"elsewhere/sheet1.xml")
            new.writestr(member.replace("worksheets/sheet1.xml", "elsewhere/sheet1.xml"), content)
    assert "asks for more memory or time" in refusal(moved)


def test_a_workbook_that_unpacks_without_end_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * 160_000_000)
    assert "unpacks to more than 150 MB" in refusal(path)


def test_locked_workbook_is_called_locked(tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    path.write_bytes(ole + "EncryptedPackage".encode("utf-16-le") + bytes(480))
    assert refusal(path) == "locked.xlsx is locked with a password."


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"Reference,Name\n1,2\n", "is called a workbook but is not one inside"),
        ("a.xlsx", b"PK\x03\x04" + bytes(100), "is not a workbook that can be read"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(700), "is not a workbook that can be read"),
        ("a.csv", b"", "No heading row was found"),
        ("a.csv", b"just some words\nand more\n", "No heading row was found"),
        ("a.csv", b"A1,ann@example.org,07700 900001\nA2,b@example.org,0800\n", "No heading row was found"),
        ("a.csv", b"Name,Email,name\na,b,c\n", "Row 1 of a.csv: columns A and C are both called “name”"),
        ("a.csv", b"Name,Email\na,b\nc\n", "Row 3 of a.csv has 1 cell where the heading has 2"),
        ("a.csv", b"Name,Email\na,b,c\n", "Row 2 of a.csv has 3 cells where the heading has 2"),
        (
            "a.csv",
            b"Name,Email,\na,b,\nc,d,e\n",
            "Row 3, column C of a.csv has a value but no heading above it",
        ),
        ("a.csv", b"Name,Email\na,b\nc,d\0d\n", "Row 3, column B of a.csv (“Email”) holds a NUL character"),
        ("a.csv", b'Name,Email\na,"b\nc,d\n', "Row 2 of a.csv: the quotation marks do not pair"),
        ("a.csv", b"Name,Email\na,\x81\xfe\n", "are in an encoding that is not known here"),
        (
            "a.csv",
            ",".join(f"H{n}x" for n in range(201)).encode() + b"\n",
            "has 201 columns; 200 is the most",
        ),
    ],
)
def test_a_file_that_is_no_table_gets_one_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert sentence in refusal(path)


def test_a_cell_of_a_megabyte_is_refused_with_its_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Name,Email\na,b\nc,{'x' * 1_000_000}\n")
    assert refusal(path) == "Row 3, column B of a.csv (“Email”) is longer than 100000 characters."


def test_fifty_thousand_rows_are_refused_and_five_thousand_are_not(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name,Email\n" + "a,b\n" * 50_000)
    assert refusal(path) == "a.csv has more than 5000 rows: row 5002 is one too many."
    path.write_text("Name,Email\n" + "a,b\n" * 5_000)
    assert read_headings(path).row_count == 5_000


def test_a_value_beside_the_table_of_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for row in (["Name", "Email"], ["a", "b"], ["c", "d", "shifted"]):
        book.active.append(row)
    book.save(path)
    assert refusal(path) == "Row 3, column C of a.xlsx has a value but no heading above it."


def test_two_sheets_with_tables_are_not_chosen_between(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "First"
    for page in (book.active, book.create_sheet("Second")):
        page.append(["Name", "Email"])
        page.append(["a", "b"])
    hidden = book.create_sheet("Lists")
    hidden.append(["Name", "Email"])
    hidden.sheet_state = "hidden"
    book.save(path)
    assert refusal(path) == "a.xlsx has tables on 2 sheets: “First”, “Second”."
    assert read_headings(path, sheet="Second").sheet == "Second"


def test_a_missing_file_gets_a_sentence(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.csv") == "gone.csv could not be opened."


def test_every_faulty_row_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Name,Email\na,b\nc\nd,\x00\ne,f,g\n" + b"x" * 100_001 + b",y\n")
    assert refusal(path) == (
        "a.csv has 4 faults: row 3 has 1 cell where the heading has 2, so its answers may stand under the wrong headings; "
        "row 4, column B (“Email”) holds a NUL character; "
        "row 5 has 3 cells where the heading has 2, so its answers may stand under the wrong headings; "
        "row 6, column A (“Name”) is longer than 100000 characters."
    )


def test_many_faulty_rows_are_counted_and_the_first_ten_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name,Email\n" + "a,b,c\n" * 60)
    said = refusal(path)
    assert said.startswith("a.csv has 60 faults: row 2 has 3 cells")
    assert "row 11 has" in said
    assert "row 12 has" not in said
    assert said.endswith("; and 50 more.")


def test_a_column_without_a_name_is_one_fault_however_many_rows_fill_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name,Email,\n" + "a,b,c\n" * 60)
    assert refusal(path) == "Row 2, column C of a.csv has a value but no heading above it."


def test_one_cell_without_a_heading_is_one_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Name,Email,\na,b,\x00\na,b,\x00\n")
    assert refusal(path) == "Row 2, column C of a.csv has a value but no heading above it."
