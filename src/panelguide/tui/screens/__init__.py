"""Every screen a checklist item or a key can open, by its action id.

To add one: a module here with a PanelScreen, and its line in SCREENS. What has no line is offered nowhere.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from textual.screen import Screen


def _later(module: str, name: str) -> Callable[..., Screen[Any]]:
    """The screen class, imported only when it is opened: the first frame waits for none of them."""

    def make(*words: Any, **named: Any) -> Screen[Any]:
        screen: Screen[Any] = getattr(import_module(f"{__name__}.{module}"), name)(*words, **named)
        return screen

    return make


# Each is called with the vacancy's code, but home and people with nothing.
SCREENS: Final[dict[str, Callable[..., Screen[Any]]]] = {
    "home": _later("home", "HomeScreen"),
    "people": _later("people", "PeopleScreen"),
    "vacancy": _later("vacancy", "VacancyScreen"),
    "panel": _later("panel", "PanelMembersScreen"),
    "criteria": _later("criteria", "CriteriaScreen"),
    "method": _later("method", "MethodScreen"),
    "advert": _later("advert", "AdvertScreen"),
    "candidates": _later("candidates", "CandidatesScreen"),
    "shortlist": _later("shortlist", "ShortlistScreen"),
    "kit": _later("kit", "KitScreen"),
    "interview": _later("interview", "InterviewScreen"),
    "reveal": _later("reveal", "RevealScreen"),
    "status": _later("status", "StatusScreen"),
    "decision": _later("decision", "DecisionScreen"),
    "feedback": _later("feedback", "FeedbackScreen"),
    "letters": _later("letters", "LettersScreen"),
}

# The key that opens each from the vacancy, and what it is called there.
GO_TO: Final = (
    ("k", "panel", "Panel"),
    ("c", "criteria", "Criteria"),
    ("m", "method", "Method"),
    ("v", "advert", "Advert"),
    ("p", "candidates", "Candidates"),
    ("h", "shortlist", "Shortlist"),
    ("i", "kit", "Kit"),
    ("l", "interview", "Scoring"),
    ("s", "status", "Status"),
    ("r", "reveal", "Reveal"),
    ("d", "decision", "Decision"),
    ("f", "feedback", "Feedback"),
    ("t", "letters", "Letters"),
)
