"""The schema of a database: is it ours, is it current, and how it is brought up to date after a backup."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL

from panelguide.errors import NotFound, StoreTrouble
from panelguide.store.backup import back_up
from panelguide.store.engine import open_migration_engine, prepare_file, url_of
from panelguide.store.troubles import in_sentences

NEWEST_SCHEMA: Final = "0001"
MIGRATIONS: Final = Path(__file__).parent / "migrations"


def schema_of(connection: Connection) -> str:
    """The revision of a database; "" for an empty one. Raises StoreTrouble for somebody else's."""
    tables = set(inspect(connection).get_table_names())
    if {"alembic_version", "audit_head"} <= tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found or "")
    if tables:
        raise StoreTrouble(
            "That database belongs to another program.",
            safe="Nothing in it was changed.",
            do="Check the path, or start a new one with panelguide setup.",
        )
    return ""


def check_current(location: str) -> None:
    """Raises unless the database is there and of this program's schema.

    NotFound: there is none yet. StoreTrouble: it is newer, or older and wants an upgrade, or not ours.
    """
    url = url_of(location)
    _require_there(url)
    engine = open_migration_engine(url)
    try:
        with in_sentences(), engine.connect() as connection:
            found = schema_of(connection)
    finally:
        engine.dispose()
    if not found:
        raise NotFound(
            "The database is empty.", do="Start with panelguide setup, or look round with panelguide demo."
        )
    if found not in known_schemas():
        raise StoreTrouble(
            f"This database was made by a newer panelguide (schema {found}; this one knows {NEWEST_SCHEMA}).",
            safe="Nothing in it was changed.",
            do="Install the newer panelguide and open it again.",
        )
    if found != NEWEST_SCHEMA:
        raise StoreTrouble(
            f"This database has an older schema ({found}).",
            safe="Nothing in it was changed.",
            do="Run panelguide database upgrade: it makes a backup first.",
        )


def known_schemas() -> tuple[str, ...]:
    """Every schema this program can upgrade from, oldest first."""
    return tuple(sorted(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("0*.py")))


def create(location: str) -> None:
    """A new, empty database of the newest schema. Raises StoreTrouble when one stands there already."""
    url = url_of(location)
    if url.get_backend_name() == "sqlite":
        prepare_file(Path(url.database or ""))
    engine = open_migration_engine(url)
    try:
        with in_sentences(), engine.begin() as connection:
            if schema_of(connection):
                raise StoreTrouble(
                    "There is a database there already.",
                    safe="Nothing in it was changed.",
                    do="Open it with panelguide, or choose another place.",
                )
            _migrate(connection)
    finally:
        engine.dispose()


def upgrade(location: str, backups: Path, *, at: str) -> Path | None:
    """Brings a database to the newest schema, after a checked backup of a SQLite file.

    at: the time in the backup's name. Returns the backup, or None where nothing needed doing or the
    database is on PostgreSQL, which is backed up by those who run it. All or nothing.
    """
    url = url_of(location)
    _require_there(url)
    engine = open_migration_engine(url)
    try:
        with in_sentences():
            with engine.connect() as connection:
                found = schema_of(connection)
            if found == NEWEST_SCHEMA:
                return None
            if found not in known_schemas():
                check_current(location)
            file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
            copy = back_up(file, backups, label=f"{at}-before-upgrade") if file else None
            with engine.begin() as connection:
                _migrate(connection)
            return copy
    finally:
        engine.dispose()


def _require_there(url: URL) -> None:
    """Raises NotFound where no file is: opening it would make an empty one that everybody could read."""
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise NotFound(
            f"There is no database at {url.database} yet.",
            do="Start one with panelguide setup, or look round with panelguide demo.",
        )


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
