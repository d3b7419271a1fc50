"""The first run: six questions by keys, then home."""

from pathlib import Path

from tests import world
from tests.driver import WIDE, Driver, open_app

from panelguide.bootstrap import open_context
from panelguide.domain.people import Role
from panelguide.services import people

PASSPHRASE = "four unrelated words here"


async def answer(driver: Driver, *answers: str) -> None:
    """One question: each answer in its field, then on."""
    for place, text in enumerate(answers):
        if place:
            await driver.press("tab")
        await driver.type(text)
    await driver.press("enter")


async def first_five(driver: Driver) -> None:
    await answer(driver, "Anytown NHS Trust")
    await driver.press("right", "enter")
    await answer(driver, "R. Team", "r.team@anytown.example", "")
    await answer(driver, "the Freedom to Speak Up guardian", "01234 567890")
    await answer(driver, PASSPHRASE, PASSPHRASE)


async def test_six_answers_start_an_organisation_and_its_first_person(tmp_path: Path) -> None:
    home = tmp_path / "home"
    async with open_app(home) as driver:
        driver.matches("set-up")
        await first_five(driver)
        assert "6 of 6" in driver.frame
        assert not (home / "panelguide.sqlite3").exists()
        await driver.press("enter")
        assert "NEEDS YOU (0)" in driver.frame
        assert "n opens your first vacancy" in driver.frame
    context = open_context(world.settings_for(home), world.small_parts())
    organisation = people.organisation(context)
    assert (organisation.name, organisation.nation) == ("Anytown NHS Trust", "Wales")
    assert organisation.recovery_key == b""
    person = people.find(context, "r.team@anytown.example")
    assert person.roles == {Role.RECRUITMENT_TEAM}
    context.store.close()


async def test_escape_goes_back_a_question_and_keeps_the_answers(tmp_path: Path) -> None:
    async with open_app(tmp_path / "home") as driver:
        await answer(driver, "Anytown NHS Trust")
        assert "2 of 6" in driver.frame
        await driver.press("escape")
        assert "Anytown NHS Trust" in driver.frame


async def test_an_empty_answer_that_is_needed_is_asked_again(tmp_path: Path) -> None:
    async with open_app(tmp_path / "home") as driver:
        await driver.press("enter")
        assert "wants an answer" in driver.frame
        assert "1 of 6" in driver.frame


async def test_recovery_cards_are_used_only_when_typed_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    async with open_app(home, size=WIDE) as driver:
        await first_five(driver)
        await driver.press("right", "enter")
        first, second = shown_cards(driver.frame)
        await answer(driver, first, first)
        assert "Write both cards down" in driver.frame
        await driver.press("escape", "enter")
        first, second = shown_cards(driver.frame)
        await answer(driver, first, second)
        assert "NEEDS YOU (0)" in driver.frame
    context = open_context(world.settings_for(home), world.small_parts())
    assert len(people.organisation(context).recovery_key) == 32
    context.store.close()


def shown_cards(frame: str) -> tuple[str, str]:
    """The words of both cards as they stand on the screen."""
    words = frame.split()
    one, two = words.index("1:"), words.index("2:")
    return " ".join(words[one + 1 : two - 1]), " ".join(words[two + 1 : two + 23])
