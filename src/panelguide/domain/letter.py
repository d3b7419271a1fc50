"""What a letter to a candidate says: the facts each kind needs and the words that never depend on anyone.

A letter speaks of one candidate only. It holds no score, no other candidate, no panel member as the author of
a mark, nothing of health or adjustments; there is no field such a thing could go in.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class LetterKind(StrEnum):
    NOT_THIS_TIME = "not-this-time"
    RESERVE = "reserve"
    OFFER = "offer"
    NOT_SHORTLISTED = "not-shortlisted"

    @property
    def name_for_people(self) -> str:
        return self.value.replace("-", " ").capitalize()


EMPLOYMENT_CHECKS: Final = (
    "identity",
    "the right to work in the United Kingdom",
    "professional registration and qualifications",
    "employment history and references",
    "criminal record, where the post needs it",
    "work health assessment",
)
"""The six NHS Employment Check Standards (NHS Employers)."""

TO_BE_CONFIRMED: Final = "to be confirmed"

_OUTCOMES: Final[Mapping[LetterKind, tuple[str, ...]]] = {
    LetterKind.NOT_THIS_TIME: (
        "I am sorry to tell you that we will not be offering you the post this time.",
        "I know this is not the news you hoped for. Preparing for an interview takes time and thought, "
        "and we are grateful for both.",
    ),
    LetterKind.RESERVE: (
        "I am not able to offer you the post now. The panel found that you could do this job, and we would "
        "like to keep you on our reserve list.",
        "Being on the list is not an offer. If this post, or one very like it, becomes free in that time, we "
        "may be able to offer it to you without a new application.",
    ),
    LetterKind.OFFER: (
        "I am pleased to offer you the post.",
        "This is a conditional offer: it depends on the checks listed in this letter.",
    ),
    LetterKind.NOT_SHORTLISTED: (
        "I am sorry to tell you that we will not be inviting you to an interview for this post.",
        "We know how much work goes into an application, and we are grateful for yours.",
    ),
}
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PRONOUNS: Final = re.compile(r"\s*[\[(][^\])]*/[^\])]*[\])]\s*$")


@dataclass(frozen=True, slots=True)
class Strength:
    """Something the candidate showed, and what they said or did that showed it."""

    text: str
    evidence: str


@dataclass(frozen=True, slots=True)
class DevelopmentPoint:
    """text: what was looked for. stronger: what was heard and a stronger answer holds. step: one practical thing to do."""

    text: str
    stronger: str
    step: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The terms of an offer, as words. salary_point: the exact point; empty while it is not confirmed.

    reply_by: the last day to accept. A missing condition never shortens the list: all six checks are named.
    """

    salary: str
    base: str
    hours: str
    reply_by: date
    salary_point: str = ""
    conditions: tuple[str, ...] = EMPLOYMENT_CHECKS


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything one letter says. Only what the kind needs has to be there; `missing` names what is not.

    title and last_name: for "Dear Ms Patel"; without a title the full name is used. band: as people say it
    ("Band 6"). panel_size: members who marked independently, 0 where applications
    were read without marks. criterion and reason: what a shortlist decision
    turned on. retention_date: until when the record of this recruitment is kept.
    """

    kind: LetterKind
    organisation_name: str
    candidate_name: str
    vacancy_title: str
    vacancy_reference: str
    band: str
    letter_date: date
    panel_size: int
    contact_name: str
    contact_details: str
    concerns_route: str
    retention_date: date
    contact_role: str = ""
    title: str = ""
    last_name: str = ""
    interview_date: date | None = None
    strengths: tuple[Strength, ...] = ()
    develop: tuple[DevelopmentPoint, ...] = ()
    reserve_until: date | None = None
    offer: Offer | None = None
    criterion: str = ""
    reason: str = ""

    @property
    def salutation(self) -> str:
        """How the letter greets: title and last name where a title was given, else the full name."""
        if self.title.strip() and self.last_name.strip():
            return f"{self.title.strip()} {_PRONOUNS.sub('', self.last_name.strip())}"
        return _PRONOUNS.sub("", self.candidate_name.strip())

    @property
    def how_decided(self) -> str:
        """How every candidate was treated, in words that say nothing of anyone's marks."""
        who = _count(self.panel_size)
        if self.kind is LetterKind.NOT_SHORTLISTED and not self.panel_size:
            return (
                "Every application was read against the same criteria from the person specification, and the "
                "same line was used for everybody."
            )
        if self.kind is LetterKind.NOT_SHORTLISTED:
            return (
                f"Every application was marked against the same criteria from the person specification. {who} "
                "marked it independently before the marks were opened together, and the same line was used "
                "for everybody."
            )
        return (
            f"Every candidate was asked the same questions, chosen from the person specification before the "
            f"interviews began. {who} marked each answer independently before the marks were opened "
            "together, discussed what they had heard, and decided by the criteria."
        )

    def missing(self) -> tuple[str, ...]:
        """The fields this kind of letter needs that are empty, by their names in the templates."""
        context = self.context()
        missing = []
        for field in REQUIRED[self.kind]:
            if not context[field]:
                missing.append(field)
            for part in _parts(context[field]):
                missing += [
                    f"{field}.{name}" for name, value in part.items() if not value and name not in context
                ]
        return tuple(dict.fromkeys(missing))

    def context(self) -> dict[str, object]:
        """The letter as a template sees it: texts, lists and dictionaries of texts, and nothing else."""
        return {field: show(self) for field, show in _SHOWN.items()}


