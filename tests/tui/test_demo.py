"""The demo as it opens: signed in as the recruiting manager, with everybody else one line away in the menu."""

from pathlib import Path

import pytest
from tests import world
from tests.driver import NARROW, Driver

from panelguide.demo.cast import PASSPHRASE, players
from panelguide.demo.make import Demo, make_demo
from panelguide.domain.stages import STAGES
from panelguide.tui.app import PanelguideApp


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Demo]:
    home = tmp_path_factory.mktemp("demo")
    world.keep_parsed_content(home)
    return home, make_demo(world.settings_for(home), world.small_parts())


async def test_the_demo_opens_as_the_manager_and_anybody_else_is_one_line_away(
    demo: tuple[Path, Demo],
) -> None:
    home, _ = demo
    app = PanelguideApp(
        world.settings_for(home),
        parts=world.small_parts(seed="app"),
        be=players()[0].email,
        passphrase=PASSPHRASE,
    )
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.until(lambda: "NEEDS YOU" in driver.frame)
        assert "S. Rees" in driver.frame.splitlines()[0]
        await driver.press("ctrl+p")
        await driver.type("be the edi representative")
        await driver.until(lambda: "T. Wood" in driver.frame)
        await driver.press("enter")
        await driver.until(lambda: "T. Wood" in driver.frame.splitlines()[0])
    app.close()


async def test_the_demo_can_open_where_a_stage_is(demo: tuple[Path, Demo]) -> None:
    home, made = demo
    assert list(made.vacancies) == list(reversed(STAGES))
    app = PanelguideApp(
        world.settings_for(home),
        parts=world.small_parts(seed="app"),
        be=players()[0].email,
        passphrase=PASSPHRASE,
        opens_at=made.vacancies[STAGES[3]],
    )
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.until(lambda: "STAGE 4 INTERVIEW" in driver.frame)
        assert "Medical Secretary" in driver.frame.splitlines()[0]
    app.close()
