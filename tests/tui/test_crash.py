"""A fault in the program: nobody's data on the terminal or in the log."""

import stat

import pytest
from tests.tui.conftest import Office

SECRET = "Ann Smith scored 2"


def fails() -> None:
    note = SECRET
    raise ZeroDivisionError(f"cannot divide by {note}")


async def run_into_a_fault(office: Office) -> None:
    async with office.app(office.manager) as driver:
        driver.app.call_later(fails)
        await driver.pilot.pause()
        await driver.pilot.pause()


async def test_a_fault_leaves_a_reference_and_no_data(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ZeroDivisionError):
        await run_into_a_fault(office)
    said = " ".join(capsys.readouterr().err.split())
    log = office.context.home.log
    assert "panelguide had to close (PG-" in said
    written = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in written
    assert "test_crash.py" in written
    assert SECRET not in said + written
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


async def test_a_fault_in_a_thread_is_said_in_a_box_and_the_app_goes_on(office: Office) -> None:
    async with office.app(office.manager) as driver:
        driver.app.save(driver.app, fails, lambda _: None)
        await driver.settled()
        assert "Something went wrong inside panelguide (PG-" in driver.words
        await driver.press("escape")
        assert "NOT SAVED" in driver.frame
        await driver.press("ctrl+s")
        assert "Not saved: Something went wrong" in driver.words
    assert SECRET not in office.context.home.log.read_text(encoding="utf-8")
