"""A home with people and a vacancy in it, and the app opened on it."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests import interview_day, outcome_day, world
from tests.driver import NARROW, Driver, open_app
from tests.interview_day import InterviewDay
from tests.tui.room import Room

from panelguide.documents import tables
from panelguide.domain.bands import parse_grade
from panelguide.domain.people import Role, Seat
from panelguide.services import discussions, finals, panel, vacancies
from panelguide.services.context import Context
from panelguide.services.session import SignedIn
from panelguide.store import schema

_answers: dict[tuple[str, str], dict[str, Any]] = {}
_ask_child = tables._ask_child


def _asked_once(request: dict[str, object], name: str) -> dict[str, Any]:
    try:
        digest = hashlib.sha256(Path(str(request["path"])).read_bytes()).hexdigest()
    except OSError:
        return _ask_child(request, name)
    asked = (digest, json.dumps({**request, "path": name}, sort_keys=True))
    if asked not in _answers:
        _answers[asked] = _ask_child(request, name)
    return deepcopy(_answers[asked])


@pytest.fixture(autouse=True)
def each_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child that reads a file is started once for the same bytes; what it reads is tested with the documents."""
    monkeypatch.setattr(tables, "_ask_child", _asked_once)


@dataclass(frozen=True)
class Office:
    """A small trust: its recruitment team, a manager, a panel for one vacancy."""

    home: Path
    clock: world.Clock
    context: Context
    team: SignedIn
    manager: SignedIn
    chair: SignedIn
    code: str

    def app(
        self, actor: SignedIn | None = None, size: tuple[int, int] = NARROW, seed: str = "app"
    ) -> AbstractAsyncContextManager[Driver]:
        """The app with this person signed in, or with nobody."""
        parts = world.small_parts(self.clock, seed=seed)
        return open_app(self.home, size=size, be=actor.person.email if actor else "", parts=parts)


@pytest.fixture
def office(sqlite_context: Context, home: Path, clock: world.Clock) -> Office:
    team = world.first_person(sqlite_context)
    manager = world.join(sqlite_context, team, "S. Rees", Role.MANAGER)
    chair = world.join(sqlite_context, team, "J. Okafor", Role.PANEL)
    made = vacancies.create(
        sqlite_context, manager, title="Physiotherapist", grade=parse_grade("6"), slot_minutes=60
    )
    panel.add(
        sqlite_context, manager, made.code, email=chair.person.email, seat=Seat.CHAIR, trained_on="2026-03-14"
    )
    return Office(home, clock, sqlite_context, team, manager, chair, made.code)


@pytest.fixture(scope="session")
def discussed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InterviewDay]:
    """A whole interview day, discussed and its final scores signed: made once, copied by each test."""
    home = tmp_path_factory.mktemp("discussed")
    schema.create(str(home / "panelguide.sqlite3"))
    context = world.start_on(home, str(home / "panelguide.sqlite3"), world.Clock())
    yield outcome_day.discussed(context)
    context.store.close()


@pytest.fixture(scope="session")
def decided(discussed: InterviewDay, tmp_path_factory: pytest.TempPathFactory) -> Iterator[InterviewDay]:
    """The same day with its decision confirmed."""
    day = outcome_day.copied(discussed, tmp_path_factory.mktemp("decided") / "home")
    outcome_day.decide(day)
    yield day
    day.context.store.close()


@pytest.fixture(scope="session")
def approved(decided: InterviewDay, tmp_path_factory: pytest.TempPathFactory) -> Iterator[InterviewDay]:
    """The same with everybody's feedback approved; the terms of the offer are not set."""
    day = outcome_day.copied(decided, tmp_path_factory.mktemp("approved") / "home")
    outcome_day.approve_everybody(day)
    yield day
    day.context.store.close()


@contextmanager
def _room(day: InterviewDay, home: Path, clock: world.Clock) -> Iterator[Room]:
    """A copy of the day that a test can do with what it likes."""
    copy = outcome_day.copied(day, home)
    yield Room(home, clock, copy)
    copy.context.store.close()


@pytest.fixture
def end_of_day(discussed: InterviewDay, tmp_path: Path, clock: world.Clock) -> Iterator[Room]:
    """The day discussed, nothing decided."""
    with _room(discussed, tmp_path / "end", clock) as room:
        yield room


@pytest.fixture
def decided_room(decided: InterviewDay, tmp_path: Path, clock: world.Clock) -> Iterator[Room]:
    with _room(decided, tmp_path / "end", clock) as room:
        yield room


@pytest.fixture
def approved_room(approved: InterviewDay, tmp_path: Path, clock: world.Clock) -> Iterator[Room]:
    with _room(approved, tmp_path / "end", clock) as room:
        yield room


@pytest.fixture
def tied_day(sqlite_context: Context, clock: world.Clock) -> Room:
    """Two candidates with the same marks from everybody, discussed and signed."""
    day = interview_day.prepare(sqlite_context, count=2)
    day.open_round()
    for member in day.members:
        for candidate in day.candidates:
            day.seal(member, candidate, 4)
    day.release_all()
    day.reveal()
    discussions.close(sqlite_context, day.chair, day.code)
    for member in day.members:
        finals.keep(sqlite_context, member, day.code)
    return Room(sqlite_context.home.folder, clock, day)
