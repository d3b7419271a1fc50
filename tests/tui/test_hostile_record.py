"""All eighteen hostile strings in one record, wherever a person types, and every screen opened on it.

They are put into the tables by hand, as another program or an older rule might have left them. What is signed is
then no longer what its author signed: such a screen says so in a sentence, and that is text like any other.
"""

import sqlite3
from contextlib import closing

import pytest
from tests import hostile, world
from tests.driver import NARROW, WIDE, Driver, open_app
from tests.tui.room import Room

from panelguide.tui.screens import SCREENS

TYPED = {
    "organisation": ("name", "concerns_route", "letter_contact"),
    "person": ("name",),
    "vacancy": ("title", "reference", "workplace", "contact"),
    "criterion": ("text",),
    "panel_seat": ("declaration",),
    "advert": ("text",),
    "checklist_state": ("why_not", "what_instead", "agreed_by"),
    "kept_word": ("why",),
    "candidate": ("statement", "employer", "adjustments", "arrangements", "reason"),
    "identity": ("title", "first_name", "last_name", "full_name", "preferred_name", "email", "telephone"),
    "kit_question": ("title",),
    "not_asked": ("reason",),
    "decision": ("explanation", "tie_words"),
    "decision_line": ("reason", "comparison"),
    "feedback_point": ("text",),
    "offer": ("salary", "salary_point", "workplace", "hours"),
}
# Half a character is text that no database holds.
STORED = tuple(it for it in hostile.EVERY if "\ud800" not in it)
DRIVES_A_TERMINAL = {"\x1b", "\x00", "\x07", "\x9b", "\u202e", "\u2066", "\u200b"}


def seed(room: Room) -> set[str]:
    """Each text in turn into each place, another one in the next row. Returns the places that took them."""
    taken = set()
    with closing(sqlite3.connect(str(room.day.context.store.file))) as record:
        for table, columns in TYPED.items():
            rows = [row for (row,) in record.execute(f"SELECT rowid FROM {table} ORDER BY rowid")]
            for shift, column in enumerate(columns):
                for number, row in enumerate(rows):
                    payload = STORED[(number + 5 * shift) % len(STORED)]
                    try:
                        record.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (payload, row))
                    except sqlite3.IntegrityError:
                        break  # a row that stands for good
                    taken.add(f"{table}.{column}")
        record.commit()
    return taken


def assert_only_text(driver: Driver, where: str) -> None:
    shown = driver.frame
    assert shown.strip(), where
    assert not DRIVES_A_TERMINAL & set(shown), where


@pytest.mark.parametrize("size", [NARROW, pytest.param(WIDE, marks=pytest.mark.long)])
async def test_no_screen_falls_over_and_all_of_it_is_text(approved_room: Room, size: tuple[int, int]) -> None:
    taken = seed(approved_room)
    assert len(taken) > 25
    day, seen = approved_room.day, ""
    for person in (day.team, day.chair):
        parts = world.small_parts(approved_room.clock, seed=f"hostile {person.person.id}")
        async with open_app(approved_room.home, size=size, be=person.person.email, parts=parts) as driver:
            for name, screen in SCREENS.items():
                await driver.app.push_screen(screen() if name in ("home", "people") else screen(day.code))
                await driver.settled()
                assert_only_text(driver, name)
                seen += driver.frame
                for key in ("down", "down", "enter", "escape", "f1", "escape"):
                    await driver.press(key)
                    assert_only_text(driver, f"{name} after {key}")
                    seen += driver.frame
                while len(driver.app.screen_stack) > 2:
                    driver.app.pop_screen()
                await driver.settled()
    shown_whole = {it for it in hostile.MARKUP if it in seen}
    assert len(shown_whole) >= len(hostile.MARKUP) - 2, set(hostile.MARKUP) - shown_whole
    assert "\N{REPLACEMENT CHARACTER}" in seen
