"""What every command shares: where the data is, who is asking and with which passphrase."""

import getpass
import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from panelguide.cli import say
from panelguide.errors import BadInput
from panelguide.settings import Settings, load_settings

if TYPE_CHECKING:
    from panelguide.bootstrap import Parts
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

PASSPHRASE_VARIABLE = "PANELGUIDE_PASSPHRASE"


class OpenApp(Exception):
    """Raised where a command ends in the app, which the command line does not know.

    be: the e-mail address the demo opens as, "" for the sign-in screen. passphrase: the demo's own. vacancy: the code of the one
    to open, "" for the home screen.
    """

    def __init__(self, settings: Settings, *, be: str = "", passphrase: str = "", vacancy: str = "") -> None:
        super().__init__()
        self.settings = settings
        self.vacancy = vacancy
        self.be = be
        self.passphrase = passphrase


@dataclass
class Desk:
    """The options given before a command. The passphrase is asked for when it is first needed."""

    database: str = ""
    content: Path | None = None
    email: str = ""
    json: bool = False
    passphrase_fd: int | None = None
    parts: "Parts | None" = None
    _passphrase: str = field(default="", repr=False)
    _context: "Context | None" = None
    _actor: "SignedIn | None" = None

    def __post_init__(self) -> None:
        # Taken out at once so that no child process inherits it.
        self._passphrase = os.environ.pop(PASSPHRASE_VARIABLE, "")

    @property
    def settings(self) -> Settings:
        return load_settings(database=self.database, content=self.content, email=self.email)

    @property
    def context(self) -> "Context":
        if self._context is None:
            from panelguide.bootstrap import STANDARD_PARTS, open_context
            from panelguide.services import people

            self._context = open_context(self.settings, self.parts or STANDARD_PARTS)
            people.organisation(self._context)
            self._warn_of_content(self._context)
        return self._context

    def _warn_of_content(self, context: "Context") -> None:
        if self.settings.content:
            from panelguide.services.content import what_is_left_out

            if left_out := what_is_left_out(context):
                say.note(left_out)

    def create(self) -> "Context":
        """A new database, or one in which setting up was broken off, open from now on."""
        from panelguide.bootstrap import STANDARD_PARTS, create_context

        self._context = create_context(self.settings, self.parts or STANDARD_PARTS)
        return self._context

    @property
    def actor(self) -> "SignedIn":
        """Whoever is named by --as, signed in with their passphrase."""
        if self._actor is None:
            from panelguide.services.session import sign_in

            email = self.settings.email
            if not email:
                raise BadInput("Who are you?", do="Say it with --as EMAIL, or put email in settings.toml.")
            self._actor = sign_in(self.context, email=email, passphrase=self.passphrase())
        return self._actor

    def passphrase(self, prompt: str = "Passphrase: ") -> str:
        """From a file descriptor, the environment or a prompt; read once."""
        if not self._passphrase and self.passphrase_fd is not None:
            self._passphrase = _read_descriptor(self.passphrase_fd)
        if not self._passphrase:
            self._passphrase = self.secret(prompt)
        return self._passphrase

    def secret(self, prompt: str) -> str:
        """Something typed without being shown. Raises BadInput where nobody can type."""
        if not sys.stdin.isatty():
            raise BadInput(
                "A passphrase is needed and nobody is there to type it.",
                do=f"Use --passphrase-fd or {PASSPHRASE_VARIABLE}.",
            )
        with suppress(EOFError):
            return getpass.getpass(prompt)
        raise BadInput("No passphrase was given.")

    def close(self) -> None:
        if self._context is not None:
            self._context.store.close()


def _read_descriptor(descriptor: int) -> str:
    try:
        with os.fdopen(descriptor, encoding="utf-8") as stream:
            return stream.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"No passphrase could be read from descriptor {descriptor}.") from error
