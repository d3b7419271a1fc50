"""Which column of an application export is which field, guessed from its heading or said by a person.

Nothing of any particular system is built in: each trust chooses its own columns. A column that is not mapped
is never read, and a column that holds an equality answer cannot be mapped.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from panelguide.documents.equality_columns import EqualityColumn, equality_column
from panelguide.documents.headings import fingerprint, fold
from panelguide.errors import BadInput

LEAVE_OUT: Final = "none"


class Field(StrEnum):
    """What an application can tell the recruitment team. Only a statement may come from several columns."""

    REFERENCE = "reference"
    TITLE = "title"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    FULL_NAME = "full_name"
    PREFERRED_NAME = "preferred_name"
    EMAIL = "email"
    TELEPHONE = "telephone"
    DATE_SUBMITTED = "date_submitted"
    INTERNAL = "internal"
    INTERVIEW_SCHEME = "interview_scheme"
    ADJUSTMENTS = "adjustments"
    EMPLOYER = "employer"
    STATEMENT = "statement"


_ABOUT_SOMEBODY_ELSE = re.compile(
    r"\b(referee|references|manager|supervisor|emergency|next of kin|recruiter|contact|vacancy|job|post|advert)\b"
)
# An earlier name tells of a marriage or of a changed gender, and no letter is written to it.
_FORMER_NAME: Final = re.compile(
    r"\b(previous\w*|former\w*|maiden|birth|other|past|old)\b.*\b(names?|surnames?)\b"
)
_PATTERNS: Final = (
    (
        Field.INTERVIEW_SCHEME,
        r"\b(interview|disab\w*)\b.*\b(scheme|guarantee\w*)\b|\bdisability confident\b"
        r"|\b(scheme|guarantee\w*)\b.*\b(interview|disab\w*)\b|\btwo ticks\b",
    ),
    (Field.ADJUSTMENTS, r"\badjustments?\b|\baccess (needs|requirements)\b"),
    (
        Field.REFERENCE,
        r"^(application|applicant|candidate)s? (reference|ref|number|no|id|code)( number)?$|^ref(erence)?$",
    ),
    (Field.TITLE, r"^(title|salutation|prefix|honorific)$|^(applicant|candidate|personal|name) title$"),
    (
        Field.PREFERRED_NAME,
        r"\b(preferred|known as|chosen)\b.*\bname\b|^known as$|^name you like to be called$",
    ),
    (Field.FIRST_NAME, r"\b(first|given)( \w+)? names?\b|^forenames?$|\bforenames?\b"),
    (Field.LAST_NAME, r"\b(last|family)( \w+)? names?\b|\bsurname\b"),
    (Field.EMPLOYER, r"\bemployer\b|^(current )?(organisation|organization)$"),
    (
        Field.FULL_NAME,
        r"^(full |applicant |applicants |candidate |candidates |your )?(full )?name$|^(applicant|candidate)$",
    ),
    (Field.EMAIL, r"\be ?mail\b"),
    (Field.TELEPHONE, r"\b(tele)?phone\b|\bmobile\b|^tel( no| number)?$|^contact number$"),
    (
        Field.DATE_SUBMITTED,
        r"\b(date|time|when)\b.*\b(submitted|applied|received|application)\b"
        r"|\b(submitted|applied|received|submission|application)\b.*\b(date|on|at)\b",
    ),
    (Field.INTERNAL, r"\binternal\b|\b(work|employed) (for|by|at) (us|this (trust|organisation))\b"),
    (
        Field.STATEMENT,
        r"\bsupporting (information|statement|evidence)\b|\bpersonal statement\b|\bmeet the (person )?spec\w*"
        r"|\bmeets? the (essential |desirable )?criteria\b|^statement$|\bsuitability for (the|this) (role|post)\b"
        r"|^(additional|further) information$|\bwhy (you|do you|are you)\b|\b(give an|an) example\b|^tell us\b",
    ),
)
_FIELD_PATTERNS: Final = tuple((field, re.compile(pattern)) for field, pattern in _PATTERNS)
_CONTACT_PHONE: Final = re.compile(r"^contact (tele)?(phone|number|phone number|email|e mail)( address)?$")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which headings feed which field, for one source's layout.

    source: the fingerprint of all its headings, by which the layout is known again next time.
    columns: (heading, field) in the file's order.
    """

    source: str
    columns: tuple[tuple[str, Field], ...]

    def headings_of(self, field: Field) -> tuple[str, ...]:
        return tuple(heading for heading, mapped in self.columns if mapped is field)

    def to_json(self) -> str:
        """Text to be remembered for this source; read back by `mapping_from_json`."""
        columns = [[heading, field.value] for heading, field in self.columns]
        return json.dumps({"source": self.source, "columns": columns}, ensure_ascii=False)


def mapping_from_json(text: str) -> Mapping:
    """A remembered mapping. Raises BadInput when the text is not one."""
    try:
        kept = json.loads(text)
        columns = tuple((str(heading), Field(field)) for heading, field in kept["columns"])
        mapping = Mapping(str(kept["source"]), columns)
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            "The remembered columns of this source cannot be read.",
            safe="Nothing was imported.",
            do="Say again which column is which.",
        ) from error
    for heading, _ in columns:
        _refuse_equality(heading)
    return mapping


