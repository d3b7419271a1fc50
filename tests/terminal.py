"""Running commands as somebody would, and reading what they print."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests import world

from panelguide.cli import command


@dataclass(frozen=True, slots=True)
class Printed:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Terminal:
    """One computer with its home folder; commands are given as one of its people."""

    home: Path
    clock: world.Clock = field(default_factory=world.Clock)
    runs: int = 0

    def run(self, *words: str | Path, by: str = "R. Team", ok: bool = True) -> Printed:
        """Runs one command; by: whose e-mail address and passphrase it is given."""
        self.runs += 1
        parts = world.small_parts(self.clock, seed=f"run {self.runs}")
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as surroundings, redirect_stdout(out), redirect_stderr(err):
            surroundings.setenv("PANELGUIDE_HOME", str(self.home))
            surroundings.setenv("PANELGUIDE_PASSPHRASE", world.PASSPHRASE)
            code = command(["--as", world.address_of(by), *map(str, words)], parts)
        printed = Printed(code, out.getvalue(), err.getvalue())
        if ok:
            assert code == 0, printed.err or printed.out
        return printed

    def json(self, *words: str | Path, by: str = "R. Team") -> Any:
        return self.run("--json", *words, by=by).json

    def set_up(self) -> None:
        """A trust with R. Team of the recruitment team in it."""
        self.run(
            "setup",
            *("--organisation", "Anytown NHS Trust"),
            *("--name", "R. Team"),
            *("--email", world.address_of("R. Team")),
            *("--role", "recruitment_team"),
            *("--concerns-route", "the Freedom to Speak Up guardian, speakup@anytown.example"),
            *("--letter-contact", "Recruitment team, 01234 567890"),
        )

    def join(self, name: str, role: str = "panel") -> None:
        """Somebody added by the recruitment team, who then enrols with their code."""
        added = self.json("person", "add", name, world.address_of(name), "--role", role)
        self.run("person", "enrol", world.address_of(name), "--code", added["code"], by=name)
