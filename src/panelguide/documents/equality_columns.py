"""Headings that ask for a protected characteristic, so that their answers are never read with a candidate.

The characteristics are those of the Equality Act 2010, section 4, with the questions monitoring forms add
(nationality, gender identity, caring, social background). Asking to be considered under the disability
interview scheme is a request about the process and not an equality answer.
"""

import re
from dataclasses import dataclass
from typing import Final

from panelguide.documents.headings import fold

_CHARACTERISTICS: Final = (
    ("age", r"\bage\b|\bages\b|\bage (group|range|band)\b|\bdate of birth\b|\bdob\b|\bbirth ?date\b|\byear of birth\b"),
    ("ethnic origin", r"\bethnic\w*|\brace\b|\bracial\b|\bcaste\b"),
    ("gender reassignment", r"\btrans\b|\btransgender\w*|\btranssexual\w*|\bgender (identity|reassignment)\b"),
    ("sexual orientation", r"\bsexual\w*|\borientation\b|\blgbt\w*"),
    ("sex", r"\bgender\b|\bsex\b|\bpronouns?\b"),
    ("religion or belief", r"\breligi\w*|\bbeliefs?\b|\bfaith\b"),
    ("marriage or civil partnership", r"\bmarital\b|\bmarriage\b|\bmarried\b|\bcivil partner\w*"),
    ("pregnancy or maternity", r"\bpregnan\w*|\bmaternity\b"),
    ("disability", r"\bdisab\w*|\bimpairments?\b|\blong term (health )?condition\w*|\bneurodiver\w*"),
    ("nationality", r"\bnationalit\w*|\bnational (origin|identity)\b|\bcitizen\w*|\b(country|place) of birth\b"),
    ("caring or social background", r"\bcar(er|ing) (responsib\w*|status)\b|\bdependants?\b|\bsocio ?economic\b|\bfree school meals\b"),
)  # fmt: skip
_PATTERNS: Final = tuple((name, re.compile(pattern)) for name, pattern in _CHARACTERISTICS)
_INTERVIEW_SCHEME: Final = re.compile(
    r"\bdisability confident\b|\btwo ticks\b|\bscheme\b|\bguarantee\w* interview\b|\binterview guarantee\w*"
)
_MAY_BE_A_JOB_QUESTION: Final = re.compile(
    r"\b(example|tell us (how|about a)|describe (how|a time)|how (you|have you|would you (work|support|care))"
    r"|explain|experience of|adjustments?|access (needs|requirements))\b"
)


@dataclass(frozen=True, slots=True)
class EqualityColumn:
    """A column that holds an equality answer. sure: False where it may be a question about the work itself."""

    heading: str
    characteristic: str
    sure: bool = True


def equality_column(heading: str) -> EqualityColumn | None:
    """The characteristic a heading asks for, or None when it asks for none."""
    words = fold(heading)
    for characteristic, pattern in _PATTERNS:
        if pattern.search(words) is None:
            continue
        if characteristic == "disability" and _INTERVIEW_SCHEME.search(words):
            continue
        return EqualityColumn(heading, characteristic, sure=_MAY_BE_A_JOB_QUESTION.search(words) is None)
    return None
