"""How easy a text is to read: sentences, words, syllables, and the Flesch figures made of them.

A guide and never a verdict: the figures know lengths, not sense. Reading age is the Flesch-Kincaid
grade (Kincaid et al. 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59) plus 5 years, since
grade 1 is age 6. Reading ease is Flesch 1948: 206.835 - 1.015 words a sentence - 84.6 syllables a word.
"""

import re
from dataclasses import dataclass
from typing import Final

YEARS_FROM_GRADE_TO_AGE: Final = 5

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_END: Final = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)|\n\s*\n|:?\n(?=\s*(?:[-•*–]|\d+[.)])\s)|:\s*\n")
# A full stop that ends no sentence: after an abbreviation, an initial, or the number of a list entry.
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|vs|approx)|\be\.g|\bi\.e|\b[a-z]|^\s*\d+)\.$", re.I | re.M
)
_VOWELS: Final = re.compile(r"[aeiouy]+")
# Two vowels side by side that are spoken apart: doing, client, serious, material, continuous, player.
_SPLIT_VOWELS: Final = re.compile(
    r"[aeiouy]ing|(?<![ctxg])ia|(?<![ctxg])iou|io(?!n|u)|iu|iet|(?<=d)ien|ier(?=s?$)|(?<![gh])eo(?!u|p)|neou"
    r"|(?<!q)ua[tl]|uou|[^gq]ue[nl]|creat|sci|[aeou]y(?=e[^d]|a|o)|oe(?=[mt])|coo(?=rd|per)"
)
# Vowels that are written and not spoken: care, helped (not handled), places, unique, something.
_SILENT: Final = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeiouytd])(?<![bcdfghkpstz]l)ed$"
    r"|(?<=[^aeiouyszxcg])(?<!ch)(?<!sh)(?<![bcdfgkpstz]l)es$|(?<=[gq])ue(?=s?$)"
    r"|(?<=[^aeiouy])e(?=(?:ly|ful|fully|less|ment|ness|where|one|thing|time|body|work|line|guard|guarding|wise"
    r"|hold|table|place|chair|fighter)s?$)"
)
# Words of interviews and hospitals that the rules above would count wrong.
_EXCEPTIONS: Final = {
    "area": 3, "areas": 3, "argue": 2, "associate": 4, "association": 5, "associations": 5,
    "behaviour": 3, "behaviours": 3, "being": 2, "brilliant": 2, "business": 2, "centre": 2,
    "centres": 2, "client": 2, "clients": 2, "colleague": 2, "colleagues": 2, "conscience": 2,
    "couldn't": 2, "didn't": 2, "difference": 3, "different": 3, "doesn't": 2, "evening": 2, "every": 2,
    "everybody": 4, "everyday": 3, "everyone": 3, "everything": 3, "everywhere": 3, "experience": 4,
    "experienced": 4, "experiences": 5, "eye": 1, "eyes": 1, "familiar": 3, "fluid": 2, "genuine": 3,
    "geography": 4, "giant": 2, "hadn't": 2, "idea": 3, "ideas": 3, "isn't": 2, "museum": 3,
    "nuclear": 3, "people": 2, "prayer": 1, "queue": 1, "queues": 1, "react": 2, "reacted": 3,
    "reaction": 3, "real": 1, "reality": 4, "really": 2, "reassure": 3, "reassured": 3, "rescue": 2,
    "ruin": 2, "senior": 2, "seniors": 2, "several": 3, "soldier": 2, "somebody": 3, "someone": 2,
    "theatre": 3, "theatres": 3, "theory": 3, "usual": 3, "usually": 4, "value": 2, "values": 2,
    "wasn't": 2, "whatever": 3, "whoever": 3, "wouldn't": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its place in the text, counted in characters, and its number of words."""

    text: str
    start: int
    end: int
    words: int


@dataclass(frozen=True, slots=True)
class Readability:
    """The counts of a text. All figures are 0 for a text without words."""

    words: int
    sentences: int
    syllables: int

    @property
    def words_per_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def syllables_per_word(self) -> float:
        return self.syllables / self.words if self.words else 0.0

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade in school years; never under 0."""
        if not self.words:
            return 0.0
        return max(0.0, 0.39 * self.words_per_sentence + 11.8 * self.syllables_per_word - 15.59)

    @property
    def reading_age(self) -> float:
        """Years of age at which the text reads easily."""
        return self.grade + YEARS_FROM_GRADE_TO_AGE if self.words else 0.0

    @property
    def reading_ease(self) -> float:
        """Flesch reading ease: 60 and over is plain English, under 50 is hard."""
        if not self.words:
            return 0.0
        return 206.835 - 1.015 * self.words_per_sentence - 84.6 * self.syllables_per_word


def readability(text: str) -> Readability:
    """The counts from which the reading figures of a text are made."""
    words = words_of(text)
    return Readability(len(words), len(sentences_of(text)), sum(syllables_in(word) for word in words))


def words_of(text: str) -> list[str]:
    """The words of a text in order; "step-free" and "didn't" are one word each."""
    return _WORD.findall(text)


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text. A bullet, or a paragraph without a full stop, is a sentence of its own."""
    found = []
    start = 0
    for match in _END.finditer(text):
        if match.group().startswith(".") and _ABBREVIATION.search(text, start, match.start() + 1):
            continue
        found.append((start, match.end()))
        start = match.end()
    found.append((start, len(text)))
    return tuple(sentence for first, last in found if (sentence := _sentence(text, first, last)).words)


def syllables_in(word: str) -> int:
    """Syllables of an English word, by groups of vowels and the common exceptions to them.

    Abbreviations in capitals and numbers are counted as they are spoken, sign by sign.
    """
    if "-" in word:
        return sum(syllables_in(part) for part in word.split("-"))
    if (word.isupper() and 1 < len(word) <= 5) or (not word.isalpha() and any(map(str.isdigit, word))):
        return sum(3 if sign == "W" else 1 for sign in word)
    plain = word.lower().replace("’", "'")
    if plain in _EXCEPTIONS:
        return _EXCEPTIONS[plain]
    letters = plain.removesuffix("'s").replace("'", "")
    count = len(_VOWELS.findall(letters)) + len(_SPLIT_VOWELS.findall(letters))
    count -= len(_SILENT.findall(letters))
    return max(1, count)


def _sentence(text: str, start: int, end: int) -> Sentence:
    part = text[start:end]
    inner = part.strip()
    first = start + len(part) - len(part.lstrip())
    return Sentence(inner, first, first + len(inner), len(words_of(inner)))
