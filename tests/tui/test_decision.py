"""The decision: outcomes by digits, reasons that are never lost, and a signature by the chair."""

import pytest
from tests import hostile, outcome_day, world
from tests.driver import NARROW, WIDE, Driver
from tests.tui.full_disk import every_way_off, full_disk, needs_a_limit
from tests.tui.room import Room

from panelguide.domain.decision import Outcome
from panelguide.services import decisions
from panelguide.services.decisions import DecisionLine, DecisionView
from panelguide.tui.widgets.rows import Rows


def stored(room: Room) -> DecisionView:
    return decisions.show(room.day.context, room.day.chair, room.day.code)


def line_of(room: Room, candidate: str) -> DecisionLine:
    return next(it for it in stored(room).lines if it.candidate == candidate)


def sentences(driver: Driver) -> str:
    """The frame with its lines run together."""
    return " ".join(driver.frame.split())


async def write_reasons(driver: Driver, count: int) -> None:
    """A reason for each of the first so many candidates, by keys."""
    await driver.press("home")
    for _ in range(count):
        await driver.press("e")
        await driver.type("clear steps, own part shown")
        await driver.press("escape", "down")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_fresh_draft_shows_figures_and_what_is_owed(end_of_day: Room, size: tuple[int, int]) -> None:
    async with end_of_day.screen("decision", end_of_day.day.chair, size) as driver:
        driver.matches("decision-fresh")


async def test_nobody_needs_the_mouse_from_the_figures_to_a_signed_decision(end_of_day: Room) -> None:
    day = end_of_day.day
    async with end_of_day.screen("decision", day.chair) as driver:
        await driver.press("1", "down", "2", "down", "2", *["down", "3"] * 6)
        assert "0 of 9 reasons. To write: C03 C06 C07 C01 C05 C09 C02 C08 C04." in driver.frame
        await write_reasons(driver, 9)
        await driver.press("f9")
        assert "The decision cannot be confirmed yet" in driver.frame
        assert "C04 was not scored by the same members" in driver.frame
        await driver.press("escape", "end", "c")
        await driver.type("The other two marks agree.")
        await driver.press("tab", "tab", "enter")
        await driver.press("f9")
        driver.matches("decision-confirm")
        await driver.press("enter")
        assert stored(end_of_day).confirmed == 0, "the safe button is where the cursor stands"
        await driver.press("f9", "tab", "enter")
        await driver.type(world.PASSPHRASE)
        await driver.press("enter")
        assert "Decision 1 is signed. Next: feedback, then letters." in driver.frame
        driver.matches("decision-signed")
    view = stored(end_of_day)
    assert (view.confirmed, view.changed, view.problems) == (1, False, ())
    assert [it.outcome for it in view.lines] == [
        Outcome.OFFER,
        *[Outcome.RESERVE] * 2,
        *[Outcome.NOT_THIS_TIME] * 6,
    ]
    assert {it.reason for it in view.lines} == {"clear steps, own part shown"}


async def test_a_wrong_passphrase_signs_nothing(end_of_day: Room) -> None:
    day = end_of_day.day
    outcome_day.decide(day)
    async with end_of_day.screen("decision", day.chair) as driver:
        await driver.press("end", "e")
        await driver.type(" and more")
        await driver.press("escape", "f9", "tab", "enter")
        await driver.type("The panel looked again.")
        await driver.press("tab")
        await driver.type("not my passphrase")
        await driver.press("enter")
        assert "That passphrase is not right." in driver.frame
    assert stored(end_of_day).confirmed == 1


async def test_a_second_decision_says_why_and_the_first_stays(end_of_day: Room) -> None:
    day = end_of_day.day
    outcome_day.decide(day)
    async with end_of_day.screen("decision", day.chair) as driver:
        assert "DECISION 1 IS IN FORCE" in driver.frame
        await driver.press("f9")
        assert "Confirm the decision" not in driver.frame, "there is nothing new to sign"
        await driver.press("home", "down", "down", "down", "3")
        assert "decision 1 in force, the draft differs" in driver.frame
        await driver.press("f9", "tab", "enter", "tab")
        await driver.type(world.PASSPHRASE)
        await driver.press("enter")
        assert "wants an answer" in driver.frame, "why it takes the place of the first"
        await driver.type("C01 told us they took another post.")
        await driver.press("tab", "tab", "tab", "enter")
    view = stored(end_of_day)
    assert (view.confirmed, view.changed) == (2, False)


