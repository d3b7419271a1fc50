"""Signing in, one-time codes, and one laptop handed round a table."""

import asyncio
from pathlib import Path
from threading import Event

from tests import world
from tests.driver import open_app
from tests.tui.conftest import Office

from panelguide.domain.people import Role
from panelguide.errors import StoreTrouble
from panelguide.services import people


async def test_the_right_passphrase_opens_home(office: Office) -> None:
    async with office.app() as driver:
        driver.matches("sign-in")
        await driver.type(office.manager.person.email)
        await driver.press("enter")
        await driver.type(world.PASSPHRASE)
        assert world.PASSPHRASE not in driver.frame
        await driver.press("enter")
        assert "NEEDS YOU" in driver.frame
        assert driver.app.actor.person.name == "S. Rees"


async def test_a_wrong_passphrase_is_refused_in_words_and_nobody_is_signed_in(office: Office) -> None:
    async with office.app() as driver:
        await driver.type(office.manager.person.email)
        await driver.press("enter")
        await driver.type("not the passphrase at all")
        await driver.press("enter")
        assert "That e-mail address and passphrase do not go together." in driver.words
        assert driver.app.table.in_front is None
        await driver.type(world.PASSPHRASE)
        await driver.press("enter")
        assert "NEEDS YOU" in driver.frame


async def test_an_unknown_address_gets_the_same_answer(office: Office) -> None:
    async with office.app() as driver:
        await driver.type("nobody@anytown.example")
        await driver.press("enter")
        await driver.type(world.PASSPHRASE)
        await driver.press("enter")
        assert "That e-mail address and passphrase do not go together." in driver.words


async def test_a_one_time_code_lets_somebody_choose_their_passphrase(office: Office) -> None:
    new = people.add_person(
        office.context,
        office.team,
        name="T. Wood",
        email="t.wood@anytown.example",
        roles=frozenset({Role.PANEL}),
    )
    async with office.app() as driver:
        await driver.type(new.person.email)
        await driver.press("f2", "tab")
        await driver.type(new.code)
        await driver.press("tab")
        await driver.type("four unrelated words here")
        await driver.press("tab")
        await driver.type("four unrelated words hear")
        await driver.press("enter")
        assert "The two passphrases are not the same." in driver.frame
        await driver.press("backspace", "backspace", "backspace", "backspace")
        await driver.type("here")
        await driver.press("enter")
        assert "T. Wood" in driver.frame
        assert driver.app.actor.person.email == new.person.email


async def test_two_people_hand_one_laptop_over_by_code(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await driver.press("f5")
        await driver.type("12ab")
        await driver.press("enter")
        assert "A table code is four digits." in driver.frame
        await driver.press("backspace", "backspace", "3", "4", "enter")
        assert "Somebody else signs in" in driver.frame
        await driver.press("enter")
        await driver.type(office.chair.person.email)
        await driver.press("enter")
        await driver.type(world.PASSPHRASE)
        await driver.press("enter")
        assert "J. Okafor" in driver.frame.splitlines()[0]
        await driver.press("f5")
        await driver.type("5678")
        await driver.press("enter", "enter")
        await driver.type("9999")
        await driver.press("enter")
        assert "That code is not right. 2 more and the passphrase is needed." in driver.words
        assert driver.app.actor.person.name == "J. Okafor"
        await driver.press("enter", "f5", "enter")
        await driver.type("1234")
        await driver.press("enter")
        assert "S. Rees" in driver.frame.splitlines()[0]


async def test_what_one_person_could_not_save_is_not_said_to_the_next(office: Office) -> None:
    may_fail = Event()

    def cannot() -> None:
        raise StoreTrouble("The data cannot be reached.")

    def cannot_later() -> None:
        may_fail.wait(15)
        cannot()

    async with office.app(office.manager) as driver:
        app, manager = driver.app, driver.app.actor
        app.table.sit_down(office.chair)
        app.table.set_code("5678")
        app.table.sit_down(manager)
        app.table.set_code("1234")
        app.save(app, cannot, lambda _: None, failed=lambda _: None)
        await driver.settled()
        assert "NOT SAVED" in driver.frame.splitlines()[0]
        await driver.press("f5", "enter")
        await driver.type("5678")
        app.save(app, cannot_later, lambda _: None, failed=lambda _: None)
        driver.send("enter")
        async with asyncio.timeout(15):
            while "J. Okafor" not in driver.frame.splitlines()[0]:
                await driver.pilot.pause(0)
        assert "NOT SAVED" not in driver.frame
        may_fail.set()
        await driver.settled()
        assert "J. Okafor" in driver.frame.splitlines()[0]
        assert "NOT SAVED" not in driver.frame


async def test_quitting_forgets_every_key(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await driver.press("ctrl+q")
        assert driver.app.table.people == ()
        assert driver.app.demo_passphrase == ""


async def test_a_database_that_cannot_be_opened_is_said_in_words(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "panelguide.sqlite3").write_bytes(b"this is a letter, not a database")
    async with open_app(home) as driver:
        assert "That did not work" in driver.frame
        assert "Traceback" not in driver.frame


async def test_the_demo_offers_everybody_to_be(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await driver.press("ctrl+p")
        await driver.type("be the panel chair")
        await driver.until(lambda: "Be the panel chair: J. Okafor" in driver.frame)
        await driver.press("enter")
        await driver.until(lambda: "J. Okafor" in driver.frame.splitlines()[0])
