"""The advert check: what is worth a second look before strangers read it. It advises and never blocks.

Every finding says where it stands, why it matters and what could stand there instead, and carries a key
that stays the same while the rest of the advert is edited, so that "kept, because ..." can be recorded.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from panelguide.domain.language import Hit, WordList, count_kinds, find_words, fold
from panelguide.domain.readability import readability, sentences_of, words_of
from panelguide.domain.statements import Statement

LONGEST_SENTENCE: Final = 25
HIGHEST_READING_AGE: Final = 14
READING_AGE_KEY: Final = "reading-age"
SENTENCE_DIGEST_BYTES: Final = 6


class Kind(StrEnum):
    """What a finding is about. The first four are the names of the word lists an advert is read with."""

    GENDER_CODED = "gender-coded"
    DISABILITY = "disability"
    EXCLUDING = "excluding"
    JARGON = "jargon"
    READING = "reading"
    MISSING = "missing"

    @property
    def name_for_people(self) -> str:
        return _KIND_NAMES[self]


_KIND_NAMES: Final = {
    Kind.GENDER_CODED: "gender-coded word",
    Kind.DISABILITY: "about disability",
    Kind.EXCLUDING: "may shut people out",
    Kind.JARGON: "jargon",
    Kind.READING: "hard to read",
    Kind.MISSING: "not said",
}

WORD_LISTS: Final = (Kind.GENDER_CODED, Kind.DISABILITY, Kind.EXCLUDING, Kind.JARGON)

# Counted beside the others and never held against an advert: men are hardly put off by such words.
COUNTED_ONLY: Final = "feminine"
INITIALS: Final = "initials"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. start, end: its place in characters of the text; both the length of the text
    for something that is missing, both 0 for something about the whole."""

    kind: Kind
    key: str
    start: int
    end: int
    what: str
    why: str
    instead: str


@dataclass(frozen=True, slots=True)
class AdvertCheck:
    """What the check found, in the order of the text, and the figures it is read with.

    leaning: how many words of each kind of the gender-coded list stand in the text.
    """

    findings: tuple[Finding, ...]
    words: int
    reading_age: float
    leaning: Mapping[str, int]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(finding.key for finding in self.findings)

    @property
    def summary(self) -> str:
        """One sentence for the head of the screen."""
        missing = sum(finding.kind is Kind.MISSING for finding in self.findings)
        hard = sum(finding.kind is Kind.READING for finding in self.findings)
        looks = len(self.findings) - missing - hard
        return (
            f"{looks} {'word' if looks == 1 else 'words'} to look at, {missing} not said, "
            f"{hard} hard to read; reads at age {round(self.reading_age)} (aim 11 to {HIGHEST_READING_AGE})."
        )


def check_advert(text: str, lists: Mapping[str, WordList]) -> AdvertCheck:
    """Read an advert with the word lists, the reading figures and the statements it should make.

    lists: all word lists by name; those not meant for adverts are left alone, and one that a trust has
    taken away is not missed. An empty text has nothing to find and misses every statement.
    """
    coded = lists.get(Kind.GENDER_CODED)
    leaning = count_kinds(find_words(text, coded)) if coded else {}
    figures = readability(text)
    found = [*_words_to_look_at(text, lists), *_long_sentences(text), *_reading_age(figures.reading_age)]
    found.sort(key=lambda finding: (finding.start, finding.end))
    return AdvertCheck((*found, *_missing(text)), figures.words, figures.reading_age, leaning)


def _words_to_look_at(text: str, lists: Mapping[str, WordList]) -> Iterator[Finding]:
    for kind in WORD_LISTS:
        words = lists.get(kind)
        for hit in find_words(text, words) if words else ():
            if hit.entry.kind != COUNTED_ONLY and not _is_written_out(hit, text):
                key = f"{kind}:{fold(' '.join(hit.text.split()))}"
                yield Finding(kind, key, hit.start, hit.end, hit.text, hit.entry.why, hit.entry.instead)


def _is_written_out(hit: Hit, text: str) -> bool:
    """Whether initials are explained: "multidisciplinary team (MDT)" anywhere in the advert."""
    if hit.entry.kind != INITIALS:
        return False
    return re.search(rf"\w\s*\({re.escape(hit.text)}\)", text) is not None


def _long_sentences(text: str) -> Iterator[Finding]:
    for sentence in sentences_of(text):
        if sentence.words > LONGEST_SENTENCE:
            yield Finding(
                Kind.READING,
                f"sentence:{_digest(sentence.text)}",
                sentence.start,
                sentence.end,
                f"A sentence of {sentence.words} words",
                f"Over {LONGEST_SENTENCE} words, readers lose the beginning before they reach the end.",
                "Make two sentences of it, or a list.",
            )


def _reading_age(age: float) -> Iterator[Finding]:
    if age > HIGHEST_READING_AGE:
        yield Finding(
            Kind.READING,
            READING_AGE_KEY,
            0,
            0,
            f"Reads at age {round(age)}",
            f"NHS writing aims at a reading age of 11 to {HIGHEST_READING_AGE}. It is a guide, not a verdict.",
            "Shorter sentences and shorter words bring it down.",
        )


def _missing(text: str) -> Iterator[Finding]:
    end = len(text)
    for statement in Statement:
        if not statement.stands_in(text):
            yield Finding(
                Kind.MISSING,
                statement.key,
                end,
                end,
                f"Nothing on {statement.name_for_people}",
                statement.why,
                statement.example,
            )


def _digest(sentence: str) -> str:
    """A short name for a sentence that survives new line breaks and changes with its words."""
    words = " ".join(words_of(fold(sentence)))
    return hashlib.blake2b(words.encode(), digest_size=SENTENCE_DIGEST_BYTES).hexdigest()
