"""What a command prints: lines for people, or JSON for programs; a refusal is one sentence on stderr."""

import dataclasses
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

from panelguide.errors import PanelguideError, SomebodyElseChangedIt
from panelguide.text import visible


def line(text: str = "") -> None:
    """One line for a person; what could drive the terminal is shown as a replacement character."""
    sys.stdout.write(visible(text, keep="\n") + "\n")


def as_json(value: object) -> None:
    """The value as JSON: dataclasses by field, bytes as hex, decimals as text."""
    json.dump(plain(value), sys.stdout, ensure_ascii=True, indent=2, sort_keys=True)
    sys.stdout.write("\n")


def refusal(error: PanelguideError) -> None:
    """Its sentences on one line; under a stale change both texts, so that neither is lost."""
    sys.stderr.write(visible(str(error), keep="") + "\n")
    if isinstance(error, SomebodyElseChangedIt):
        for whose, text in (("Yours", error.yours), ("Stored", error.theirs)):
            sys.stderr.write(visible(f"{whose}: {text}", keep="\n") + "\n")


def usage(message: str) -> None:
    """What is wrong with the words of a command, and where to look."""
    sys.stderr.write(visible(f"{message} Try panelguide --help.", keep="") + "\n")


def note(text: str) -> None:
    """Something to read while waiting, out of the way of what a program reads."""
    sys.stderr.write(visible(text, keep="") + "\n")


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns as wide as what stands in them, two spaces apart."""
    cells = [[visible(str(cell), keep="") for cell in row] for row in rows]
    widths = [
        max(len(heading), *(len(row[column]) for row in cells), 0) if cells else len(heading)
        for column, heading in enumerate(headings)
    ]
    for row in ([*headings], *cells):
        sys.stdout.write(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
        )


def plain(value: object) -> object:
    """The value in the kinds JSON has."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Decimal | Path | date):
        return str(value)
    return value


def _key(key: object) -> str:
    return " ".join(str(plain(part)) for part in key) if isinstance(key, tuple) else str(plain(key))
