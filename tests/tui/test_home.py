"""Home: what needs this person, and their vacancies."""

import pytest
from tests.driver import NARROW, WIDE
from tests.tui.conftest import Office


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_home_shows_what_needs_this_person_and_their_vacancies(
    office: Office, size: tuple[int, int]
) -> None:
    async with office.app(office.manager, size) as driver:
        driver.matches("home")
