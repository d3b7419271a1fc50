"""Nothing a candidate wrote becomes a formula in a table that goes out."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from panelguide.documents.spreadsheets import csv_bytes, xlsx_bytes

FORMULAS = ["=1+1", '=HYPERLINK("http://example.org","x")', "+44 7700", "-1", "@SUM(A1)", "\tx", "\r=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_puts_a_mark_before_text_that_could_run(text: str) -> None:
    content = csv_bytes(["Note"], [[text]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline="")))[1] == ["'" + text]


def test_csv_leaves_numbers_names_and_breaks_as_they_are() -> None:
    content = csv_bytes(["Name", "Mean", "Day"], [["Zoë, “Z”\nÓ", -1.5, date(2026, 10, 2)]])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [["Name", "Mean", "Day"], ["Zoë, “Z”\nÓ", "-1.5", "2026-10-02"]]


@pytest.mark.parametrize("text", [text for text in FORMULAS if "\r" not in text])
def test_workbook_keeps_formulas_as_text(text: str) -> None:
    page = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(["Note"], [[text]], sheet="Notes"))).active
    assert page["A2"].data_type == "s"
    assert page["A2"].value == text


def test_workbook_keeps_numbers_and_days_as_such_and_links_as_text() -> None:
    content = xlsx_bytes(["a", "b", "c"], [[3.5, date(2026, 10, 2), "https://example.org"]], sheet="Figures")
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page["A2"].value == 3.5
    assert page["B2"].value.date() == date(2026, 10, 2)
    assert page["C2"].hyperlink is None


def test_the_same_table_gives_the_same_bytes() -> None:
    assert xlsx_bytes(["a"], [["b"]], sheet="S") == xlsx_bytes(["a"], [["b"]], sheet="S")
