"""What was typed into a box and could not be saved comes back with the box."""

import threading

import pytest
from tests.driver import Driver
from tests.tui.conftest import Office
from tests.tui.full_disk import full_disk, needs_a_limit
from tests.tui.room import Room
from tests.tui.test_vacancy import choose, explain, open_vacancy

from panelguide.errors import Refused, SomebodyElseChangedIt
from panelguide.services import checklists, feedback
from panelguide.tui.screens.sign_in import SignInScreen


def item(office: Office) -> checklists.ItemView:
    return checklists.item(office.context, office.manager, office.code, item="PRE-05")


async def press_the_last_button(driver: Driver) -> None:
    buttons = driver.app.screen.query("Button")
    while driver.app.focused is not buttons.last():
        await driver.press("tab")
    await driver.press("enter")


@needs_a_limit
async def test_what_a_full_disk_did_not_take_is_still_in_the_box(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await choose(driver, "PRE-05")
        with full_disk():
            await explain(driver)
            assert "That did not work" in driver.frame
        await driver.press("enter")
        assert "Explain: " in driver.frame
        assert "Approval is verbal." in driver.frame
        await press_the_last_button(driver)
        assert "[E] PRE-05" in driver.frame
        assert "NOT SAVED" not in driver.frame
    assert (item(office).why_not, item(office).agreed_on) == ("Approval is verbal.", "2026-11-01")


@needs_a_limit
async def test_whoever_leaves_the_box_that_came_back_lets_the_text_go(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await choose(driver, "PRE-05")
        with full_disk():
            await explain(driver)
        await driver.press("enter", "escape")
        assert "[ ] PRE-05" in driver.frame
        assert "NOT SAVED" not in driver.frame, "nothing is left that could still be saved"
        await driver.press("x")
        assert "Approval is verbal." not in driver.frame


async def test_a_text_that_is_refused_can_be_mended_where_it_stands(decided_room: Room) -> None:
    day = decided_room.day
    feedback.propose(day.context, day.manager, day.code)
    before = feedback.show(day.context, day.manager, day.code, candidate="C01")[0]
    async with decided_room.screen("feedback", day.manager) as driver:
        await driver.press("enter", "e")
        await driver.paste(" You told the ward first." + "x" * 1_000)
        await press_the_last_button(driver)
        assert "That did not work" in driver.frame
        await driver.press("enter")
        box = driver.app.screen.query_one("#field-text")
        assert box.text.startswith(before.text + " You told the ward first.")
        await driver.press("escape")
        assert "What you typed is not saved." in driver.frame, "no key loses a text at once"
        box.text = before.text + " You told the ward first."
        await press_the_last_button(driver)
    after = feedback.show(day.context, day.manager, day.code, candidate="C01")[0]
    assert after.text == before.text + " You told the ward first."


@needs_a_limit
async def test_quitting_over_a_box_that_came_back_asks_first(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await choose(driver, "PRE-05")
        with full_disk():
            await explain(driver)
        await driver.press("enter", "ctrl+q")
        assert "Leave without it?" in driver.frame
        await driver.press("enter")
        assert "Approval is verbal." in driver.frame


async def test_the_box_does_not_come_back_over_another_screen(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else may be about to sign in there."""
    gate = threading.Event()

    def refuse(*_: object, **__: object) -> None:
        gate.wait(10)
        raise Refused("Not today.", safe="Nothing was changed.", do="Try tomorrow.")

    monkeypatch.setattr(checklists, "explain", refuse)
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await choose(driver, "PRE-05")
        await explain(driver, wait=False)
        await driver.pilot.pause()
        await driver.app.push_screen(SignInScreen())
        gate.set()
        await driver.settled()
        assert "Not today." in driver.frame
        await driver.press("enter")
        assert isinstance(driver.app.screen, SignInScreen)
        assert "Approval is verbal." not in driver.frame


async def test_a_box_about_what_somebody_else_changed_does_not_come_back_for_ever(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SomebodyElseChangedIt("It was changed meanwhile.", safe="", do="Look at it again.")

    monkeypatch.setattr(checklists, "explain", refuse)
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await choose(driver, "PRE-05")
        await explain(driver)
        assert "It was changed meanwhile." in driver.frame
        await driver.press("enter")
        assert "[ ] PRE-05" in driver.frame
