"""Home: what needs this person, and their vacancies."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests import world
from tests.driver import NARROW, WIDE
from tests.tui.conftest import Office

from panelguide.services import vacancies


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_home_shows_what_needs_this_person_and_their_vacancies(
    office: Office, size: tuple[int, int]
) -> None:
    async with office.app(office.manager, size) as driver:
        driver.matches("home")


async def test_a_vacancy_is_opened_by_keys_alone(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await driver.press("n")
        await driver.type("Ward Manager")
        await driver.press("tab")
        await driver.type("7")
        await driver.press("tab", "tab", "tab", "tab", "enter")
        assert "V002 Ward Manager Band 7" in driver.frame
    line = next(it for it in vacancies.list_all(office.context, office.manager) if it.vacancy.code == "V002")
    assert (line.vacancy.title, line.vacancy.posts, line.vacancy.slot_minutes) == ("Ward Manager", 1, 45)


async def test_a_band_that_does_not_exist_keeps_the_box_open_and_says_why(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await driver.press("n")
        await driver.type("Ward Manager")
        await driver.press("tab")
        await driver.type("17")
        await driver.press("tab", "tab", "tab", "tab", "enter")
        assert "There is no band “17”." in driver.frame
        assert "Ward Manager" in driver.frame


async def test_find_narrows_the_list_and_escape_brings_it_back(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await driver.press("slash")
        await driver.type("zzz")
        assert "Tab moves" not in driver.frame.splitlines()[-3]
        assert "Physiotherapist           6" not in driver.frame
        await driver.press("escape")
        assert "Physiotherapist           6" in driver.frame


async def test_escape_on_home_does_not_quit(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await driver.press("escape", "escape")
        assert "NEEDS YOU" in driver.frame


async def test_what_another_window_did_is_shown_without_a_key(office: Office) -> None:
    async with office.app(office.manager) as driver:
        vacancies.set_details(
            office.context, office.manager, office.code, version=1, title="Senior Physiotherapist"
        )
        await driver.until(lambda: "Senior Physiotherapist" in driver.frame)


async def test_a_fault_in_a_folder_of_ones_own_is_said_at_the_sign_in(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "trust"
    (own / "checklists").mkdir(parents=True)
    settings = replace(world.settings_for(office.home), content=own)
    monkeypatch.setattr(world, "settings_for", lambda *_: settings)
    async with office.app(office.manager) as driver:
        assert "is left out" not in driver.words, "nothing is wrong in an empty folder"
    (own / "checklists" / "1-prepare.yaml").write_text(
        "stage: prepare\nitems:\n\t- id: X\n", encoding="utf-8"
    )
    async with office.app(office.manager) as driver:
        await driver.until(lambda: "what is wrong is left out" in driver.words)
