"""Work behind the keyboard: saves keep their order and are never dropped, reads may be."""

import threading

import pytest
from tests.tui.conftest import Office

from panelguide.errors import Refused, Tampered
from panelguide.tui import jobs


async def test_saves_are_done_one_after_another_in_the_order_they_were_asked_for(office: Office) -> None:
    async with office.app(office.manager) as driver:
        gate, done = threading.Event(), []

        def first() -> None:
            gate.wait(10)
            done.append("first")

        driver.app.save(driver.app, first, lambda _: None)
        for name in ("second", "third"):
            driver.app.save(driver.app, lambda name=name: done.append(name), lambda _: None)  # type: ignore[misc]
        await driver.pilot.pause()
        assert (done, driver.app.saves.busy) == ([], True)
        assert "saving" in driver.frame.splitlines()[0]
        gate.set()
        await driver.until(lambda: not driver.app.saves.busy)
        assert done == ["first", "second", "third"]
        assert "All saved" in driver.frame.splitlines()[0]


async def test_quitting_waits_for_the_saves_that_are_under_way(office: Office) -> None:
    async with office.app(office.manager) as driver:
        gate, done = threading.Event(), []

        def slow() -> None:
            gate.wait(10)
            done.append("slow")

        driver.app.save(driver.app, slow, lambda _: None)
        driver.app.save(driver.app, lambda: done.append("last"), lambda _: None)
        await driver.pilot.press("ctrl+q")
        assert driver.app.is_running
        gate.set()
        await driver.until(lambda: driver.app._exit)
    assert done == ["slow", "last"]


async def test_a_save_outlives_the_screen_that_asked_for_it(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await driver.press("p")
        gate, done, told = threading.Event(), [], []

        def slow() -> str:
            gate.wait(10)
            done.append("saved")
            return "result"

        driver.app.save(driver.app.screen, slow, told.append)
        await driver.pilot.press("escape")
        gate.set()
        await driver.until(lambda: not driver.app.saves.busy)
        assert (done, told) == (["saved"], [])


async def test_a_refusal_of_a_save_is_said_even_when_its_screen_has_gone(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await driver.press("p")
        gate = threading.Event()

        def refused() -> None:
            gate.wait(10)
            raise Refused("The round is stopped.")

        driver.app.save(driver.app.screen, refused, lambda _: None)
        await driver.pilot.press("escape")
        gate.set()
        await driver.until(lambda: "The round is stopped." in driver.words)


async def test_a_newer_read_takes_the_place_of_an_older_one(office: Office) -> None:
    async with office.app(office.manager) as driver:
        gate, shown, failed = threading.Event(), [], []
        screen = driver.app.screen

        def slow() -> str:
            gate.wait(10)
            return "old"

        jobs.run_read(screen, slow, shown.append, failed=failed.append, group="mine")
        jobs.run_read(screen, lambda: "new", shown.append, failed=failed.append, group="mine")
        await driver.pilot.pause()
        gate.set()
        await driver.until(lambda: bool(shown))
        await driver.settled()
        assert (shown, failed) == (["new"], [])


async def test_a_screen_that_can_no_longer_be_read_says_so_once_and_lets_the_person_go(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise Tampered("A row does not hold together.")

    async with office.app(office.manager) as driver:
        await driver.press("tab", "enter")
        screen = driver.app.screen
        with monkeypatch.context() as broken:
            broken.setattr(type(screen), "load", fails)
            screen.look_again()
            await driver.settled()
            assert "That did not work" in driver.frame
            await driver.press("enter")
            assert driver.app.screen is screen
            assert "A row does not hold together." in driver.frame.splitlines()[-2]
            await driver.press("escape")
            assert driver.app.screen is not screen


async def test_a_save_that_ends_after_the_last_screen_is_gone_throws_nothing(office: Office) -> None:
    async with office.app(office.manager) as driver:
        pass
    assert driver.app.screen_stack == []
    driver.app.saves.finished()
    driver.app.show_problem(Refused("Nobody is there to read it.", safe="", do=""))
