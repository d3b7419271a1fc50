"""An entry that does not fit its form, made readable so that the rest of it can be checked at once.

Without this, somebody mending a long entry would meet its faults one run at a time.
"""

from collections.abc import Iterable
from typing import Final

from pydantic import ValidationError

from panelguide.content.shape import Form, FormT

# The least a field can hold. Nothing is ever reported about a field that was filled in from here.
LEAST: Final[dict[str, object]] = {
    "id": "ENTRY",
    "version": 1,
    "status": "draft",
    "type": "behavioural",
    "category": "role",
    "value": None,
    "secondary_values": [],
    "competencies": [],
    "bands": {"scales": ["afc"]},
    "staff_groups": ["any"],
    "title": "Entry",
    "purpose": "None",
    "ask": "None",
    "plain_version": "None",
    "minutes": 1,
    "probes": [],
    "indicators": {"positive": [], "negative": []},
    "anchors": {},
    "pass_line": 3,
    "red_flags": [],
    "share_in_advance": True,
    "avoid": [],
    "feedback_phrases": {"strength": [], "develop": []},
    "source": {"kind": "own", "basis": "None"},
    "reviewed_on": "2026-01-01",
    "reviewed_by": "None",
    "accessibility_notes": "None",
}


def filled_in(form: type[FormT], data: object) -> tuple[FormT, frozenset[str]] | None:
    """The entry with what does not fit replaced, and the fields that were; None where nothing can be read."""
    if not isinstance(data, dict):
        return None
    filled = dict(data)
    replaced = _misfits(form, filled)
    for name in replaced:
        filled.pop(name, None)
        if name in LEAST:
            filled[name] = LEAST[name]
    try:
        return form.model_validate(filled), frozenset(str(name) for name in replaced)
    except ValidationError:
        return None


def _misfits(form: type[Form], data: dict[object, object]) -> Iterable[object]:
    try:
        form.model_validate(data)
    except ValidationError as invalid:
        return {error["loc"][0] for error in invalid.errors() if error["loc"]}
    return ()
