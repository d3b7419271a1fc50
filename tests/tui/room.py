"""An interview room: an open round, and the app in front of one of its people on any screen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tests import interview_day, world
from tests.driver import NARROW, Driver, open_app
from tests.interview_day import InterviewDay
from textual import events

from panelguide.content import Content
from panelguide.domain.marks import Mark
from panelguide.domain.questions import MARKS, Question
from panelguide.services import sheets
from panelguide.services.context import Context
from panelguide.services.session import SignedIn
from panelguide.tui.scoring import bursts
from panelguide.tui.screens import SCREENS

WHEN = ("first", "next", "in the end", "afterwards")


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

    def live(
        self, member: SignedIn, size: tuple[int, int] = NARROW, *words: str, seed: str = "app"
    ) -> AbstractAsyncContextManager[Driver]:
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


def prepare(context: Context, clock: world.Clock) -> Room:
    """A room with its panel, candidates and locked questions, and no round yet."""
    day = interview_day.prepare(replace(context, load_content=plain_content))
    return Room(context.home.folder, clock, day)


@cache
def plain_content() -> Content:
    """Our own bank with other words in it, so that no kept frame changes when a question is put better."""
    content = world.shipped_content()
    questions = {name: _plain(question) for name, question in content.bank.questions.items()}
    return replace(content, bank=replace(content.bank, questions=questions))


def _plain(question: Question) -> Question:
    return replace(
        question,
        ask="Describe a time when somebody near you was treated unfairly. What did you do, and what came of it? "
        "Tell us about your own part in it.",
        probes=tuple(
            replace(probe, text=f"What did you do {when}?")
            for probe, when in zip(question.probes, WHEN, strict=False)
        ),
        positive_indicators=(
            "Names what was unfair",
            "Asks the person what they want",
            "Acts, and follows up",
        ),
        negative_indicators=("Talks in general", "Blames somebody, or waits for others"),
        anchors={mark: f"What an answer sounds like that is worth {mark}. " * 3 for mark in MARKS},
    )


async def paste(driver: Driver, text: str) -> None:
    """What a terminal sends for pasted text."""
    driver.app.post_message(events.Paste(text))
    await driver.settled()


async def burst(driver: Driver, keys: str) -> None:
    """Keys faster than anybody types: what a terminal without bracketed paste makes of pasted text.

    It begins only once the keys before it are no part of it.
    """
    await asyncio.sleep(bursts.SECONDS)
    for key in keys:
        driver.app.post_message(events.Key(key, key))
    await driver.settled()
