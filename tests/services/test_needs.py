"""The home list: everybody is told their own next step, and nobody another's."""

import sqlite3
from contextlib import closing

import pytest
from tests import interview_day
from tests.interview_day import InterviewDay

from panelguide.demo.steps import close_stage
from panelguide.services import needs
from panelguide.services.context import Context
from panelguide.services.session import SignedIn


@pytest.fixture
def day(sqlite_context: Context) -> InterviewDay:
    made = interview_day.prepare(sqlite_context, count=2)
    for _ in range(3):
        close_stage(sqlite_context, made.manager, made.code)
    return made


def said_to(day: InterviewDay, person: SignedIn) -> list[tuple[str, str]]:
    return [(need.sentence, need.action) for need in needs.needs_of(day.context, person)]


def test_a_member_is_asked_to_seal_until_they_have(day: InterviewDay) -> None:
    day.open_round()
    assert ("Seal your sheets.", "interview") in said_to(day, day.begum)
    for candidate in day.candidates:
        day.seal(day.begum, candidate)
    assert ("Seal your sheets.", "interview") not in said_to(day, day.begum)
    assert ("Seal your sheets.", "interview") in said_to(day, day.wood)


def test_two_members_of_one_name_are_each_asked(day: InterviewDay) -> None:
    day.open_round()
    with closing(sqlite3.connect(str(day.context.store.file))) as record:
        record.execute("UPDATE person SET name = 'A. Begum' WHERE name = 'T. Wood'")
        record.commit()
    assert ("Seal your sheets.", "interview") in said_to(day, day.begum)
    assert ("Seal your sheets.", "interview") in said_to(day, day.wood)


def test_who_only_watches_is_not_asked_to_seal(day: InterviewDay) -> None:
    day.open_round()
    assert said_to(day, day.stand_in) == []


def test_the_discussion_is_everybodys_until_it_is_closed(day: InterviewDay) -> None:
    day.until_revealed()
    assert any(action == "reveal" for _, action in said_to(day, day.wood))
