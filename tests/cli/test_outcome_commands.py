"""Feedback, offers and letters by command, as the chair and the recruitment team would give them."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from tests import outcome_day, world
from tests.interview_day import InterviewDay
from tests.terminal import Terminal

from panelguide.store import schema


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InterviewDay]:
    home = tmp_path_factory.mktemp("decided")
    schema.create(str(home / "panelguide.sqlite3"))
    context = world.start_on(home, str(home / "panelguide.sqlite3"), world.Clock())
    yield outcome_day.decided(context)
    context.store.close()


@pytest.fixture
def desk(decided: InterviewDay, terminal: Terminal) -> Terminal:
    """A terminal in a copy of the decided day."""
    outcome_day.copied(decided, terminal.home).context.store.close()
    return terminal


@dataclass
class PressesCtrlC(world.Clock):
    """A clock that presses Ctrl+C when it is asked the time with so many letters in the folder."""

    folder: Path = Path()
    after: int = 0

    def __call__(self) -> datetime:
        if self.folder.is_dir() and len([*self.folder.glob("V*.docx")]) == self.after:
            os.kill(os.getpid(), signal.SIGINT)
        return self.at


def approve_everybody(desk: Terminal) -> None:
    for point in desk.json("feedback", "propose", "V001", by="J. Okafor"):
        if any("what was heard" in problem for problem in point["problems"]):
            said = f"On “{point['title']}” you stayed with the question and answered it openly."
            desk.run(
                *("feedback", "edit", "V001", point["candidate"], str(point["number"]), said), by="S. Rees"
            )
    for point in desk.json("feedback", "show", "V001", by="J. Okafor"):
        if point["needs_agreement"]:
            authors = {note["member"] for note in point["notes"]}
            second = next(name for name in ("T. Wood", "A. Begum") if authors != {name})
            desk.run("feedback", "agree", "V001", point["candidate"], str(point["number"]), by=second)
    done = desk.json("feedback", "approve", "V001", "--all", by="J. Okafor")
    assert all(it["approved"] for it in done)


def test_from_the_decision_to_the_letters_by_command(desk: Terminal) -> None:
    approve_everybody(desk)
    missing = desk.run("letters", "check", "V001", ok=False)
    assert missing.code == 1
    assert "C03 fix: The offer does not say yet: hours, last day to accept." in missing.out
    terms = ("--hours", "37.5 hours a week", "--reply-by", "2026-12-04")
    desk.run("offer", "set", "V001", "c03", *terms)
    again = desk.json("offer", "set", "V001", "C03", "--salary-point", "38,682")
    assert (again["hours"], again["salary_point"]) == ("37.5 hours a week", "38,682")
    assert desk.json("offer", "show", "V001")[0]["missing"] == []
    assert "Dear Tomos Rhys," in desk.run("letters", "preview", "V001", "C03").out
    made = desk.run("letters", "make", "V001")
    assert "3 of 11 V001-C03-offer.docx\n" in made.out
    assert "11 letters made in " in made.out
    assert {line["state"] for line in desk.json("letters", "list", "V001")} == {"made"}
    assert desk.json("letters", "make", "--ready") == []


def test_ctrl_c_stops_between_two_letters_and_says_how_many_were_made(desk: Terminal) -> None:
    approve_everybody(desk)
    desk.run("offer", "set", "V001", "C03", "--hours", "37.5 hours", "--reply-by", "2026-12-04")
    quiet = desk.clock
    desk.clock = PressesCtrlC(folder=desk.home / "letters", after=2)
    stopped = desk.run("letters", "make", "V001", ok=False)
    assert stopped.code == 1
    assert "3 of 11 V001-C03-offer.docx" in stopped.out
    assert "4 of 11" not in stopped.out
    assert "Stopped. 3 letters made in " in stopped.out
    assert len([*(desk.home / "letters").iterdir()]) == 3
    desk.clock = quiet
    assert "8 letters made" in desk.run("letters", "make", "V001").out
    assert len([*(desk.home / "letters").iterdir()]) == 11


def test_feedback_is_rewritten_added_and_taken_out_by_its_number(desk: Terminal) -> None:
    before = desk.json("feedback", "propose", "V001", by="J. Okafor")
    text = "You gave the person time to react. You then said what would happen next."
    changed = desk.json("feedback", "edit", "V001", "C03", "1", text, "--no-quote", by="S. Rees")
    assert (changed[0]["text"], changed[0]["quoted"]) == (text, "")
    added = desk.json(
        *("feedback", "add", "V001", "C03", "Say what came of it. Note one result a week."),
        *("--question", "q2", "--kind", "develop"),
        by="S. Rees",
    )
    own = [it for it in before if it["candidate"] == "C03"]
    assert added[0]["number"] == len(own) + 1
    desk.run("feedback", "remove", "V001", "C03", str(added[0]["number"]), by="S. Rees")
    assert len(desk.json("feedback", "show", "V001", "C03", by="S. Rees")) == len(own)
    assert "C03 1  Q" in desk.run("feedback", "show", "V001", "C03", by="S. Rees").out
    refused = desk.run("feedback", "edit", "V001", "C03", "9", text, by="S. Rees", ok=False)
    assert "no number 9" in refused.err


def test_approving_wants_one_name_or_all(desk: Terminal) -> None:
    for words in (("V001",), ("V001", "C03", "--all")):
        assert desk.run("feedback", "approve", *words, by="J. Okafor", ok=False).code == 1
