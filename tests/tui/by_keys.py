"""The journey of tests.journey, walked by keys alone: one laptop on which everybody signs in in turn.

The keys are those a person presses, found as a person finds them: Tab until the cursor is in the field, arrows
until the mark is on the line. Nothing is called on the app: only what stands on its screens is looked at.
"""

import asyncio
import csv
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import journey as told
from tests import world
from tests.driver import Driver, open_app
from textual import events
from textual.widget import Widget
from textual.widgets import Button

from panelguide.services.feedback import PointView
from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.scoring.bursts import SECONDS as SECONDS_OF_A_BURST
from panelguide.tui.widgets.fields import Choice
from panelguide.tui.widgets.rows import Rows
from panelguide.tui.widgets.text_box import TextBox

TYPED_NOTES = 10
OTHERS = (*told.PANEL, told.STAND_IN, told.CONTACT)
OUTCOME_KEYS = {"offer": "1", "reserve": "2", "not_this_time": "3"}
Notes = dict[tuple[str, str], list[tuple[str, str]]]


@dataclass
class Keyboard:
    """One person at the keys, who goes on as soon as the app has taken what was pressed."""

    driver: Driver

    @property
    def screen(self) -> Any:
        return self.driver.app.screen

    @property
    def found(self) -> Any:
        """What the screen in front has read."""
        return self.screen.found

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.at_once(key)

    async def at_once(self, *keys: str, pasted: str = "") -> None:
        """Keys as quick hands press them, one upon the other, after a paste if there is one."""
        if pasted:
            self.driver.app.post_message(events.Paste(pasted))
        for key in keys:
            self.driver.send(key)
        await self.driver.settled()

    async def paste(self, text: str) -> None:
        await self.at_once(pasted=text)

    async def type(self, text: str) -> None:
        await self.driver.type(text)

    async def until(self, holds: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(15):
                while not holds():
                    await self.driver.settled()
        except TimeoutError:
            raise AssertionError(self.driver.frame) from None

    async def tab_to(self, widget: Widget) -> None:
        for _ in self.screen.focus_chain:
            if self.driver.app.focused is widget:
                return
            await self.press("tab")
        assert self.driver.app.focused is widget, self.driver.frame

    async def choose(self, key: str, rows: str = "Rows") -> None:
        """Arrows to the line of a list."""
        listed = self.screen.query(rows).first(Rows)
        await self.tab_to(listed)
        assert key in listed.keys_shown, f"{key} is not among {listed.keys_shown}:\n{self.driver.frame}"
        while listed.key != key:
            below = listed.keys_shown.index(key) > listed.keys_shown.index(listed.key)
            await self.press("down" if below else "up")

    async def pick(self, key: str) -> None:
        """Chooses a line in the box in front, and Enter."""
        box = await self.box()
        await self.choose(key)
        await self.press("enter")
        await self.until(lambda: self.screen is not box)

    async def fill(self, **answers: str) -> None:
        """Answers the box in front, field by field, and presses the button that does it."""
        await self.box()
        for name, answer in answers.items():
            widget = self.screen.query_one(f"#field-{name}")
            await self.tab_to(widget)
            if isinstance(widget, Choice):
                for _ in widget._choices:
                    if widget.value != answer:
                        await self.press("right")
                assert widget.value == answer
            elif isinstance(widget, TextBox):
                await self.press("f7")
                await self.paste(answer)
            else:
                await self.press("end", "ctrl+u")
                await self.type(answer)
        await self.go_on()

    async def box(self) -> Dialog[Any]:
        """The box in front, once the cursor is in it."""
        await self.until(lambda: isinstance(self.screen, Dialog) and self.screen.focused is not None)
        box: Dialog[Any] = self.screen
        return box

    async def go_on(self) -> None:
        """Tab to the button that does it, and Enter: the safe one always comes first."""
        box = await self.box()
        assert box.query("#yes"), self.driver.frame
        await self.tab_to(box.query_one("#yes", Button))
        await self.press("enter")
        await self.until(lambda: self.screen is not box)

    async def leave_box(self) -> None:
        """Presses the button the cursor is on: the safe one."""
        box = await self.box()
        await self.press("enter")
        await self.until(lambda: self.screen is not box)

    async def open_vacancy(self, key: str = "") -> None:
        """From home to the vacancy, and to one of its screens."""
        await self.tab_to(self.screen.query_one("#vacancies", Rows))
        await self.press("enter")
        await self.until(lambda: type(self.screen).__name__ == "VacancyScreen" and self.found is not None)
        if key:
            await self.go_to(key)

    async def go_to(self, key: str) -> None:
        before = self.screen
        await self.press(key)
        await self.until(lambda: self.screen is not before and self.found is not None)


@dataclass
class Laptop:
    """The home folder of one computer. sessions: how often the app was opened on it."""

    home: Path
    clock: world.Clock
    sessions: int = 0

    @asynccontextmanager
    async def used_by(self, name: str) -> AsyncIterator[Keyboard]:
        """The app with this person signed in; with nobody when the name is empty."""
        self.sessions += 1
        parts = world.small_parts(self.clock, seed=f"session {self.sessions}")
        be = world.address_of(name) if name else ""
        async with open_app(self.home, be=be, parts=parts) as driver:
            yield Keyboard(driver)


async def walk(home: Path) -> None:
    """From an empty folder to nine letters and sixty-one more."""
    laptop = Laptop(home, world.Clock())
    for step in STEPS:
        await step(laptop)


async def set_up(laptop: Laptop) -> None:
    """The first run, everybody's account, and each choosing their own passphrase."""
    async with laptop.used_by("") as keys:
        for lines in (
            ("Anytown NHS Trust",),
            (),
            (told.TEAM, world.address_of(told.TEAM), ""),
            ("the Freedom to Speak Up guardian, speakup@anytown.example", "Recruitment team, 01234 567890"),
            (world.PASSPHRASE, world.PASSPHRASE),
            (),
        ):
            for place, line in enumerate(lines):
                if place:
                    await keys.press("tab")
                await keys.type(line)
            await keys.driver.press("enter")
        await at_home(keys)
        await keys.go_to("p")
        codes = {}
        for name, role in ((told.MANAGER, "manager"), *((name, "panel") for name in OTHERS)):
            await keys.press("n")
            await keys.fill(name=name, email=world.address_of(name), role=role)
            await keys.until(lambda name=name: f"The code for {name}" in keys.driver.words)
            codes[name] = keys.driver.words.split(f"The code for {name} ")[1].split()[0]
            await keys.leave_box()
    for name, code in codes.items():
        async with laptop.used_by("") as keys:
            await keys.type(world.address_of(name))
            await keys.press("f2", "tab")
            await keys.type(code)
            for _ in range(2):
                await keys.press("tab")
                await keys.type(world.PASSPHRASE)
            await keys.press("enter")
            await at_home(keys)


async def at_home(keys: Keyboard) -> None:
    await keys.until(lambda: type(keys.screen).__name__ == "HomeScreen" and keys.found is not None)


async def prepare(laptop: Laptop) -> None:
    async with laptop.used_by(told.MANAGER) as keys:
        await keys.press("n")
        await keys.fill(
            title=told.TITLE,
            band=told.BAND,
            staff_group=told.STAFF_GROUP,
            reference=told.REFERENCE,
            slot=str(told.SLOT),
        )
        await keys.until(lambda: type(keys.screen).__name__ == "VacancyScreen" and keys.found is not None)
        await keys.press("e")
        dates = {name: as_typed(day) for name, day in told.DATES.items()}
        await keys.fill(workplace=told.WORKPLACE, contact=told.CONTACT_LINE, **dates)
        await keys.go_to("c")
        await keys.press("n")
        await keys.fill(path=str(told.SPECIFICATION))
        await keys.press("f9")
        await keys.go_on()
        await keys.press("escape")
        await keys.go_to("m")
        await keys.press("e")
        await keys.fill(line="none", margin=told.TIE_MARGIN)
        await keys.press("escape")
        await keys.go_to("k")
        for name, seat, scores in told.SEATS:
            await keys.press("n")
            await keys.fill(
                email=world.address_of(name), seat=seat, scores=scores, trained_on=as_typed(told.TRAINED_ON)
            )
        await keys.press("escape")
        await close_stage(keys)
        await close_stage(keys)


def as_typed(day: str) -> str:
    """14/3/2026 for 2026-03-14."""
    year, month, of_month = day.split("-")
    return f"{int(of_month)}/{int(month)}/{year}"


async def close_stage(keys: Keyboard) -> None:
    """Ticks the MUST items people tick, explains those the record does not answer, and moves on."""
    stage = keys.found.stage
    for view in stage.items:
        if view.state != "open" or view.item.level != "must":
            continue
        await keys.choose(view.item.id, "#items")
        if view.item.ticked_by_hand:
            await keys.press("space")
            continue
        await keys.press("x")
        await keys.fill(
            why_not=told.WHY_NOT,
            what_instead=told.WHAT_INSTEAD,
            agreed_by=told.AGREED_BY,
            agreed_on=as_typed(told.AGREED_ON),
        )
    await keys.press("a")
    await keys.go_on()
    await keys.until(lambda: keys.found.stage.stage is not stage.stage)


async def shortlist(laptop: Laptop) -> None:
    async with laptop.used_by(told.TEAM) as keys:
        await keys.open_vacancy("p")
        for path in told.APPLICATIONS:
            await keys.press("i")
            await keys.fill(path=str(path))
            await keys.until(lambda: type(keys.screen).__name__ == "ImportScreen" and keys.found is not None)
            await keys.press("f9")
            await keys.go_on()
            await keys.until(lambda: "came in" in keys.driver.frame)
            await keys.leave_box()
    for name in told.PANEL:
        async with laptop.used_by(name) as keys:
            await keys.open_vacancy("k")
            await keys.press("d")
            await keys.fill(declaration="none")
    async with laptop.used_by(told.MANAGER) as keys:
        await keys.open_vacancy("h")
        for code in told.INVITED:
            await keys.choose(code, "#list")
            await keys.press("i")
        await keys.press("R")
        await keys.fill(criterion=told.TURNED_DOWN_FOR, reason=told.TURNED_DOWN_BECAUSE)
        await keys.press("f9")
        await keys.go_on()
        await keys.press("escape")
        await close_stage(keys)


async def agree_the_kit_and_open_the_round(laptop: Laptop) -> None:
    async with laptop.used_by(told.MANAGER) as keys:
        await keys.open_vacancy("i")
        await keys.press("a")
        await keys.fill(seed=str(told.KIT_SEED))
        await keys.press("f9")
        await keys.go_on()
    for name in (told.CHAIR, told.REPRESENTATIVE):
        async with laptop.used_by(name) as keys:
            await keys.open_vacancy("s")
            await keys.press("o")
            await keys.go_on()


async def interview(laptop: Laptop) -> None:
    notes = notes_of_the_day()
    for name in told.PANEL:
        async with laptop.used_by(name) as keys:
            await keys.open_vacancy("l")
            await score_everybody(keys, name, notes)


def notes_of_the_day() -> Notes:
    """(member, candidate) -> the mark and the note of each question, in order."""
    found: Notes = defaultdict(list)
    with told.INTERVIEW_DAY.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["member"], row["candidate"]].append((row["score"], row["evidence note"]))
    return found


