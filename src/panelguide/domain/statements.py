"""What an advert has to say, and how the saying of it is recognised.

The list follows NHS Providers (job descriptions and advertising), the London WIN inclusive employer
toolkit and NCVO (interview date). A statement is found by its words, so it can be missed: that is why a
missing one is a prompt and can be kept out with a reason.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY: Final = (
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\b|\b{_MONTH}\s+\d{{1,2}}\b"
    r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b)"
)
# A date belongs to what was said before it in the same sentence, near by.
_SOON: Final = r"[^.!?]{0,60}?"


class Statement(StrEnum):
    PAY = "pay"
    HOURS = "hours"
    FLEXIBILITY = "flexibility"
    ADJUSTMENTS = "adjustments"
    EQUALITY = "equality"
    CONTACT = "contact"
    ALTERNATIVE_FORMAT = "alternative-format"
    CLOSING_DATE = "closing-date"
    INTERVIEW_DATE = "interview-date"

    @property
    def key(self) -> str:
        """The key by which its absence is recorded as kept: "missing:pay"."""
        return f"missing:{self.value}"

    @property
    def name_for_people(self) -> str:
        return _TEXTS[self].name

    @property
    def why(self) -> str:
        return _TEXTS[self].why

    @property
    def example(self) -> str:
        """A line that could be written into the advert, with gaps to fill."""
        return _TEXTS[self].example

    def stands_in(self, text: str) -> bool:
        return bool(_TEXTS[self].pattern.search(text))


@dataclass(frozen=True, slots=True)
class _Texts:
    name: str
    pattern: re.Pattern[str]
    why: str
    example: str


def _texts(name: str, pattern: str, why: str, example: str) -> _Texts:
    return _Texts(name, re.compile(pattern, re.IGNORECASE), why, example)


_TEXTS: Final = {
    Statement.PAY: _texts(
        "pay",
        r"£\s?\d",
        "People who cannot afford to guess do not apply.",
        "Pay: Band …, £… to £… a year.",
    ),
    Statement.HOURS: _texts(
        "weekly hours",
        r"\b\d+(?:\.\d+)?\s+hours?\b|\bhours? (?:a|per|each) week\b",
        "Everyone who shares out their week with others has to know the hours first.",
        "Hours: … a week, worked between … and ….",
    ),
    Statement.FLEXIBILITY: _texts(
        "flexible working",
        r"\bflexib\w+|\bjob[ -]shar\w+|\bpart[ -]time\b|\bcompressed hours\b|\bterm[ -]time\b"
        r"|\bhybrid\b|\bwork(?:ing)? from home\b",
        "Fixed hours shut out carers and many disabled people.",
        "We can talk about part time, job share or compressed hours.",
    ),
    Statement.ADJUSTMENTS: _texts(
        "adjustments",
        r"\badjustments?\b",
        "Disabled people look for this line before they read on.",
        "Tell us about any adjustment you would like, at any step, and we will arrange it.",
    ),
    Statement.EQUALITY: _texts(
        "equality",
        r"\b(?:equality|equal (?:chance|opportunit\w+)|divers\w+|inclusi\w+|every background"
        r"|all backgrounds|any background|everyone is welcome)\b",
        "It tells people who have met closed doors whether this one is open.",
        "We welcome people of every background and judge everyone on the same criteria.",
    ),
    Statement.CONTACT: _texts(
        "a named contact",
        r"[\w.+-]+@[\w-]+\.[\w.-]+|\b0\d{2,4}[\s-]?\d{3}[\s-]?\d{3,4}\b|\+44[\s\d-]{9,}",
        "Some people cannot use the form, and some want to ask before they dare.",
        "To talk about the job, ring or write to …, …, at … or ….",
    ),
    Statement.ALTERNATIVE_FORMAT: _texts(
        "other formats",
        r"\b(?:large print|braille|easy read|audio|(?:other|another|alternative|different) formats?)\b",
        "An advert nobody can read out, enlarge or sign reaches fewer people.",
        "Ask us for this advert in large print, audio, Easy Read or another format.",
    ),
    Statement.CLOSING_DATE: _texts(
        "the closing date",
        rf"\b(?:clos(?:es?|ing)|deadline|apply (?:by|before)|applications? (?:by|until)){_SOON}{_DAY}",
        "Everyone needs the same time to apply.",
        "Closing date: ….",
    ),
    Statement.INTERVIEW_DATE: _texts(
        "the interview date",
        rf"\binterview\w*{_SOON}{_DAY}",
        "People can keep the day free, or say early that they cannot.",
        "Interviews: ….",
    ),
}
