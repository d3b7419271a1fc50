"""Candidates: in by a file whose columns are seen first, read, arranged for, and withdrawn."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests import hostile, world
from tests.driver import NARROW, WIDE, Driver
from tests.tui.conftest import Office
from tests.tui.places import CANDIDATES, DATA, TRAC, choose, open_place

from panelguide.domain.candidates import CandidateState
from panelguide.domain.people import Role, Seat
from panelguide.services import candidates, panel
from panelguide.services.candidates import CandidateLine
from panelguide.services.session import SignedIn
from panelguide.tui.widgets.rows import Rows

DANGEROUS = frozenset("\x1b\x07\x00\x9b\u202e\u200b\u2066")


@pytest.fixture(autouse=True)
def beside_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a test types the name of a file and not where this machine keeps it."""
    monkeypatch.chdir(DATA)


async def look_at_file(driver: Driver, name: str) -> None:
    await open_place(driver, CANDIDATES)
    await driver.press("i")
    await driver.type(name)
    await driver.press("enter")


def lines(office: Office) -> tuple[CandidateLine, ...]:
    return candidates.list_all(office.context, office.team, office.code)


def imported(office: Office) -> None:
    candidates.import_file(office.context, office.team, office.code, path=TRAC)


def member_of(office: Office) -> SignedIn:
    member = world.join(office.context, office.team, "A. Begum", Role.PANEL)
    panel.add(office.context, office.manager, office.code, email=member.person.email, seat=Seat.MEMBER)
    return member


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_candidates_and_an_application_are_shown(office: Office, size: tuple[int, int]) -> None:
    imported(office)
    async with office.app(office.team, size) as driver:
        await open_place(driver, CANDIDATES)
        driver.matches("candidates")
        await choose(driver, "C07")
        await driver.press("enter")
        driver.matches("application")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_a_file_holds_is_shown_before_anything_is_stored(
    office: Office, size: tuple[int, int]
) -> None:
    async with office.app(office.team, size) as driver:
        await look_at_file(driver, TRAC.name)
        driver.matches("candidates-import")
        await driver.press("f9")
        assert "Import 42 applications?" in driver.frame
        assert lines(office) == ()


async def test_the_key_that_asks_about_importing_does_not_import(office: Office) -> None:
    async with office.app(office.team) as driver:
        await look_at_file(driver, TRAC.name)
        await driver.press("f9", "f9", "enter")
        assert lines(office) == ()


async def test_a_file_comes_in_whole_and_says_how_many(office: Office) -> None:
    async with office.app(office.team) as driver:
        await look_at_file(driver, TRAC.name)
        await driver.press("f9", "tab", "enter")
        assert "42 applications came in." in driver.frame
        assert "delete the imported file" in driver.frame
        await driver.press("enter")
        assert "Mehmet Smith & Sons <Ltd>" in driver.frame
    assert len(lines(office)) == 42


async def test_a_second_enter_while_a_file_comes_in_leaves_nothing_open(office: Office) -> None:
    async with office.app(office.team) as driver:
        await look_at_file(driver, TRAC.name)
        await driver.press("f9", "tab", "enter", "enter")
        left = [type(screen).__name__ for screen in driver.app.screen_stack]
        assert not {"ImportScreen", "Choose"} & set(left)
    assert len(lines(office)) == 42


async def test_equality_answers_are_said_never_to_be_read_and_cannot_be_chosen(office: Office) -> None:
    async with office.app(office.team) as driver:
        await look_at_file(driver, TRAC.name)
        assert "EQUALITY ANSWERS, NEVER READ" in driver.frame
        shown = set(driver.app.screen.query_one(Rows).keys_shown)
        assert not shown & {"Ethnic origin", "Gender", "Disability", "Date of birth"}
        assert {"First name", "Town"} <= shown


async def test_a_file_with_a_row_out_of_place_is_refused_with_its_place(
    office: Office, tmp_path: Path
) -> None:
    rows = ["Application reference,First name,Last name,Supporting information"]
    rows += ["AR-1,Ann,Lee,Good", "AR-2,Bea,Lee,Goo,d"]
    (tmp_path / "shifted.csv").write_text("\n".join(rows), encoding="utf-8")
    async with office.app(office.team) as driver:
        await look_at_file(driver, str(tmp_path / "shifted.csv"))
        assert "That did not work" in driver.frame
        assert "Row 3" in driver.frame
        await driver.press("enter")
        assert "CANDIDATES  none yet" in driver.frame
    assert lines(office) == ()


