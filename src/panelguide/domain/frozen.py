"""A question's text as it was taken into a kit, by field names, so that it can be read in ten years.

A kit keeps the text and not only the id: the letter, the score and a later complaint must show what was
really asked.
"""

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from panelguide.domain.bands import GradeRange, PayScale
from panelguide.domain.questions import (
    Category,
    Exercise,
    Phrase,
    Probe,
    Question,
    QuestionStatus,
    QuestionType,
    Source,
    StaffGroup,
    Value,
)
from panelguide.errors import Tampered


def freeze(question: Question) -> dict[str, Any]:
    """The question as maps, lists, text and whole numbers: what canonical JSON can hold."""
    return {field.name: _plain(getattr(question, field.name)) for field in dataclasses.fields(question)}


def thaw(body: Mapping[str, Any]) -> Question:
    """The question a body was frozen from. Raises Tampered when it is not one."""
    try:
        return _question(body)
    except (KeyError, TypeError, ValueError) as error:
        raise Tampered(
            "A question of the kit cannot be read back from the record.",
            do="Restore the record from a backup.",
        ) from error


def _plain(value: object) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, frozenset):
        return sorted(_plain(part) for part in value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _question(body: Mapping[str, Any]) -> Question:
    grades, exercise = body["grades"], body["exercise"]
    return Question(
        id=body["id"],
        version=body["version"],
        status=QuestionStatus(body["status"]),
        type=QuestionType(body["type"]),
        category=Category(body["category"]),
        theme=body["theme"],
        title=body["title"],
        value=Value(body["value"]) if body["value"] else None,
        secondary_values=tuple(Value(value) for value in body["secondary_values"]),
        competencies=tuple(body["competencies"]),
        grades=GradeRange(
            frozenset(PayScale(scale) for scale in grades["scales"]), grades["lowest"], grades["highest"]
        ),
        staff_groups=frozenset(StaffGroup(group) for group in body["staff_groups"]),
        purpose=body["purpose"],
        ask=body["ask"],
        plain_version=body["plain_version"],
        opening_note=body["opening_note"],
        minutes=body["minutes"],
        probes=tuple(Probe(**probe) for probe in body["probes"]),
        positive_indicators=tuple(body["positive_indicators"]),
        negative_indicators=tuple(body["negative_indicators"]),
        anchors={int(mark): text for mark, text in body["anchors"].items()},
        pass_line=body["pass_line"],
        red_flags=tuple(body["red_flags"]),
        share_in_advance=body["share_in_advance"],
        avoid=tuple(body["avoid"]),
        strength_phrases=tuple(Phrase(**phrase) for phrase in body["strength_phrases"]),
        develop_phrases=tuple(Phrase(**phrase) for phrase in body["develop_phrases"]),
        source=Source(**body["source"]),
        reviewed_on=date.fromisoformat(body["reviewed_on"]),
        reviewed_by=body["reviewed_by"],
        accessibility_notes=body["accessibility_notes"],
        exercise=_exercise(exercise) if exercise else None,
    )


def _exercise(body: Mapping[str, Any]) -> Exercise:
    return Exercise(
        kind=body["kind"],
        preparation_minutes=body["preparation_minutes"],
        materials=tuple(body["materials"]),
        candidate_brief=body["candidate_brief"],
        marking_guide=tuple(body["marking_guide"]),
        adjustments=tuple(body["adjustments"]),
        actor_brief=body["actor_brief"],
        observer_sheet=tuple(body["observer_sheet"]),
    )
