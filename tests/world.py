"""A small world for tests: a clock that stands still until told, repeatable randomness, cheap passphrases."""

import os
import tempfile
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import blake2b
from pathlib import Path

from panelguide.bootstrap import Parts, open_context
from panelguide.content import Content, load
from panelguide.domain.people import Role
from panelguide.paths import Home
from panelguide.seal.keys import Argon, ArgonLimits
from panelguide.services import people
from panelguide.services.context import Context
from panelguide.services.session import SignedIn
from panelguide.settings import Settings

# Far too cheap for a trust; right for a test that signs forty people in.
SMALL_ARGON = Argon(ops=1, mem=8192)
SMALL_LIMITS = ArgonLimits(fewest_ops=1, most_ops=10, least_mem=8192, most_mem=256 * 1024 * 1024)
PASSPHRASE = "correct horse battery staple"
CONTENT_CACHE = Path(tempfile.gettempdir()) / "panelguide-tests-cache"
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """Stands still until it is moved."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Randomness:
    """Repeatable bytes that look random: the same seed gives the same ids, keys and nonces."""

    seed: str = "world"
    drawn: int = field(default=0)

    def __call__(self, size: int) -> bytes:
        out = b""
        while len(out) < size:
            self.drawn += 1
            out += blake2b(f"{self.seed}:{self.drawn}".encode()).digest()
        return out[:size]


def small_parts(clock: Clock | None = None, seed: str = "world") -> Parts:
    return Parts(
        clock=clock or Clock(), randomness=Randomness(seed), argon=SMALL_ARGON, argon_limits=SMALL_LIMITS
    )


def settings_for(home: Path, location: str = "") -> Settings:
    return Settings(Home(home), database=location)


def start_on(home: Path, location: str, clock: Clock) -> Context:
    """An organisation with nobody in it yet, in an empty database that is already migrated."""
    context = with_shared_content(open_context(settings_for(home, location), small_parts(clock)))
    start_organisation(context)
    return context


@cache
def shipped_content() -> Content:
    """Our own checklists and bank, parsed once for the whole run."""
    return load(None, CONTENT_CACHE)


def keep_parsed_content(home: Path) -> None:
    """Lays the parsed content into a home, so that no app and no command in it parses for seconds."""
    shipped_content()
    folder = Home(home).cache
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for parsed in CONTENT_CACHE.glob("content-*.json"):
        if not (folder / parsed.name).exists():
            os.link(parsed, folder / parsed.name)


def with_shared_content(context: Context) -> Context:
    return replace(context, load_content=shipped_content)


def start_organisation(context: Context) -> None:
    people.start_organisation(
        context,
        name="Anytown NHS Trust",
        nation="England",
        concerns_route="the Freedom to Speak Up guardian, speakup@anytown.example",
        letter_contact="Recruitment team, 01234 567890, recruitment@anytown.example",
        recovery_key=b"",
    )


def reopen(context: Context) -> Context:
    """The same database in another window."""
    return open_context(
        settings_for(context.home.folder, context_location(context)), small_parts(seed="window")
    )


def context_location(context: Context) -> str:
    return context.store.url.render_as_string(hide_password=False)


def first_person(context: Context, name: str = "R. Team", role: Role = Role.RECRUITMENT_TEAM) -> SignedIn:
    return people.add_first_person(
        context, name=name, email=address_of(name), roles=frozenset({role}), passphrase=PASSPHRASE
    )


def join(context: Context, actor: SignedIn, name: str, *roles: Role) -> SignedIn:
    """Somebody added by `actor`, enrolled with their code and signed in."""
    new = people.add_person(context, actor, name=name, email=address_of(name), roles=frozenset(roles))
    return people.enrol(context, email=new.person.email, code=new.code, passphrase=PASSPHRASE)


def address_of(name: str) -> str:
    return name.lower().replace(".", "").replace("'", "").replace(" ", ".") + "@anytown.example"
