"""Lints on what is read aloud: length, one question at a time, open, neutral and easy to follow."""

from collections.abc import Iterator
from typing import Final

from panelguide.content.lints.finding import Finding, QuestionLint, Surroundings, read_aloud
from panelguide.content.lints.phrasing import (
    asks_for_two_examples,
    clauses_in,
    is_closed,
    is_double,
    questions_in,
)
from panelguide.domain.language import WordEntry, WordList, find_words
from panelguide.domain.likeness import content_words
from panelguide.domain.questions import Category, Question
from panelguide.domain.readability import readability, words_of

LONGEST_ASK: Final = 60
MOST_CLAUSES: Final = 2
MOST_PROBES: Final = 4
OLDEST_READING_AGE: Final = 14.0


def _words(name: str, phrases: str, allowed: tuple[str, ...] = ()) -> WordList:
    entries = tuple(WordEntry(phrase.strip(), "", "", name) for phrase in phrases.split(","))
    return WordList(name, name, entries, allowed)


LEADING: Final = _words(
    "leading",
    "don't you, wouldn't you, didn't you, aren't you, weren't you, isn't it, wasn't it, shouldn't you, "
    "do you agree, would you agree that, would you not agree, surely, obviously, of course, as you know, as we all know, "
    "everyone knows, I'm sure, we're sure, we are sure, you must have, you would have, you'll agree, "
    "presumably, no doubt, needless to say, naturally, we believe that, we think that, we expect you to, "
    "how important is, how much do you like, how much do you value, the right thing to do, "
    "proud of, how well did you, why was it good, why is it good",
    ("as a matter of course",),
)
HYPOTHETICAL: Final = _words(
    "hypothetical",
    "what would you, how would you, who would you, where would you, when would you, which would you, "
    "why would you, would you, you would, what might you, how might you, how should you, imagine*, suppose, "
    "supposing, pretend, what if, if, let's say, hypothetical*",
)


def ask_too_long(question: Question, _: Surroundings) -> Iterator[Finding]:
    """Nobody can hold more than about sixty spoken words in mind while thinking of an example."""
    words = len(words_of(question.ask))
    if words > LONGEST_ASK:
        yield Finding(
            ("ask",),
            f"The question is {words} words long; {LONGEST_ASK} is the most.",
            "Cut it down, or move what explains it to opening_note.",
        )


def ask_of_many_clauses(question: Question, _: Surroundings) -> Iterator[Finding]:
    clauses = clauses_in(question.ask)
    if question.category is not Category.EXERCISE and clauses > MOST_CLAUSES:
        yield Finding(
            ("ask",),
            f"The question asks for {clauses} things; {MOST_CLAUSES} is the most.",
            "Keep the example and one question about it; make the others probes.",
        )


def two_questions_in_one(question: Question, _: Surroundings) -> Iterator[Finding]:
    """A listener cannot tell which half an answer is to, nor a scorer which half was missed."""
    fix = "Keep one of them and make the other a probe of its own."
    asked = questions_in(question.ask)
    if question.category is not Category.EXERCISE and (
        len(asked) > 1 or any(map(is_double, asked)) or asks_for_two_examples(question.ask)
    ):
        yield Finding(("ask",), "Two questions stand in one.", fix)
    for index, probe in enumerate(question.probes):
        asked = questions_in(probe.text)
        if len(asked) > 1 or any(map(is_double, asked)) or clauses_in(probe.text) > 1:
            yield Finding(("probes", index, "text"), f"Two questions stand in one: “{probe.text}”", fix)


def leading_wording(question: Question, _: Surroundings) -> Iterator[Finding]:
    for place, text in read_aloud(question):
        for hit in find_words(text, LEADING):
            yield Finding(
                place,
                f"“{hit.text}” leads the candidate to an answer.",
                "Ask it so that no answer is hinted at.",
            )


def hypothetical_plain_version(question: Question, _: Surroundings) -> Iterator[Finding]:
    """The plain version serves people for whom "what if" is a barrier, such as many autistic people."""
    for hit in find_words(question.plain_version, HYPOTHETICAL):
        yield Finding(
            ("plain_version",),
            f"“{hit.text}” makes the plain version hypothetical.",
            "Ask about something that did happen: “Tell us about one time…”.",
        )


def plain_version_no_plainer(question: Question, _: Surroundings) -> Iterator[Finding]:
    if content_words(question.plain_version) == content_words(question.ask):
        yield Finding(
            ("plain_version",),
            "The plain version is the question over again.",
            "Say it in shorter words and shorter sentences.",
        )


def hard_to_follow(question: Question, _: Surroundings) -> Iterator[Finding]:
    """Reading age over 14 in anything read aloud (Flesch-Kincaid grade + 5)."""
    for place, text in read_aloud(question):
        age = readability(text).reading_age
        if age > OLDEST_READING_AGE:
            yield Finding(
                place,
                f"The reading age is {age:.1f}; {OLDEST_READING_AGE:.0f} is the most for what is read aloud.",
                "Use shorter sentences and everyday words.",
            )


def too_many_probes(question: Question, _: Surroundings) -> Iterator[Finding]:
    if len(question.probes) > MOST_PROBES:
        yield Finding(
            ("probes",),
            f"There are {len(question.probes)} probes; {MOST_PROBES} is the most.",
            "Take some out.",
        )
    if not question.probes:
        yield Finding(("probes",), "There is no probe.", "Write three or four neutral follow-ups.")


def closed_probes(question: Question, _: Surroundings) -> Iterator[Finding]:
    for index, probe in enumerate(question.probes):
        if is_closed(probe.text):
            yield Finding(
                ("probes", index, "text"),
                f"Yes or no would answer “{probe.text}”",
                "Begin with what, how, who, when or why.",
            )


ASKING_LINTS: Final[dict[str, QuestionLint]] = {
    "ask-too-long": ask_too_long,
    "ask-clauses": ask_of_many_clauses,
    "two-in-one": two_questions_in_one,
    "leading": leading_wording,
    "hypothetical": hypothetical_plain_version,
    "plain-version": plain_version_no_plainer,
    "reading-age": hard_to_follow,
    "probes-count": too_many_probes,
    "closed-probe": closed_probes,
}
