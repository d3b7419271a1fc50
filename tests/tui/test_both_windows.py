"""Every screen has a kept frame in the small window and in the wide one."""

from pathlib import Path

import pytest
from tests.driver import NARROW, WIDE, open_app
from tests.frames import GOLDENS
from tests.tui.conftest import Office
from tests.tui.places import KIT, open_place

from panelguide.services import criteria, kits
from panelguide.tui.screens import SCREENS

SPECIFICATION = Path("src/panelguide/demo/data/person-specification.csv").resolve()
BEFORE_HOME = ("sign-in", "set-up")

in_both_windows = pytest.mark.parametrize("size", [NARROW, WIDE])


@pytest.mark.parametrize("name", [*SCREENS, *BEFORE_HOME])
def test_a_screen_has_a_frame_of_each_size(name: str) -> None:
    for width, height in (NARROW, WIDE):
        assert [*GOLDENS.glob(f"{name}*-{width}x{height}.txt")], f"{name} at {width}x{height}"


@in_both_windows
async def test_the_sign_in_form(office: Office, size: tuple[int, int]) -> None:
    async with office.app(size=size) as driver:
        driver.matches("sign-in")


@in_both_windows
async def test_the_first_question_of_setting_up(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_app(tmp_path / "home", size=size) as driver:
        driver.matches("set-up")


@in_both_windows
async def test_people_and_the_box_for_a_new_one(office: Office, size: tuple[int, int]) -> None:
    async with office.app(office.team, size) as driver:
        await driver.press("p")
        driver.matches("people")
        await driver.press("n")
        driver.matches("people-new")


@in_both_windows
async def test_the_box_for_a_new_vacancy(office: Office, size: tuple[int, int]) -> None:
    async with office.app(office.manager, size) as driver:
        await driver.press("n")
        driver.matches("new-vacancy")


@in_both_windows
async def test_the_boxes_over_a_checklist(office: Office, size: tuple[int, int]) -> None:
    async with office.app(office.manager, size) as driver:
        await driver.press("tab", "enter", "x")
        driver.matches("vacancy-explain")
        await driver.press("escape", "a")
        driver.matches("vacancy-held-back")
        await driver.press("escape", "f1")
        driver.matches("vacancy-help")


@in_both_windows
async def test_a_question_read_in_full(office: Office, size: tuple[int, int]) -> None:
    criteria.import_file(office.context, office.manager, office.code, path=SPECIFICATION)
    criteria.confirm_all(office.context, office.manager, office.code)
    kits.assign(office.context, office.manager, office.code, seed=7)
    async with office.app(office.manager, size) as driver:
        await open_place(driver, KIT)
        await driver.press("enter")
        driver.matches("kit-question")
