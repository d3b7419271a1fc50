"""The rows every screen has: where you are and who is in front, the next step, and the keys."""

from textual import events
from textual.content import Content

from panelguide.tui.commands import Command
from panelguide.tui.on_screen import on_screen
from panelguide.tui.text import fitted, line, plain, styled
from panelguide.tui.widgets.words import Words

FEWEST_COLUMNS, FEWEST_ROWS = 80, 24


class PlaceLine(Words):
    """Row 1: the way here on the left, the person and whether everything is saved on the right."""

    DEFAULT_CSS = "PlaceLine { height: 1; background: $bar; color: $on-bar; }"

    def __init__(self) -> None:
        super().__init__(id="place")
        self._left = ""
        self._right = ""

    def show_place(self, left: str, right: str) -> None:
        self._left, self._right = left, right
        self._draw()

    def on_resize(self, _: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        right = line(self._right + " ")
        left = fitted(" " + self._left, max(0, self.size.width - right.cell_length))
        self.put(left + right)


class NextLine(Words):
    """The row above the keys: one sentence that says what comes next."""

    DEFAULT_CSS = "NextLine { height: 1; color: $focus; }"

    def __init__(self) -> None:
        super().__init__(id="next")
        self._sentence = ""

    @property
    def sentence(self) -> str:
        return self._sentence

    def say(self, sentence: str) -> None:
        self._sentence = on_screen(sentence)
        self._draw()

    def on_resize(self, _: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        self.put(fitted(" " + self._sentence, self.size.width))


class KeyLine(Words):
    """The last row: keys and their words, each of which can also be clicked.

    What does not fit is left out before the menu, never cut in the middle; `left_out` says how much.
    """

    DEFAULT_CSS = "KeyLine { height: 1; }"

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._commands: tuple[Command, ...] = ()
        self._places: list[tuple[range, Command]] = []
        self.left_out = 0

    @property
    def shown(self) -> tuple[Command, ...]:
        return tuple(command for _, command in self._places)

    def show_keys(self, commands: tuple[Command, ...]) -> None:
        self._commands = commands
        self._draw()

    def on_resize(self, _: events.Resize) -> None:
        self._draw()

    async def on_click(self, event: events.Click) -> None:
        for place, command in self._places:
            if event.x in place:
                await self.screen.run_action(command.action)

    def _draw(self) -> None:
        kept = list(self._commands)
        while len(kept) > 2 and self._needed(kept) > self.size.width:
            kept.pop(-2)
        self.left_out = len(self._commands) - len(kept)
        self._places = []
        content, at = Content(" "), 1
        for command in kept:
            width = self._width(command)
            self._places.append((range(at, at + width), command))
            content += styled("[bold $focus]$key[/] $word  ", key=command.shown_key, word=command.footer)
            at += width + 2
        self.put(content)

    def _needed(self, commands: list[Command]) -> int:
        return 1 + sum(self._width(command) + 2 for command in commands) - 2

    @staticmethod
    def _width(command: Command) -> int:
        return line(f"{command.shown_key} {command.footer}").cell_length


class TooSmall(Words):
    """Shown over the screen when the window is too small; work goes on under it."""

    DEFAULT_CSS = """
    TooSmall { display: none; dock: top; layer: notice; background: $warn; color: $background; padding: 0 1; }
    TooSmall.-shown { display: block; }
    """

    def look(self, width: int, height: int) -> None:
        """Shows or hides itself by the size of the window in columns and rows."""
        small = width < FEWEST_COLUMNS or height < FEWEST_ROWS
        self.set_class(small, "-shown")
        self.put(
            plain(
                f"This window is {width} by {height}. panelguide needs {FEWEST_COLUMNS} by {FEWEST_ROWS} to show "
                "everything. Make the window bigger or the text smaller (ctrl and minus). Your work is saved."
            )
        )