async def test_a_cell_that_cannot_be_used_refuses_the_whole_file_and_is_named(
    office: Office, tmp_path: Path
) -> None:
    rows = ["Application reference,First name,Last name", "AR-1,Ann,Lee", f"AR-2,{hostile.CONTROLS[0]},Lee"]
    (tmp_path / "escape.csv").write_text("\n".join(rows), encoding="utf-8")
    async with office.app(office.team) as driver:
        await look_at_file(driver, str(tmp_path / "escape.csv"))
        assert "Row 3, “First name”" in driver.frame
        assert hostile.ESC not in driver.frame
        await driver.press("f9")
        assert "Import 2" not in driver.frame
    assert lines(office) == ()


async def test_a_file_that_is_not_there_is_said_and_its_name_stays_to_be_mended(office: Office) -> None:
    async with office.app(office.team) as driver:
        await look_at_file(driver, "aplications.csv")
        assert "That did not work" in driver.frame
        await driver.press("enter", "i")
        assert "aplications.csv" in driver.frame


async def test_columns_nobody_can_guess_are_said_by_the_person_and_remembered(
    office: Office, tmp_path: Path
) -> None:
    for name, reference in (("one.csv", "A-1"), ("two.csv", "A-2")):
        text = f"Ref,Who,Words,Sex\n{reference},Ann Lee,I help people,F\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    async with office.app(office.team) as driver:
        await look_at_file(driver, str(tmp_path / "one.csv"))
        assert "No column looks like the candidate's name." in driver.frame
        await driver.press("f9")
        assert "Import 1 application?" not in driver.frame
        for column, field in (("Who", "full_name"), ("Words", "statement")):
            await choose(driver, column)
            await driver.press("enter")
            await choose(driver, field)
            await driver.press("enter")
        await driver.press("f9", "tab", "enter")
        await driver.press("enter")
        assert [line.name for line in lines(office)] == ["Ann Lee"]
        await driver.press("i", "end")
        for _ in "one.csv":
            await driver.press("backspace")
        await driver.type("two.csv")
        await driver.press("enter")
        assert "columns as last time" in driver.frame
        await driver.press("f9", "tab", "enter")
    shown = candidates.show(office.context, office.team, office.code, candidate="C02")
    assert (shown.statement, shown.reference) == ("I help people", "A-2")


async def test_two_columns_cannot_both_be_the_reference(office: Office) -> None:
    async with office.app(office.team) as driver:
        await look_at_file(driver, TRAC.name)
        await choose(driver, "Town")
        await driver.press("enter")
        await choose(driver, "reference")
        await driver.press("enter")
        assert "Two columns were named as the reference." in driver.frame
        await driver.press("enter")
        await choose(driver, "Town")
        assert "> Town                                             not read" in driver.frame


async def test_a_file_imported_before_adds_nobody(office: Office) -> None:
    imported(office)
    async with office.app(office.team) as driver:
        await look_at_file(driver, TRAC.name)
        assert "42 applications, 0 new" in driver.frame
        await driver.press("f9")
        assert "42 are here already and stay as they are." in driver.frame
        await driver.press("tab", "enter")
        assert "0 applications came in." in driver.frame
    assert len(lines(office)) == 42


async def test_a_member_sees_codes_and_can_neither_import_nor_change(office: Office) -> None:
    imported(office)
    member = member_of(office)
    async with office.app(member) as driver:
        await open_place(driver, CANDIDATES)
        assert "C07   applied" in driver.frame
        assert "names not shown to you" in driver.frame
        assert "Mehmet" not in driver.frame
        for word in ("Import", "Arrange", "Withdrew"):
            assert word not in driver.frame
        before = driver.frame
        await driver.press("i", "e", "x", "d", "n")
        assert driver.frame == before
        await driver.press("enter")
        assert "FROM THE FORM" in driver.frame
        assert "Adeyemi" not in driver.frame


async def test_what_to_arrange_is_kept_and_somebody_elses_text_is_not_lost(office: Office) -> None:
    imported(office)
    async with office.app(office.team) as driver:
        await open_place(driver, CANDIDATES)
        await driver.press("e")
        await driver.type("Ground floor room")
        version = lines(office)[0].version
        candidates.set_arrangements(
            office.context,
            office.team,
            office.code,
            candidate="C01",
            version=version,
            text="Written questions",
        )
        await driver.press("tab", "tab", "enter")
        assert "Ground floor room" in driver.frame
        assert "Written questions" in driver.frame
        await driver.press("tab", "enter")
        assert "What to arrange for C01 is kept." in driver.frame
    assert lines(office)[0].arrangements == "Ground floor room"


async def test_withdrawing_and_not_attending_ask_first(office: Office) -> None:
    imported(office)
    async with office.app(office.team) as driver:
        await open_place(driver, CANDIDATES)
        await driver.press("x", "x", "enter")
        assert lines(office)[0].state is CandidateState.APPLIED
        await driver.press("x", "tab", "enter")
        assert "C01 has withdrawn." in driver.frame
        await driver.press("down", "d", "tab", "enter")
        assert "C02 did not attend." in driver.frame
        await driver.press("up")
        assert "Withdrew" not in driver.frame, "nobody withdraws twice"
    assert [line.state for line in lines(office)[:2]] == [
        CandidateState.WITHDREW,
        CandidateState.DID_NOT_ATTEND,
    ]


