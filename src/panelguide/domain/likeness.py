"""How alike two texts are, by the words that carry their content."""

import re
from collections.abc import Set
from functools import lru_cache
from math import sqrt
from typing import Final

_WORD: Final = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
# Words that hold a sentence together and say nothing of its subject.
STOP_WORDS: Final = frozenset(
    """
    a about above after again against all also am an and another any anyone anything are aren't as at
    away be became because become been before being below between both but by can can't cannot come
    could couldn't did didn't do does doesn't doing done don't down during each either else enough even
    ever every few for from further get gets getting give given gives go goes going got had hadn't has
    hasn't have haven't having he her here hers herself him himself his how however i if in instead into
    is isn't it it's its itself just let like made make makes making many may me might more most much
    must my myself neither no nor not nothing now of off often on once one only onto or other others our
    ours ourselves out over own per perhaps put quite rather really s same she should shouldn't since so
    some somebody someone something still such t take taken takes than that that's the their theirs them
    themselves then there there's these they thing things this those though through to too toward
    towards two under until up upon us very was wasn't way we well went were weren't what whatever when
    whenever where whether which while who whole whom whose why will with within without won't would
    wouldn't yes yet you your yours yourself
    """.split()  # noqa: SIM905
)


@lru_cache(maxsize=20_000)
def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry content: lower case, no stop words, lightly stemmed.

    The text is kept in memory for the next time: not for what somebody noted of a candidate.
    """
    return content_words_once(text)


def content_words_once(text: str) -> frozenset[str]:
    """As content_words, and nothing of the text stays."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    return frozenset(stem(word) for word in words if word not in STOP_WORDS)


def stem(word: str) -> str:
    """A word without its common endings, so that "notices" and "noticed" are one word.

    Lighter than Porter 1980 (its first step and the final e): what stays is still recognisable.
    """
    word = word.removesuffix("'s")
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("ing", ""),
        ("ed", ""),
        ("ly", ""),
        ("es", ""),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending) + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


# The usual way of asking for an example; two questions are not alike because both ask for one.
ASKING_WORDS: Final = frozenset(
    stem(word)
    for word in """
    tell describe talk walk share explain please example time occasion situation moment think thought happen
    happened person people work day last recent recently
    """.split()  # noqa: SIM905
)


def share(one: Set[str], other: Set[str]) -> float:
    """How much of the smaller set stands in the other, 0 to 1; 0 where either is empty."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def cosine(one: Set[str], other: Set[str]) -> float:
    """The shared words over the geometric mean of both sets' sizes, 0 to 1; 0 where either is empty."""
    return len(one & other) / sqrt(len(one) * len(other)) if one and other else 0.0


def percent(likeness: float) -> str:
    return f"{likeness:.0%}"
