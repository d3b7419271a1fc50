"""Where a member was in live scoring: candidate, question and cursor, so that a crash changes nothing.

One small file for each person in the data folder, readable by its owner only. It holds codes and numbers,
never a mark, a note or a name.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from panelguide.paths import Home, make_private_folder

Ticks = Mapping[str, Mapping[int, tuple[int, ...]]]
"""Candidate code -> question counted from 1 -> the probes asked, counted from 0."""


@dataclass(frozen=True, slots=True)
class Place:
    """question: counted from 1. row, column: of the cursor in its note. typing: whether it was in the note."""

    candidate: str
    question: int = 1
    row: int = 0
    column: int = 0
    typing: bool = False
    ticks: Ticks = field(default_factory=dict)


def read_place(home: Home, person_id: str, code: str) -> Place | None:
    """The place last kept for this vacancy; None when there is none or it cannot be read."""
    found = _read(_path(home, person_id)).get(code)
    try:
        return _place(found) if isinstance(found, dict) else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def keep_place(home: Home, person_id: str, code: str, place: Place) -> None:
    """Puts this place in the stead of the earlier one. A disk that cannot take it changes nothing else."""
    path = _path(home, person_id)
    try:
        body = json.dumps({**_read(path), code: _as_json(place)}).encode()
        make_private_folder(path.parent)
        part = path.with_suffix(".part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
        part.replace(path)
    except OSError:
        return


def _path(home: Home, person_id: str) -> Path:
    return home.folder / "places" / f"{person_id}.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _as_json(place: Place) -> dict[str, Any]:
    return {
        "candidate": place.candidate,
        "question": place.question,
        "cursor": [place.row, place.column],
        "typing": place.typing,
        "ticks": {
            code: {str(question): list(asked) for question, asked in questions.items()}
            for code, questions in place.ticks.items()
        },
    }


def _place(found: dict[str, Any]) -> Place:
    row, column = found["cursor"]
    return Place(
        candidate=str(found["candidate"]),
        question=int(found["question"]),
        row=int(row),
        column=int(column),
        typing=bool(found["typing"]),
        ticks={
            str(code): {int(question): tuple(map(int, asked)) for question, asked in questions.items()}
            for code, questions in found["ticks"].items()
        },
    )
