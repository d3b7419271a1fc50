"""Every command there is, by people who may not know: what members wrote is in nothing it prints.

The commands come from the command tree itself, with what they must be given by the name of the parameter, so
that a new one is tried the same day.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import stages
from tests.terminal import Terminal
from typer.main import get_command

from panelguide.cli.app import application

# Full size: left to the long run.
pytestmark = pytest.mark.long

NAMES = {"chair": "J. Okafor", "team": "R. Team"}
OWN = {"chair": "SecretofOkafor"}
MARKERS = ("SecretofOkafor", "SecretofBegum", "SecretofWood")

GIVEN = {
    "code": "V001",
    "codes": "V001",
    "candidate": "C01",
    "candidates": "C01",
    "path": "nowhere.csv",
    "name": "N. Newcomer",
    "email": "t.wood@anytown.example",
    "title": "Porter",
    "text": "Something else.",
    "reason": "Something else.",
    "because": "Something else.",
    "why": "Something else.",
    "why_not": "Something else.",
    "instead": "Something else.",
    "agreed_by": "H. Grant",
    "agreed_on": "2026-11-01",
    "finding": "word:dominant",
    "item": "PRE-01",
    "outcome": "offer",
    "question": "Q1",
    "question_id": "COMP-57-01",
    "answers": "Q1=3",
    "number": "1",
    "position": "1",
    "to": "2",
    "weight": "2",
    "seat": "member",
    "declaration": "none",
    "band": "6",
    "one_time": "ABCDEFGH",
    "organisation": "Another trust",
    "criterion": "E2",
}
# They make or start something of their own, or wait for somebody to type.
LEFT_OUT = {("demo",), ("setup",), ("person", "passphrase"), ("database", "upgrade"), ("content", "check")}


def every_command() -> list[tuple[tuple[str, ...], Any]]:
    """The words of each command and the command."""

    def below(group: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
        for name, command in sorted(group.commands.items()):
            if hasattr(command, "commands"):
                yield from below(command, (*words, name))
            elif (*words, name) not in LEFT_OUT:
                yield (*words, name), command

    return list(below(get_command(application), ()))


def words_for(command: Any) -> list[str]:
    """What the command must be given, and optional arguments too."""
    options: list[str] = []
    arguments: list[str] = []
    for it in command.params:
        if it.param_type_name == "argument":
            arguments.append(GIVEN[it.name])
        elif it.required:
            options += [it.opts[0], GIVEN[it.name]]
    return [*options, *arguments]


@pytest.fixture
def home(walked: stages.Stages, tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    walked.at("open", folder).context.store.close()
    return folder


@pytest.mark.parametrize("person", NAMES)
def test_no_command_prints_what_another_member_wrote(
    terminal: Terminal, home: Path, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    database = home / "panelguide.sqlite3"
    whole = database.read_bytes()
    printed = {}
    for words, command in every_command():
        with_json = ("--json",) if person == "chair" else ()
        said = terminal.run(*with_json, *words, *words_for(command), by=NAMES[person], ok=False)
        text = said.out + said.err
        for marker in MARKERS:
            assert marker not in text or OWN.get(person) == marker, words
        assert "Traceback" not in text
        printed[words] = text
        if database.read_bytes() != whole:
            database.write_bytes(whole)
    assert "SecretofOkafor" in printed["sheet", "show"] or person != "chair"


def test_every_command_is_tried() -> None:
    assert len(every_command()) > 80
