"""Closing a screen whose work is done."""

from typing import Any

from textual.screen import Screen


def leave(screen: Screen[Any]) -> None:
    """Closes a screen and whatever a quick key has opened over it while its work was under way."""
    app = screen.app
    while screen in app.screen_stack:
        app.pop_screen()
