"""The interview kit: assigned, read, changed by keys beside its coverage, and locked once."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests import world
from tests.driver import NARROW, WIDE, Driver
from tests.tui.conftest import Office
from tests.tui.places import KIT, SPECIFICATION, choose, open_place

from panelguide.domain.people import Role, Seat
from panelguide.domain.questions import Value
from panelguide.services import criteria, kits, panel
from panelguide.services.kits import KitView
from panelguide.tui.widgets.frame import KeyLine
from panelguide.tui.widgets.rows import Rows

SEED = 7
UP, DOWN = "left_square_bracket", "right_square_bracket"


@pytest.fixture
def office(office: Office) -> Office:
    """With a person specification whose tags are confirmed."""
    criteria.import_file(office.context, office.manager, office.code, path=SPECIFICATION)
    criteria.confirm_all(office.context, office.manager, office.code)
    return office


def assigned(office: Office) -> KitView:
    return kits.assign(office.context, office.manager, office.code, seed=SEED)


def kit_of(office: Office) -> KitView:
    kit = kits.show(office.context, office.manager, office.code)
    assert kit is not None
    return kit


def titles(office: Office) -> list[str]:
    return [it.question.title for it in kit_of(office).questions]


def words_of(driver: Driver) -> str:
    """The frame as one line of words, without the lines of a box."""
    return " ".join(driver.frame.replace("│", " ").split())


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_questions_stand_over_what_they_cover(office: Office, size: tuple[int, int]) -> None:
    assigned(office)
    async with office.app(office.manager, size) as driver:
        await open_place(driver, KIT)
        driver.matches("kit")
        assert driver.app.screen.query_one(KeyLine).left_out == 0


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_bank_and_swaps_are_shown(office: Office, size: tuple[int, int]) -> None:
    assigned(office)
    async with office.app(office.manager, size) as driver:
        await open_place(driver, KIT)
        await driver.press("b")
        driver.matches("kit-bank")
        await driver.press("escape", "s")
        driver.matches("kit-swap")


async def test_a_kit_is_assigned_with_the_ticked_values_and_repeated_from_its_seed(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        assert "Next: a assigns a kit from the bank." in driver.frame
        await driver.press("a", "space", "down", "space", "space", "down", "space", "tab", "tab", "tab")
        await driver.type(str(SEED))
        await driver.press("tab", "tab", "enter")
        assert "questions were assigned. Read them through." in driver.frame
        shown = titles(office)
    wanted = (Value.WORKING_TOGETHER, Value.QUALITY_OF_CARE)
    again = kits.assign(office.context, office.manager, office.code, required_values=wanted, seed=SEED)
    assert shown == [it.question.title for it in again.questions]
    assert set(wanted) <= {it.question.value for it in again.questions}


async def test_a_seed_in_words_is_not_taken(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        await driver.press("a", "tab", "tab", "tab")
        await driver.type("seven")
        await driver.press("tab", "tab", "enter")
        assert "Seed: “seven” is not a whole number." in driver.frame
    assert kits.show(office.context, office.manager, office.code) is None


async def test_why_no_kit_can_be_assigned_is_said_whole(office: Office, tmp_path: Path) -> None:
    spec = tmp_path / "spec.csv"
    rows = [f"E{number},essential,Holds post number {number},interview,1" for number in range(1, 6)]
    spec.write_text("\n".join(["code,kind,criterion,tested at,weight", *rows]), encoding="utf-8")
    criteria.import_file(office.context, office.manager, office.code, path=spec)
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        await driver.press("a", "tab", "tab", "tab", "tab", "tab", "enter")
        for number in range(1, 6):
            assert f"E{number} has no value or competency: tag it" in words_of(driver)
        assert "Nothing was changed." in driver.frame


async def test_too_few_minutes_say_how_many_are_needed(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        await driver.press("a", "tab")
        await driver.type("5")
        await driver.press("tab", "tab", "tab", "tab", "enter")
        assert "minutes and have 5." in words_of(driver)
    assert kits.show(office.context, office.manager, office.code) is None


async def test_brackets_move_a_question_as_often_as_they_are_pressed(office: Office) -> None:
    before = [it.question.title for it in assigned(office).questions]
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        await driver.press(DOWN, DOWN, DOWN, UP)
        assert titles(office) == [before[1], before[2], before[0], *before[3:]]
        assert f"> Q3  {before[0][:20]}" in driver.frame
        await driver.press(UP, UP, UP, UP)
        assert titles(office) == before


async def test_a_question_does_not_move_among_the_exercises(office: Office) -> None:
    before = [it.question.title for it in assigned(office).questions]
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        await driver.press("end", UP)
        assert "Exercises have their own slot, after the questions." in words_of(driver)
    assert titles(office) == before


async def test_the_bank_is_found_by_words_and_added_to(office: Office) -> None:
    before = assigned(office)
    taken = {it.question.id for it in before.questions}
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        await driver.press("b", "slash")
        await driver.type("two thousand pounds")
        assert "BANK  1 of" in driver.frame
        await driver.press("enter")
        chosen = driver.app.screen.query_one(Rows).key
        assert chosen not in taken
        await driver.press("enter")
        assert "IN PLAIN WORDS" in driver.frame
        await driver.press("a")
        assert f"{chosen} is in the kit." in driver.frame
        assert "in kit" in driver.frame
        await driver.press("a")
        assert "That question is in the kit already." in driver.frame
    assert {it.question.id for it in kit_of(office).questions} == taken | {chosen}


async def test_a_swap_says_what_it_costs_and_takes_the_chosen_one(office: Office) -> None:
    before = assigned(office)
    best = kits.swaps(office.context, office.manager, office.code, position=2)
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        await driver.press("down", "s")
        assert f"IN PLACE OF  Q2 {before.questions[1].question.title}" in driver.frame
        assert list(driver.app.screen.query_one(Rows).keys_shown) == [it.question.id for it in best]
        assert f"COST {best[0].sentence}" in driver.frame
        await driver.press("a")
        assert "Interview kit" in driver.frame
    assert kit_of(office).questions[1].question.id == best[0].question.id


async def test_a_question_read_in_full_can_be_taken_from_there(office: Office) -> None:
    assigned(office)
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        await driver.press("s", "down")
        chosen = driver.app.screen.query_one(Rows).key
        await driver.press("enter")
        assert "Kit > Question" in driver.frame
        await driver.press("a")
        assert "V001 > Interview kit" in driver.frame
    assert kit_of(office).questions[0].question.id == chosen


async def test_a_weight_is_more_than_nothing(office: Office) -> None:
    assigned(office)
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        for typed, answer in (("heavy", "is not a number"), ("0", "A weight is more than 0 and at most 10.")):
            await driver.press("e", "backspace")
            await driver.type(typed)
            await driver.press("enter")
            assert answer in words_of(driver)
            await driver.press("escape")
        await driver.press("e", "backspace")
        await driver.type("2,5")
        await driver.press("enter")
        assert "Q1 now counts 2.5." in driver.frame
    assert kit_of(office).questions[0].weight == Decimal("2.5")


async def test_taking_a_question_out_says_what_nothing_else_covers(office: Office) -> None:
    kit = assigned(office)
    exercise = next(it for it in kit.questions if it.is_exercise)
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        await choose(driver, exercise.id)
        await driver.press("x")
        assert "No other question covers E6." in words_of(driver)
        await driver.press("tab", "enter")
        assert "E6 has no exercise. Add one, or test it another way." in driver.frame
        assert "Next: b picks" not in driver.frame
        await driver.press("up")
    assert len(kit_of(office).questions) == len(kit.questions) - 1


async def test_a_kit_with_a_gap_does_not_lock_and_names_it(office: Office) -> None:
    kit = assigned(office)
    kits.remove(office.context, office.manager, office.code, position=len(kit.questions))
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        await driver.press("f9", "tab", "enter")
        assert "E6 has no exercise." in words_of(driver)
    assert not kit_of(office).locked


async def test_a_kit_changed_in_another_window_is_not_locked_unread(office: Office) -> None:
    assigned(office)
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        kits.set_weight(office.context, office.manager, office.code, position=1, weight=Decimal(2))
        await driver.press("f9", "tab", "enter")
        assert "Somebody changed the kit while you were reading it." in words_of(driver)
    assert not kit_of(office).locked


async def test_locking_asks_and_then_nothing_changes_any_more(office: Office) -> None:
    assigned(office)
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        await driver.press("f9", "f9", "enter")
        assert not kit_of(office).locked
        await driver.press("f9", "tab", "enter")
        assert "LOCKED" in driver.frame
        before = driver.frame
        await driver.press("a", "b", "s", "e", "x", UP, DOWN, "f9")
        assert driver.frame == before
        await driver.press("enter")
        assert "IN PLAIN WORDS" in driver.frame
    assert kit_of(office).locked


async def test_the_edi_representative_reads_the_kit_and_changes_nothing(office: Office) -> None:
    assigned(office)
    edi = world.join(office.context, office.team, "P. Grant", Role.PANEL)
    panel.add(
        office.context, office.manager, office.code, email=edi.person.email, seat=Seat.EDI_REPRESENTATIVE
    )
    async with office.app(edi) as driver:
        await open_place(driver, KIT)
        before = driver.frame
        assert "COVERAGE" in before
        await driver.press("a", "b", "s", "e", "x", UP, DOWN, "f9")
        assert driver.frame == before


async def test_a_question_is_read_to_its_last_anchor_and_on_to_the_next(office: Office) -> None:
    kit = assigned(office)
    async with office.app(office.manager) as driver:
        await open_place(driver, KIT)
        await driver.press("enter")
        seen = ""
        for _ in range(8):
            seen += " ".join(driver.frame.split())
            await driver.press("pagedown")
        first = kit.questions[0].question
        for mark in range(6):
            assert " ".join(f"{mark} {first.anchors[mark]}".split())[:40] in seen
        for probe in first.probes:
            assert probe.text[:40] in seen
        await driver.press(DOWN)
        assert kit.questions[1].question.title in driver.frame
