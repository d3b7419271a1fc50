"""Applications that may come from one person. They are shown to the recruitment team and never merged."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Protocol

from panelguide.documents.headings import fold


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """rows: where the applications stand in the file. reason: what they share, as a sentence."""

    rows: tuple[int, ...]
    references: tuple[str, ...]
    reason: str


class _Applicant(Protocol):
    @property
    def row(self) -> int: ...
    @property
    def reference(self) -> str: ...
    @property
    def full_name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def telephone(self) -> str: ...


def find_likely_duplicates(applicants: Iterable[_Applicant]) -> tuple[LikelyDuplicate, ...]:
    """Applications with the same e-mail address, or with the same name and telephone number."""
    by_email: dict[Hashable, list[_Applicant]] = defaultdict(list)
    by_name: dict[Hashable, list[_Applicant]] = defaultdict(list)
    for applicant in applicants:
        if applicant.email:
            by_email[applicant.email.casefold()].append(applicant)
        if applicant.telephone and applicant.full_name:
            by_name[fold(applicant.full_name), _national_digits(applicant.telephone)].append(applicant)
    found: dict[tuple[int, ...], LikelyDuplicate] = {}
    for groups, shared in ((by_email, "e-mail address"), (by_name, "name and telephone number")):
        for group in groups.values():
            rows = tuple(applicant.row for applicant in group)
            if len(group) > 1 and rows not in found:
                numbers = ", ".join(map(str, rows[:-1])) + f" and {rows[-1]}"
                references = tuple(applicant.reference for applicant in group)
                found[rows] = LikelyDuplicate(rows, references, f"Rows {numbers} have the same {shared}.")
    return tuple(sorted(found.values(), key=lambda each: each.rows))


def _national_digits(telephone: str) -> str:
    """The digits without the code of the country and the leading zero, so that +44 7700 is 07700."""
    digits = re.sub(r"\D", "", telephone)
    return re.sub(r"^(0044|44|0)", "", digits)
