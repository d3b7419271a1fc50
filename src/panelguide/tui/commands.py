"""What can be done on each screen, said once: keys, footer, palette and help are all made from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from textual.binding import Binding, BindingType
from textual.screen import Screen

KEY_NAMES: Final = {
    "question_mark": "?",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "slash": "/",
    "minus": "-",
    "plus": "+",
    "full_stop": ".",
    "exclamation_mark": "!",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "tab": "Tab",
    "backspace": "Backspace",
}

TYPED: Final = frozenset(KEY_NAMES) - {"enter", "escape", "tab", "backspace"}


class Typing(Enum):
    """What the cursor stands in: nothing to type in, one line, or several."""

    NOTHING = 0
    LINE = 1
    TEXT = 2


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do on a screen.

    keys: Textual names with commas between, the first is the one shown. action: the screen's or, with
    "app." before it, the app's. name: as palette and help say it. footer: the short word for the last row,
    "" keeps it out of there; wide: only where the window is wide. shown: in place of the first key there,
    such as "1-6".
    """

    keys: str
    action: str
    name: str
    footer: str = ""
    wide: bool = False
    shown: str = ""

    @property
    def shown_keys(self) -> str:
        """Every key as people read it: "F1 or ?"."""
        return " or ".join(key_name(key) for key in self.keys.split(",") if key)

    @property
    def shown_key(self) -> str:
        return self.shown or key_name(self.keys.split(",")[0])

    def is_typed_into(self, typing: Typing) -> bool:
        """Whether its first key writes into what is being typed, so that it does nothing else there."""
        first = self.keys.split(",")[0]
        return len(first) == 1 or first in TYPED or (typing is Typing.TEXT and first == "enter")

    def binding(self) -> Binding:
        return Binding(self.keys, self.action, self.name, show=False)


def key_name(key: str) -> str:
    """A key as people read it: "f1" is F1, "ctrl+p" is ^p."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return KEY_NAMES.get(key, key)


HELP: Final = Command("f1,question_mark", "app.help_here", "Help for this screen", footer="Help")
MENU: Final = Command("ctrl+p", "app.command_palette", "Menu: everything you can do", footer="Menu")
BACK: Final = Command("escape", "back", "Back", footer="Back")
OUT_OF_TEXT: Final = Command("escape", "back", "Out of the text", footer="Out of the text")
EVERYWHERE: Final = (
    HELP,
    Command("f5", "app.hand_over", "Hand over to somebody else at this table"),
    Command("ctrl+s", "app.say_saved", "Is everything saved?"),
    MENU,
    Command("ctrl+q", "app.quit", "Quit"),
)


def bindings_of(commands: Iterable[Command]) -> list[BindingType]:
    return [command.binding() for command in commands if command.keys]


def commands_on(screen: Screen[Any]) -> tuple[Command, ...]:
    """What can be done on this screen now: its own commands first, then what works everywhere."""
    own: Sequence[Command] = getattr(screen, "KEYS", ())
    found: dict[str, Command] = {}
    for command in (HELP, *own, *EVERYWHERE):
        found.setdefault(command.action, command)
    return tuple(command for command in found.values() if can_run(screen, command))


def can_run(screen: Screen[Any], command: Command) -> bool:
    """Whether the command is open at this moment, by the screen's own word."""
    owner = screen.app if command.action.startswith("app.") else screen
    name, _, words = command.action.removeprefix("app.").partition("(")
    parameters = tuple(word.strip(" '\"") for word in words.rstrip(")").split(",") if word)
    return owner.check_action(name, parameters) is True


def in_footer(
    commands: Iterable[Command], *, wide: bool, typing: Typing = Typing.NOTHING
) -> tuple[Command, ...]:
    """F1 first and ^p last; between them in the order of the screen. While typing, letters are letters."""
    shown = [command for command in commands if command.footer and (wide or not command.wide)]
    if typing is not Typing.NOTHING:
        shown = [OUT_OF_TEXT if it is BACK else it for it in shown if not it.is_typed_into(typing)]
    return (
        *(command for command in shown if command is HELP),
        *(command for command in shown if command not in (HELP, MENU)),
        *(command for command in shown if command is MENU),
    )
