"""Where on the screen is what a service's sentence sends a person to the command line for.

Services speak to both front ends and name the command. In the app that person wants the screen and its key.
"""

import re
from typing import Final

from panelguide.tui.screens import GO_TO

_COMMAND: Final = re.compile(
    r"(?P<how>\bwith )?panelguide (?P<noun>[a-z]+) (?P<verb>[a-z-]+)(?: (?:--[a-z-]+|[A-Z]+\d+))*"
)
_SCREEN_OF: Final = {
    "advert": "advert",
    "candidates": "candidates",
    "decision": "decision",
    "discussion": "reveal",
    "feedback": "feedback",
    "kit": "kit",
    "letters": "letters",
    "panel": "panel",
    "round": "status",
    "shortlist": "shortlist",
    "sheet final": "reveal",
    "sheet list": "interview",
    "sheet not-asked": "interview",
}
_ELSEWHERE: Final = {
    "checklist": "the checklist",
    "person": "the People screen",
    "vacancy list": "the home screen",
}
_KEYS: Final = {name: f"the {words} screen ({key})" for key, name, words in GO_TO}


def on_screen(sentence: str) -> str:
    """The sentence with screens in place of commands. What has no screen stays a command."""
    return _COMMAND.sub(_place, sentence)


def _place(found: re.Match[str]) -> str:
    noun, both = found["noun"], f"{found['noun']} {found['verb']}"
    screen = _SCREEN_OF.get(both) or _SCREEN_OF.get(noun)
    place = _KEYS[screen] if screen else _ELSEWHERE.get(both) or _ELSEWHERE.get(noun)
    if place is None:
        return found[0]
    return f"on {place}" if found["how"] else place
