"""Panel, criteria, method, advert and people, by keys."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.driver import NARROW, WIDE, Driver
from tests.tui.conftest import Office
from tests.tui.full_disk import full_disk, needs_a_limit

from panelguide.domain.people import Role, Seat
from panelguide.services import adverts, criteria, methods, panel, people

SPECIFICATION = Path("src/panelguide/demo/data/person-specification.csv").resolve()
ADVERT = "We want a rockstar who can hit the ground running.\n\nApply by Friday."


async def open_vacancy(driver: Driver, key: str = "") -> None:
    await driver.press("tab", "enter", *([key] if key else []))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_panel_shows_seats_and_who_has_declared(office: Office, size: tuple[int, int]) -> None:
    async with office.app(office.manager, size) as driver:
        await open_vacancy(driver, "k")
        driver.matches("panel")


async def test_somebody_new_gets_a_seat_and_a_code_shown_once(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver, "k")
        await driver.press("n", "tab", "m", "tab", "tab", "enter")
        await driver.type("A. Begum")
        await driver.press("tab")
        await driver.type("a.begum@anytown.example")
        await driver.press("tab", "tab", "tab", "enter")
        assert "The code for A. Begum" in driver.frame
        code = driver.words.split("The code for A. Begum ")[1].split()[0]
        await driver.press("enter")
        assert "A. Begum" in driver.frame
        assert "member" in driver.frame
    seats = {seat.name: seat for seat in panel.list_all(office.context, office.manager, office.code)}
    assert seats["A. Begum"].seat is Seat.MEMBER
    people.enrol(
        office.context, email="a.begum@anytown.example", code=code, passphrase="four unrelated words here"
    )


async def test_each_declares_for_themselves(office: Office) -> None:
    async with office.app(office.chair) as driver:
        await open_vacancy(driver, "k")
        await driver.press("d", "tab", "tab", "enter")
        assert "1 of 1 declared" in driver.frame
    assert panel.list_all(office.context, office.manager, office.code)[0].declaration == "none"


async def test_nobody_declares_for_another(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver, "k")
        await driver.press("d")
        assert "Your declaration" not in driver.frame
        assert "d Declare" not in driver.frame


async def test_a_seat_is_taken_away_with_a_reason_and_stays_on_the_list(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver, "k")
        await driver.press("x")
        await driver.type("On leave.")
        await driver.press("enter")
        assert "left" in driver.frame
    assert panel.list_all(office.context, office.manager, office.code)[0].left


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_criteria_are_read_from_a_file_and_confirmed(office: Office, size: tuple[int, int]) -> None:
    async with office.app(office.manager, size) as driver:
        await open_vacancy(driver, "c")
        await driver.press("n")
        await driver.type(str(SPECIFICATION))
        await driver.press("enter")
        driver.matches("criteria")
        await driver.press("f9", "tab", "enter")
    confirmed = {it.code: it for it in criteria.list_all(office.context, office.manager, office.code)}
    assert confirmed["E2"].confirmed
    assert "improvement" in confirmed["E2"].competencies


async def test_a_file_that_is_not_there_is_said_and_nothing_is_imported(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver, "c")
        await driver.press("n")
        await driver.type("/nowhere/criteria.csv")
        await driver.press("enter")
        assert "That did not work" in driver.frame
    assert criteria.list_all(office.context, office.manager, office.code) == ()


async def test_what_a_criterion_is_about_is_said_by_the_manager(office: Office) -> None:
    criteria.import_file(office.context, office.manager, office.code, path=SPECIFICATION)
    async with office.app(office.manager) as driver:
        await open_vacancy(driver, "c")
        await driver.press("e", "ctrl+u", "tab", "ctrl+u")
        await driver.type("juggling")
        await driver.press("enter")
        assert "There is no value or competency called juggling." in driver.words
        await driver.press("enter", "e", "ctrl+u", "tab", "ctrl+u")
        await driver.type("teamwork")
        await driver.press("enter")
        assert "About: teamwork" in driver.frame
    assert criteria.list_all(office.context, office.manager, office.code)[0].competencies == ("teamwork",)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_method_is_fixed_in_one_box(office: Office, size: tuple[int, int]) -> None:
    async with office.app(office.manager, size) as driver:
        await open_vacancy(driver, "m")
        driver.matches("method")
        await driver.press("e", "ctrl+u")
        await driver.type("3,5")
        await driver.press("tab", "left", "tab", "enter")
        assert "the method is set" in driver.frame
    method = methods.show(office.context, office.manager, office.code).method
    assert (method.appointable_line, method.question_pass_line) == (Decimal("3.5"), 2)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_an_advert_is_kept_as_it_is_typed_and_checked(office: Office, size: tuple[int, int]) -> None:
    async with office.app(office.manager, size) as driver:
        await open_vacancy(driver, "v")
        await driver.paste(ADVERT)
        await driver.until(lambda: adverts.check(office.context, office.manager, office.code).text == ADVERT)
        await driver.until(lambda: "look hit the ground running" in driver.frame)
        await driver.press("escape")
        driver.matches("advert")


async def test_a_word_is_kept_with_the_reason(office: Office) -> None:
    adverts.set_text(office.context, office.manager, office.code, text=ADVERT, version=0)
    async with office.app(office.manager) as driver:
        await open_vacancy(driver, "v")
        await driver.press("x")
        await driver.type("It is the name of the team.")
        await driver.press("tab", "tab", "enter")
        assert "1 kept" in driver.frame
    report = adverts.check(office.context, office.manager, office.code)
    assert [line.kept.why for line in report.lines if line.kept] == ["It is the name of the team."]


async def test_leaving_the_advert_at_once_loses_nothing(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver, "v")
        await driver.type("Nurse wanted")
        await driver.press("escape", "escape")
        assert "STAGE 1 PREPARE" in driver.frame
    assert adverts.check(office.context, office.manager, office.code).text == "Nurse wanted"


@needs_a_limit
@pytest.mark.parametrize("way", ["escape", "ctrl+q"])
async def test_nobody_leaves_an_advert_that_could_not_be_saved_unasked(office: Office, way: str) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver, "v")
        with full_disk():
            await driver.type("Nurse wanted")
            await driver.until(lambda: "That did not work" in driver.frame)
            await driver.press("escape", "escape", way)
            assert "Leave without it?" in driver.frame
            await driver.press("enter")
            assert "Nurse wanted" in driver.frame
        await driver.press("e", "end")
        await driver.type(" on nights")
        await driver.press("escape", "escape")
        assert "STAGE 1 PREPARE" in driver.frame
    assert adverts.check(office.context, office.manager, office.code).text == "Nurse wanted on nights"


async def test_a_closed_window_keeps_the_advert(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver, "v")
        await driver.type("Nurse wanted")
        driver.app.screen.at_the_end()
    assert adverts.check(office.context, office.manager, office.code).text == "Nurse wanted"


async def test_two_windows_on_one_advert_show_both_texts(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver, "v")
        adverts.set_text(office.context, office.chair, office.code, text="The chair's text", version=0)
        await driver.type("Mine")
        await driver.until(lambda: "The chair's text" in driver.frame)
        assert "Mine" in driver.frame
        await driver.press("tab", "enter")
        await driver.until(lambda: adverts.check(office.context, office.manager, office.code).text == "Mine")


async def test_people_are_added_and_get_new_codes(office: Office) -> None:
    async with office.app(office.team) as driver:
        await driver.press("p")
        driver.matches("people")
        await driver.press("n")
        await driver.type("T. Wood")
        await driver.press("tab")
        await driver.type("t.wood@anytown.example")
        await driver.press("tab", "tab", "tab", "enter")
        assert "The code for T. Wood" in driver.frame
        await driver.press("enter")
        assert "1 have not chosen a passphrase yet" in driver.frame
    assert people.find(office.context, "t.wood@anytown.example").roles == {Role.PANEL}
