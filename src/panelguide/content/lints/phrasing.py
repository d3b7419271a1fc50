"""How many things a sentence asks for, and whether it can be answered with yes or no.

English has no short rule for this; these patterns know the ways interview questions are put. A clause
is one thing asked for: a direct question, a request ("Tell us about"), or a further interrogative tied
on by a comma or "and".
"""

import re
from typing import Final

from panelguide.domain.readability import sentences_of

_INTERROGATIVE: Final = r"(?:what|why|how|who|whom|when|where|which)"
_AUXILIARY: Final = (
    r"(?:did|do|does|is|are|was|were|have|has|had|can|could|would|will|should|shall|may|might|must"
    r"|didn't|don't|doesn't|isn't|aren't|wasn't|weren't|haven't|hasn't|hadn't|can't|couldn't|wouldn't|won't"
    r"|shouldn't)"
)
_REQUEST: Final = (
    r"(?:(?:tell|give|show|talk|walk|take) (?:us|me)|describe|explain|share|outline|set out"
    r"|say (?:what|how|why|who))"
)
_TIED_QUESTION: Final = re.compile(
    rf"(?:,| and| or|;|:|—|–)\s+(?:and\s+|or\s+|then\s+|also\s+)*{_INTERROGATIVE}\b"
    rf"|\b(?:and|or)\s+(?:then\s+|also\s+)*{_AUXILIARY} (?:you|it|they|that|this|there|he|she|we|anyone|anybody)\b",
    re.I,
)
_TIED_REQUEST: Final = re.compile(
    rf"(?:,|;|\band)\s+(?:and\s+|then\s+|please\s+|also\s+)*{_REQUEST}"
    rf"|\band\s+(?:also\s+)?(?:what|how|why|who)\b|,\s+(?:what|how|why)\s+you\b",
    re.I,
)
_TWO_EXAMPLES: Final = re.compile(
    r"\b(?:a|one|another|the) (?:time|occasion|situation|example)\b.*\b(?:and|or) (?:also )?"
    r"(?:a|another|one|a different|a second) (?:time|occasion|situation|example)\b",
    re.I | re.S,
)
_OPENS_WITH_REQUEST: Final = re.compile(
    rf"^(?:[^.?!]*?,\s*)?(?:now |then |please |could you |can you )*(?:{_REQUEST})\b", re.I
)
_FIRST_INTERROGATIVE: Final = re.compile(rf"\b{_INTERROGATIVE}\b", re.I)
_INVERTED: Final = re.compile(rf"\s+{_AUXILIARY}\b", re.I)
_CLOSED_START: Final = re.compile(rf"^{_AUXILIARY}\b", re.I)


def questions_in(text: str) -> list[str]:
    """The sentences that end with a question mark."""
    return [sentence.text for sentence in sentences_of(text) if sentence.text.rstrip("\"'”’)").endswith("?")]


def clauses_in(text: str) -> int:
    """How many things a text asks for, over all its sentences."""
    return sum(_clauses_of(sentence.text) for sentence in sentences_of(text))


def is_double(question: str) -> bool:
    """Whether one direct question asks for two things: "What did you do, and why?"."""
    return _tied_questions(question) > 0


def asks_for_two_examples(text: str) -> bool:
    """ "Tell us about a time you helped someone and a time you could not"."""
    return _TWO_EXAMPLES.search(text) is not None


def is_closed(question: str) -> bool:
    """Whether a question begins so that yes or no would answer it."""
    for part in re.split(r"[,;:—–]\s*", question):
        first = part.strip()
        if _CLOSED_START.match(first):
            return True
        if _FIRST_INTERROGATIVE.search(first) or _OPENS_WITH_REQUEST.match(first):
            return False
    return False


def _clauses_of(sentence: str) -> int:
    if sentence.rstrip("\"'”’)").endswith("?"):
        return 1 + _tied_questions(sentence)
    opening = _OPENS_WITH_REQUEST.match(sentence)
    return 1 + len(_TIED_REQUEST.findall(sentence, opening.end())) if opening else 0


def _tied_questions(question: str) -> int:
    """Interrogatives tied on to a question, but for those under another: "how did you know what to keep
    and what to leave" asks for one thing."""
    start = _end_of_opening(question)
    ties = list(_TIED_QUESTION.finditer(question, start))
    if not ties or _FIRST_INTERROGATIVE.search(question, start, ties[0].start()):
        return 0
    return len(ties)


def _end_of_opening(question: str) -> int:
    """Where the first interrogative ends. "When the ward was short, how did you…" opens with how."""
    first = _FIRST_INTERROGATIVE.search(question)
    if first is None:
        return len(question) - len(question.lstrip()) + 1
    if first.group().lower() in ("when", "where") and not _INVERTED.match(question, first.end()):
        return (_FIRST_INTERROGATIVE.search(question, first.end()) or first).end()
    return first.end()
