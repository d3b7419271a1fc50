"""Live scoring: one key a score, notes that are never lost, and nobody else's marks anywhere."""

import asyncio
import json
import stat
from collections.abc import Iterator
from threading import Event

import pytest
from tests import world
from tests.driver import NARROW, WIDE, Driver
from tests.tui.full_disk import every_way_off, full_disk, needs_a_limit
from tests.tui.room import Room, burst, paste, prepare
from textual import events
from textual.widgets import TextArea

from panelguide.domain.marks import NoMark
from panelguide.errors import StoreTrouble
from panelguide.services import rounds, sheets
from panelguide.services.context import Context
from panelguide.services.session import SignedIn
from panelguide.tui.jobs import SECONDS_TO_KEEP
from panelguide.tui.scoring import bursts

HOSTILE = "[/] [red]no[/red] [@click=app.bell]x[/] $name"


@pytest.fixture
def room(sqlite_context: Context, clock: world.Clock) -> Room:
    made = prepare(sqlite_context, clock)
    made.day.open_round()
    return made


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_screen_shows_the_question_the_marks_and_the_note(
    room: Room, size: tuple[int, int]
) -> None:
    async with room.live(room.day.begum, size) as driver:
        await driver.press("4", "n")
        await driver.type("saw it, asked her first, told the ward")
        await driver.press("a", "escape", "b")
        driver.matches("interview")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_boxes_over_live_scoring(room: Room, size: tuple[int, int]) -> None:
    async with room.live(room.day.begum, size) as driver:
        await driver.press("enter")
        driver.matches("interview-marks")
        await driver.press("escape", "f2")
        driver.matches("interview-who")
        await driver.press("escape", "1", "f9")
        driver.matches("interview-gaps")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_no_key_is_left_out_of_the_last_row(room: Room, size: tuple[int, int]) -> None:
    async with room.live(room.day.chair, size) as driver:
        assert driver.app.screen.query_one("#keys").left_out == 0


