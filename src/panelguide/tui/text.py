"""The only road from data to the screen: text that can neither be markup nor drive the terminal."""

from collections.abc import Iterable
from typing import LiteralString

from textual.content import Content

from panelguide.text import visible


def plain(text: str) -> Content:
    """Any text as itself: brackets stay brackets, control and bidi characters become U+FFFD."""
    return Content(visible(text))


def line(text: str) -> Content:
    """The same on one line: line breaks and tabs become spaces."""
    return Content(visible(text).replace("\n", " ").replace("\t", " "))


def styled(template: LiteralString, /, **values: str) -> Content:
    """A sentence of ours with styles, and values that are only ever text: styled("[b]$name[/]", name=...)."""
    return Content.from_markup(template, **{name: visible(value) for name, value in values.items()})


def fitted(text: str | Content, width: int) -> Content:
    """One cell of a table: exactly `width` columns, cut with … where it is longer."""
    content = line(text) if isinstance(text, str) else text
    return content.truncate(max(0, width), ellipsis=True, pad=True)


def columns(cells: Iterable[tuple[str | Content, int]]) -> Content:
    """One row of a table: each text with its width in columns, a space between."""
    return Content(" ").join(fitted(text, width) for text, width in cells)


def stacked(parts: Iterable[Content]) -> Content:
    """Each part on a line of its own."""
    return Content("\n").join(parts)
