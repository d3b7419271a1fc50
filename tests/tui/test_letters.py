"""Letters: seen before they are made, made by one key and a box, stopped between two, never over an edit."""

import asyncio
import io
import sqlite3
from pathlib import Path

import pytest
from docx import Document
from tests import hostile, outcome_day
from tests.driver import NARROW, WIDE, Driver
from tests.tui.room import Room

from panelguide.domain.letter import LetterKind
from panelguide.services import feedback, letters, offers
from panelguide.services.letters import LetterLine, LineState
from panelguide.tui.widgets.rows import Rows

WITH_FEEDBACK = (LetterKind.NOT_THIS_TIME, LetterKind.RESERVE)


@pytest.fixture
def approved(approved_room: Room) -> Room:
    """Decided, feedback approved, the terms of the offer not set."""
    return approved_room


@pytest.fixture
def ready(approved: Room) -> Room:
    outcome_day.set_offer(approved.day)
    return approved


def folder(room: Room) -> Path:
    return room.day.context.letters_folder


def files(room: Room) -> list[str]:
    return sorted(it.name for it in folder(room).glob("*")) if folder(room).exists() else []


def plan(room: Room) -> dict[str, LetterLine]:
    return {it.candidate: it for it in letters.plan(room.day.context, room.day.team, room.day.code)}


def text_of(path: Path) -> str:
    document = Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(it.text for it in document.paragraphs), *cells])


def sentences(driver: Driver) -> str:
    """The frame with its lines run together."""
    return " ".join(driver.frame.split())


async def read_on_to(driver: Driver, text: str) -> bool:
    """Whether the text stands in the letter that is shown, read page by page."""
    await driver.press("enter")
    for _ in range(4):
        left = " ".join(line.split("│", 1)[0] for line in driver.frame.splitlines())
        if text in " ".join(left.split()):
            return True
        await driver.press("pagedown")
    return False


async def make_all(driver: Driver) -> None:
    await driver.press("f9", "tab", "enter")
    await driver.until(lambda: not driver.app.exporting)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_plan_says_what_is_ready_and_shows_the_letter(ready: Room, size: tuple[int, int]) -> None:
    async with ready.screen("letters", ready.day.team, size) as driver:
        await driver.press("down", "down")
        driver.matches("letters-ready")


async def test_the_terms_of_the_offer_are_set_by_keys_and_everybody_gets_a_letter(approved: Room) -> None:
    async with approved.screen("letters", approved.day.team) as driver:
        assert "o sets the terms of the offer to C03" in driver.frame
        await driver.press("down", "down")
        assert "The offer does not say yet: hours, last day to accept." in sentences(driver)
        await driver.press("o", "tab", "tab", "tab")
        await driver.type("37.5 hours a week")
        await driver.press("tab", "tab")
        await driver.type("4/12")
        await driver.press("enter")
        assert "The terms of the offer to C03 are set." in driver.frame
        await driver.press("f9")
        assert "11 letters will be made, named by codes, never by names." in driver.frame
        assert "Put them into this folder" in driver.frame
        await driver.press("enter")
        assert files(approved) == [], "the safe button is where the cursor stands"
        await make_all(driver)
        assert "11 letters made." in driver.frame
        assert "made      V001-C01-reserve.docx" in driver.frame
        assert "11 made" in driver.frame, "the list says so too"
    assert len(files(approved)) == 11
    (offer,) = offers.show(approved.day.context, approved.day.team, approved.day.code)
    assert (offer.hours, offer.reply_by) == ("37.5 hours a week", "2026-12-04")
    told = text_of(folder(approved) / "V001-C03-offer.docx")
    assert "37.5 hours a week" in told
    assert "Friday 4 December 2026" in told