async def score_everybody(keys: Keyboard, name: str, notes: Notes) -> None:
    """Nine candidates, each question a mark and a note, and each sheet sealed."""
    written = 0
    for code in told.INVITED:
        if code_of_sheet(keys) != code:
            await keys.press("f2")
            await keys.pick(code)
        await keys.until(lambda code=code: code_of_sheet(keys) == code)
        for number, (mark, note) in enumerate(notes[name, code], start=1):
            if name == told.CHAIR and (code, f"Q{number}") == told.NOT_ASKED[:2]:
                await keys.press("x")
                await keys.pick("not asked")
                await keys.fill(why=told.NOT_ASKED_WHY, more=told.NOT_ASKED_MORE)
            await keys.at_once("x" if mark == "not asked" else mark, "n")
            marked = asyncio.get_running_loop().time()
            if written < TYPED_NOTES:
                await keys.type(note)
            await keys.at_once("escape", "f4", pasted=note if written >= TYPED_NOTES else "")
            written += 1
            # Faster than this would be pasted text to the app, and score nothing.
            await asyncio.sleep(marked + SECONDS_OF_A_BURST - asyncio.get_running_loop().time())
        sheet = keys.screen
        await keys.press("f9")
        await keys.go_on()
        await keys.until(lambda sheet=sheet: sheet.own.sealed)


