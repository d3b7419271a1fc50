"""All content files parsed and held against their forms, with the place of every entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from panelguide.content.bank import BankFiles, read_bank
from panelguide.content.checklists import ChecklistFiles, read_bands, read_checklists
from panelguide.content.locate import ContentFile, FileKind
from panelguide.content.problems import Problem
from panelguide.content.words import read_words
from panelguide.content.yaml_reader import parse_file
from panelguide.domain.checklist import Bands
from panelguide.domain.language import WordList


@dataclass(frozen=True, slots=True)
class SourceContent:
    """The content with the places its entries stand at, for finding faults line by line."""

    bank: BankFiles
    checklist: ChecklistFiles
    bands: Bands
    words: Mapping[str, WordList]
    problems: tuple[Problem, ...]


def read_content(files: Iterable[ContentFile]) -> SourceContent:
    """Everything the files hold; what does not fit is in problems, in the order of file and line."""
    parsed = [parse_file(file) for file in files]

    bank = read_bank(file for file in parsed if file.file.kind in (FileKind.QUESTIONS, FileKind.TAGS))
    checklist = read_checklists(file for file in parsed if file.file.kind is FileKind.CHECKLIST)
    bands, bands_problems = read_bands(file for file in parsed if file.file.kind is FileKind.BANDS)
    words, words_problems = read_words(file for file in parsed if file.file.kind is FileKind.WORDS)
    problems = (*bank.problems, *checklist.problems, *bands_problems, *words_problems)
    return SourceContent(bank, checklist, bands, words, tuple(sorted(set(problems))))
