"""The sealed status board: states and names, and the steps of a round from proposal to reveal."""

import pytest
from tests import world
from tests.driver import NARROW, WIDE
from tests.tui.room import Room, prepare

from panelguide.domain.people import Seat
from panelguide.services import panel, rounds
from panelguide.services.context import Context
from panelguide.tui.screens.interview import InterviewScreen
from panelguide.tui.screens.reveal import RevealScreen


@pytest.fixture
def room(sqlite_context: Context, clock: world.Clock) -> Room:
    return prepare(sqlite_context, clock)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_board_shows_states_and_who_is_waited_for(room: Room, size: tuple[int, int]) -> None:
    day = room.day
    day.open_round()
    day.seal(day.begum, "C01")
    day.write(day.chair, "C02")
    async with room.screen("status", day.chair, size) as driver:
        driver.matches("status")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_no_key_of_the_chair_is_left_out_of_the_last_row(room: Room, size: tuple[int, int]) -> None:
    room.day.open_round()
    room.day.seal_all()
    async with room.screen("status", room.day.chair, size) as driver:
        assert driver.app.screen.query_one("#keys").left_out == 0
        assert "F9 Release/reveal" in driver.frame


async def test_a_round_is_proposed_by_the_chair_and_opened_by_the_confirmer(room: Room) -> None:
    day = room.day
    async with room.screen("status", day.chair) as driver:
        assert "No round yet." in driver.frame
        await driver.press("o", "enter")
        assert "No round yet." in driver.frame
        await driver.press("o", "tab", "enter")
        assert "Waiting for: P. Grant." in driver.frame
    async with room.screen("status", day.edi) as driver:
        await driver.press("o", "tab", "enter")
        assert "Round 1 is open." in driver.frame
    assert rounds.status(day.context, day.chair, day.code).state == "open"


async def test_enter_opens_ones_own_sheet_of_the_line(room: Room) -> None:
    room.day.open_round()
    async with room.screen("status", room.day.wood) as driver:
        await driver.press("down", "enter")
        assert isinstance(driver.app.screen, InterviewScreen)
        await driver.until(lambda: "C02" in driver.frame.splitlines()[1])


async def test_all_ones_own_sheets_are_sealed_together(room: Room) -> None:
    day = room.day
    day.open_round()
    for candidate in day.candidates:
        day.write(day.wood, candidate)
    async with room.screen("status", day.wood) as driver:
        await driver.press("a", "tab", "enter")
        assert driver.frame.count("[#] sealed") == 3


async def test_the_board_is_read_only_for_whoever_scores_nobody(room: Room) -> None:
    room.day.open_round()
    async with room.screen("status", room.day.team) as driver:
        assert "[ ] not begun" in driver.frame
        for words in ("My sheet", "Seal all mine", "Release", "Open"):
            assert words not in driver.frame.splitlines()[-1]
        await driver.press("a", "o", "e", "f9")
        assert "not begun" in driver.frame


async def test_a_candidate_who_did_not_come_leaves_with_two_signatures(room: Room) -> None:
    day = room.day
    day.open_round()
    async with room.screen("status", day.chair) as driver:
        await driver.press("e", "enter", "right", "tab")
        await driver.type("rang to withdraw")
        await driver.press("tab", "tab", "tab", "enter")
        assert "A change waits for its second signature: rang to withdraw" in driver.frame
    async with room.screen("status", day.edi) as driver:
        await driver.press("o", "tab", "enter")
        assert "they withdrew or did not come: C02." in driver.frame
    assert rounds.status(day.context, day.chair, day.code).away == ("C02",)


async def test_a_member_joins_before_the_release(room: Room) -> None:
    day = room.day
    day.open_round()
    new = world.join(day.context, day.team, "N. Quick")
    panel.add(day.context, day.manager, day.code, email=new.person.email, seat=Seat.MEMBER)
    async with room.screen("status", day.chair) as driver:
        await driver.press("e")
        rows = driver.app.screen.query_one("#choices").keys_shown
        await driver.press(*["down"] * rows.index("joins"), "enter", "tab")
        await driver.type("instead of nobody")
        await driver.press("tab", "tab", "tab", "enter")
        assert "N. Quick" in driver.frame


async def test_the_release_says_what_it_ends_and_wants_the_passphrase(room: Room) -> None:
    day = room.day
    day.open_round()
    day.seal_all()
    async with room.screen("status", day.chair) as driver:
        await driver.press("f9")
        driver.matches("status-release")
        await driver.press("f9")
        await driver.type("not the passphrase")
        await driver.press("enter")
        assert "That passphrase is not right." in driver.frame
        await driver.press("enter")
        assert not rounds.status(day.context, day.chair, day.code).chair_released
        await driver.press("f9")
        await driver.type(world.PASSPHRASE)
        await driver.press("enter")
        assert "released by the chair. Waiting for: A. Begum, T. Wood." in driver.frame


async def test_everybody_unlocked_at_the_table_follows_by_themselves(room: Room) -> None:
    day = room.day
    day.open_round()
    day.seal_all()
    async with room.screen("status", day.chair) as driver:
        table = driver.app.table
        for member in (day.begum, day.wood, day.chair):
            table.sit_down(member)
        await driver.press("f9")
        await driver.type(world.PASSPHRASE)
        await driver.press("enter")
        await driver.until(lambda: "released by everybody" in driver.frame)
        await driver.press("f9")
        assert "Every sheet is opened" in driver.frame
        await driver.type(world.PASSPHRASE)
        await driver.press("enter")
        await driver.until(lambda: "is revealed" in driver.frame)
        await driver.press("r")
        assert isinstance(driver.app.screen, RevealScreen)


async def test_nobody_follows_for_whoever_is_not_at_the_table(room: Room) -> None:
    day = room.day
    day.open_round()
    day.seal_all()
    rounds.release(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)
    async with room.screen("status", day.begum) as driver:
        await driver.until(lambda: "Waiting for: T. Wood." in driver.frame)


async def test_a_hostile_name_is_only_a_name(sqlite_context: Context, clock: world.Clock) -> None:
    from sqlalchemy import text

    room = prepare(sqlite_context, clock)
    room.day.open_round()
    with sqlite_context.change(None) as change:
        change.connection.execute(text("UPDATE person SET name = '[red]T[/] [/' WHERE name = 'T. Wood'"))
        change.record("test.renamed", "")
    async with room.screen("status", room.day.chair) as driver:
        assert "[red]T[/] [/" in driver.frame
