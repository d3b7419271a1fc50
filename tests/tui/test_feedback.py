"""Feedback: points beside what they rest on, agreed by those who heard it, approved for the letters."""

import re

import pytest
from tests import hostile
from tests.driver import NARROW, WIDE, Driver
from tests.tui.room import Room

from panelguide.domain.feedback import PointKind
from panelguide.services import feedback
from panelguide.services.feedback import PointView


def points(room: Room, candidate: str = "") -> tuple[PointView, ...]:
    return feedback.show(room.day.context, room.day.chair, room.day.code, candidate=candidate)


def propose(room: Room) -> None:
    feedback.propose(room.day.context, room.day.manager, room.day.code)


def sentences(driver: Driver) -> str:
    """The frame with its lines run together."""
    return " ".join(driver.frame.split())


async def go_to(driver: Driver, point: PointView) -> None:
    """Chooses a point in the two lists."""
    driver.app.screen.query_one("#candidates").choose(point.candidate)
    await driver.settled()
    driver.app.screen.query_one("#points").choose(point.id)
    await driver.settled()


async def agree_all(room: Room) -> None:
    """Each member in turn agrees by key what others alone heard."""
    for member in room.day.members:
        async with room.screen("feedback", member) as driver:
            for it in points(room):
                if it.needs_agreement and {note.member for note in it.notes} != {member.person.name}:
                    await go_to(driver, it)
                    await driver.press("g")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_points_stand_beside_what_they_rest_on(decided_room: Room, size: tuple[int, int]) -> None:
    async with decided_room.screen("feedback", decided_room.day.chair, size) as driver:
        assert "p proposes points for the 9 who have none" in driver.frame
        await driver.press("p")
        driver.matches("feedback-proposed")


@pytest.mark.long
async def test_by_keys_from_nothing_to_approved_feedback_for_everybody(decided_room: Room) -> None:
    async with decided_room.screen("feedback", decided_room.day.manager) as driver:
        await driver.press("p")
        for it in points(decided_room):
            if any("what was heard" in problem for problem in it.problems):
                await go_to(driver, it)
                await driver.press("e", "ctrl+a")
                await driver.type(f"On “{it.title}” you answered openly.")
                await driver.press("tab", "tab", "tab", "enter")
    await agree_all(decided_room)
    assert not [it for it in points(decided_room) if it.needs_agreement]
    async with decided_room.screen("feedback", decided_room.day.manager) as driver:
        for _ in decided_room.day.candidates:
            if driver.app.screen.check_action("approve", ()):
                await driver.press("a")
                if "Worth another look" in driver.frame:
                    await driver.press("tab", "enter")
            await driver.press("down")
        assert "9 of 9 approved" in driver.frame
        assert "Everybody's feedback is approved. Next: letters." in driver.frame
    assert all(it.approved for it in points(decided_room))


async def test_what_is_not_agreed_is_not_approved_and_says_why(decided_room: Room) -> None:
    propose(decided_room)
    waiting = next(it for it in points(decided_room) if it.needs_agreement)
    async with decided_room.screen("feedback", decided_room.day.chair) as driver:
        driver.app.screen.query_one("#candidates").choose(waiting.candidate)
        await driver.press("a")
        assert f"{waiting.candidate} cannot be approved yet" in driver.frame
    assert not any(it.approved for it in points(decided_room))


async def test_approving_all_leaves_out_and_lists_what_wants_a_look(decided_room: Room) -> None:
    propose(decided_room)
    async with decided_room.screen("feedback", decided_room.day.chair) as driver:
        await driver.press("A")
        assert "Approve all that are clear?" in driver.frame
        await driver.press("enter")
        assert not any(it.approved for it in points(decided_room)), (
            "the safe button is where the cursor stands"
        )
        await driver.press("A", "tab", "enter")
        assert "Not approved" in driver.frame
    left = {it.candidate for it in points(decided_room) if not it.approved}
    stuck = {it.candidate for it in points(decided_room) if it.problems or it.warnings}
    assert left == stuck


