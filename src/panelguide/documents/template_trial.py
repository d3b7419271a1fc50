"""A template tried out before it is used: with everything there, and with everything optional left out.

Tags that open in one paragraph and close in another give a file that Word cannot open; that is found here and
not by the candidate.
"""

from collections.abc import Iterator, Mapping

from panelguide.documents.template_language import Fields

_TEXT = "xx"


class _Full(dict[str, object]):
    """Stands for a field with parts, whether the template repeats over it or asks for its parts."""

    def __iter__(self) -> Iterator[object]:  # type: ignore[override]
        return iter((dict(self.items()), dict(self.items())))


class _NothingText(str):
    """A text that counts as empty where a template asks, and can still be printed where it does not."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[str]:
        return iter(())


class _Nothing(dict[str, object]):
    """A field with parts that counts as empty where a template asks."""

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[str]:
        return iter(())


def trial_contexts(fields: Fields) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """Two sets of values for every field: all there, lists with two items; and all counting as empty."""
    full = {name: _Full(dict.fromkeys(parts, _TEXT)) if parts else _TEXT for name, parts in fields.items()}
    nothing = _NothingText(_TEXT)
    empty = {
        name: _Nothing(dict.fromkeys(parts, nothing)) if parts else nothing for name, parts in fields.items()
    }
    return full, empty
