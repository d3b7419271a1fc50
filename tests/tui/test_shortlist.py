"""The shortlist: settled by code, each "not shortlisted" with what it turned on, and locked once."""

from pathlib import Path

import pytest
from tests import hostile, world
from tests.driver import NARROW, WIDE, Driver
from tests.tui.conftest import Office
from tests.tui.places import SHORTLIST, SPECIFICATION, TRAC, choose, open_place

from panelguide.domain.candidates import CandidateState
from panelguide.domain.people import Role, Seat
from panelguide.services import candidates, criteria, panel, shortlist
from panelguide.tui.widgets.frame import KeyLine


@pytest.fixture
def office(office: Office) -> Office:
    """With a person specification and six applications by hand."""
    criteria.import_file(office.context, office.manager, office.code, path=SPECIFICATION)
    for number in range(1, 7):
        candidates.add(
            office.context,
            office.manager,
            office.code,
            full_name=f"Casey Example{number}",
            statement=f"I am number {number} and I listen.",
        )
    return office


def state_of(office: Office, code: str) -> tuple[CandidateState, str, str]:
    lines = shortlist.show(office.context, office.manager, office.code).lines
    line = next(it for it in lines if it.code == code)
    return line.state, line.criterion_code, line.reason


async def turn_down(driver: Driver, key: str, reason: str) -> None:
    """Presses a key, takes the second criterion of the form and gives a reason."""
    await driver.press(key, "right", "tab")
    await driver.type(reason)
    await driver.press("tab", "tab", "enter")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_shortlist_shows_outcomes_with_reasons_over_the_form(
    office: Office, size: tuple[int, int]
) -> None:
    shortlist.invite(office.context, office.manager, office.code, candidates=["C01", "C03"])
    shortlist.turn_down(
        office.context,
        office.manager,
        office.code,
        candidates=["C02"],
        criterion="E2",
        reason="The form names no improvement.",
    )
    async with office.app(office.manager, size) as driver:
        await open_place(driver, SHORTLIST)
        driver.matches("shortlist")
        assert driver.app.screen.query_one(KeyLine).left_out == 0