def code_of_sheet(keys: Keyboard) -> str:
    """Whose sheet is in front; "" for none."""
    own = getattr(keys.screen, "own", None)
    return own.candidate if own else ""


async def open_the_sheets(laptop: Laptop) -> None:
    """The chair releases, everybody's program follows, the chair reveals."""
    for name in (*told.PANEL, told.CHAIR):
        async with laptop.used_by(name) as keys:
            await keys.open_vacancy("s")
            if name == told.CHAIR:
                await keys.press("f9")
                await keys.fill(passphrase=world.PASSPHRASE)


async def settle_final_scores(laptop: Laptop) -> None:
    changed, candidate, question, mark, why = told.CHANGED
    for name in told.PANEL:
        async with laptop.used_by(name) as keys:
            await keys.open_vacancy("r")
            if name == changed:
                await keys.choose(f"{candidate} {question}", "#talk")
                await keys.press("m")
                await keys.fill(mark=str(mark), reason=why)
            await keys.press("k")
            await keys.go_on()
    async with laptop.used_by(told.CHAIR) as keys:
        await keys.open_vacancy("r")
        await keys.press("f9")
        await keys.go_on()
    async with laptop.used_by(told.MANAGER) as keys:
        await keys.open_vacancy()
        await close_stage(keys)


