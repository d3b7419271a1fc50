"""What may not stand in a candidate's feedback, and what is worth another look."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from panelguide.domain.criteria import fold

WORD: Final = re.compile(r"[^\s.,;:!?()\[\]{}<>/\\|\"'’‘“”–—…-]+")
SENTENCE_BEFORE: Final = re.compile(r"(?:^|[.!?:\n])[\s\"'‘“]*$")
LONGEST_EVERYDAY: Final = 2

EVERYDAY: Final = """
    april art august banks bell best bill black bond bright brown care case chance cook cross day dean early english
    faith field fields fine frank good grace grant green grey hall hand hands hardy harmony hill home hope hunt joy
    june just king lane law little long love major march mark marks may miles more new noble north nurse page park
    patience peace power price quick read rich ring rose rush sharp short small speed spring star stone street strong
    summer swift temple tree true wall ward waters weeks wells west white wild will wise wood woods young
"""
EVERYDAY_NAMES: Final = frozenset(EVERYDAY.split())
"""Names that are everyday words too; only a capital inside a sentence makes them a name."""

MARKS: Final = (
    re.compile(r"(?<![\w.])[0-5](?:\.\d+)?\s*(?:/|out\s+of)\s*(?:5|five)(?!\w)", re.IGNORECASE),
    re.compile(r"\b(?:zero|nought|one|two|three|four|five)\s+out\s+of\s+(?:5|five)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:scor(?:e|es|ed|ing)|marks?|marked|rated|rating)\s+(?:\w+\s+){0,2}?[0-5](?:\.\d+)?(?![\w.]*\d)",
        re.IGNORECASE,
    ),
)


@dataclass(frozen=True, slots=True)
class FeedbackCheck:
    """refusals: what must come out of the text. warnings: what may stay if somebody says so."""

    refusals: tuple[str, ...]
    warnings: tuple[str, ...]


def feedback_problems(
    text: str,
    *,
    other_candidates: Iterable[str],
    panel: Iterable[str],
    own_name: str = "",
    blame_words: Iterable[str] = (),
) -> FeedbackCheck:
    """What is wrong with a feedback text before it goes into a letter.

    Refused: a name or code of another candidate, a panel member's name, and marks. Whole words count, case and
    accents folded, first and last names alone too, but not those the candidate shares (own_name). A name that is
    an everyday word (Hope, Wood) or has two letters counts only with a capital inside a sentence; at its
    beginning it warns. blame_words: words and phrases that judge the person instead of the answer; they warn.
    """
    refusals: list[str] = []
    warnings: list[str] = []
    own = set(_parts(own_name))
    for names, whose in ((other_candidates, "another candidate"), (panel, "a member of the panel")):
        for name in dict.fromkeys(names):
            refused, doubtful = _find_name(text, name, own)
            if refused:
                refusals.append(f"“{refused}” names {whose}.")
            elif doubtful:
                warnings.append(f"“{doubtful}” may be the name of {whose}.")
    refusals += [f"“{found}” gives a mark; feedback speaks of evidence." for found in _marks(text)]
    folded = fold(text)
    for word in dict.fromkeys(blame_words):
        if re.search(rf"(?<!\w){re.escape(fold(word.strip()))}(?!\w)", folded):
            warnings.append(f"“{word.strip()}” speaks of the person, not of the answer.")
    return FeedbackCheck(tuple(dict.fromkeys(refusals)), tuple(dict.fromkeys(warnings)))


def _parts(name: str) -> list[str]:
    """The words of a name as they are compared; single letters are initials and tell nothing."""
    return [part for part in map(fold, WORD.findall(name)) if len(part) > 1]


def _find_name(text: str, name: str, own: set[str]) -> tuple[str, str]:
    """The word that surely is part of the name, and one that may be; empty where there is none."""
    parts = set(_parts(name)) - own
    doubtful = ""
    for found in WORD.finditer(text):
        word = found.group()
        if fold(word) not in parts:
            continue
        if not _is_everyday(fold(word)):
            return word, ""
        if word[0].isupper():
            if not SENTENCE_BEFORE.search(text[: found.start()]):
                return word, ""
            doubtful = doubtful or word
    return "", doubtful


def _is_everyday(part: str) -> bool:
    return part in EVERYDAY_NAMES or (len(part) <= LONGEST_EVERYDAY and part.isascii())


def _marks(text: str) -> Iterator[str]:
    for pattern in MARKS:
        for found in pattern.finditer(text):
            yield " ".join(found.group().split())
