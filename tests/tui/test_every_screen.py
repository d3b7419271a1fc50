"""What holds on every screen: keys that fit and work, help, text that is only text, windows too small."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from tests import hostile
from tests.driver import NARROW, WIDE, Driver
from tests.tui.conftest import Office
from tests.tui.test_preparing import ADVERT, SPECIFICATION

from panelguide.domain.bands import parse_grade
from panelguide.domain.people import Role, Seat
from panelguide.services import adverts, checklists, criteria, panel, people, vacancies
from panelguide.tui.commands import Command, commands_on
from panelguide.tui.dialogs.problem import Problem
from panelguide.tui.screens import GO_TO, SCREENS
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.widgets.frame import KeyLine

WITHOUT_VACANCY = ("home", "people")
NARROWEST_NAME = 19
PREPARING = ("home", "people", "vacancy", "panel", "criteria", "method", "advert")


@asynccontextmanager
async def on(office: Office, name: str, size: tuple[int, int] = NARROW) -> AsyncIterator[Driver]:
    """The manager on the screen of this name, with something to see on it."""
    criteria.import_file(office.context, office.manager, office.code, path=SPECIFICATION)
    adverts.set_text(office.context, office.manager, office.code, text=ADVERT, version=0)
    async with office.app(office.manager, size) as driver:
        if name != "home":
            await show(driver, office, name)
        yield driver


async def show(driver: Driver, office: Office, name: str) -> None:
    """Closes what is over home and opens the screen of this name."""
    while len(driver.app.screen_stack) > 2:
        driver.app.pop_screen()
    if name != "home":
        driver.app.push_screen(SCREENS[name](*([] if name in WITHOUT_VACANCY else [office.code])))
    await driver.settled()


def test_every_screen_of_the_registry_is_there_and_reachable() -> None:
    for name, make in SCREENS.items():
        assert isinstance(make(*([] if name in WITHOUT_VACANCY else ["V001"])), PanelScreen)
    assert {screen for _, screen, _ in GO_TO} | {"home", "people", "vacancy"} >= set(SCREENS)
    keys = [key for key, _, _ in GO_TO]
    assert len(keys) == len(set(keys))


async def test_the_keys_fit_the_last_row_of_every_screen(office: Office) -> None:
    async with on(office, "home") as driver:
        for name in SCREENS:
            await show(driver, office, name)
            for size in (NARROW, WIDE):
                await driver.pilot.resize_terminal(*size)
                await driver.settled()
                check_keys(driver, name)


def check_keys(driver: Driver, name: str) -> None:
    if isinstance(driver.app.screen, Problem):
        return
    row = driver.app.screen.query_one(KeyLine)
    assert row.left_out == 0, name
    assert (row.shown[0].shown_key, row.shown[-1].shown_key) == ("F1", "^p"), name
    assert all(command.footer in driver.frame.splitlines()[-1] for command in row.shown), name


async def test_every_key_that_is_offered_does_what_it_says(office: Office) -> None:
    async with on(office, "home") as driver:
        for name in PREPARING:
            await show(driver, office, name)
            ran: list[str] = []
            offered = [command for command in commands_on(driver.app.screen) if command.keys]
            for command in offered:
                _listen(driver, command, ran)
            for command in offered:
                for key in command.keys.split(","):
                    ran.clear()
                    await driver.press(key)
                    assert ran == [_method(command)], f"{key} on {name}"


def _method(command: Command) -> str:
    return "action_" + command.action.removeprefix("app.").partition("(")[0]


def _listen(driver: Driver, command: Command, ran: list[str]) -> None:
    """Puts a note-taker in the place of what the key would run."""
    owner = driver.app if command.action.startswith("app.") else driver.app.screen
    method = _method(command)
    assert hasattr(owner, method), command.action
    setattr(owner, method, lambda *_: ran.append(method))


async def test_help_says_what_the_screen_is_for_and_runs_what_is_chosen(office: Office) -> None:
    async with on(office, "home") as driver:
        for name in PREPARING:
            driver.app.clear_notifications()
            await show(driver, office, name)
            screen = driver.app.screen
            assert isinstance(screen, PanelScreen)
            await driver.press("f1")
            assert screen.ABOUT.split(".")[0][:40] in driver.words, name
            await driver.type("everything saved")
            await driver.press("enter")
            assert driver.app.screen is screen, name
            assert "Everything is saved (09:00:00)." in driver.words, name


async def test_ctrl_s_in_a_box_says_that_everything_is_saved(office: Office) -> None:
    async with on(office, "vacancy") as driver:
        await driver.press("x", "ctrl+s")
        assert "Everything is saved (09:00:00)." in driver.words


async def test_text_that_looks_like_markup_is_shown_as_it_was_typed(office: Office) -> None:
    for number, payload in enumerate(hostile.MARKUP):
        vacancies.create(office.context, office.manager, title=payload, grade=parse_grade("6"))
        member = people.add_person(
            office.context,
            office.team,
            name=payload,
            email=f"p{number}@x.example",
            roles=frozenset({Role.PANEL}),
        )
        panel.add(office.context, office.manager, office.code, email=member.person.email, seat=Seat.MEMBER)
    everything = "; ".join(hostile.MARKUP)
    checklists.explain(
        office.context,
        office.manager,
        office.code,
        item="PRE-01",
        version=0,
        why_not=everything,
        what_instead=everything,
        agreed_by=hostile.MARKUP[2],
        agreed_on="2026-11-01",
    )
    async with on(office, "home", WIDE) as driver:
        for name in ("home", "people", "panel"):
            await show(driver, office, name)
            missing = [it for it in hostile.MARKUP if it[:NARROWEST_NAME] not in driver.words]
            assert missing == [], name
        await show(driver, office, "vacancy")
        assert hostile.MARKUP[2] in driver.words
        await driver.press("x")
        assert everything[:60] in driver.words
        await driver.press("escape", "v", "e", "ctrl+a")
        await driver.paste("\n".join(hostile.MARKUP))
        assert all(it in driver.frame for it in hostile.MARKUP)
        await driver.press("escape", "ctrl+p")
        await driver.type("V004")
        await driver.until(lambda: f"V004 {hostile.MARKUP[2]}" in driver.words)


async def test_control_characters_stored_before_the_rule_never_reach_the_terminal(office: Office) -> None:
    for number, payload in enumerate(hostile.CONTROLS[:-2]):
        made = vacancies.create(
            office.context, office.manager, title=f"Post {number}", grade=parse_grade("6")
        )
        with office.context.store._writing.begin() as connection:
            connection.execute(
                text("UPDATE vacancy SET title = :title WHERE id = :id"), {"title": payload, "id": made.id}
            )
    async with office.app(office.manager, WIDE) as driver:
        shown = driver.frame
        assert shown.count("\N{REPLACEMENT CHARACTER}") >= len(hostile.CONTROLS) - 2
        assert (
            not set("".join(hostile.CONTROLS[:-1])) & set(shown) & {"\x1b", "\x00", "\x9b", "\x07", "\u202e"}
        )


async def test_a_paste_that_could_drive_the_terminal_is_refused_with_its_place(office: Office) -> None:
    async with on(office, "vacancy", WIDE) as driver:
        await driver.press("x")
        for payload in hostile.CONTROLS[:7]:
            driver.app.clear_notifications()
            await driver.paste(payload)
            assert "Nothing was pasted: character" in driver.words, repr(payload)
            assert payload not in driver.frame


async def test_a_window_too_small_is_said_and_work_goes_on(office: Office) -> None:
    async with on(office, "vacancy") as driver:
        await driver.pilot.resize_terminal(72, 20)
        await driver.settled()
        assert "This window is 72 by 20." in driver.words
        await driver.press("space")
        await driver.pilot.resize_terminal(80, 24)
        await driver.settled()
        assert "This window is" not in driver.words
        assert "[x] PRE-01" in driver.frame
