"""Frozen dataclasses of the domain as plain data and back, so that a cache can be JSON and never code."""

import dataclasses
import datetime
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
Builder = Callable[[Any], Any]


def to_plain(value: object) -> Any:
    """Lists, maps, text and numbers that JSON can hold. Sets are sorted; enums stand as their values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(part) for key, part in value.items()}
    if isinstance(value, frozenset):
        return sorted(to_plain(part) for part in value)
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    return value


def from_plain(kind: type[T], data: object) -> T:
    """The value of that type. Raises ValueError, TypeError, KeyError or AttributeError when data is not one."""
    key: Any = kind
    built: T = _builder(key)(data)
    return built


@cache
def form_of(kind: type) -> str:
    """The fields and types of a dataclass and all dataclasses in it, to notice a cache of another form."""
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        fields = (f"{field.name}:{form_of(hints[field.name])}" for field in dataclasses.fields(kind))
        return f"{kind.__name__}({','.join(fields)})"
    inner = ",".join(form_of(part) for part in typing.get_args(kind))
    return f"{getattr(kind, '__name__', str(kind))}[{inner}]"


@cache
def _builder(kind: Any) -> Builder:
    if dataclasses.is_dataclass(kind):
        return _dataclass_builder(kind)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        part = _builder(next(choice for choice in inner if choice is not types.NoneType))
        return lambda data: None if data is None else part(data)
    if origin is tuple or origin is frozenset:
        part = _builder(inner[0])
        return lambda data: origin(part(one) for one in _checked(data, list))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, part = _builder(inner[0]), _builder(inner[1])
        return lambda data: {
            key(int(name) if inner[0] is int else name): part(one)
            for name, one in _checked(data, dict).items()
        }
    if issubclass(kind, Enum):
        return lambda data: kind(data)
    if kind is datetime.date:
        return datetime.date.fromisoformat
    return lambda data: _checked(data, kind)


def _dataclass_builder(kind: Any) -> Builder:
    hints = typing.get_type_hints(kind)
    parts = [_builder(hints[field.name]) for field in dataclasses.fields(kind)]

    def build(data: Any) -> Any:
        fields = _checked(data, list)
        return kind(*(part(one) for part, one in zip(parts, fields, strict=True)))

    return build


def _checked(data: Any, kind: type) -> Any:
    if type(data) is not kind:
        raise TypeError(f"{data!r} is not a {kind.__name__}")
    return data
