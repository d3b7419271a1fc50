"""After the reveal: sheets side by side in no order, a list to talk about, own final scores, then figures."""

import pytest
from tests import interview_day, world
from tests.driver import NARROW, WIDE
from tests.tui.room import Room, prepare

from panelguide.domain.discussion import Reason
from panelguide.domain.marks import NoMark
from panelguide.services import discussions, finals, rounds
from panelguide.services.context import Context
from panelguide.tui.rounds.opened_view import REASONS


@pytest.fixture
def room(sqlite_context: Context, clock: world.Clock) -> Room:
    made = prepare(sqlite_context, clock)
    day = made.day
    day.open_round()
    day.seal(day.begum, "C01", Q2=5, Q4=1)
    day.seal(day.wood, "C02", Q3=2)
    day.seal_all()
    day.release_all()
    day.reveal()
    return made


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_sheet_and_what_to_talk_about_is_there(room: Room, size: tuple[int, int]) -> None:
    async with room.screen("reveal", room.day.chair, size) as driver:
        driver.matches("reveal")
        assert driver.app.screen.query_one("#keys").left_out == 0


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_figures_come_with_the_closing_of_the_list(room: Room, size: tuple[int, int]) -> None:
    async with room.screen("reveal", room.day.chair, size) as driver:
        for words in ("Place", "Figure", "mean", "tie"):
            assert words not in "\n".join(driver.frame.splitlines()[1:22]).split("RULES")[0]
        await driver.press("f9", "f9", "enter")
        assert not discussions.show(room.day.context, room.day.chair, room.day.code).closed
        await driver.press("f9", "tab", "enter")
        driver.matches("figures")
        await driver.press("t")
        assert "Marks in the order AB JO TW." in driver.frame


async def test_what_stands_against_a_figure_is_said_in_full(room: Room) -> None:
    discussions.close(room.day.context, room.day.chair, room.day.code)
    async with room.screen("reveal", room.day.chair) as driver:
        await driver.press("shift+tab")
        lines = finals.figures(room.day.context, room.day.chair, room.day.code).lines
        for line in lines:
            shown = " ".join(driver.frame.split())
            for sentence in (*line.why_not, *line.flags):
                assert sentence in shown
            await driver.press("down")


async def test_a_member_changes_only_their_own_score_with_a_reason(room: Room) -> None:
    day = room.day
    async with room.screen("reveal", day.begum) as driver:
        await driver.press(*["down"] * _row(driver.app, "C01 Q4"), "m")
        assert "You sealed 1." in driver.frame
        await driver.press("right", "tab", "tab", "tab", "enter")
        assert "Say why C01 Q4 changes from 1 to 2." in driver.frame
        await driver.press("enter", "tab")
        await driver.type("heard the handover part")
        await driver.press("tab", "tab", "enter")
        assert "AB 1>2" in driver.frame
        assert "now 2, because: heard the handover part" in driver.frame
    found = finals.show(day.context, day.chair, day.code).finals["C01", "A. Begum", day.id_of("Q4")]
    assert (found.mark, found.sealed) == (2, 1)


async def test_the_rest_is_kept_with_one_signature(room: Room) -> None:
    day = room.day
    async with room.screen("reveal", day.begum) as driver:
        await driver.press("k", "tab", "enter")
        assert "A. Begum" not in finals.show(day.context, day.chair, day.code).unsigned
        assert "final scores signed" in driver.frame


async def test_only_the_chair_closes_the_list(room: Room) -> None:
    async with room.screen("reveal", room.day.wood) as driver:
        await driver.press("f9")
        assert "Close the discussion list?" not in driver.frame
        assert "F9" not in driver.frame.splitlines()[-1]


async def test_notes_of_every_member_stand_under_the_chosen_line(room: Room) -> None:
    async with room.screen("reveal", room.day.chair, WIDE) as driver:
        for member in ("A. Begum", "J. Okafor", "T. Wood"):
            assert f" {member}  " in driver.frame
        await driver.press("a")
        assert "ALL ANSWERS" in driver.frame
        await driver.press("shift+tab", "enter")
        assert "Everything sealed on C0" in driver.frame


async def test_an_answer_only_some_say_was_asked_is_on_the_list(
    sqlite_context: Context, clock: world.Clock
) -> None:
    room = prepare(sqlite_context, clock)
    day = room.day
    day.open_round()
    rounds.not_asked(
        sqlite_context, day.chair, day.code, candidate="C01", question="Q2", reason="The fire alarm."
    )
    day.seal(day.begum, "C01", 3, Q2=NoMark.NOT_ASKED)
    day.seal_all()
    day.release_all()
    day.reveal()
    async with room.screen("reveal", day.chair, WIDE) as driver:
        line = next(it for it in driver.frame.splitlines() if "C01 Q2" in it)
        assert "asked or not?" in line
    assert set(REASONS) == set(Reason)


async def test_names_come_on_a_key(room: Room) -> None:
    async with room.screen("reveal", room.day.chair, WIDE) as driver:
        assert "Casey" not in driver.frame
        await driver.press("v")
        assert "C01 Casey Example1" in driver.frame


async def test_the_manager_off_the_panel_sees_figures_and_no_sheet(room: Room) -> None:
    day = room.day
    discussions.close(day.context, day.chair, day.code)
    async with room.screen("reveal", day.manager) as driver:
        assert "Place" in driver.frame
        assert "Marks in the order" not in driver.frame
        assert interview_day.NOTE[:20] not in driver.frame


def _row(app: object, key: str) -> int:
    rows: tuple[str, ...] = app.screen.query_one("#talk").keys_shown  # type: ignore[attr-defined]
    return rows.index(key)
