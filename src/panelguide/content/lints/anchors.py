"""Lints on the anchors: a rater must be able to tell one mark from the next by what is heard."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Final

from panelguide.content.bank import PlacedQuestion
from panelguide.content.lints.finding import BankLint, Finding, QuestionLint, Surroundings
from panelguide.domain.language import WordEntry, WordList, find_words
from panelguide.domain.likeness import content_words, percent, share
from panelguide.domain.questions import MARKS, Category, Question

ADJACENT_LIMIT: Final = 0.6
SAME_LEVEL_LIMIT: Final = 0.5
GOOD_ENOUGH: Final = 3
INDICATOR_HEARD: Final = 0.5
_LEANS: Final = re.compile(
    r"^\W*(?:(?:the )?same as|as(?: (?:for|in|at|with))?|like|all (?:of|that is in)|everything (?:in|of|at|under)"
    r"|in addition to|beyond|plus)\s+(?:the\s+)?(?:mark\s+|level\s+|anchor\s+|score\s+|a\s+)?"
    r"(?:[0-5]\b|(?:zero|one|two|three|four|five|above|before|below)\b\s*(?:[,;:.+&]|and\b|but\b|plus\b|with\b|$))",
    re.I,
)


def _stems(name: str, words: str) -> WordList:
    return WordList(name, name, tuple(WordEntry(word, "", "", name) for word in words.split()))


# Stems by which a listener hears that the candidate did something, and that something came of it.
EDI_ACTION: Final = _stems(
    "action",
    "said say* chang* alter* act acts acted acting action* ask* led lead* took take* mov* set sets put puts "
    "rewrote rewrit* built build* rebuil* made make* gave give* giving us* spoke speak* stood stand* won "
    "suggest* offer* challeng* introduc* redesign* design* listen* invit* publish* shar* compar* count* "
    "check* explain* told tell* fix* involv* start* stopp* help* remov* open* track* measur* creat* work* "
    "kept keep* held turn* carr* examin* rais* brought bring* arrang* organis* call* wrote writ* test* "
    "went go* found find* learn* tri* try* train* teach* taught coach* sponsor* recruit* fund* audit* follow* "
    "hear* heard traced trac* draw* drew accept* adapt* adjust* correct* replac* secur* prepar*",
)
EDI_EFFECT: Final = _stems(
    "effect",
    "effect* result* outcome* impact* differen* consequen* achiev* benefit* fell fall* grew grow* rose rise* "
    "rising drop* "
    "gain* got began begin* stop stops stopped came come* improv* last lasts lasted lasting held hold* spread* "
    "now since later afterwards sustain* adopt* follow* copied copy* embed* more fewer less faster wider "
    "narrow* better fair* attend* evened stay* measur* counted joined join* felt chang* progress* promot* "
    "increas* reduc* clos* matched match*",
)


def adjacent_anchors_alike(question: Question, _: Surroundings) -> Iterator[Finding]:
    for lower, upper in pairwise(MARKS):
        if lower not in question.anchors or upper not in question.anchors:
            continue
        alike = share(content_words(question.anchors[lower]), content_words(question.anchors[upper]))
        if alike >= ADJACENT_LIMIT:
            yield Finding(
                ("anchors", upper),
                f"The anchors for {lower} and {upper} share {percent(alike)} of their words.",
                f"Say what a listener would hear at {upper} and would not hear at {lower}.",
            )


def anchor_leaning_on_another(question: Question, _: Surroundings) -> Iterator[Finding]:
    """ "As 3, and …" sends the rater back and forth while a person is talking."""
    for mark, text in question.anchors.items():
        if _LEANS.match(text):
            yield Finding(
                ("anchors", mark),
                f"The anchor for {mark} begins by pointing at another.",
                "Write in full what is heard at this mark.",
            )


def no_indicator_heard(question: Question, _: Surroundings) -> Iterator[Finding]:
    """At least one positive indicator must be audible in the anchors from 3 up, or it steers nobody."""
    upper = [content_words(text) for mark, text in question.anchors.items() if mark >= GOOD_ENOUGH]
    heard = frozenset[str]().union(*upper)
    indicators = [content_words(text) for text in question.positive_indicators]
    if upper and not any(
        words and len(words & heard) / len(words) >= INDICATOR_HEARD for words in indicators
    ):
        yield Finding(
            ("anchors", GOOD_ENOUGH),
            "No positive indicator can be heard in the anchors for 3, 4 and 5.",
            "Use the words of at least one positive indicator in them.",
        )


def edi_without_action_and_effect(question: Question, _: Surroundings) -> Iterator[Finding]:
    """Equality answers are marked on what the person did and what came of it, not on good words."""
    if question.category is not Category.EDI:
        return
    for mark in MARKS[GOOD_ENOUGH:]:
        text = question.anchors.get(mark, "")
        missing = [words.name for words in (EDI_ACTION, EDI_EFFECT) if not find_words(text, words)]
        if text and missing:
            yield Finding(
                ("anchors", mark),
                f"The anchor for {mark} names no {' and no '.join(missing)} of the candidate's own.",
                "Say what the person did and what came of it.",
            )


def same_level_alike(questions: tuple[PlacedQuestion, ...]) -> Iterator[tuple[PlacedQuestion, Finding]]:
    for one, other in combinations(questions, 2):
        for mark in one.question.anchors.keys() & other.question.anchors.keys():
            alike = share(
                content_words(one.question.anchors[mark]), content_words(other.question.anchors[mark])
            )
            if alike >= SAME_LEVEL_LIMIT:
                yield (
                    other,
                    Finding(
                        ("anchors", mark),
                        f"The anchor for {mark} shares {percent(alike)} of its words with that of "
                        f"{one.question.id} ({one.parsed.file.name}, line {one.line('anchors', mark)}).",
                        "Write what is heard in answer to this very question.",
                    ),
                )


ANCHOR_LINTS: Final[dict[str, QuestionLint]] = {
    "anchors-adjacent": adjacent_anchors_alike,
    "anchor-leans": anchor_leaning_on_another,
    "indicator-unheard": no_indicator_heard,
    "edi-action-effect": edi_without_action_and_effect,
}
ANCHOR_BANK_LINTS: Final[dict[str, BankLint]] = {"anchors-same-level": same_level_alike}
