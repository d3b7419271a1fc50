"""What a lint hands back, and what it is given besides the entry it looks at."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from panelguide.content.bank import PlacedQuestion
from panelguide.content.yaml_reader import Place
from panelguide.domain.language import WordList
from panelguide.domain.questions import Phrase, Question


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in an entry. place: the field inside the entry, such as ("anchors", 3)."""

    place: Place
    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an entry is held against: the tags in use and the word lists by name."""

    competencies: Collection[str]
    words: Mapping[str, WordList]


QuestionLint = Callable[[Question, Surroundings], Iterator[Finding]]
BankLint = Callable[[tuple[PlacedQuestion, ...]], Iterator[tuple[PlacedQuestion, Finding]]]


def read_aloud(question: Question) -> Iterator[tuple[Place, str]]:
    """Every text of a question that a candidate hears, with its place."""
    yield ("ask",), question.ask
    yield ("plain_version",), question.plain_version
    if question.opening_note:
        yield ("opening_note",), question.opening_note
    for index, probe in enumerate(question.probes):
        yield ("probes", index, "text"), probe.text


def handed_over(question: Question) -> Iterator[tuple[Place, str]]:
    """Every text a candidate hears or is given to read."""
    yield from read_aloud(question)
    if question.exercise:
        yield ("exercise", "candidate_brief"), question.exercise.candidate_brief


def phrases_of(question: Question) -> Iterator[tuple[Place, str, Phrase]]:
    """Every phrase for letters with its place and its side, "strength" or "develop"."""
    for side, phrases in (("strength", question.strength_phrases), ("develop", question.develop_phrases)):
        for index, phrase in enumerate(phrases):
            yield ("feedback_phrases", side, index), side, phrase
