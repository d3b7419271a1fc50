"""Where the checklists and the question bank are read from, and which file is of which kind."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Final

from panelguide.errors import NotFound

LARGEST_FILE: Final = 1_000_000


class FileKind(StrEnum):
    QUESTIONS = "questions"
    TAGS = "tags"
    CHECKLIST = "checklist"
    BANDS = "bands"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder holding checklists/ and question_bank/. own: whether it is the trust's own, laid over ours."""

    path: Path
    own: bool = False


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file as read: name as shown to people, at most one byte more than the largest allowed."""

    name: str
    kind: FileKind
    own: bool
    stem: str
    content: bytes


def content_folders(override: Path | None) -> tuple[Folder, ...]:
    """The folders to read, the trust's own last so that it wins.

    Ours is the content inside the installed package or, in a checkout, at the root of the repository.
    Raises NotFound when the trust's own folder is not there, or the installation lacks its content.
    """
    ours = Folder(_our_folder())
    if override is None:
        return (ours,)
    if not override.is_dir():
        raise NotFound(
            f"There is no content folder at “{override}”.",
            safe="Nothing was changed.",
            do="Check the path given with --content or in the settings.",
        )
    return (ours, Folder(override, own=True))


def read_files(folders: Iterable[Folder]) -> tuple[ContentFile, ...]:
    """Every content file of the folders, in the order of folders and then of names."""
    return tuple(file for folder in folders for file in _files_of(folder))


def digest_of(files: Iterable[ContentFile]) -> str:
    """SHA-256 over names and bytes of the files, as 64 hexadecimal digits."""
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.name}\0{len(file.content)}\0".encode())
        total.update(file.content)
    return total.hexdigest()


def _our_folder() -> Path:
    inside = Path(str(resources.files("panelguide") / "_content"))
    if inside.is_dir():
        return inside
    repository = Path(__file__).resolve().parents[3]
    if (repository / "pyproject.toml").is_file():
        return repository
    raise NotFound(
        "The checklists and the question bank are missing from this installation.",
        safe="No vacancy was changed.",
        do="Install panelguide again, or name a content folder with --content.",
    )


def _files_of(folder: Folder) -> Iterator[ContentFile]:
    for kind, path in _paths_of(folder.path):
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
        inside = path.relative_to(folder.path).as_posix()
        name = f"{folder.path.as_posix()}/{inside}" if folder.own else inside
        yield ContentFile(name, kind, folder.own, path.stem, content)


def _paths_of(root: Path) -> Iterator[tuple[FileKind, Path]]:
    for path in _yaml_files(root / "question_bank"):
        yield (FileKind.TAGS if path.stem == "tags" else FileKind.QUESTIONS), path
    for path in _yaml_files(root / "checklists"):
        yield (FileKind.BANDS if path.stem == "bands" else FileKind.CHECKLIST), path
    for path in _yaml_files(root / "checklists" / "words"):
        yield FileKind.WORDS, path


def _yaml_files(folder: Path) -> list[Path]:
    found = [path for path in folder.glob("*") if path.suffix in (".yaml", ".yml") and path.is_file()]
    return sorted(found, key=lambda path: path.name)