async def test_what_cannot_be_made_is_left_out_with_its_reason(approved: Room) -> None:
    async with approved.screen("letters", approved.day.team) as driver:
        await driver.press("f9")
        assert "10 letters will be made" in driver.frame
        assert "1 letter left out:" in driver.frame
        assert "C03: The offer does not say yet: hours, last day to accept." in sentences(driver)
        await driver.press("tab", "enter")
        await driver.until(lambda: not driver.app.exporting)
        assert "10 letters made, 1 not made." in driver.frame
        assert "not made C03: The offer does not say yet: hours" in sentences(driver), "above what was made"
    assert len(files(approved)) == 10
    assert plan(approved)["C03"].state is LineState.FIX


async def test_escape_stops_between_two_letters_and_f9_goes_on_without_duplicates(ready: Room) -> None:
    async with ready.screen("letters", ready.day.team) as driver:
        # While another window holds the database the first letter waits, so that the keys come in between.
        held = sqlite3.connect(ready.day.context.store.file, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        await driver.pilot.press("f9", "tab", "enter")
        assert driver.app.exporting
        await driver.pilot.press("ctrl+q")
        assert "Quit now?" in driver.frame, "quitting asks while letters are being made"
        await driver.pilot.press("escape", "escape")
        assert "Stopping after this letter" in driver.frame
        assert "F9" not in driver.frame.splitlines()[-1]
        held.execute("ROLLBACK")
        held.close()
        await driver.until(lambda: not driver.app.exporting)
        assert "Stopped after 1 of 11: 1 letter made. F9 goes on with the rest." in sentences(driver)
        assert len(files(ready)) == 1
        first = (folder(ready) / files(ready)[0]).read_bytes()
        await make_all(driver)
        assert "10 letters made." in driver.frame
    assert len(files(ready)) == 11
    assert (folder(ready) / files(ready)[0]).read_bytes() == first
    assert all(it.state is LineState.MADE for it in plan(ready).values())


async def test_quitting_while_letters_are_made_leaves_whole_ones_only(ready: Room) -> None:
    async with ready.screen("letters", ready.day.team) as driver:
        held = sqlite3.connect(ready.day.context.store.file, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        await driver.pilot.press("f9", "tab", "enter", "ctrl+q", "tab", "enter")
        held.execute("ROLLBACK")
        held.close()
    # As leaving the app does before the process ends.
    await asyncio.get_running_loop().shutdown_default_executor()
    made = [it for it in files(ready) if it.endswith(".docx")]
    assert len(made) <= 1, "the rest are not made any more"
    for name in made:
        assert "Dear" in text_of(folder(ready) / name)
    assert files(ready) == made, "nothing half made lies about"


async def test_an_edited_letter_is_kept_and_a_picked_one_gets_another_beside_it(ready: Room) -> None:
    async with ready.screen("letters", ready.day.team) as driver:
        await make_all(driver)
        edited = folder(ready) / "V001-C02-not-this-time.docx"
        edited.write_bytes(edited.read_bytes() + b"edited")
    async with ready.screen("letters", ready.day.team, seed="the next day") as driver:
        assert "1 edited" in driver.frame
        await driver.press("f9")
        assert "C02 was edited by somebody and is left as it is" in sentences(driver)
        await driver.press("escape")
        await make_all(driver)
        assert edited.read_bytes().endswith(b"edited")
        assert "as it was 10 letters" in driver.frame
        assert len(files(ready)) == 11
        await driver.press("home", "down", "space")
        assert "1 picked" in driver.frame
        await make_all(driver)
        assert "beside V001-C02-not-this-time.docx" in sentences(driver)
    assert edited.read_bytes().endswith(b"edited")
    assert "V001-C02-not-this-time (2).docx" in files(ready)


async def test_letters_go_where_somebody_says(ready: Room, tmp_path: Path) -> None:
    async with ready.screen("letters", ready.day.team) as driver:
        await driver.press("space", "f9")
        entry = driver.app.screen.query_one("#folder")
        entry.value = "somewhere"
        await driver.press("tab", "enter")
        assert "is not a whole path" in sentences(driver)
        entry.value = str(tmp_path / "elsewhere")
        # A button that was just pressed takes no second press for a moment.
        await driver.pilot.pause(0.3)
        await driver.press("enter")
        await driver.until(lambda: not driver.app.exporting)
    assert [it.name for it in (tmp_path / "elsewhere").iterdir()] == ["V001-C01-reserve.docx"]
    assert files(ready) == []


async def test_a_fault_in_a_template_is_named_with_what_was_meant(ready: Room) -> None:
    own = ready.day.context.home.templates
    own.mkdir(parents=True)
    document = Document()
    document.add_paragraph("Dear {{ candidat_name }}")
    document.save(own / "reserve.docx")
    async with ready.screen("letters", ready.day.team) as driver:
        assert "3 to fix" in driver.frame
        assert "“candidat_name”, which is not a field" in sentences(driver)
        assert "Did you mean “candidate_name”?" in sentences(driver)
        await driver.press("t")
        assert "Reserve your own" in sentences(driver)
        assert "Did you mean “candidate_name”?" in sentences(driver)


async def test_who_may_read_but_not_make_has_no_key_for_it(ready: Room) -> None:
    async with ready.screen("letters", ready.day.edi) as driver:
        assert "F9" not in driver.frame.splitlines()[-1]
        await driver.press("f9", "o", "space")
        assert len(driver.app.screen_stack) == 3, "no box opened"
    async with ready.screen("letters", ready.day.chair) as driver:
        await driver.press("down", "down", "o")
        assert len(driver.app.screen_stack) == 3, "the chair sets no terms"


async def test_stale_terms_show_both_and_lose_neither(ready: Room) -> None:
    day = ready.day
    async with ready.screen("letters", day.team) as driver:
        await driver.press("down", "down", "o")
        terms = offers.terms(day.context, day.manager, day.code, candidate="C03")
        offers.set_offer(
            day.context, day.manager, day.code, candidate="C03", version=terms.version, hours="30 hours"
        )
        await driver.press("tab")
        await driver.type("top of the band")
        for _ in range(4):
            await driver.press("tab")
        await driver.press("enter")
        assert "Hours: 30 hours" in driver.frame
        assert "Salary point: top of the band" in driver.frame
        await driver.press("tab", "enter")
    assert offers.terms(day.context, day.team, day.code, candidate="C03").salary_point == "top of the band"


async def test_hostile_points_reach_the_frame_and_the_letter_as_text(ready: Room) -> None:
    day = ready.day
    others = [
        it.candidate for it in letters.plan(day.context, day.team, day.code) if it.kind in WITH_FEEDBACK
    ]
    # Nine texts, eight letters: the first says the last of them too.
    payloads = (f"{hostile.MARKUP[0]} and {hostile.MARKUP[-1]}", *hostile.MARKUP[1:-1])
    said = {
        code: f"You said {payload} and kept to it." for code, payload in zip(others, payloads, strict=True)
    }
    for code, text in said.items():
        point = feedback.show(day.context, day.chair, day.code, candidate=code)[0]
        changed = feedback.edit(
            day.context, day.manager, day.code, point=point.id, text=text, version=point.version
        )
        if changed.needs_agreement:
            outcome_day.agree(day, changed)
        feedback.approve(day.context, day.manager, day.code, candidate=code)
    async with ready.screen("letters", day.team, WIDE) as driver:
        assert "Priya O'Neil & Sons <Ltd>" in driver.frame
        assert "Samuel Achebe [he/him]" in driver.frame
        listed = driver.app.screen.query(Rows).first()
        for code, text in said.items():
            listed.choose(code)
            await driver.settled()
            assert await read_on_to(driver, text), driver.frame
        await make_all(driver)
    for code, text in said.items():
        (letter,) = folder(ready).glob(f"V001-{code}-*.docx")
        assert text in text_of(letter)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_key_fits_into_the_last_row(ready: Room, size: tuple[int, int]) -> None:
    async with ready.screen("letters", ready.day.team, size) as driver:
        await driver.press("down", "down")
        assert driver.app.screen.query_one("#keys").left_out == 0
