"""The menu (^p): every command of this screen and everywhere, the vacancies, the themes, and who to be in the demo."""

from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider

from panelguide.tui.commands import MENU, commands_on
from panelguide.tui.text import line
from panelguide.tui.theme import THEMES

if TYPE_CHECKING:
    from panelguide.tui.app import PanelguideApp

LOWEST_SCORE = 0.0


class Entry(NamedTuple):
    """One line of the menu. words: may hold anybody's text."""

    words: str
    help: str
    run: Callable[[], object]


class PanelCommands(Provider):
    """Finds by the words of the line; what is shown never goes through markup."""

    async def startup(self) -> None:
        self._entries = [*self._commands(), *self._themes(), *await self._places()]

    async def discover(self) -> Hits:
        for entry in self._entries:
            yield DiscoveryHit(line(entry.words), entry.run, text=line(entry.words).plain, help=entry.help)

    async def search(self, query: str) -> AsyncIterator[Hit]:
        matcher = self.matcher(query)
        for entry in self._entries:
            score = matcher.match(entry.words)
            if score > LOWEST_SCORE:
                yield Hit(score, line(entry.words), entry.run, text=line(entry.words).plain, help=entry.help)

    def _commands(self) -> list[Entry]:
        # The screen under the palette, kept: by the time a line is chosen the palette is gone.
        screen = self.screen
        return [
            Entry(command.name, f"Key: {command.shown_keys}" if command.keys else "", run)
            for command in commands_on(screen)
            if command is not MENU
            for run in [partial(screen.run_action, command.action)]
        ]

    def _themes(self) -> list[Entry]:
        return [
            Entry(
                f"Look: {theme.name}",
                "How it looks from now on",
                partial(setattr, self.app, "theme", theme.name),
            )
            for theme in THEMES
        ]

    async def _places(self) -> list[Entry]:
        from panelguide.tui.screens import start

        app: PanelguideApp = self.app  # type: ignore[assignment]
        found = await start.places(app)
        return [Entry(words, help_words, run) for words, help_words, run in found]