async def test_an_application_is_added_by_hand(office: Office) -> None:
    async with office.app(office.team) as driver:
        await open_place(driver, CANDIDATES)
        await driver.press("n")
        await driver.type("Aoife Mensah")
        await driver.press("tab", "tab", "tab", "tab", "right", "tab")
        await driver.type("I listen.")
        await driver.press("tab", "tab", "enter")
        assert "C01 was added." in driver.frame
    added = candidates.show(office.context, office.team, office.code, candidate="C01")
    assert (added.line.name, added.line.internal, added.statement) == ("Aoife Mensah", True, "I listen.")


async def test_find_narrows_the_list_and_escape_brings_it_back(office: Office) -> None:
    imported(office)
    async with office.app(office.team) as driver:
        await open_place(driver, CANDIDATES)
        await driver.press("slash")
        await driver.type("smith sons")
        assert "Mehmet Smith & Sons <Ltd>" in driver.frame
        assert "Rhiannon Adeyemi" not in driver.frame
        await driver.press("enter", "escape")
        assert "Rhiannon Adeyemi" in driver.frame
        assert "CANDIDATES  42" in driver.frame


async def test_brackets_go_to_the_application_before_and_after(office: Office) -> None:
    imported(office)
    async with office.app(office.team) as driver:
        await open_place(driver, CANDIDATES)
        await driver.press("enter", "right_square_bracket")
        assert "C02  Renée Patel" in driver.frame
        await driver.press("left_square_bracket", "left_square_bracket")
        assert "C01  Rhiannon Adeyemi" in driver.frame
        await driver.press("f2", "end", "enter")
        assert "C42 " in driver.frame


async def test_markup_in_a_name_and_a_statement_stays_text(office: Office) -> None:
    for payload in hostile.MARKUP:
        candidates.add(
            office.context, office.team, office.code, full_name=payload, statement=f"{payload} I wrote."
        )
    async with office.app(office.team) as driver:
        await open_place(driver, CANDIDATES)
        for payload in hostile.MARKUP:
            assert payload[:26] in driver.frame, "the list cuts a long name, the application does not"
        await driver.press("enter")
        for payload in hostile.MARKUP:
            assert driver.frame.count(payload) == 2
            assert f"{payload} I wrote." in driver.frame
            await driver.press("right_square_bracket")


async def test_what_drives_a_terminal_is_shown_harmlessly_even_if_it_was_stored(office: Office) -> None:
    payloads = [it for it in hostile.CONTROLS if "\ud800" not in it]
    for number, payload in enumerate(payloads, start=1):
        candidates.add(office.context, office.team, office.code, full_name=f"Ann {number}")
        store_unchecked(office, f"C{number:02d}", payload)
    async with office.app(office.team) as driver:
        await open_place(driver, CANDIDATES)
        assert not DANGEROUS & set(driver.frame)
        await driver.press("enter")
        for payload in payloads:
            assert not DANGEROUS & set(driver.frame)
            assert ("\ufffd" in driver.frame) is bool(DANGEROUS & set(payload))
            await driver.press("right_square_bracket")


def store_unchecked(office: Office, code: str, text: str) -> None:
    """Text that came in before a rule against it was there."""
    with closing(sqlite3.connect(office.home / "panelguide.sqlite3")) as connection, connection:
        wanted = "SELECT id FROM candidate WHERE code = ?"
        connection.execute(f"UPDATE identity SET full_name = ? WHERE candidate_id = ({wanted})", (text, code))
        connection.execute(
            "UPDATE candidate SET statement = ?, arrangements = ? WHERE code = ?", (text, text, code)
        )


async def test_a_file_and_its_headings_cannot_be_markup(office: Office, tmp_path: Path) -> None:
    text = "Application reference,Name,Email,[link=x]Town[/]\nA-1,Ann Lee,a@example.org,Leeds\n"
    (tmp_path / "[red]x[1].csv").write_text(text, encoding="utf-8")
    async with office.app(office.team) as driver:
        await look_at_file(driver, str(tmp_path / "[red]x[1].csv"))
        assert "[red]x[1].csv" in driver.frame
        assert "[link=x]Town[/]" in driver.frame


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_last_row_of_each_screen_leaves_no_key_out(office: Office, size: tuple[int, int]) -> None:
    from panelguide.tui.widgets.frame import KeyLine

    imported(office)
    async with office.app(office.team, size) as driver:
        await open_place(driver, CANDIDATES)
        assert driver.app.screen.query_one(KeyLine).left_out == 0
        await driver.press("enter")
        assert driver.app.screen.query_one(KeyLine).left_out == 0