async def decide(laptop: Laptop) -> None:
    async with laptop.used_by(told.CHAIR) as keys:
        await keys.open_vacancy("d")
        reserves = 0
        for line in keys.found.view.lines:
            decided = told.decision_for(line.place, line.figure, reserves)
            reserves = max(reserves, decided.reserve_place)
            await keys.choose(line.candidate, "#list")
            await keys.press(OUTCOME_KEYS[decided.outcome])
            if decided.reserve_place:
                await keys.press("p")
                await keys.fill(place=str(decided.reserve_place))
            await keys.press("e")
            await keys.paste(decided.reason)
            await keys.press("escape")
        for candidate, figure in keys.found.figures.items():
            if figure.flags:
                await keys.choose(candidate, "#list")
                await keys.press("c")
                await keys.fill(text=told.WHY_COMPARABLE)
        await keys.press("f9")
        await keys.go_on()
        await keys.fill(passphrase=world.PASSPHRASE)
        await keys.until(lambda: "Decision 1 is signed" in keys.driver.words)


async def agree_feedback(laptop: Laptop) -> None:
    async with laptop.used_by(told.MANAGER) as keys:
        await keys.open_vacancy("f")
        await keys.press("p")
        for point in [it for points in keys.found.points.values() for it in points]:
            if any("what was heard" in problem for problem in point.problems):
                await choose_point(keys, point)
                await keys.press("e")
                await keys.fill(text=told.HEARD.format(title=point.title))
    for name in told.PANEL:
        async with laptop.used_by(name) as keys:
            await keys.open_vacancy("f")
            for point in [it for points in keys.found.points.values() for it in points]:
                if point.needs_agreement and not point.agreed_by and second_of(point) == name:
                    await choose_point(keys, point)
                    await keys.press("g")
    async with laptop.used_by(told.MANAGER) as keys:
        await keys.open_vacancy("f")
        await keys.press("A")
        await keys.go_on()
        await keys.driver.settled()
        if isinstance(keys.screen, Dialog):
            # Those worth another look are listed.
            await keys.leave_box()
        for code in keys.found.open_ones:
            await keys.choose(code, "#candidates")
            await keys.press("a")
            await keys.go_on()
        await keys.until(lambda: not keys.found.open_ones)


def second_of(point: PointView) -> str:
    """Who agrees a point: the first who did not note it."""
    heard_by = {note.member for note in point.notes}
    return next((name for name in told.PANEL if name not in heard_by), told.MEMBER)


async def choose_point(keys: Keyboard, point: PointView) -> None:
    await keys.choose(point.candidate, "#candidates")
    await keys.choose(point.id, "#points")


async def make_letters(laptop: Laptop) -> None:
    async with laptop.used_by(told.TEAM) as keys:
        await keys.open_vacancy("t")
        for offered in [it.candidate for it in keys.found.lines if it.kind == "offer"]:
            await keys.choose(offered, "#list")
            await keys.press("o")
            await keys.fill(hours=told.OFFER["hours"], reply_by=as_typed(told.OFFER["reply_by"]))
        await keys.press("f9")
        await keys.go_on()
        await keys.until(lambda: not keys.driver.app.exporting)


STEPS = (
    set_up,
    prepare,
    shortlist,
    agree_the_kit_and_open_the_round,
    interview,
    open_the_sheets,
    settle_final_scores,
    decide,
    agree_feedback,
    make_letters,
)
