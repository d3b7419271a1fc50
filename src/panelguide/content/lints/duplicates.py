"""Lints that hold the questions of a bank against one another."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from panelguide.content.bank import PlacedQuestion
from panelguide.content.lints.finding import BankLint, Finding, phrases_of
from panelguide.domain.feedback import without_case
from panelguide.domain.likeness import ASKING_WORDS, content_words, cosine, percent

# Two asks of equal length with one content word in three exchanged have a cosine of 0.67. In a bank of
# 170 different questions the closest pair with three words in common reached 0.50. The line is drawn
# between the two. Fewer than three words in common are chance, unless they are all there is.
NEAR_DUPLICATE: Final = 0.6
FEWEST_SHARED: Final = 3


def near_duplicates(questions: tuple[PlacedQuestion, ...]) -> Iterator[tuple[PlacedQuestion, Finding]]:
    """Two questions a candidate would answer with the same story, by the words of what is asked."""
    asked = [(placed, _what_is_asked(placed.question.ask)) for placed in questions]
    for (one, its_words), (other, other_words) in combinations(asked, 2):
        alike = cosine(its_words, other_words)
        chance = len(its_words & other_words) < FEWEST_SHARED and its_words != other_words
        if alike >= NEAR_DUPLICATE and not chance:
            first = f"{one.question.id} ({one.parsed.file.name}, line {one.line('ask')})"
            yield (
                other,
                Finding(
                    ("ask",),
                    f"{other.question.id} asks nearly the same as {first}: {percent(alike)} alike.",
                    "Ask about another situation, or retire one of the two.",
                ),
            )


def phrases_twice(questions: tuple[PlacedQuestion, ...]) -> Iterator[tuple[PlacedQuestion, Finding]]:
    """The same sentence in two places would stand in two people's letters."""
    stands: dict[str, str] = {}
    for placed in questions:
        for place, _, phrase in phrases_of(placed.question):
            at = (*place, "text")
            said = without_case(phrase.text)
            if said in stands:
                yield (
                    placed,
                    Finding(
                        at,
                        f"{placed.question.id} has a phrase that stands word for word in {stands[said]}.",
                        "Say it in words of its own, about what this question asks.",
                    ),
                )
            stands.setdefault(
                said, f"{placed.question.id} ({placed.parsed.file.name}, line {placed.line(*at)})"
            )


def _what_is_asked(ask: str) -> frozenset[str]:
    return content_words(ask) - ASKING_WORDS


DUPLICATE_LINTS: Final[dict[str, BankLint]] = {
    "near-duplicate": near_duplicates,
    "phrase-twice": phrases_twice,
}
