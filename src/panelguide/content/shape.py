"""Plain data of a content file held against its form (pydantic), and what does not fit told in sentences."""

import datetime
import difflib
from collections.abc import Iterator, Mapping
from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from panelguide.content.problems import Problem
from panelguide.content.yaml_reader import ParsedFile, Place

LINT: Final = "form"
MISSING: Final = "missing"

Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
OptionalText = Annotated[str, StringConstraints(strict=True, strip_whitespace=True)]
Title = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=40)]
Identifier = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[A-Z0-9]+(-[A-Za-z0-9]+)*$", max_length=40)
]


def _as_date(value: object) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        raise ValueError("should be a date such as 2026-11-01") from None


IsoDate = Annotated[datetime.date, BeforeValidator(_as_date)]


class Form(BaseModel):
    """What every form shares: unknown fields are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


FormT = TypeVar("FormT", bound=Form)


class Reader:
    """Holds the entries of one parsed file against their forms and keeps what does not fit."""

    def __init__(self, parsed: ParsedFile) -> None:
        self.parsed = parsed
        self.problems: list[Problem] = list(parsed.problems)

    def tell(self, place: Place, what: str, fix: str, lint: str = LINT) -> None:
        self.problems.append(Problem(self.parsed.file.name, self.parsed.line(place), what, fix, lint))

    def top(self, allowed: Mapping[str, type]) -> dict[str, object]:
        """The map at the top of the file: the fields of the right kind, anything else told of."""
        data = self.parsed.data
        if not isinstance(data, dict):
            # A file that could not be read at all has been told of already.
            if not self.problems:
                self.tell((), "The file is empty or holds no named fields.", "Begin it as the README shows.")
            return {}
        fields: dict[str, object] = {}
        for name, value in data.items():
            if name not in allowed:
                self.tell(
                    (name,), f"“{name}” is not a field of this file.", _did_you_mean(str(name), allowed)
                )
            elif not isinstance(value, allowed[name]):
                kind = "a list" if allowed[name] is list else "text"
                self.tell((name,), f"“{name}” should be {kind}.", "See the README for the form.")
            else:
                fields[name] = value
        return fields

    def entries(self, name: str, fields: Mapping[str, object]) -> Iterator[tuple[Place, object]]:
        """The entries of a list at the top of the file, those with a refused line left out."""
        found = fields.get(name, [])
        assert isinstance(found, list)
        for index, entry in enumerate(found):
            place: Place = (name, index)
            if not self.parsed.is_spoiled(place, len(found)):
                yield place, entry

    def entry(self, form: type[FormT], data: object, place: Place, label: str) -> FormT | None:
        """An entry in its form, or None after all that does not fit was told."""
        try:
            return form.model_validate(data)
        except ValidationError as invalid:
            for error in invalid.errors():
                step = tuple(part for part in error["loc"] if part != "[key]")
                self.tell((*place, *step), *_sentence(label, step, error, form), lint=_lint_of(error))
            return None


def label_of(data: object, kind: str, place: Place) -> str:
    """How an entry is named in a sentence: by its id, or by its number in the list."""
    if isinstance(data, dict) and isinstance(data.get("id"), str):
        return str(data["id"])
    number = int(place[-1]) + 1
    return f"{kind} {number}"


def is_retirement(data: object) -> bool:
    """Whether an entry of the trust's own folder only takes one of ours out of use."""
    return isinstance(data, dict) and data.get("retired") is True


def _lint_of(error: ErrorDetails) -> str:
    return MISSING if error["type"] == "missing" else LINT


def _sentence(label: str, step: Place, error: ErrorDetails, form: type[Form]) -> tuple[str, str]:
    """What is wrong and how to mend it, for one pydantic error."""
    name = " → ".join(str(part) for part in step) or "entry"
    subject = f"{label}: “{name}”"
    kind, value = error["type"], error["input"]
    context = error.get("ctx", {})
    if kind == "missing":
        return (
            f"{subject} is missing.",
            "Write it; question_bank/README.md or checklists/README.md says what goes there.",
        )
    if kind == "extra_forbidden":
        return f"{subject} is not a field.", _did_you_mean(str(step[-1]), form.model_fields)
    if kind == "string_type":
        return _not_text(subject, value)
    if kind == "string_too_short" or value is None:
        return f"{subject} is empty.", "Write something there or take the line out."
    if kind == "string_too_long":
        limit = context["max_length"]
        return f"{subject} is {len(str(value))} characters long; {limit} is the most.", "Make it shorter."
    if kind == "enum":
        return f"{subject} is “{value}”, which is not one of its words.", f"Use {context['expected']}."
    if kind == "value_error":
        return f"{subject} {context['error']}.", "Mend this line."
    return f"{subject} does not fit: {error['msg'][:1].lower()}{error['msg'][1:]}.", "Mend this line."


def _not_text(subject: str, value: object) -> tuple[str, str]:
    if value is None:
        return f"{subject} is empty.", "Write something there or take the line out."
    if isinstance(value, bool):
        return f"{subject} stands as true or false, not as text.", "Put quotes round it."
    if isinstance(value, (int, float)):
        return f"{subject} stands as the number {value}, not as text.", "Put quotes round it."
    return f"{subject} should be text, not a list or a map.", "Write one text, in quotes if it holds a colon."


def _did_you_mean(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    if near:
        return f"Did you mean “{near[0]}”?"
    return "Take it out; the fields are " + ", ".join(known) + "."