async def test_what_is_typed_is_saved_while_typing(end_of_day: Room) -> None:
    async with end_of_day.screen("decision", end_of_day.day.chair) as driver:
        await driver.press("e")
        await driver.type("half a sent")
        await driver.until(lambda: line_of(end_of_day, "C03").reason == "half a sent")
        assert driver.app.screen.reason.has_focus, "nothing took the cursor away"
        await driver.type("ence")
        driver.app.exit()
    assert line_of(end_of_day, "C03").reason == "half a sentence", "leaving the app loses no key"


async def test_leaving_by_escape_right_after_a_key_keeps_it_for_the_right_candidate(end_of_day: Room) -> None:
    async with end_of_day.screen("decision", end_of_day.day.chair) as driver:
        await driver.pilot.press("e", "a", "b", "escape", "down", "e", "c", "escape", "down")
        await driver.until(lambda: line_of(end_of_day, "C06").reason == "c")
    assert line_of(end_of_day, "C03").reason == "ab"


async def test_digits_in_the_reason_are_text(end_of_day: Room) -> None:
    async with end_of_day.screen("decision", end_of_day.day.chair) as driver:
        await driver.press("e")
        await driver.type("Q1 and Q3")
        await driver.press("escape")
    line = line_of(end_of_day, "C03")
    assert (line.reason, line.outcome) == ("Q1 and Q3", None)


async def test_a_choice_can_be_taken_back_and_cleared(end_of_day: Room) -> None:
    async with end_of_day.screen("decision", end_of_day.day.chair) as driver:
        await driver.press("1", "3", "u")
        assert line_of(end_of_day, "C03").outcome is Outcome.OFFER
        await driver.press("backspace")
        assert line_of(end_of_day, "C03").outcome is None
        await driver.press("2", "p")
        await driver.type("2")
        await driver.press("enter")
        line = line_of(end_of_day, "C03")
        assert (line.outcome, line.reserve_place) == (Outcome.RESERVE, 2)


async def test_a_stale_write_shows_both_texts_and_loses_neither(end_of_day: Room) -> None:
    day = end_of_day.day
    async with end_of_day.screen("decision", day.chair) as driver:
        await driver.press("e")
        decisions.set_line(
            day.context,
            day.begum,
            day.code,
            candidate="C03",
            outcome=Outcome.RESERVE,
            reason="what the deputy wrote",
            version=0,
        )
        await driver.type("mine")
        await driver.until(lambda: "Stored now (theirs)" in driver.frame)
        assert "what the deputy wrote" in driver.frame
        assert "mine" in driver.frame
        await driver.press("enter")
        assert line_of(end_of_day, "C03").reason == "what the deputy wrote"
        assert "what the deputy wrote" in driver.frame
        await driver.press("ctrl+z")
        await driver.until(lambda: line_of(end_of_day, "C03").reason == "mine")
        assert line_of(end_of_day, "C03").outcome is Outcome.RESERVE, "their outcome stands"


async def test_a_stale_write_can_be_written_again_over_theirs(end_of_day: Room) -> None:
    day = end_of_day.day
    async with end_of_day.screen("decision", day.chair) as driver:
        await driver.press("e")
        decisions.set_line(
            day.context, day.begum, day.code, candidate="C03", outcome=None, reason="theirs", version=0
        )
        await driver.type("mine")
        await driver.until(lambda: "Stored now (theirs)" in driver.frame)
        await driver.press("tab", "enter")
        await driver.until(lambda: line_of(end_of_day, "C03").reason == "mine")


@needs_a_limit
@every_way_off
async def test_no_way_off_the_screen_loses_an_unsaved_reason_without_a_question(
    end_of_day: Room, way: str, known: bool
) -> None:
    async with end_of_day.screen("decision", end_of_day.day.chair) as driver:
        with full_disk():
            await driver.press("e")
            await driver.type("clear steps")
            if known:
                await driver.until(lambda: "NOT SAVED" in driver.frame.splitlines()[0])
            if way == "escape":
                await driver.press("escape")
            await driver.press(way)
            assert "Leave without it?" in driver.frame
            await driver.press("ctrl+q")
            assert "Leave without it?" in driver.frame, "a second ^q is no answer"
            assert driver.app.table.people
            await driver.press("enter")
            assert "NOT SAVED" in driver.frame.splitlines()[0]
            assert "clear steps" in driver.frame
        await driver.until(lambda: line_of(end_of_day, "C03").reason == "clear steps")
        await driver.until(lambda: "NOT SAVED" not in driver.frame)


