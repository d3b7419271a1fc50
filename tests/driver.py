"""Driving the real app by its keys, over a real database file."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import frames, world
from textual import events
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled, WorkerFailed

from panelguide.bootstrap import Parts
from panelguide.tui.app import PanelguideApp

# What every app parses anew, though nothing in it changed since the last one.
_parsed_rules: dict[tuple[Any, ...], list[RuleSet]] = {}
_parse_rules = Stylesheet._parse_rules


def _parsed_once(self: Stylesheet, *given: Any, **named: Any) -> list[RuleSet]:
    """The rules of a piece of CSS with these colours, parsed by the first app of this process."""
    key = (frozenset(self._variables.items()), given, frozenset(named.items()))
    if key not in _parsed_rules:
        _parsed_rules[key] = _parse_rules(self, *given, **named)
    return _parsed_rules[key]


Stylesheet._parse_rules = _parsed_once

NARROW = (80, 24)
WIDE = (120, 40)
# One round hands every message on; a message that makes another, which makes a third, wants as many.
ROUNDS_OF_CALM = 3
CHARACTERS = {
    "space": " ",
    "minus": "-",
    "slash": "/",
    "full_stop": ".",
    "exclamation_mark": "!",
    "plus": "+",
}
CHARACTERS |= {"left_square_bracket": "[", "right_square_bracket": "]", "question_mark": "?"}

KEYS = {
    " ": "space",
    "@": "at",
    ".": "full_stop",
    "-": "minus",
    ",": "comma",
    "'": "apostrophe",
    "/": "slash",
}


@dataclass
class Driver:
    """One person at the keyboard of one running app."""

    app: PanelguideApp
    pilot: Pilot[None]

    async def press(self, *keys: str) -> None:
        """Presses keys by Textual's names and waits until everything each began is done."""
        for key in keys:
            self.send(key)
            await self.settled()

    async def type(self, text: str) -> None:
        """Types a line of text, key by key, as fast as a terminal hands them over."""
        for character in text:
            self._send(events.Key(_character_to_key(character), character))
        await self.settled()

    def send(self, key: str) -> None:
        """Presses one key by Textual's name and waits for nothing."""
        self._send(events.Key(key, key if len(key) == 1 else CHARACTERS.get(key)))

    def _send(self, key: events.Key) -> None:
        terminal = self.app._driver
        assert terminal is not None
        key.set_sender(self.app)
        terminal.process_message(key)

    async def paste(self, text: str) -> None:
        """Pastes, as a terminal with bracketed paste hands it over."""
        self.app.screen.post_message(events.Paste(text))
        await self.settled()

    async def settled(self) -> None:
        """Waits until nothing is under way: no message waits, no job runs, and everything has been drawn.

        Textual's own pause waits for a quiet processor instead, which a busy machine never shows.
        """
        calm = 0
        while calm < ROUNDS_OF_CALM:
            await self.pilot.pause(0)
            if self.app._exception is not None:
                # An app that fell over answers nobody any more.
                raise self.app._exception
            running = [worker for worker in self.app.workers if not worker.is_finished]
            with suppress(WorkerFailed, WorkerCancelled):
                await asyncio.gather(*(worker.wait() for worker in running))
            calm = 0 if running or self._is_told_something() else calm + 1

    def _is_told_something(self) -> bool:
        """Whether a message or a call waits for its turn anywhere on the screen in front."""
        pumps = [self.app, *self.app.screen.walk_children(with_self=True)]
        return bool(self.app.screen._callbacks) or any(
            pump._next_callbacks or not pump._message_queue.empty() for pump in pumps
        )

    async def until(self, holds: Callable[[], bool]) -> None:
        """Waits until something holds; the test's own time limit ends a wait for nothing."""
        async with asyncio.timeout(15):
            while not holds():
                await self.settled()
                await asyncio.sleep(0.05)

    @property
    def frame(self) -> str:
        return frames.frame(self.app)

    @property
    def words(self) -> str:
        """What is shown as one line of words, without frames and line breaks: for sentences that may wrap."""
        return " ".join(self.frame.translate(dict.fromkeys(map(ord, "│─┌┐└┘▃▄▅▆▇█▁▂"), " ")).split())

    def matches(self, name: str) -> None:
        frames.compare(self.app, name)


Opener = Callable[..., AbstractAsyncContextManager[Driver]]


@asynccontextmanager
async def open_app(
    home: Path,
    *,
    size: tuple[int, int] = NARROW,
    be: str = "",
    location: str = "",
    parts: Parts | None = None,
    theme: str = "",
) -> AsyncIterator[Driver]:
    """The app on this home; `be` is an e-mail address signed in at once with the tests' passphrase."""
    world.keep_parsed_content(home)
    settings = world.settings_for(home, location)
    app = PanelguideApp(
        settings,
        parts=parts or world.small_parts(seed="app"),
        be=be,
        passphrase=world.PASSPHRASE if be else "",
    )
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(app, pilot)
            await driver.settled()
            if be:
                await driver.until(lambda: getattr(app.screen, "found", None) is not None)
            yield driver
    finally:
        app.close()
