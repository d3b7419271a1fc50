"""Word lists and where their words stand in a text: for adverts, feedback and the content check alike.

A match is a finding with its place and an alternative, never a verdict: ordinary words of the health
service ("Clinical Lead", "NHS Trust", "children's services") stand on the list of what is allowed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

WORDS_A_GAP_SPANS: Final = 4
APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


@dataclass(frozen=True, slots=True)
class WordEntry:
    """One word of a list. word: a word, a phrase, or a stem with a star ("dominan*")."""

    word: str
    why: str
    instead: str
    kind: str


@dataclass(frozen=True, slots=True)
class WordList:
    """Words to look at again, and the phrases in which they are meant. A lone star in a phrase stands
    for up to four words: "NHS * trust"."""

    name: str
    about: str
    entries: tuple[WordEntry, ...]
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a list found in a text. start, end: its place, counted in characters of the text."""

    entry: WordEntry
    start: int
    end: int
    text: str


def find_words(text: str, words: WordList) -> tuple[Hit, ...]:
    """Every word of the list in the text, in the order of the text; allowed phrases win over the list.

    Whole words, stems and phrases are matched whatever the case, accents or form of apostrophe. Where
    two entries match at the same place the longer match is kept.
    """
    folded, places = _fold_with_places(text)
    compiled = _compiled(words)
    free = _Allowed(match.span() for pattern in compiled.allowed for match in pattern.finditer(folded))
    found: dict[int, tuple[int, WordEntry]] = {}
    for entry, pattern in compiled.entries:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if not free.covers(start, end) and end > found.get(start, (0, entry))[0]:
                found[start] = (end, entry)
    hits = []
    for start, (end, entry) in sorted(found.items()):
        first, last = places[start], places[end - 1] + 1
        hits.append(Hit(entry, first, last, text[first:last]))
    return tuple(hits)


def count_kinds(hits: Iterable[Hit]) -> Mapping[str, int]:
    """How many words of each kind were found, by kind in alphabetical order."""
    kinds = [hit.entry.kind for hit in hits]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def fold(text: str) -> str:
    """Text without case and accents, for comparing."""
    return _fold_with_places(text)[0]


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isascii():
            letters.append(character.lower())
            places.append(place)
            continue
        for part in unicodedata.normalize("NFKD", character.casefold().translate(APOSTROPHES)):
            if not unicodedata.combining(part):
                letters.append(part)
                places.append(place)
    return "".join(letters).translate(APOSTROPHES), places


class _Allowed:
    """The stretches of a text in which nothing is found."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = tuple(spans)

    def covers(self, start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in self._spans)


@dataclass(frozen=True, slots=True)
class _Compiled:
    entries: tuple[tuple[WordEntry, re.Pattern[str]], ...]
    allowed: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=32)
def _compiled(words: WordList) -> _Compiled:
    return _Compiled(
        tuple((entry, _pattern(entry.word)) for entry in words.entries),
        tuple(_pattern(phrase) for phrase in words.allowed),
    )


def _pattern(phrase: str) -> re.Pattern[str]:
    """The pattern for a word, stem or phrase: white space or one hyphen may stand between its words."""
    between = r"(?:\s+|\s*-\s*)"
    pattern = ""
    for part in fold(phrase).split():
        if part == "*":
            pattern += rf"(?:[\w'&-]+{between}){{0,{WORDS_A_GAP_SPANS}}}"
        else:
            pattern += re.escape(part).replace(r"\*", r"[\w']*").replace(r"\-", r"[\s-]?") + between
    return re.compile(rf"(?<!\w){pattern.removesuffix(between)}(?!\w)")
