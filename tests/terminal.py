"""Running commands as somebody would, and reading what they print."""

import json
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
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    clock: world.Clock = field(default_factory=world.Clock)
    runs: int = 0

    def run(self, *words: str | Path, by: str = "R. Team", ok: bool = True) -> Printed:
        """Runs one command; by: whose e-mail address and passphrase it is given."""
        self.runs += 1
        self.monkeypatch.setenv("PANELGUIDE_HOME", str(self.home))
        self.monkeypatch.setenv("PANELGUIDE_PASSPHRASE", world.PASSPHRASE)
        parts = world.small_parts(self.clock, seed=f"run {self.runs}")
        code = command(["--as", world.address_of(by), *map(str, words)], parts)
        printed = self.capsys.readouterr()
        if ok:
            assert code == 0, printed.err or printed.out
        return Printed(code, printed.out, printed.err)

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