async def test_i_invites_and_x_turns_down_with_the_criterion_and_why(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_place(driver, SHORTLIST)
        await driver.press("i")
        assert "C01 is invited." in driver.frame
        await driver.press("down")
        await turn_down(driver, "x", "Names no improvement.")
        assert "C02 is not shortlisted, for E2." in driver.frame
        assert "1 invited, 1 not, 4 to settle" in driver.frame
    assert state_of(office, "C01") == (CandidateState.SHORTLISTED, "", "")
    assert state_of(office, "C02") == (CandidateState.NOT_SHORTLISTED, "E2", "Names no improvement.")


async def test_nobody_is_turned_down_without_a_reason(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_place(driver, SHORTLIST)
        await driver.press("x", "tab", "tab", "tab", "enter")
        assert "“Why was it not met?” wants an answer." in driver.frame
    assert state_of(office, "C01")[0] is CandidateState.APPLIED


async def test_an_outcome_can_be_changed_until_the_lock(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_place(driver, SHORTLIST)
        await turn_down(driver, "x", "Names no improvement.")
        await driver.press("i")
    assert state_of(office, "C01") == (CandidateState.SHORTLISTED, "", "")


async def test_only_criteria_tested_on_the_form_can_be_chosen(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_place(driver, SHORTLIST)
        await driver.press("x")
        shown = []
        for _ in range(8):
            shown.append(next(line for line in driver.frame.splitlines() if "left and right" in line))
            await driver.press("right")
        said = {line.split("< ")[1][:2] for line in shown}
    on_form = {
        it.code
        for it in criteria.list_all(office.context, office.manager, office.code)
        if "application_form" in it.tested_at
    }
    assert said == on_form


async def test_where_nothing_is_tested_on_the_form_nobody_can_be_turned_down(
    office: Office, tmp_path: Path
) -> None:
    spec = tmp_path / "spec.csv"
    spec.write_text(
        "code,kind,criterion,tested at,weight\nE1,essential,Listens,interview,1\n", encoding="utf-8"
    )
    criteria.import_file(office.context, office.manager, office.code, path=spec)
    async with office.app(office.manager) as driver:
        await open_place(driver, SHORTLIST)
        await driver.press("x")
        assert "none is tested on the application form" in driver.frame
        await driver.press("tab")
        await driver.type("x")
        await driver.press("tab", "tab", "enter")
        assert "wants an answer" in driver.frame
    assert state_of(office, "C01")[0] is CandidateState.APPLIED


async def test_the_rest_are_settled_in_one_step(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_place(driver, SHORTLIST)
        await driver.press("i")
        await turn_down(driver, "R", "Names no improvement.")
        assert "1 invited, 5 not, 0 to settle" in driver.frame
        assert "Rest" not in driver.frame
    assert state_of(office, "C06")[1:] == ("E2", "Names no improvement.")


async def test_f9_asks_and_only_the_other_button_locks(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_place(driver, SHORTLIST)
        await driver.press("i")
        await turn_down(driver, "R", "Names no improvement.")
        await driver.press("f9", "f9", "enter")
        assert not shortlist.show(office.context, office.manager, office.code).locked_at
        await driver.press("f9")
        assert "1 invited, 5 not, 0 to settle" in driver.frame
        await driver.press("tab", "enter")
        assert "LOCKED Mon 2 Nov, 09:00" in driver.frame
        before = driver.frame
        await driver.press("i", "x", "R", "f9")
        assert driver.frame == before
    assert shortlist.show(office.context, office.manager, office.code).locked_at


async def test_a_shortlist_with_somebody_not_settled_does_not_lock(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_place(driver, SHORTLIST)
        await driver.press("i", "f9", "tab", "enter")
        assert "5 of 6 candidates are neither invited nor turned down." in " ".join(
            driver.frame.replace("│", " ").split()
        )
    assert not shortlist.show(office.context, office.manager, office.code).locked_at


@pytest.mark.parametrize("locked", [False, True])
async def test_no_name_is_ever_shown_in_shortlisting(office: Office, locked: bool) -> None:
    if locked:
        codes = [f"C0{number}" for number in range(1, 7)]
        shortlist.invite(office.context, office.manager, office.code, candidates=codes)
        shortlist.lock(office.context, office.manager, office.code)
    async with office.app(office.team) as driver:
        await open_place(driver, SHORTLIST)
        assert "Example" not in driver.frame
        await driver.press("enter")
        assert "FROM THE FORM" in driver.frame
        assert "Example" not in driver.frame


async def test_a_member_reads_the_shortlist_and_changes_nothing(office: Office) -> None:
    member = world.join(office.context, office.team, "A. Begum", Role.PANEL)
    panel.add(office.context, office.manager, office.code, email=member.person.email, seat=Seat.MEMBER)
    async with office.app(member) as driver:
        await open_place(driver, SHORTLIST)
        before = driver.frame
        assert "Invite" not in before
        await driver.press("i", "x", "R", "f9")
        assert driver.frame == before


async def test_the_form_under_the_list_follows_the_mark(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await open_place(driver, SHORTLIST)
        assert "I am number 1 and I listen." in driver.frame
        await driver.press("down", "down")
        assert "I am number 3 and I listen." in driver.frame
        await choose(driver, "C06")
        assert "I am number 6 and I listen." in driver.frame


async def test_v_shows_only_those_still_to_settle(office: Office) -> None:
    shortlist.invite(office.context, office.manager, office.code, candidates=["C01", "C02"])
    async with office.app(office.manager) as driver:
        await open_place(driver, SHORTLIST)
        await driver.press("v")
        assert "only to settle" in driver.frame
        assert "C01 " not in driver.frame
        await driver.press("i")
        assert state_of(office, "C03")[0] is CandidateState.SHORTLISTED
        assert "C03   " not in driver.frame
        await driver.press("v", "v")
        assert "C01   invited" in driver.frame


async def test_markup_in_a_reason_and_a_statement_stays_text(office: Office) -> None:
    for number, payload in enumerate(hostile.MARKUP, start=7):
        candidates.add(office.context, office.team, office.code, full_name="Ann", statement=payload)
        shortlist.turn_down(
            office.context,
            office.manager,
            office.code,
            candidates=[f"C{number:02d}"],
            criterion="E2",
            reason=payload,
        )
    async with office.app(office.manager) as driver:
        await open_place(driver, SHORTLIST)
        for number, payload in enumerate(hostile.MARKUP, start=7):
            await choose(driver, f"C{number:02d}")
            assert driver.frame.count(payload) >= 2, "once in the list and once under it"


async def test_a_long_list_is_settled_to_its_end(office: Office) -> None:
    candidates.import_file(office.context, office.team, office.code, path=TRAC)
    async with office.app(office.manager) as driver:
        await open_place(driver, SHORTLIST)
        await driver.press("end", "i")
        assert "C48 is invited." in driver.frame
        assert "> C48   invited" in driver.frame
