"""The vacancy: its stages, its checklist and the boxes over it."""

import pytest
from tests.driver import NARROW, WIDE, Driver
from tests.tui.conftest import Office

from panelguide.domain.checklist import ItemState
from panelguide.domain.stages import Stage
from panelguide.services import checklists, lookup, vacancies


async def open_vacancy(driver: Driver) -> None:
    await driver.press("tab", "enter")


async def choose(driver: Driver, item: str) -> None:
    """Moves to a line of the checklist with the arrow keys."""
    from panelguide.tui.widgets.rows import Rows

    rows = driver.app.screen.query_one(Rows)
    for _ in rows.keys_shown:
        if rows.key == item:
            return
        await driver.press("down")
    raise AssertionError(f"{item} is not on the list")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_stage_rail_and_the_checklist_of_the_stage_are_shown(
    office: Office, size: tuple[int, int]
) -> None:
    async with office.app(office.manager, size) as driver:
        await open_vacancy(driver)
        driver.matches("vacancy")


async def test_space_ticks_a_line_and_u_opens_it_again(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await driver.press("space")
        assert "[x] PRE-01" in driver.frame
        assert _state(office, "PRE-01") is ItemState.DONE
        await driver.press("u")
        assert "[ ] PRE-01" in driver.frame
    assert _state(office, "PRE-01") is ItemState.OPEN


async def test_a_line_that_ticks_itself_says_so(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await choose(driver, "PRE-08")
        await driver.press("space")
        assert "This line ticks itself" in driver.frame
    assert _state(office, "PRE-08") is ItemState.OPEN


async def test_a_line_is_explained_by_keys_alone(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await choose(driver, "PRE-05")
        await explain(driver)
        assert "[E] PRE-05" in driver.frame
        assert "1 explained" in driver.frame
    view = checklists.item(office.context, office.manager, office.code, item="PRE-05")
    assert (view.why_not, view.what_instead) == ("Approval is verbal.", "Written by Friday.")
    assert (view.agreed_by, view.agreed_on) == ("R. Team", "2026-11-01")


async def test_an_explanation_without_a_reason_is_not_taken(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await driver.press("x", "tab", "tab", "tab", "tab", "tab", "enter")
        assert "“Why can this not be done?” wants an answer." in driver.frame
    assert _state(office, "PRE-01") is ItemState.OPEN


async def test_a_stale_write_shows_both_texts_and_loses_neither(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await choose(driver, "PRE-05")
        await driver.press("x")
        checklists.not_needed(
            office.context, office.chair, office.code, item="PRE-05", version=0, why="The chair was quicker."
        )
        await fill_in_explanation(driver)
        assert "Somebody changed this while you were working on it." in driver.frame
        assert "The chair was quicker." in driver.frame
        assert "Approval is verbal." in driver.frame
        await driver.press("tab", "enter")
        assert "Approval is verbal." in driver.frame
        await driver.press("tab", "tab", "tab", "tab", "tab", "enter")
        assert "[E] PRE-05" in driver.frame
    assert _state(office, "PRE-05") is ItemState.EXPLAINED


async def test_a_must_line_wants_a_reason_before_it_is_not_needed(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await choose(driver, "PRE-05")
        await driver.press("minus", "tab", "tab", "enter")
        assert "wants an answer" in driver.frame
        await driver.type("Agreed for all six posts in June.")
        await driver.until(lambda: not driver.app.screen.query("Button.-active"))
        await driver.press("tab", "tab", "enter")
        assert "[-] PRE-05" in driver.frame


async def test_a_stage_that_is_held_back_names_every_line_that_holds_it(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await driver.press("a")
        assert "Prepare cannot close yet" in driver.frame
        assert "PRE-05  Get approval to recruit" in driver.frame
    assert lookup.find_vacancy(office.context, office.manager, office.code).stage is Stage.PREPARE


async def test_closing_a_stage_asks_and_the_asking_key_does_not_answer(office: Office) -> None:
    for view in checklists.show(office.context, office.manager, office.code).items:
        if view.state is ItemState.OPEN:
            explain_by_service(office, view.item.id)
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await driver.press("f9", "f9")
        assert "Close Prepare and open Advertise?" in driver.frame
        await driver.press("enter")
        assert lookup.find_vacancy(office.context, office.manager, office.code).stage is Stage.PREPARE
        await driver.press("f9", "tab", "enter")
        assert ">2 ADVERTISE<" in driver.frame
    assert lookup.find_vacancy(office.context, office.manager, office.code).stage is Stage.ADVERTISE


async def test_a_digit_shows_another_stage(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await driver.press("4")
        assert ">4 INTERVIEW<" in driver.frame


async def test_dates_are_set_as_people_type_them(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await driver.press("e", "tab", "tab", "tab", "tab")
        await driver.type("20/11")
        await driver.press("tab", "tab", "tab", "tab", "enter")
    vacancy = lookup.find_vacancy(office.context, office.manager, office.code)
    assert vacancy.closing_date == "2026-11-20"


async def test_somebody_who_may_not_keep_the_checklist_is_told_and_nothing_changes(office: Office) -> None:
    from tests import world

    from panelguide.domain.people import Role, Seat
    from panelguide.services import panel

    member = world.join(office.context, office.team, "A. Begum", Role.PANEL)
    panel.add(office.context, office.manager, office.code, email=member.person.email, seat=Seat.MEMBER)
    async with office.app(member) as driver:
        await open_vacancy(driver)
        await driver.press("space")
        assert "You cannot keep the checklist here." in driver.frame
        await driver.press("enter")
        assert "NOT SAVED" not in driver.frame, "there is nothing left to save"
    assert _state(office, "PRE-01") is ItemState.OPEN


async def explain(driver: Driver, *, wait: bool = True) -> None:
    """wait: for the explanation to be stored or refused."""
    await driver.press("x")
    await fill_in_explanation(driver, wait=wait)


async def fill_in_explanation(driver: Driver, *, wait: bool = True) -> None:
    await driver.type("Approval is verbal.")
    await driver.press("tab")
    await driver.type("Written by Friday.")
    await driver.press("tab")
    await driver.type("R. Team")
    await driver.press("tab")
    await driver.type("1/11")
    if wait:
        await driver.press("enter")
    else:
        driver.send("enter")


def explain_by_service(office: Office, item: str) -> None:
    checklists.explain(
        office.context,
        office.manager,
        office.code,
        item=item,
        version=0,
        why_not="Tried out.",
        what_instead="Nothing.",
        agreed_by="R. Team",
        agreed_on="2026-11-01",
    )


def _state(office: Office, item: str) -> ItemState:
    return checklists.item(office.context, office.manager, office.code, item=item).state


async def test_the_vacancy_can_be_cancelled_from_the_menu_with_a_reason(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_vacancy(driver)
        await driver.press("f1")
        await driver.type("cancel")
        await driver.press("enter")
        await driver.type("Post withdrawn.")
        await driver.press("tab", "tab", "enter")
    line = next(iter(vacancies.list_all(office.context, office.manager)))
    assert line.vacancy.status == "cancelled"
