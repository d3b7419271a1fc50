"""Three themes of our own: contrast measured, colours off, and nothing else to choose."""

import pytest
from rich.color import Color as RichColor
from tests.tui.conftest import Office
from textual.color import Color
from textual.theme import Theme

from panelguide.tui import theme

TEXTS = ("muted", "ok", "warn", "bad", "focus")


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part / 255) for part in Color.parse(colour).rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("each", theme.THEMES, ids=lambda it: it.name)
def test_every_text_stands_out_from_its_background(each: Theme) -> None:
    least = 7.0 if each.name.startswith("contrast") else 4.5
    background = each.background or ""
    assert contrast(each.foreground or "", background) >= least
    for name in TEXTS:
        assert contrast(each.variables[name], background) >= least, name
    assert contrast(each.variables["on-bar"], each.variables["bar"]) >= least


async def test_only_our_own_themes_can_be_chosen(office: Office) -> None:
    async with office.app(office.manager) as driver:
        assert set(driver.app.available_themes) == {each.name for each in theme.THEMES}


async def test_with_colours_off_no_text_has_the_colour_of_its_background(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with office.app(office.manager) as driver:
        assert driver.app.theme == theme.THEME_WITHOUT_COLOUR
        await driver.press("tab", "enter")
        pairs = {
            (_rgb(segment.style.color), _rgb(segment.style.bgcolor))
            for strip in driver.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.text.strip()
        }
    assert pairs
    assert all(front != back for front, back in pairs)
    assert all(len(set(colour)) == 1 for pair in pairs for colour in pair if colour)


def _rgb(colour: RichColor | None) -> tuple[int, ...]:
    return tuple(colour.get_truecolor()) if colour else ()


def test_an_unknown_theme_in_the_settings_becomes_the_usual_one() -> None:
    assert theme.chosen_theme("ansi-dark", no_color=False) == theme.DEFAULT_THEME
    assert theme.chosen_theme("contrast-light", no_color=False) == "contrast-light"
    assert theme.chosen_theme("contrast-light", no_color=True) == theme.THEME_WITHOUT_COLOUR


async def test_the_look_is_changed_from_the_menu(office: Office) -> None:
    async with office.app(office.manager) as driver:
        await driver.press("ctrl+p")
        await driver.type("contrast-light")
        await driver.until(lambda: "Look: contrast-light" in driver.frame)
        await driver.press("enter")
        await driver.until(lambda: driver.app.theme == "contrast-light")
