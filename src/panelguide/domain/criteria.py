"""Criteria of the person specification, and the tags by which questions are found for them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from panelguide.domain.questions import Tag, Value

MOST_VALUES: Final = 2
MOST_COMPETENCIES: Final = 3

WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class CriterionKind(StrEnum):
    ESSENTIAL = "essential"
    DESIRABLE = "desirable"


class TestedAt(StrEnum):
    """Where a criterion is looked for."""

    # The name begins like a test class; pytest would try to collect it wherever a test imports it.
    __test__ = False

    APPLICATION_FORM = "application_form"
    INTERVIEW = "interview"
    EXERCISE = "exercise"
    DOCUMENT_CHECK = "document_check"

    @property
    def name_for_people(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the person specification.

    code: E1, D2, as it is printed. weight: how much it counts beside the others, 1 unless set.
    confirmed: the recruiting manager has agreed the values and competencies it is tagged with.
    """

    id: str
    code: str
    kind: CriterionKind
    text: str
    tested_at: frozenset[TestedAt]
    weight: Decimal = Decimal(1)
    values: tuple[Value, ...] = ()
    competencies: tuple[str, ...] = ()
    confirmed: bool = False

    @property
    def tagged(self) -> bool:
        return bool(self.values or self.competencies)


class TagSource(Protocol):
    """Where tags come from: a Bank."""

    @property
    def values(self) -> Mapping[str, Tag]: ...
    @property
    def competencies(self) -> Mapping[str, Tag]: ...


@dataclass(frozen=True, slots=True)
class ProposedTag:
    """A tag a criterion seems to be about. words: the words of the criterion that say so, as written."""

    id: str
    name: str
    words: tuple[str, ...]

    @property
    def because(self) -> str:
        """Why it is proposed, as one sentence."""
        return f"{self.name}, for the words " + ", ".join(f"“{word}”" for word in self.words) + "."


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a criterion could be tagged with, strongest first. Nothing counts until it is confirmed."""

    values: tuple[ProposedTag, ...]
    competencies: tuple[ProposedTag, ...]

    @property
    def empty(self) -> bool:
        return not (self.values or self.competencies)


def propose_tags(text: str, bank: TagSource) -> Proposal:
    """The values (two at most) and competencies (three at most) most of whose words stand in the text.

    A tag's stem matches the beginning of a word, case and accents folded; a hyphenated word matches by
    its parts and as a whole. Tags with the same number of words keep the order of the tag file.
    """
    words = list(_words(text))
    return Proposal(
        values=_best(words, bank.values.values(), MOST_VALUES),
        competencies=_best(words, bank.competencies.values(), MOST_COMPETENCIES),
    )


def fold(text: str) -> str:
    """Text without case and accents, for comparing words."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _words(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each different word as written, with the folded forms a stem may match."""
    seen = set()
    for found in WORD.finditer(unicodedata.normalize("NFC", text)):
        word = found.group()
        parts = re.split(r"[-'’]", fold(word))
        forms = (*parts, "".join(parts))
        if forms not in seen:
            seen.add(forms)
            yield word, forms


def _best(
    words: list[tuple[str, tuple[str, ...]]], tags: Iterable[Tag], most: int
) -> tuple[ProposedTag, ...]:
    found = []
    for tag in tags:
        stems = tuple(fold(stem) for stem in tag.stems)
        matched = tuple(word for word, forms in words if any(form.startswith(stems) for form in forms))
        if matched:
            found.append(ProposedTag(tag.id, tag.name, matched))
    found.sort(key=lambda proposed: -len(proposed.words))
    return tuple(found[:most])
