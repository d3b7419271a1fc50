"""Lints on words: what nobody may ask about, and what would praise or blame the person."""

from collections.abc import Iterator
from typing import Final

from panelguide.content.lints.finding import Finding, QuestionLint, Surroundings, handed_over, phrases_of
from panelguide.domain.feedback_lint import feedback_problems
from panelguide.domain.language import WordEntry, WordList, find_words
from panelguide.domain.questions import Question

PROTECTED_TOPICS: Final = "protected-topics"
FEEDBACK: Final = "feedback"


def _words(name: str, phrases: str, allowed: str = "") -> WordList:
    entries = tuple(WordEntry(phrase.strip(), "", "", name) for phrase in phrases.split(","))
    return WordList(name, name, entries, tuple(phrase.strip() for phrase in allowed.split(",") if phrase))


# Feedback speaks of what was done and heard; what somebody is cannot be acted on, and hurts.
THE_PERSON: Final = _words(
    "person",
    "you are, you're, you were a, you were an, you were the, you were very, you were too, you were so, "
    "you were really, you were clearly, you were not, you weren't, you seem*, you appear*, you come across, "
    "you came across, you lack*, you fail*, you struggl*, you neglect*, you should have, you ought to, "
    "you could not, you couldn't, you cannot, you can't, you have no, you had no, you have poor, you have weak, "
    "your personality, your character, your attitude, your nature, your weakness*, your failure*, "
    "your failing*, well done, badly done, you did well, you did very well, you did badly, you did poorly, "
    "you performed, you need to, great job, good job, brilliant*, outstanding, amazing*, fantastic, wonderful*, superb*, impressive*, impressed, "
    "terrible, awful, you disappoint*, disappointing*, were disappointed, disappointed us, unfortunately, inadequate, unacceptable, careless*, lazy, natural leader, "
    "born leader, poor answer, weak answer, bad answer",
    "when you are, once you are, if you are, while you are, before you are, after you are, where you are, "
    "whether you are, until you are, what you are, when you were not, was outstanding, were outstanding, "
    "still outstanding, outstanding task*, outstanding work",
)
BLAME: Final = _words(
    "blame",
    "you did not, you didn't, you never, you forgot, you missed, you ignored, you neglected, you left out",
)


def protected_topic(question: Question, around: Surroundings) -> Iterator[Finding]:
    """Equality Act 2010 (section 60 for health): nothing about the candidate's own life may be asked."""
    topics = around.words.get(PROTECTED_TOPICS)
    if topics is None:
        return
    for place, text in handed_over(question):
        for hit in find_words(text, topics):
            yield Finding(
                place,
                f"“{hit.text}” touches a protected topic ({hit.entry.kind}).",
                hit.entry.instead,
            )


def praise_or_blame(question: Question, _: Surroundings) -> Iterator[Finding]:
    for place, side, phrase in phrases_of(question):
        lists = (THE_PERSON,) if side == "strength" else (THE_PERSON, BLAME)
        hits = [hit for words in lists for hit in find_words(phrase.text, words)]
        if hits:
            yield Finding(
                (*place, "text"),
                f"“{hits[0].text}” judges the person.",
                "Say what was heard, or what a stronger answer would hold, and one step to take.",
            )


def not_for_a_letter(question: Question, around: Surroundings) -> Iterator[Finding]:
    """What the panel would be told of its own words in a letter must not come from the bank."""
    words = around.words.get(FEEDBACK)
    for place, _, phrase in phrases_of(question):
        for hit in find_words(phrase.text, words) if words else ():
            yield Finding(
                (*place, "text"), f"“{hit.text}” is a word to think about in feedback.", hit.entry.instead
            )
        for refusal in feedback_problems(phrase.text, other_candidates=(), panel=()).refusals:
            yield Finding(
                (*place, "text"), refusal, "Say what was heard, or what a stronger answer would hold."
            )


WORDING_LINTS: Final[dict[str, QuestionLint]] = {
    PROTECTED_TOPICS: protected_topic,
    "praise-or-blame": praise_or_blame,
    "phrase-words": not_for_a_letter,
}