@dataclass(frozen=True, slots=True)
class Unsure:
    """Something a person has to settle. heading: the column in question, empty when one is missing."""

    heading: str
    field: Field | None
    reason: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What the headings seem to be.

    mapping: what is sure. unsure: what to ask before reading. equality: columns recognised as equality
    answers, date of birth among them; never read. left_out: all other columns, which are not read either.
    """

    mapping: Mapping
    unsure: tuple[Unsure, ...]
    equality: tuple[EqualityColumn, ...]
    left_out: tuple[str, ...]


def guess_mapping(headings: Sequence[str], said: Iterable[tuple[str, Field | None]] = ()) -> Guess:
    """The fields of these headings; `said` are the columns a person has named (None: leave it out) and wins.

    Raises BadInput when a named column is not in the file, holds an equality answer, or two columns were
    named for a field that takes one.
    """
    named = _named_columns(headings, said)
    settled = set(named.values()) - {Field.STATEMENT}
    equality: list[EqualityColumn] = []
    open_headings: list[str] = []
    unsure: list[Unsure] = []
    for heading in headings:
        column = None if heading in named else equality_column(heading)
        if column is None:
            open_headings.append(heading)
        elif column.sure:
            equality.append(column)
        else:
            unsure.append(
                Unsure(heading, None, f"“{heading}” may hold an answer about {column.characteristic}.")
            )
    proposed = {heading: _field_of(heading) for heading in open_headings if heading not in named}
    fields = {heading: field for heading, field in named.items() if field is not None}
    for heading, field in proposed.items():
        if field is None or field in settled:
            continue
        rivals = [other for other, same in proposed.items() if same is field]
        if len(rivals) > 1 and field is not Field.STATEMENT:
            unsure.append(Unsure(heading, field, f"{_one_of(rivals)} may all be the {_plain(field)}."))
        else:
            fields[heading] = field
    if not {Field.LAST_NAME, Field.FULL_NAME} & set(fields.values()):
        unsure.append(Unsure("", Field.FULL_NAME, "No column looks like the candidate's name."))
    columns = tuple((heading, fields[heading]) for heading in headings if heading in fields)
    known = {*fields, *(column.heading for column in equality), *(doubt.heading for doubt in unsure)}
    left_out = tuple(heading for heading in headings if heading and heading not in known)
    return Guess(Mapping(fingerprint(headings), columns), tuple(unsure), tuple(equality), left_out)


def parse_map_option(text: str) -> tuple[str, Field | None]:
    """What a person typed after --map: `Heading=field` or `Heading=none`; the last equals sign counts.

    Raises BadInput with the fields there are.
    """
    heading, equals, word = text.rpartition("=")
    if not equals or not heading.strip():
        raise BadInput(
            f"“{text}” does not say which column is which field.",
            safe="Nothing was imported.",
            do="Write it as Heading=field, or Heading=none to leave the column out.",
        )
    wanted = word.strip().lower().replace("-", "_").replace(" ", "_")
    try:
        return heading.strip(), None if wanted == LEAVE_OUT else Field(wanted)
    except ValueError as error:
        raise BadInput(
            f"“{word.strip()}” is not a field.",
            safe="Nothing was imported.",
            do="Use one of " + ", ".join(Field) + ", or none to leave the column out.",
        ) from error


def _named_columns(
    headings: Sequence[str], said: Iterable[tuple[str, Field | None]]
) -> dict[str, Field | None]:
    by_fold = {fold(heading): heading for heading in headings if heading}
    named: dict[str, Field | None] = {}
    for typed, field in said:
        heading = by_fold.get(fold(typed))
        if heading is None:
            raise BadInput(
                f"There is no column called “{typed}” in the file.",
                safe="Nothing was imported.",
                do="The columns are: " + ", ".join(by_fold.values()) + ".",
            )
        if field is None:
            named[heading] = None
            continue
        _refuse_equality(heading)
        if field is not Field.STATEMENT and field in named.values():
            raise BadInput(
                f"Two columns were named as the {_plain(field)}.",
                safe="Nothing was imported.",
                do="Name one; only a statement may come from several columns.",
            )
        named[heading] = field
    return named


def _refuse_equality(heading: str) -> None:
    column = equality_column(heading)
    if column is not None and column.sure:
        raise BadInput(
            f"“{heading}” holds an answer about {column.characteristic}, which never enters a candidate's record.",
            safe="Nothing was imported.",
            do="Leave that column out; equality figures are made from the export with “monitor import”.",
        )


def _field_of(heading: str) -> Field | None:
    words = fold(heading)
    if _FORMER_NAME.search(words):
        return None
    for field, pattern in _FIELD_PATTERNS:
        if pattern.search(words) is None:
            continue
        if _ABOUT_SOMEBODY_ELSE.search(words) and not _own_all_the_same(field, words):
            return None
        return field
    return None


def _own_all_the_same(field: Field, words: str) -> bool:
    long_questions = {
        Field.STATEMENT,
        Field.ADJUSTMENTS,
        Field.INTERVIEW_SCHEME,
        Field.EMPLOYER,
        Field.INTERNAL,
    }
    return field in long_questions or _CONTACT_PHONE.fullmatch(words) is not None


def _one_of(headings: Sequence[str]) -> str:
    quoted = [f"“{heading}”" for heading in headings]
    return ", ".join(quoted[:-1]) + " and " + quoted[-1]


def _plain(field: Field) -> str:
    return field.value.replace("_", " ")