@needs_a_limit
@pytest.mark.parametrize("way", ["escape", "ctrl+q"])
async def test_whoever_says_so_leaves_without_the_reason_that_is_not_saved(
    end_of_day: Room, way: str
) -> None:
    async with end_of_day.screen("decision", end_of_day.day.chair) as driver:
        with full_disk():
            await driver.press("e")
            await driver.type("clear steps")
            await driver.until(lambda: "NOT SAVED" in driver.frame.splitlines()[0])
            await driver.press("escape", way, "tab", "enter")
            if way == "escape":
                assert "NEEDS YOU" in driver.frame
            else:
                assert driver.app.table.people == ()
    assert line_of(end_of_day, "C03").reason == ""


@needs_a_limit
async def test_a_closed_window_closes_without_a_question(end_of_day: Room) -> None:
    async with end_of_day.screen("decision", end_of_day.day.chair) as driver:
        with full_disk():
            await driver.press("e")
            await driver.type("clear steps")
            await driver.until(lambda: "NOT SAVED" in driver.frame.splitlines()[0])
            driver.app.exit()
            await driver.until(lambda: not driver.app.is_running)


async def test_another_order_wants_an_explanation(end_of_day: Room) -> None:
    async with end_of_day.screen("decision", end_of_day.day.chair) as driver:
        await driver.press("2", "down", "1")
        assert "explain the order you chose" in sentences(driver)
        await driver.press("x")
        await driver.type("The panel heard a nearer fit with E3.")
        await driver.press("tab", "tab", "enter")
        assert "explain the order you chose" not in sentences(driver)
    assert stored(end_of_day).explanation == "The panel heard a nearer fit with E3."


async def test_a_tie_wants_the_panels_own_words(tied_day: Room) -> None:
    async with tied_day.screen("decision", tied_day.day.chair) as driver:
        assert "1 tie" in driver.frame
        await driver.press("1", "down", "2")
        assert "tie, and the decision sets them apart" in driver.frame
        await driver.press("t")
        await driver.type("One has led such a ward.")
        await driver.press("tab", "tab", "enter")
        assert "sets them apart" not in driver.frame
    assert stored(tied_day).tie_words == "One has led such a ward."


async def test_words_about_the_person_are_pointed_out(end_of_day: Room) -> None:
    async with end_of_day.screen("decision", end_of_day.day.chair) as driver:
        await driver.press("e")
        await driver.type("a good fit")
        assert "Look at “good fit”" in driver.frame


async def test_who_may_see_but_not_decide_can_change_nothing(end_of_day: Room) -> None:
    async with end_of_day.screen("decision", end_of_day.day.wood) as driver:
        assert "read only" in driver.frame
        await driver.press("1", "e", "x", "f9", "enter")
        await driver.type("hello")
        assert "hello" not in driver.frame
        assert driver.app.screen is driver.app.screen_stack[-1]
        assert "1 Offer" not in driver.frame
        driver.matches("decision-read-only")
    assert all(it.version == 0 for it in stored(end_of_day).lines)


async def test_hostile_names_and_reasons_are_shown_as_text(end_of_day: Room) -> None:
    day = end_of_day.day
    reasons = dict(zip(day.candidates, hostile.MARKUP, strict=True))
    for candidate, payload in reasons.items():
        decisions.set_line(
            day.context, day.chair, day.code, candidate=candidate, outcome=None, reason=payload, version=0
        )
    async with end_of_day.screen("decision", day.chair) as driver:
        listed = driver.app.screen.query(Rows).first()
        for candidate, payload in reasons.items():
            listed.choose(candidate)
            await driver.settled()
            assert payload in driver.frame.split("REASON FOR")[1], "in the box"
            assert payload[:32] in driver.frame.split("REASON FOR")[0], "in the list"
        await driver.press("v")
        assert "Samuel Achebe [he/him]" in driver.frame
        assert "Priya O'Neil & Sons <Ltd>" in driver.frame


@pytest.mark.long
async def test_what_drives_a_terminal_is_refused_and_said(end_of_day: Room) -> None:
    async with end_of_day.screen("decision", end_of_day.day.chair) as driver:
        await driver.press("e")
        for number, payload in enumerate(hostile.CONTROLS):
            driver.app.screen.reason.insert(payload)
            await driver.until(lambda: "NOT SAVED" in driver.frame)
            assert "cannot be used" in driver.frame or "accents" in driver.frame
            driver.app.screen.reason.clear()
            better = f"better {number}"
            await driver.type(better)
            await driver.until(lambda better=better: line_of(end_of_day, "C03").reason == better)
            await driver.until(lambda: "NOT SAVED" not in driver.frame)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_key_fits_into_the_last_row(end_of_day: Room, size: tuple[int, int]) -> None:
    async with end_of_day.screen("decision", end_of_day.day.chair, size) as driver:
        assert driver.app.screen.query_one("#keys").left_out == 0
        await driver.press("end")
        assert driver.app.screen.query_one("#keys").left_out == 0
