"""An interview room: an open round, and the app in front of one of its people on any screen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import world
from tests.driver import NARROW, Driver, open_app
from tests.interview_day import InterviewDay
from textual import events

from panelguide.domain.marks import Mark
from panelguide.services import sheets
from panelguide.services.session import SignedIn
from panelguide.tui.screens import SCREENS


@dataclass(frozen=True)
class Room:
    """day: everybody signed in through services, as if in windows of their own."""

    home: Path
    clock: world.Clock
    day: InterviewDay

    @asynccontextmanager
    async def screen(
        self, name: str, member: SignedIn, size: tuple[int, int] = NARROW, *words: str, seed: str = "app"
    ) -> AsyncIterator[Driver]:
        """The app with this member signed in and this screen open."""
        parts = world.small_parts(self.clock, seed=f"{seed} {name} {size}")
        async with open_app(self.home, size=size, be=member.person.email, parts=parts) as driver:
            await driver.app.push_screen(SCREENS[name](self.day.code, *words))
            await driver.until(lambda: driver.app.screen.found is not None)
            await driver.settled()
            yield driver

    def live(self, member: SignedIn, size: tuple[int, int] = NARROW, *words: str, seed: str = "app"):  # type: ignore[no-untyped-def]
        """Live scoring, by default at the place where this member last was."""
        return self.screen("interview", member, size, *words, seed=seed)

    def note(self, member: SignedIn, label: str, candidate: str = "C01") -> str:
        """The note that is stored."""
        view = sheets.open_sheet(self.day.context, member, self.day.code, candidate=candidate)
        return view.notes[self.day.id_of(label)]

    def mark(self, member: SignedIn, label: str, candidate: str = "C01") -> Mark | None:
        """The mark that is stored."""
        view = sheets.open_sheet(self.day.context, member, self.day.code, candidate=candidate)
        return view.marks[self.day.id_of(label)]


async def paste(driver: Driver, text: str) -> None:
    """What a terminal sends for pasted text."""
    driver.app.post_message(events.Paste(text))
    await driver.settled()


async def burst(driver: Driver, keys: str) -> None:
    """Keys faster than anybody types: what a terminal without bracketed paste makes of pasted text."""
    for key in keys:
        driver.app.post_message(events.Key(key, key))
    await driver.settled()
