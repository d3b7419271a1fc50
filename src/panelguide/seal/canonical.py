"""Canonical JSON: one value has one text, so that a digest of the text is a digest of the value.

Source: byte definition 2. Writing is `encode`; reading is `decode`, which parses, lets a schema
function build the wanted object with the `read_*` helpers, writes the value again and compares bytes.
What is unlike its own canonical form - key order, spaces, floats, a key twice, text not in NFC - is refused.
"""

import json
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeAlias, TypeVar

from panelguide.errors import BadInput, Tampered

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"

T = TypeVar("T")

_TIME = "%Y-%m-%dT%H:%M:%SZ"


def encode(value: Json) -> bytes:
    """The value's canonical bytes.

    Raises BadInput for text that is not NFC, a float, or any other type: editors normalise before sealing.
    """
    _require_plain(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise BadInput("The text holds half a character (a lone surrogate) that cannot be stored.") from None


def encode_text(value: Json) -> str:
    """The same as `encode`, as text: for columns and for the body of an audit entry."""
    return encode(value).decode("utf-8")


def decode(data: bytes, schema: Callable[[Json], T], *, what: str) -> T:
    """What the schema builds from canonical bytes.

    what: what is being read, for the sentence ("The sheet").
    Raises Tampered when the bytes are not JSON, not the schema's shape, or not canonical.
    """
    value = _parse(data, what)
    built = schema(value)
    try:
        again = encode(value)
    except (BadInput, RecursionError):
        raise Tampered(f"{what} is not in canonical form.") from None
    if again != data:
        raise Tampered(f"{what} is not in canonical form.")
    return built


def time_text(at: datetime) -> str:
    """A moment as `YYYY-MM-DDTHH:MM:SSZ`, in UTC to the second. Raises BadInput for a moment without zone."""
    if at.tzinfo is None:
        raise BadInput("A moment needs its time zone before it can be signed.")
    return at.astimezone(UTC).strftime(_TIME)


def is_time(text: str) -> bool:
    """Whether the text is a moment exactly as `time_text` writes it."""
    try:
        return datetime.strptime(text, _TIME).replace(tzinfo=UTC).strftime(_TIME) == text
    except ValueError:
        return False


def read_object(value: Json, names: tuple[str, ...], where: str) -> dict[str, Json]:
    """An object with exactly these names."""
    found = read_map(value, where)
    if set(found) != set(names):
        raise Tampered(f"{where} does not have the fields it should have.")
    return found


def read_map(value: Json, where: str) -> dict[str, Json]:
    """An object with any names."""
    if not isinstance(value, dict):
        raise Tampered(f"{where} is not an object.")
    return value


def read_list(value: Json, where: str) -> list[Json]:
    """A list of anything."""
    if not isinstance(value, list):
        raise Tampered(f"{where} is not a list.")
    return value


def read_text(value: Json, where: str) -> str:
    """Any text."""
    if not isinstance(value, str):
        raise Tampered(f"{where} is not text.")
    return value


def read_int(value: Json, where: str, *, low: int, high: int) -> int:
    """A whole number from low to high; true and false are no numbers here."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise Tampered(f"{where} is not a whole number from {low} to {high}.")
    return value


def read_bytes(value: Json, where: str, *sizes: int) -> bytes:
    """Bytes written as lower hex, of one of these sizes; of any size when none is given."""
    text = read_text(value, where)
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    # Written again, because fromhex also takes capitals and spaces.
    if found.hex() != text or (sizes and len(found) not in sizes):
        raise Tampered(f"{where} is not bytes of the right length in lower hex.")
    return found


def read_bytes_map(value: Json, where: str, *, key: int, item: int) -> dict[bytes, bytes]:
    """An object from bytes to bytes, both in lower hex and of these sizes: signatures by key, for one."""
    return {
        read_bytes(name, where, key): read_bytes(held, where, item)
        for name, held in read_map(value, where).items()
    }


def write_bytes_map(value: Mapping[bytes, bytes]) -> Json:
    """The JSON that `read_bytes_map` reads."""
    return {name.hex(): held.hex() for name, held in value.items()}


def _parse(data: bytes, what: str) -> Json:
    try:
        value: Json = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Tampered(f"{what} cannot be read: it is not JSON in UTF-8.") from None
    return value


def _require_plain(value: object) -> None:
    if isinstance(value, str):
        if not unicodedata.is_normalized("NFC", value):
            raise BadInput("The text is not in Unicode normal form C, so it cannot be sealed.")
    elif isinstance(value, dict):
        for name, held in value.items():
            if not isinstance(name, str):
                raise BadInput("A field's name must be text.")
            _require_plain(name)
            _require_plain(held)
    elif isinstance(value, list):
        for held in value:
            _require_plain(held)
    elif value is not None and not isinstance(value, int):
        raise BadInput(f"A {type(value).__name__} cannot be written as canonical JSON.")