@pytest.mark.parametrize("keys", [("a",), ("A", "tab", "enter")])
async def test_words_put_in_meanwhile_are_not_approved_unread(
    decided_room: Room, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(decided_room)
    day = decided_room.day
    code = next(
        it.candidate
        for it in points(decided_room)
        if not any(own.problems or own.warnings for own in points(decided_room, it.candidate))
    )
    async with decided_room.screen("feedback", day.chair) as driver:
        screen = driver.app.screen
        screen.query_one("#candidates").choose(code)
        await driver.settled()
        monkeypatch.setattr(screen, "look_again", lambda: None)
        it = points(decided_room, code)[0]
        feedback.edit(
            day.context,
            day.manager,
            day.code,
            point=it.id,
            text="You gave the person time to react.",
            version=it.version,
        )
        await driver.press(*keys)
        said = " ".join(re.sub("[│┌┐└┘─]", " ", driver.frame).split())
        assert f"The points of {code} changed while you were reading them." in said
    assert not any(it.approved for it in points(decided_room, code))


async def test_a_point_in_other_words_is_to_be_approved_anew(decided_room: Room) -> None:
    propose(decided_room)
    before = points(decided_room, "C01")[0]
    async with decided_room.screen("feedback", decided_room.day.manager) as driver:
        await driver.press("enter", "e")
        await driver.type(" You told the ward first.")
        await driver.press("escape")
        assert "What you typed is not saved." in driver.frame, "no key loses a text at once"
        await driver.press("tab", "right", "right", "tab", "tab", "enter")
    after = points(decided_room, "C01")[0]
    assert after.text == before.text + " You told the ward first."
    assert (before.quoted != "", after.quoted) == (True, "")


async def test_a_point_is_added_and_taken_out(decided_room: Room) -> None:
    propose(decided_room)
    count = len(points(decided_room, "C01"))
    async with decided_room.screen("feedback", decided_room.day.manager) as driver:
        await driver.press("plus", "right", "tab", "right", "tab")
        await driver.type("Say what changed. Write down one example a week.")
        await driver.press("tab", "tab", "enter")
        added = points(decided_room, "C01")[-1]
        assert (added.kind, added.question) == (PointKind.DEVELOP, "Q2")
        assert driver.app.screen.point.id == added.id, "the new point is the chosen one"
        await driver.press("minus", "tab", "enter")
    assert len(points(decided_room, "C01")) == count


async def test_proposing_anew_asks_first_and_touches_one_candidate(decided_room: Room) -> None:
    propose(decided_room)
    ids = {it.id for it in points(decided_room)}
    before = {it.id for it in points(decided_room, "C01")}
    async with decided_room.screen("feedback", decided_room.day.manager) as driver:
        await driver.press("p")
        assert "Propose C01 anew?" in driver.frame
        await driver.press("escape")
        assert {it.id for it in points(decided_room)} == ids
        await driver.press("p", "tab", "enter")
    anew = {it.id for it in points(decided_room, "C01")}
    assert not anew & ids
    assert ids - {it.id for it in points(decided_room)} == before


async def test_a_stale_edit_shows_both_texts(decided_room: Room) -> None:
    day = decided_room.day
    propose(decided_room)
    it = points(decided_room, "C01")[0]
    async with decided_room.screen("feedback", day.manager) as driver:
        await driver.press("e")
        feedback.edit(
            day.context, day.chair, day.code, point=it.id, text="The chair wrote this.", version=it.version
        )
        await driver.type(" Mine.")
        await driver.press("tab", "tab", "tab", "enter")
        assert "The chair wrote this." in driver.frame
        assert "Not stored (yours)" in driver.frame
        await driver.press("tab", "enter")
    assert points(decided_room, "C01")[0].text.endswith(" Mine.")


async def test_whoever_wrote_the_words_cannot_agree_them(decided_room: Room) -> None:
    propose(decided_room)
    waiting = next(it for it in points(decided_room) if it.needs_agreement)
    async with decided_room.screen("feedback", decided_room.day.chair) as driver:
        await go_to(driver, waiting)
        await driver.press("e")
        await driver.type(" You said so at once.")
        await driver.press("tab", "tab", "tab", "enter", "g")
        assert "somebody else must agree them" in sentences(driver)
    assert not next(it for it in points(decided_room) if it.id == waiting.id).agreed_by


async def test_members_agree_but_do_not_write(decided_room: Room) -> None:
    propose(decided_room)
    async with decided_room.screen("feedback", decided_room.day.wood) as driver:
        assert "yours to agree" in driver.frame
        await driver.press("p", "e", "plus", "minus", "a", "A")
        assert len(driver.app.screen_stack) == 3, "no box opened"


async def test_notes_are_only_for_those_who_sat_on_the_panel(decided_room: Room) -> None:
    propose(decided_room)
    note = next(it.notes[0] for it in points(decided_room) if it.notes)
    for person, shown in ((decided_room.day.chair, True), (decided_room.day.team, False)):
        async with decided_room.screen("feedback", person, WIDE) as driver:
            driver.app.screen.query_one("#candidates").choose(
                next(it.candidate for it in points(decided_room) if it.notes)
            )
            await driver.settled()
            assert ("WHAT IT RESTS ON" in driver.frame) is shown
            assert (f"{note.member}, marked" in driver.frame) is shown


async def test_hostile_points_are_shown_as_text(decided_room: Room) -> None:
    propose(decided_room)
    day = decided_room.day
    shown = points(decided_room)[: len(hostile.MARKUP)]
    for it, payload in zip(shown, hostile.MARKUP, strict=True):
        feedback.edit(day.context, day.manager, day.code, point=it.id, text=payload, version=it.version)
    async with decided_room.screen("feedback", day.chair) as driver:
        for it, payload in zip(shown, hostile.MARKUP, strict=True):
            await go_to(driver, it)
            assert payload in driver.frame
            await driver.press("e")
            assert payload in driver.frame, "in the box too"
            await driver.press("escape")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_key_fits_into_the_last_row(decided_room: Room, size: tuple[int, int]) -> None:
    propose(decided_room)
    async with decided_room.screen("feedback", decided_room.day.chair, size) as driver:
        assert driver.app.screen.query_one("#keys").left_out == 0