async def test_the_whole_run_of_keys_in_and_out_of_notes(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await driver.press("4", "n")
        await driver.type("bed4")
        await driver.press("f4", "ctrl+s", "escape", "2", "u")
        assert (room.mark(begum, "Q1"), room.note(begum, "Q1")) == (4, "bed4")
        assert ">Q2[ ]<" in driver.frame
        assert room.mark(begum, "Q2") is None
        await driver.press("U")
        assert room.mark(begum, "Q2") == 2


async def test_undo_puts_an_earlier_score_back_and_shows_its_question(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await driver.press("4", "2", "f4", "u")
        assert room.mark(begum, "Q1") == 4
        assert ">Q1[4]<" in driver.frame
        await driver.press("u", "u")
        assert room.mark(begum, "Q1") is None
        assert "no score to take back" in driver.frame


async def test_both_states_of_the_keys_are_written_out(room: Room) -> None:
    async with room.live(room.day.begum) as driver:
        assert "Score keys are on. Type a digit, or n for notes." in driver.frame
        await driver.press("n")
        assert "Typing notes. Esc for score keys." in driver.frame
        await driver.press("escape")
        assert "Score keys are on. Type a digit, or n for notes." in driver.frame


async def test_a_score_is_stored_at_once_and_backspace_clears_it(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await driver.press("0")
        assert room.mark(begum, "Q1") == 0
        assert "SAVED 09:00:00" in driver.frame
        await driver.press("backspace")
        assert room.mark(begum, "Q1") is None
        await driver.press("6")
        assert room.mark(begum, "Q1") is None


async def test_notes_are_stored_while_somebody_goes_on_typing(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await driver.press("n")
        typed = ""

        async def one_more_key() -> None:
            nonlocal typed
            await driver.pilot.press("a")
            typed += "a"

        # Never a pause as long as the one after which it is stored: a timer begun anew by each key never ends.
        while not room.note(begum, "Q1"):
            await one_more_key()
            assert len(typed) < 200
            await driver.pilot.pause(SECONDS_TO_KEEP / 10)


@pytest.mark.parametrize("way", ["ctrl+q", "escape", "f2", "f5", "ctrl+p"])
async def test_every_way_off_the_note_stores_what_was_typed_last(room: Room, way: str) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await driver.press("n", "a", "b")
        await driver.press(way)
        await driver.settled()
    assert room.note(begum, "Q1") == "ab"


async def test_leaving_the_screen_at_once_after_a_key_loses_nothing(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await driver.press("n", "a")
        await driver.pilot.press("b", "escape", "escape")
        await driver.settled()
        assert "interview" not in type(driver.app.screen).__name__.lower()
        assert room.note(begum, "Q1") == "ab"


async def test_two_thousand_characters_pasted_into_notes_are_all_there(room: Room) -> None:
    begum, text = room.day.begum, "evidence " * 222 + "ab"
    async with room.live(begum) as driver:
        await driver.press("n")
        await paste(driver, text)
        await driver.until(lambda: bool(room.note(begum, "Q1")))
        assert len(text) == 2_000
        assert room.note(begum, "Q1") == text


async def test_what_is_pasted_on_the_score_row_scores_nothing(room: Room) -> None:
    async with room.live(room.day.begum) as driver:
        await driver.press("3")
        await paste(driver, "4 beds, 5 nurses")
        assert "That looked like pasted text. Nothing was scored." in driver.frame
        assert room.mark(room.day.begum, "Q1") == 3
        assert room.note(room.day.begum, "Q1") == ""


async def test_a_burst_of_keys_on_the_score_row_does_nothing(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        for text in ("4444", "1]2]3]4]5", "abcd", "42 years"):
            await driver.press("3")
            before = driver.frame.splitlines()[:14]
            await burst(driver, text)
            assert "That looked like pasted text. Nothing was scored." in driver.frame
            assert driver.frame.splitlines()[:14] == before
            assert room.mark(begum, "Q1") == 3
            await asyncio.sleep(bursts.SECONDS)
            await driver.press("2")
            assert room.mark(begum, "Q1") == 2


async def test_three_quick_keys_are_a_quick_person(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await burst(driver, "4]5")
        assert (room.mark(begum, "Q1"), room.mark(begum, "Q2")) == (4, 5)


async def test_keys_right_after_n_go_into_the_note(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await burst(driver, "n4b")
        await driver.press("escape")
        assert room.mark(begum, "Q1") is None
        assert room.note(begum, "Q1") == "4b"


async def test_a_note_ends_where_it_is_full_and_says_so(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await driver.press("n")
        await paste(driver, "x" * 3_999)
        await driver.press("y", "z")
        assert "A note takes 4000 characters and no more." in driver.frame
        await driver.until(lambda: room.note(begum, "Q1").endswith("xy"))


async def test_a_sheet_ends_where_all_notes_together_are_full(room: Room) -> None:
    begum, day = room.day.begum, room.day
    long = "\N{SLIGHTLY SMILING FACE}" * 3_900
    notes = {day.id_of("Q1"): long, day.id_of("Q2"): long}
    sheets.save_draft(day.context, begum, day.code, candidate="C01", marks={}, notes=notes)
    async with room.live(begum) as driver:
        await driver.press("f4", "f4", "n")
        await paste(driver, "\N{SLIGHTLY SMILING FACE}" * 1_000)
        assert "This sheet is full" in driver.frame
        await driver.type("short")
        await driver.press("escape", "2")
        assert (room.note(begum, "Q3"), room.mark(begum, "Q3")) == ("short", 2)


async def test_another_window_of_the_same_person_is_not_written_over_unseen(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await driver.press("4")
        _in_another_window(room, "other words")
        await driver.press("n")
        await driver.type("my words")
        await driver.until(lambda: "NOT SAVED" in driver.frame)
        assert "changed in another window" in driver.frame
        await driver.press("escape")
        assert "other words" in driver.frame
        assert "my words" in driver.frame
        assert room.note(begum, "Q1") == "other words"
        await driver.press("tab", "enter")
        assert room.note(begum, "Q1") == "my words"
        assert "SAVED" in driver.frame
        assert room.mark(begum, "Q1") == 4


async def test_what_the_other_window_stored_can_be_left_as_it_is(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await driver.press("4")
        _in_another_window(room, "other words")
        await driver.press("n")
        await driver.type("my words")
        await driver.until(lambda: "NOT SAVED" in driver.frame)
        await driver.press("enter", "backspace", "escape", "enter")
        assert "other words" in driver.frame
        assert "my words" not in driver.frame
        assert room.note(begum, "Q1") == "other words"


async def test_a_save_that_fails_keeps_the_text_and_says_so(room: Room) -> None:
    begum, day = room.day.begum, room.day
    day.write(begum, "C01")
    async with room.live(begum) as driver:
        sheets.seal(day.context, begum, day.code, candidate="C01")
        await driver.press("n")
        await driver.type(" and more")
        await driver.until(lambda: "NOT SAVED" in driver.frame.splitlines()[0])
        assert "Your text is kept here" in driver.frame
        assert "and more" in driver.frame
        await driver.press("escape", "escape")
        assert "Leave without it?" in driver.frame
        await driver.press("enter")
        assert "and more" in driver.frame


@needs_a_limit
async def test_what_a_full_disk_does_not_take_is_kept_and_saved_once_it_does(room: Room) -> None:
    begum = room.day.begum
    room.day.write(begum, "C01")
    async with room.live(begum) as driver:
        with full_disk():
            await driver.press("n")
            await driver.type(" and more")
            await driver.until(lambda: "NOT SAVED" in driver.frame.splitlines()[0])
            assert "Your text is kept here." in driver.frame
            assert "and more" in driver.frame
        await driver.until(lambda: "SAVED 09:00:00" in driver.frame.splitlines()[0])
        assert room.note(begum, "Q1").endswith(" and more")


@needs_a_limit
@every_way_off
async def test_no_way_off_the_screen_loses_unsaved_words_without_a_question(
    room: Room, way: str, known: bool
) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        _sit_down_too(driver, room.day.wood)
        with full_disk():
            await driver.press("n", "a", "b")
            if known:
                await driver.until(lambda: "NOT SAVED" in driver.frame.splitlines()[0])
            if way == "escape":
                driver.send("escape")
            await driver.press(way)
            assert "Leave without it?" in driver.frame
            await driver.press("ctrl+q")
            assert "Leave without it?" in driver.frame, "a second ^q is no answer"
            assert driver.app.table.people
            await driver.press("enter")
            assert "NOT SAVED" in driver.frame.splitlines()[0]
            assert "C01" in driver.frame.splitlines()[1]
        await driver.until(lambda: "SAVED 09:00:00" in driver.frame.splitlines()[0])
    assert room.note(begum, "Q1") == "ab"


@needs_a_limit
@pytest.mark.parametrize("way", ["escape", "ctrl+q"])
async def test_whoever_says_so_leaves_without_what_is_not_saved(room: Room, way: str) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        with full_disk():
            await driver.press("n", "a")
            await driver.until(lambda: "NOT SAVED" in driver.frame.splitlines()[0])
            await driver.press("escape", way, "tab", "enter")
            if way == "escape":
                assert "NEEDS YOU" in driver.frame
            else:
                assert driver.app.table.people == ()
    assert room.note(begum, "Q1") == ""


@needs_a_limit
async def test_nobody_reads_of_what_somebody_before_them_could_not_save(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        _sit_down_too(driver, room.day.wood)
        with full_disk():
            await driver.press("n", "a")
            await driver.until(lambda: "NOT SAVED" in driver.frame.splitlines()[0])
            await driver.press("f5", "tab", "enter", "enter")
            await driver.type("5678")
            await driver.press("enter")
            assert room.day.wood.person.name in driver.frame.splitlines()[0]
            assert "All saved" in driver.frame.splitlines()[0]
    assert room.note(begum, "Q1") == ""


@needs_a_limit
async def test_another_sheet_takes_the_place_of_an_unsaved_one_only_after_a_question(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        with full_disk():
            await driver.press("n", "a")
            await driver.press("f2", "down", "enter")
            assert "Leave without it?" in driver.frame
            await driver.press("enter")
            assert "C01" in driver.frame.splitlines()[1]
            await driver.press("f2", "down", "enter", "tab", "enter")
            assert "C02" in driver.frame.splitlines()[1]
    assert (room.note(begum, "Q1"), room.note(begum, "Q1", "C02")) == ("", "")


async def test_a_score_that_cannot_be_saved_keeps_its_sheet_in_front(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    begum, may_fail = room.day.begum, Event()

    def cannot(*_: object) -> str:
        may_fail.wait(15)
        raise StoreTrouble("The data cannot be reached.")

    async with room.live(begum) as driver:
        await driver.press("f2", "down")
        with monkeypatch.context() as patched:
            patched.setattr(sheets.SheetDesk, "save_draft", cannot)
            await driver.press("escape")
            driver.send("4")
            for key in ("f2", "down", "enter"):
                await asyncio.sleep(0.1)
                driver.send(key)
            async with asyncio.timeout(15):
                while "Opening C02." not in driver.frame:
                    await driver.pilot.pause(0)
            may_fail.set()
            await driver.settled()
            assert "C01 is not saved yet, so it stays open." in driver.frame
            assert ">Q1[4]<" in driver.frame
            assert "NOT SAVED" in driver.frame.splitlines()[0]
        await driver.until(lambda: "SAVED 09:00:00" in driver.frame.splitlines()[0])
    assert room.mark(begum, "Q1") == 4


async def test_the_screen_comes_back_at_the_same_candidate_question_and_cursor(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum, NARROW, "C02") as driver:
        await driver.press("f4", "f4", "b", "n")
        await driver.type("one two")
        await driver.press("left", "left", "left")
    async with room.live(begum, seed="again") as driver:
        assert "C02" in driver.frame.splitlines()[1]
        assert ">Q3[ ]<" in driver.frame
        assert "b [x]" in driver.frame
        await driver.type("X")
        await driver.press("escape")
        assert room.note(begum, "Q3", "C02") == "one Xtwo"


async def test_the_cursor_is_never_kept_ahead_of_the_words_before_it(room: Room) -> None:
    """The box tells that the cursor moved before it tells of the letter that moved it."""
    begum = room.day.begum
    async with room.live(begum, NARROW, "C02") as driver:
        await driver.press("n")
        await driver.type("one two")
        screen = driver.app.screen
        screen.note.insert("!")
        screen.on_text_area_selection_changed(TextArea.SelectionChanged(screen.note.selection, screen.note))
        screen.keeper.now()
        await driver.settled()
        assert room.note(begum, "Q1", "C02") == "one two!"
    (kept,) = (room.home / "places").iterdir()
    assert json.loads(kept.read_text())[room.day.code]["cursor"] == [0, len("one two!")]


async def test_the_kept_place_holds_no_word_and_is_its_owners_only(room: Room) -> None:
    async with room.live(room.day.begum) as driver:
        await driver.press("5", "n")
        await driver.type("zebra")
    (kept,) = (room.home / "places").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert "zebra" not in kept.read_text()
    assert '"C01"' in kept.read_text()


async def test_another_candidate_is_scored_from_the_first_question(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum, NARROW, "C01") as driver:
        await driver.press("f4", "f4", "f2", "down", "enter")
        await driver.until(lambda: "C02" in driver.frame.splitlines()[1])
        await driver.press("4")
    assert (room.mark(begum, "Q1", "C02"), room.mark(begum, "Q3", "C02")) == (4, None)


class Slow:
    """Sheets that open only once they are let go, as when the disk is busy elsewhere."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._may_open = Event()
        self._may_open.set()
        at_once = sheets.open_desk

        def open_desk(context: Context, actor: SignedIn, code: str) -> sheets.SheetDesk:
            self._may_open.wait(15)
            return at_once(context, actor, code)

        monkeypatch.setattr(sheets, "open_desk", open_desk)

    async def asks_for_the_next(self, driver: Driver) -> None:
        """Chooses the next candidate, whose sheet then waits."""
        self._may_open.clear()
        await driver.press("f2", "down")
        driver.send("enter")
        async with asyncio.timeout(15):
            while "Opening C02. Keys count once it is there." not in driver.frame:
                await driver.pilot.pause(0)

    async def meanwhile(self, driver: Driver, *keys: str) -> None:
        for key in keys:
            driver.send(key)
            await asyncio.sleep(bursts.SECONDS)
        assert "Opening C02. Keys count once it is there." in driver.frame

    async def lets_go(self, driver: Driver) -> None:
        self._may_open.set()
        await driver.settled()
        assert "C02" in driver.frame.splitlines()[1]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow(monkeypatch)
    yield made
    made._may_open.set()


async def test_no_score_key_reaches_a_sheet_while_the_next_one_opens(room: Room, slow: Slow) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await driver.press("4", "f4", "3", "f3")
        await slow.asks_for_the_next(driver)
        await slow.meanwhile(
            driver, "1", "backspace", "u", "a", "n", "2", "x", "enter", "f4", "f9", "f2", "v"
        )
        await slow.lets_go(driver)
        assert ">Q1[ ]<" in driver.frame
        assert "[x]" not in driver.frame
        assert "Score keys are on. Type a digit" in driver.frame
        assert (room.mark(begum, "Q1"), room.mark(begum, "Q2")) == (4, 3)
        assert (room.mark(begum, "Q1", "C02"), room.note(begum, "Q1", "C02")) == (None, "")
        await driver.press("2")
    assert (room.mark(begum, "Q1"), room.mark(begum, "Q1", "C02")) == (4, 2)
    assert room.note(begum, "Q1") == ""


async def test_words_before_the_next_sheet_opens_are_stored_and_no_others_taken(
    room: Room, slow: Slow
) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await driver.press("n", "a")
        driver.send("b")
        await slow.asks_for_the_next(driver)
        await slow.meanwhile(driver, "c", "v", "4", "enter")
        await slow.lets_go(driver)
        assert room.note(begum, "Q1") == "ab"
        await driver.press("d")
        await driver.press("escape")
        assert "Casey" not in driver.frame
    assert (room.note(begum, "Q1"), room.note(begum, "Q1", "C02")) == ("ab", "d")
    assert (room.mark(begum, "Q1"), room.mark(begum, "Q1", "C02")) == (None, None)


async def test_escape_while_the_next_sheet_opens_leaves_the_notes_and_not_the_screen(
    room: Room, slow: Slow
) -> None:
    async with room.live(room.day.begum) as driver:
        await driver.press("n", "a")
        await slow.asks_for_the_next(driver)
        await slow.meanwhile(driver, "escape")
        await slow.lets_go(driver)
        await driver.press("3")
    assert room.mark(room.day.begum, "Q1", "C02") == 3


async def test_a_digit_right_behind_the_choice_of_a_candidate_is_never_the_last_ones(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await driver.press("4", "f2", "down")
        for key in ("enter", "1", "1"):
            driver.send(key)
        await driver.settled()
        assert "C02" in driver.frame.splitlines()[1]
    assert room.mark(begum, "Q1") == 4


async def test_a_burst_that_began_before_the_sheet_was_there_ticks_nothing_on_it(
    room: Room, slow: Slow
) -> None:
    async with room.live(room.day.begum) as driver:
        await driver.press("a")
        await asyncio.sleep(bursts.SECONDS)
        await driver.press("b")
        await slow.asks_for_the_next(driver)
        keys = [events.Key(key, key) for key in "1234"]
        for key in keys[1:]:
            key.time = keys[0].time
        driver.app.post_message(keys[0])
        await asyncio.sleep(bursts.SECONDS)
        await slow.lets_go(driver)
        for key in keys[1:]:
            driver.app.post_message(key)
        await driver.settled()
        assert "That looked like pasted text." in driver.frame
        assert "[x]" not in driver.frame
    assert room.mark(room.day.begum, "Q1", "C02") is None


async def test_a_sheet_that_cannot_be_opened_leaves_the_one_before_in_front(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    begum = room.day.begum

    def cannot(*_: object) -> sheets.SheetView:
        raise StoreTrouble("The data cannot be reached.")

    async with room.live(begum) as driver:
        await driver.press("4", "n")
        with monkeypatch.context() as patched:
            patched.setattr(sheets.SheetDesk, "load", cannot)
            await driver.press("f2", "down", "enter")
        assert "The data cannot be reached." in driver.frame
        await driver.press("escape", "a", "escape", "5")
        assert "C01" in driver.frame.splitlines()[1]
    assert (room.mark(begum, "Q1"), room.note(begum, "Q1")) == (5, "a")


async def test_a_damaged_place_is_no_place(room: Room) -> None:
    folder = room.home / "places"
    folder.mkdir()
    (folder / f"{room.day.begum.person.id}.json").write_text('{"V001": {"candidate": 3, "cursor": "x"}}')
    async with room.live(room.day.begum) as driver:
        assert ">Q1[ ]<" in driver.frame


async def test_hostile_words_are_only_ever_words(room: Room) -> None:
    begum = room.day.begum
    async with room.live(begum) as driver:
        await driver.press("n")
        await paste(driver, HOSTILE)
        assert HOSTILE in driver.frame
        await paste(driver, "\x1b]0;owned\x07")
        await driver.press("escape", "f4", "f3", "v")
        assert HOSTILE in driver.frame
        assert "Casey Example1" in driver.frame
    assert room.note(begum, "Q1") == HOSTILE


async def test_names_come_on_a_key_only(room: Room) -> None:
    async with room.live(room.day.begum) as driver:
        await driver.press("f2")
        assert "Casey" not in driver.frame
        await driver.press("v")
        assert "Casey Example2" in driver.frame
        await driver.press("down", "enter")
        assert "Casey" not in driver.frame
        assert "C02" in driver.frame.splitlines()[1]


async def test_a_hostile_name_is_shown_as_it_is(sqlite_context: Context, clock: world.Clock) -> None:
    room = prepare(sqlite_context, clock)
    room.day.open_round()
    with sqlite_context.change(None) as change:
        from sqlalchemy import text

        change.connection.execute(text("UPDATE identity SET full_name = :name"), {"name": HOSTILE})
        change.record("test.renamed", "")
    async with room.live(room.day.begum, WIDE) as driver:
        await driver.press("v")
        assert HOSTILE[:30] in driver.frame


async def test_a_member_marks_what_they_did_not_hear(room: Room) -> None:
    wood = room.day.wood
    async with room.live(wood) as driver:
        await driver.press("x")
        assert "did you not hear" in driver.frame
        await driver.press("tab", "enter")
        assert room.mark(wood, "Q1") is NoMark.NOT_HEARD
        assert ">Q1[nh]<" in driver.frame


async def test_the_chair_records_what_was_not_asked_for_everybody(room: Room) -> None:
    day = room.day
    async with room.live(day.wood, seed="wood") as member:
        async with room.live(day.chair) as driver:
            await driver.press("f4", "x", "enter")
            await driver.press("tab")
            await driver.type("the fire bell")
            await driver.press("tab", "tab", "enter")
            assert ">Q2[na]<" in driver.frame
        facts = rounds.not_asked_facts(day.context, day.chair, day.code)
        assert facts == {("C01", "Q2"): "We ran out of time: the fire bell"}
        await member.until(lambda: "Q2[na]" in member.frame)
        assert "1 of 7 scored" in member.frame


async def test_f9_lists_what_is_missing_and_never_confirms(room: Room) -> None:
    begum, day = room.day.begum, room.day
    async with room.live(begum) as driver:
        await driver.press("5", "f9")
        assert "C01 cannot be sealed yet" in driver.frame
        assert "Q1 has the mark 5 and no note" in driver.frame
        await driver.press("enter")
        day_marks = {it.id: 3 for it in day.questions[1:]}
        for _ in day_marks:
            await driver.press("f4", "3")
        await driver.press(*["f3"] * len(day_marks), "n")
        await driver.type("showed it")
        await driver.press("f9")
        assert "Seal C01?" in driver.frame
        assert "Q2 has no note." in driver.frame
        await driver.press("f9", "f9")
        assert _states(room)["C01"] == "open"
        await driver.press("enter")
        assert _states(room)["C01"] == "open"
        await driver.press("f9", "tab", "enter")
        assert _states(room)["C01"] == "sealed"
        assert "This sheet is sealed" in driver.frame
        await driver.press("2")
        assert room.mark(begum, "Q1") == 5


async def test_a_sealed_sheet_is_replaced_with_a_reason(room: Room) -> None:
    begum, day = room.day.begum, room.day
    day.seal(begum, "C01")
    async with room.live(begum, NARROW, "C01") as driver:
        await driver.press("e", "right", "tab", "tab")
        await driver.type("read my notes again")
        await driver.press("tab", "tab", "enter")
        await driver.until(lambda: ">Q1[4]<" in driver.frame)
    view = sheets.open_sheet(day.context, begum, day.code, candidate="C01")
    assert (view.attempt, view.marks[day.id_of("Q1")]) == (2, 4)


@pytest.mark.long
async def test_nothing_of_another_member_is_in_any_frame_before_the_reveal(room: Room) -> None:
    day = room.day
    notes = {it.id: "ZEBRA crossing" for it in day.questions}
    marks = dict.fromkeys(notes, 1)
    sheets.save_draft(day.context, day.wood, day.code, candidate="C01", marks=marks, notes=notes)
    sheets.save_draft(day.context, day.wood, day.code, candidate="C02", marks=marks, notes=notes)
    sheets.seal(day.context, day.wood, day.code, candidate="C02")
    for size in (NARROW, WIDE):
        for name in ("interview", "status"):
            async with room.screen(name, day.chair, size) as driver:
                frames = [driver.frame]
                for key in ("enter", "f1", "ctrl+p", "f2", "v", "f4", "f9"):
                    await driver.press(key)
                    frames.append(driver.frame)
                    await driver.press("escape")
            seen = "\n".join(frames)
            assert "ZEBRA" not in seen
            assert "[1]" not in seen


async def test_every_command_is_in_the_menu(room: Room) -> None:
    async with room.live(room.day.begum) as driver:
        await driver.press("f1")
        await driver.type("seal this")
        assert "Seal this sheet" in driver.frame
        await driver.press("escape", "ctrl+p")
        await driver.type("next question")
        await driver.press("enter")
        assert ">Q2[ ]<" in driver.frame


def _sit_down_too(driver: Driver, other: SignedIn) -> None:
    """Somebody else at the same computer, with the code 5678, behind whoever is in front."""
    table, in_front = driver.app.table, driver.app.actor
    table.sit_down(other)
    table.set_code("5678")
    table.sit_down(in_front)
    table.set_code("1234")


def _in_another_window(room: Room, words: str) -> None:
    day = room.day
    sheets.save_draft(
        day.context, day.begum, day.code, candidate="C01", marks={}, notes={day.id_of("Q1"): words}
    )


def _states(room: Room) -> dict[str, str]:
    day = room.day
    return {code: str(state) for code, state in sheets.my_candidates(day.context, day.begum, day.code)}
