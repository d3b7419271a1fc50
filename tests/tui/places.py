"""Getting to a screen by the keys a person would press, and the project's own data files."""

from pathlib import Path

from tests.driver import Driver

import panelguide
from panelguide.tui.widgets.rows import Rows

DATA = Path(panelguide.__file__).parent / "demo" / "data"
TRAC = DATA / "applications-trac.csv"
SPECIFICATION = DATA / "person-specification.csv"

CANDIDATES, SHORTLIST, KIT = "p", "h", "i"


async def open_place(driver: Driver, key: str) -> None:
    """From home to the only vacancy, and from there to the place with this key."""
    if driver.app.focused is not driver.app.screen.query_one("#vacancies", Rows):
        await driver.press("tab")
    await driver.press("enter", key)


async def choose(driver: Driver, row: str) -> None:
    """Moves to a row of the screen's list with the arrow keys."""
    rows = driver.app.screen.query(Rows).first()
    for _ in rows.keys_shown:
        if rows.key == row:
            return
        await driver.press("down")
    raise AssertionError(f"{row} is not on the list")
