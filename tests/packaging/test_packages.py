"""What is built is whole: the wheel carries the folders people edit, and works where no repository is."""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from panelguide import __version__

# Builds and installs: left to the long run.
pytestmark = pytest.mark.long

REPOSITORY = Path(__file__).parents[2]
EDITED_BY_PEOPLE = ("checklists", "question_bank")
NEVER_PACKED = ("__pycache__", ".mypy_cache", ".ruff_cache")


def _run(command: Sequence[str | Path], cwd: Path) -> str:
    """Runs a command away from this project and its surroundings; gives what it printed."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _build(kind: str, source: Path, target: Path) -> Path:
    _run([sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", target], source)
    (built,) = target.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build("wheel", REPOSITORY, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build("sdist", REPOSITORY, tmp_path_factory.mktemp("sdist"))


def _fresh_place(folder: Path, what: Sequence[str | Path]) -> Path:
    """A new virtual environment with panelguide alone in it; what it depends on is borrowed from this one."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", programs / "python", "install", "-q", "--no-deps"]
    alone = ["--no-index", "--no-build-isolation", "--no-compile", "--disable-pip-version-check"]
    _run([*pip, *alone, *what], folder)
    return programs


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _fresh_place(tmp_path_factory.mktemp("installed"), [wheel])


def _wheel_names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def _files(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    names = (path.relative_to(folder).as_posix() for path in found)
    return {name for name in names if not any(part in name for part in NEVER_PACKED)}


def test_the_wheel_holds_every_file_of_the_program_and_of_the_two_folders(wheel: Path) -> None:
    program = {f"panelguide/{name}" for name in _files(REPOSITORY / "src" / "panelguide")}
    content = {
        f"panelguide/_content/{folder}/{name}"
        for folder in EDITED_BY_PEOPLE
        for name in _files(REPOSITORY / folder)
    }
    assert _wheel_names(wheel) == program | content


@pytest.mark.parametrize(
    "name",
    [
        "panelguide/_content/checklists/1-prepare.yaml",
        "panelguide/_content/checklists/words/gender-coded.yaml",
        "panelguide/_content/question_bank/compassion.yaml",
        "panelguide/documents/templates/not-this-time.docx",
        "panelguide/seal/eff_large.txt",
        "panelguide/store/migrations/versions/0001_spine.py",
        "panelguide/py.typed",
    ],
)
def test_the_wheel_holds_what_no_letter_seal_or_check_can_do_without(wheel: Path, name: str) -> None:
    assert name in _wheel_names(wheel)


def test_the_source_archive_builds_the_same_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (unpacked,) = (tmp_path / "source").iterdir()
    again = _build("wheel", unpacked, tmp_path / "again")
    assert _wheel_names(again) == _wheel_names(wheel)


def test_the_source_archive_holds_the_tests_and_the_documents(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "tests/conftest.py"} <= names
    assert {"checklists/1-prepare.yaml", "question_bank/compassion.yaml"} <= names


def test_an_installed_wheel_says_its_version(installed: Path, tmp_path: Path) -> None:
    assert _run([installed / "panelguide", "--version"], tmp_path) == f"panelguide {__version__}\n"


def test_an_installed_wheel_checks_the_content_it_carries(installed: Path, tmp_path: Path) -> None:
    report = json.loads(_run([installed / "panelguide", "--json", "content", "check"], tmp_path))
    assert report["problems"] == []
    assert report["folders"]
    for folder in report["folders"]:
        assert Path(folder).is_relative_to(installed.parent)


def test_an_installed_wheel_makes_a_database(installed: Path, tmp_path: Path) -> None:
    make = "from panelguide.store import schema; schema.create('new.sqlite3'); schema.check_current('new.sqlite3')"
    _run([installed / "python", "-c", make], tmp_path)
    assert (tmp_path / "new.sqlite3").stat().st_size > 0


def test_an_editable_install_reads_the_folders_people_edit(tmp_path: Path) -> None:
    programs = _fresh_place(tmp_path / "place", ["-e", REPOSITORY])
    report = json.loads(_run([programs / "panelguide", "--json", "content", "check"], tmp_path))
    assert report["folders"]
    for folder in report["folders"]:
        assert Path(folder).is_relative_to(REPOSITORY)
