"""Checklists, question bank and word lists as the program uses them, from the cache where it can.

Nothing here imports the YAML reader or pydantic until a file has really changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from panelguide.content.cache import read_cache, write_cache
from panelguide.content.locate import ContentFile, FileKind, Folder, content_folders, digest_of, read_files
from panelguide.content.problems import Problem
from panelguide.domain.checklist import Bands, Checklist
from panelguide.domain.language import WordList
from panelguide.domain.questions import Bank


@dataclass(frozen=True, slots=True)
class Content:
    """All content, good entries only. problems: what was left out and why, by file and line.

    words: the word lists by name, such as "gender-coded".
    """

    bank: Bank
    checklist: Checklist
    bands: Bands
    words: Mapping[str, WordList]
    problems: tuple[Problem, ...]


def load(override: Path | None, cache_folder: Path | None) -> Content:
    """The content of this installation with the trust's own folder laid over it.

    override: the trust's own folder, which adds, replaces or retires by id. cache_folder: where the
    parsed content is kept; None reads the files anew. Raises NotFound when a folder is missing.
    """
    return read_all(content_folders(override), cache_folder)


def read_all(folders: Iterable[Folder], cache_folder: Path | None) -> Content:
    """The content of these folders, later ones laid over earlier ones."""
    files = read_files(folders)
    digest = digest_of(files)
    if cache_folder is not None:
        kept = read_cache(cache_folder, digest, Content)
        if kept is not None:
            return kept
    content = _read(files)
    if cache_folder is not None:
        write_cache(cache_folder, digest, content)
    return content


def _read(files: tuple[ContentFile, ...]) -> Content:
    from panelguide.content.reading import read_content

    source = read_content(files)
    return Content(
        bank=source.bank.to_domain(_digest(files, FileKind.QUESTIONS, FileKind.TAGS)),
        checklist=source.checklist.to_domain(_digest(files, FileKind.CHECKLIST)),
        bands=source.bands,
        words=source.words,
        problems=source.problems,
    )


def _digest(files: tuple[ContentFile, ...], *kinds: FileKind) -> str:
    return digest_of(file for file in files if file.kind in kinds)
