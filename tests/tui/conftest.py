"""A home with people and a vacancy in it, and the app opened on it."""

import shutil
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests import world
from tests.driver import NARROW, Driver, open_app

from panelguide.content import load
from panelguide.domain.bands import parse_grade
from panelguide.domain.people import Role, Seat
from panelguide.services import panel, vacancies
from panelguide.services.context import Context
from panelguide.services.session import SignedIn


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


@pytest.fixture(scope="session")
def parsed_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checklists and the question bank, parsed once: each test copies them instead of parsing anew."""
    folder = tmp_path_factory.mktemp("content")
    load(None, folder)
    return folder


@pytest.fixture
def office(sqlite_context: Context, home: Path, clock: world.Clock, parsed_content: Path) -> Office:
    shutil.copytree(parsed_content, sqlite_context.home.cache, dirs_exist_ok=True)
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