def long_date(day: date | None) -> str:
    """A day as British letters write it: Monday 23 November 2026. Empty for no day."""
    return f"{day:%A} {day.day} {day:%B} {day.year}" if day else ""


def plain_date(day: date | None) -> str:
    """A day some way off, which nobody plans a week by: 25 November 2027. Empty for no day."""
    return f"{day.day} {day:%B} {day.year}" if day else ""


def _offer(letter: Letter) -> dict[str, object] | str:
    offer = letter.offer
    if offer is None:
        return ""
    return {
        "band": letter.band,
        "salary": offer.salary,
        "salary_point": offer.salary_point or TO_BE_CONFIRMED,
        "base": offer.base,
        "hours": offer.hours,
        "conditions": list(offer.conditions),
        "reply_by": long_date(offer.reply_by),
    }


_SHOWN: Final[Mapping[str, Callable[[Letter], object]]] = {
    "organisation_name": lambda letter: letter.organisation_name,
    "candidate_name": lambda letter: letter.candidate_name,
    "salutation": lambda letter: letter.salutation,
    "vacancy_title": lambda letter: letter.vacancy_title,
    "vacancy_reference": lambda letter: letter.vacancy_reference,
    "band": lambda letter: letter.band,
    "letter_date": lambda letter: long_date(letter.letter_date),
    "interview_date": lambda letter: long_date(letter.interview_date),
    "outcome": lambda letter: list(_OUTCOMES[letter.kind]),
    "how_decided": lambda letter: letter.how_decided,
    "strengths": lambda letter: [{"text": each.text, "evidence": each.evidence} for each in letter.strengths],
    "develop": lambda letter: [
        {"text": each.text, "stronger": each.stronger, "step": each.step} for each in letter.develop
    ],
    "reserve_until": lambda letter: plain_date(letter.reserve_until),
    "offer": _offer,
    "criterion": lambda letter: letter.criterion,
    "reason": lambda letter: letter.reason,
    "contact_name": lambda letter: letter.contact_name,
    "contact_role": lambda letter: letter.contact_role,
    "contact_details": lambda letter: letter.contact_details,
    "concerns_route": lambda letter: letter.concerns_route,
    "retention_date": lambda letter: plain_date(letter.retention_date),
}
FIELDS: Final[Mapping[str, tuple[str, ...]]] = dict.fromkeys(_SHOWN, ()) | {
    "strengths": ("text", "evidence"),
    "develop": ("text", "stronger", "step"),
    "offer": ("band", "salary", "salary_point", "base", "hours", "conditions", "reply_by"),
}
"""Every field a template may ask for, with the parts of those that have parts."""

_ALWAYS: Final = (
    "organisation_name",
    "candidate_name",
    "vacancy_title",
    "vacancy_reference",
    "band",
    "contact_name",
    "contact_details",
    "concerns_route",
)
REQUIRED: Final[Mapping[LetterKind, tuple[str, ...]]] = {
    LetterKind.NOT_THIS_TIME: (*_ALWAYS, "interview_date", "strengths", "develop"),
    LetterKind.RESERVE: (*_ALWAYS, "interview_date", "strengths", "reserve_until"),
    LetterKind.OFFER: (*_ALWAYS, "interview_date", "offer"),
    LetterKind.NOT_SHORTLISTED: (*_ALWAYS, "criterion", "reason"),
}


def _parts(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        return [value]
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _count(members: int) -> str:
    number = _NUMBERS[members] if members < len(_NUMBERS) else str(members)
    return f"{number.capitalize()} panel member{'' if members == 1 else 's'}"
