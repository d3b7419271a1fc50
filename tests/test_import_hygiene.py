"""Which part may import which, read from the code, and what each way in really loads, seen in `sys.modules`."""

import os
import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import panelguide.services

REPOSITORY = Path(__file__).parents[1]
HEAVY = {
    "typer",
    "textual",
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "docx",
    "docxtpl",
    "alembic",
    "holidays",
    "icalendar",
}
LINT = (
    "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True, no_logo=True))"
)

# For each contract, a line that breaks it and the module it is planted in.
FORBIDDEN = {
    "Imports point inward": ("domain/figures.py", "import panelguide.store.store"),
    "Only tui knows Textual": ("services/lookup.py", "import textual"),
    "Only store knows the database": ("domain/method.py", "import sqlalchemy"),
    "Only documents knows Word and spreadsheets": ("services/kits.py", "import docx"),
    "Front ends go through services, never round them": ("cli/say.py", "import panelguide.store.store"),
}


def _run(code: str, *words: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a line of Python in a fresh process; path: where to look for panelguide first."""
    surroundings = {**os.environ, "PYTHONPATH": str(path)} if path else {**os.environ}
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        env=surroundings,
        check=False,
    )


def _loaded_by(code: str, *words: str) -> set[str]:
    """Top-level packages in memory after this code ran, whether or not it ended by SystemExit."""
    watched = (
        "import atexit, sys\n"
        "out = sys.stderr\n"
        "atexit.register(lambda: print('\\nLOADED', *{name.split('.')[0] for name in sys.modules}, file=out))\n"
    )
    done = _run(watched + code, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return {*done.stderr.rpartition("LOADED ")[2].split()}


def test_every_import_points_inward() -> None:
    done = _run(LINT)
    assert done.returncode == 0, done.stdout


def test_each_contract_notices_an_import_that_breaks_it(tmp_path: Path) -> None:
    copy = tmp_path / "panelguide"
    shutil.copytree(REPOSITORY / "src" / "panelguide", copy, ignore=shutil.ignore_patterns("__pycache__"))
    for file, line in FORBIDDEN.values():
        with (copy / file).open("a", encoding="utf-8") as module:
            module.write(f"\n{line}\n")
    done = _run(LINT, path=tmp_path)
    broken = {line.removesuffix(" BROKEN") for line in done.stdout.splitlines() if line.endswith(" BROKEN")}
    assert broken == FORBIDDEN.keys()


MAIN = "from panelguide.__main__ import main; main()"


def test_version_loads_nothing_heavy() -> None:
    assert not _loaded_by(MAIN, "--version") & HEAVY


def test_help_loads_the_command_line_and_nothing_behind_it() -> None:
    assert _loaded_by(MAIN, "--help") & HEAVY == {"typer"}


def test_a_command_without_the_store_loads_no_store_screen_or_word_processor() -> None:
    loaded = _loaded_by(MAIN, "--json", "content", "check")
    assert not loaded & {"textual", "sqlmodel", "sqlalchemy", "alembic", "docx", "docxtpl"}


def test_no_service_loads_textual() -> None:
    modules = [f"panelguide.services.{it.name}" for it in pkgutil.iter_modules(panelguide.services.__path__)]
    assert "panelguide.services.vacancies" in modules
    assert "textual" not in _loaded_by(f"import {', '.join(modules)}")


@pytest.mark.parametrize("module", ["panelguide.services.vacancies", "panelguide.bootstrap"])
def test_opening_the_store_loads_neither_a_word_processor_nor_a_calendar(module: str) -> None:
    loaded = _loaded_by(f"import {module}")
    assert not loaded & {"textual", "docx", "docxtpl", "holidays", "icalendar", "alembic", "typer"}


def test_the_first_frame_waits_for_neither_store_nor_content() -> None:
    loaded = _loaded_by("import panelguide.tui.app")
    assert "textual" in loaded
    assert not loaded & (HEAVY - {"textual"})


def test_the_domain_and_the_seal_stand_alone() -> None:
    modules = ("panelguide.domain.figures", "panelguide.domain.rules.prepare", "panelguide.seal.verify")
    assert not _loaded_by(f"import {', '.join(modules)}") & HEAVY
