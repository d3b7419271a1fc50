"""The only wiring: settings become an open store, content, clock and keys, ready for the services."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from panelguide.errors import PanelguideError, StoreTrouble
from panelguide.paths import make_private_folder, write_private
from panelguide.seal.keys import (
    STANDARD_ARGON,
    STORED_LIMITS,
    Argon,
    ArgonLimits,
    SigningKey,
    new_machine_key,
)
from panelguide.services.context import Context
from panelguide.settings import Settings
from panelguide.store import schema
from panelguide.store.people import get_organisation, list_people
from panelguide.store.store import Store

if TYPE_CHECKING:
    from panelguide.content import Content


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands round the services and can be chosen by tests: clock, randomness, cost of passphrases."""

    clock: Callable[[], datetime] = _now
    randomness: Callable[[int], bytes] = secrets.token_bytes
    argon: Argon = STANDARD_ARGON
    argon_limits: ArgonLimits = STORED_LIMITS


STANDARD_PARTS = Parts()


def open_context(settings: Settings, parts: Parts = STANDARD_PARTS) -> Context:
    """Opens the database that is there. Raises NotFound when there is none, StoreTrouble when it cannot be used."""
    schema.check_current(settings.database_location)
    store = Store(settings.database_location)
    with store.read() as connection:
        organisation = get_organisation(connection)
    database_id = organisation.database_id if organisation else parts.randomness(16)
    return _context(settings, parts, store, database_id)


def create_context(settings: Settings, parts: Parts = STANDARD_PARTS) -> Context:
    """Makes a new, empty database and opens it; `services.people.start_organisation` comes next.

    A database in which setting up was broken off before anybody was in it is opened and gone on with. Raises
    StoreTrouble where one is in use already.
    """
    try:
        schema.create(settings.database_location)
    except StoreTrouble:
        begun = _with_nobody_in_it(settings, parts)
        if begun is None:
            raise
        return begun
    return _context(settings, parts, Store(settings.database_location), parts.randomness(16))


def _with_nobody_in_it(settings: Settings, parts: Parts) -> Context | None:
    """The database that is there, open, if nobody has been added to it yet."""
    try:
        context = open_context(settings, parts)
    except PanelguideError:
        return None
    with context.store.read() as connection:
        if list_people(connection):
            context.store.close()
            return None
    return context


def _context(settings: Settings, parts: Parts, store: Store, database_id: bytes) -> Context:
    @cache
    def load_content() -> "Content":
        from panelguide.content import load

        return load(settings.content, settings.home.cache)

    return Context(
        home=settings.home,
        store=store,
        load_content=load_content,
        clock=parts.clock,
        randomness=parts.randomness,
        argon=parts.argon,
        argon_limits=parts.argon_limits,
        machine=_machine_key(settings, parts.randomness),
        database_id=database_id,
    )


def _machine_key(settings: Settings, randomness: Callable[[int], bytes]) -> SigningKey:
    """This computer's signing key, made the first time and kept owner-only in the data folder."""
    path = settings.home.machine_key
    try:
        if not path.exists():
            make_private_folder(settings.home.folder)
            write_private(path, new_machine_key(randomness).secret)
        return SigningKey.from_secret(path.read_bytes())
    except FileExistsError:
        return SigningKey.from_secret(path.read_bytes())
    except (OSError, ValueError) as error:
        raise StoreTrouble(
            f"The data folder {settings.home.folder} cannot be used: {os.strerror(getattr(error, 'errno', 0) or 5)}.",
            safe="Nothing was changed.",
            do="Check that the folder is yours and can be written to.",
        ) from error


def upgrade_database(settings: Settings, parts: Parts = STANDARD_PARTS) -> Path | None:
    """Brings the database to this program's schema. Returns the backup made first, None if none was needed."""
    moment = parts.clock().strftime("%Y-%m-%dT%H%M%SZ")
    return schema.upgrade(settings.database_location, settings.home.backups, at=moment)
