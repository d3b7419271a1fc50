"""Safe reading of the YAML files people edit: plain data with the line of every entry and field.

Only what a content file needs is read: maps, lists, text, numbers, true and false (YAML 1.2, so "no",
"8a" and "10:30" are text). Aliases, anchors, tags, duplicate keys, tabs, control characters, files over
1 MB and nesting over 20 levels are refused, each with its line. What stands outside a refused entry is
still read. Aliases are refused because a small file of them expands to gigabytes when it is walked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml import events as yaml_events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from panelguide.content.locate import LARGEST_FILE, ContentFile
from panelguide.content.problems import Problem
from panelguide.text import is_refused

DEEPEST: Final = 20
LINT: Final = "yaml"
# An entry left open by a fault cannot be trusted; the map of the file and the list of its entries can.
LEVELS_KEPT_AFTER_A_FAULT: Final = 2
INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)")
LONGEST_NUMBER: Final = 18
NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")


Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file as plain data. lines: where each field or entry begins, by its place in the data.

    spoiled: lines on which something was refused; an entry that holds one of them is not to be used.
    """

    file: ContentFile
    data: object
    lines: dict[Place, int]
    problems: tuple[Problem, ...]
    spoiled: frozenset[int]

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it that is known."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return 1

    def is_spoiled(self, place: Place, siblings: int) -> bool:
        """Whether an entry of a list holds a refused line. siblings: how many entries the list has."""
        index = place[-1]
        assert isinstance(index, int)
        first = self.line(place)
        following = (*place[:-1], index + 1)
        last = self.line(following) if index + 1 < siblings else max(self.spoiled, default=first) + 1
        return any(first <= line < last for line in self.spoiled)


def parse_file(file: ContentFile) -> ParsedFile:
    """The plain data of a file with all that was refused in it. Never raises for what the file holds."""
    builder = _Builder(file)
    if not builder.read(pure=False):
        # libyaml refuses more than it must: between brackets, "10:30" and "https:".
        builder = _Builder(file)
        builder.read(pure=True)
    return ParsedFile(
        file,
        builder.root,
        builder.lines,
        tuple(builder.problems),
        frozenset(p.line for p in builder.problems),
    )


@dataclass(slots=True)
class _Open:
    """A map or list whose end has not come yet."""

    value: dict[object, object] | list[object]
    place: Place
    line: int
    key: object = None
    awaits_key: bool = True


@dataclass(slots=True)
class _Builder:
    file: ContentFile
    root: object = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    has_tabs: bool = False

    def read(self, *, pure: bool) -> bool:
        """Whether it was understood, by libyaml or by the pure reader; what is over 1 MB or not text is no matter of YAML."""
        text = self.cleaned_text()
        return text is None or self.build(text, pure=pure)

    def refuse(self, line: int, what: str, fix: str) -> None:
        self.problems.append(Problem(self.file.name, line, what, fix, LINT))

    def cleaned_text(self) -> str | None:
        """The text of the file with refused characters made harmless, so that reading can go on."""
        if len(self.file.content) > LARGEST_FILE:
            self.refuse(1, "The file is over 1 MB and was not read.", "Split it into several files.")
            return None
        try:
            text = self.file.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.file.content.count(b"\n", 0, error.start) + 1
            self.refuse(line, "The file is not plain UTF-8 text here.", "Save the file with UTF-8 encoding.")
            return None
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "\n".join(self._clean_line(number, line) for number, line in enumerate(lines, start=1))

    def _clean_line(self, number: int, line: str) -> str:
        if "\t" in line:
            self.refuse(number, "There is a tab on this line; YAML wants spaces.", "Put spaces in its place.")
            self.has_tabs = True
            line = line.replace("\t", "  ")
        bad = {character for character in line if is_refused(character)}
        if bad:
            self._refuse_characters(number, bad)
            line = "".join(
                "\N{REPLACEMENT CHARACTER}" if character in bad else character for character in line
            )
        return line

    def _refuse_characters(self, line: int, characters: Iterable[str]) -> None:
        codes = ", ".join(sorted(f"U+{ord(character):04X}" for character in characters))
        self.refuse(line, f"A character that cannot be shown stands here ({codes}).", "Take it out.")

    def build(self, text: str, *, pure: bool) -> bool:
        """Whether it was YAML to its end, or to where the rest is not worth reading."""
        understood = False
        try:
            for event in YAML(typ="safe", pure=pure).parse(text):
                if not self._take(event):
                    break
            understood = True
        except MarkedYAMLError as error:
            self._refuse_syntax(error)
        except (YAMLError, ValueError, RecursionError):
            self.refuse(1, "The file cannot be read as YAML.", "Compare it with a file that works.")
        del self.open[LEVELS_KEPT_AFTER_A_FAULT:]
        while self.open:
            container = self.open.pop()
            self._place(container.value, container.line)
        return understood

    def _refuse_syntax(self, error: MarkedYAMLError) -> None:
        # The tab already told of is the likely cause; a second sentence about it would only confuse.
        if self.has_tabs:
            return
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        reason = (error.problem or "something is out of place").strip()
        self.refuse(
            line,
            f"The file cannot be read as YAML from here on ({reason}).",
            "Look at this line and the one above: indentation, a missing quote, or a colon inside text without quotes.",
        )

    def _take(self, event: object) -> bool:
        """Work one event in. False when the rest of the file is not worth reading."""
        if isinstance(event, yaml_events.DocumentStartEvent):
            return self._only_one_document(event)
        if not isinstance(event, yaml_events.NodeEvent):
            if isinstance(event, yaml_events.CollectionEndEvent):
                container = self.open.pop()
                self._place(container.value, container.line)
            return True
        line = event.start_mark.line + 1
        if isinstance(event, yaml_events.AliasEvent):
            self.refuse(
                line, "An alias (*) stands here; aliases are not allowed.", "Write the text out again."
            )
            self._place("", line)
            return True
        self._refuse_anchor_and_tag(event, line)
        if isinstance(event, yaml_events.ScalarEvent):
            self._place(self._scalar(event, line), line)
            return True
        return self._begin(event, line)

    def _only_one_document(self, event: yaml_events.DocumentStartEvent) -> bool:
        if self.root is None:
            return True
        line = event.start_mark.line + 1
        self.refuse(line, "A second document begins here (---).", "Put it into a file of its own.")
        return False

    def _refuse_anchor_and_tag(self, event: yaml_events.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            self.refuse(line, "An anchor (&) stands here; anchors are not allowed.", "Take the anchor out.")
        tag = getattr(event, "ctag", None)
        if tag is not None and str(tag) not in ("", "None", "!"):
            self.refuse(line, f"A tag ({tag}) stands here; tags are not allowed.", "Take the tag out.")

    def _begin(self, event: yaml_events.NodeEvent, line: int) -> bool:
        if len(self.open) >= DEEPEST:
            self.refuse(line, f"Lists and maps are nested over {DEEPEST} deep here.", "Make it flatter.")
            return False
        place = self._next_place()
        self.lines.setdefault(place, line)
        if isinstance(event, yaml_events.MappingStartEvent):
            self.open.append(_Open({}, place, line))
        else:
            self.open.append(_Open([], place, line))
        return True

    def _next_place(self) -> Place:
        if not self.open:
            return ()
        parent = self.open[-1]
        if isinstance(parent.value, list):
            return (*parent.place, len(parent.value))
        return (*parent.place, _as_step(parent.key))

    def _place(self, value: object, line: int) -> None:
        """Put a finished value where it belongs: as the file, an entry of a list, a key or its value."""
        if not self.open:
            self.root = value
            self.lines.setdefault((), line)
            return
        parent = self.open[-1]
        if isinstance(parent.value, list):
            self.lines.setdefault((*parent.place, len(parent.value)), line)
            parent.value.append(value)
        elif parent.awaits_key:
            self._take_key(parent, value, line)
        else:
            parent.value.setdefault(parent.key, value)
            parent.awaits_key = True

    def _take_key(self, parent: _Open, key: object, line: int) -> None:
        assert isinstance(parent.value, dict)
        parent.awaits_key = False
        if not isinstance(key, (str, int)):
            self.refuse(line, "The name of a field must be a word or a number.", "Write a plain name.")
            key = repr(key)
        if key in parent.value:
            self.refuse(line, f"“{key}” stands twice in the same entry.", "Keep one and take the other out.")
        parent.key = key
        self.lines.setdefault((*parent.place, _as_step(key)), line)

    def _scalar(self, event: yaml_events.ScalarEvent, line: int) -> object:
        text = str(event.value)
        bad = {character for character in text if is_refused(character) and character != "\n"}
        if bad:
            self._refuse_characters(line, bad)
        return text if event.style else _plain(text)


def _as_step(key: object) -> str | int:
    return key if isinstance(key, (str, int)) else repr(key)


def _plain(text: str) -> object:
    """What a word without quotes means in the core schema of YAML 1.2 (chapter 10.3).

    Octal and hexadecimal numbers, and those with a leading nought, stay text: nobody means them here.
    """
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if INTEGER.fullmatch(text) and len(text) <= LONGEST_NUMBER:
        return int(text)
    return float(text) if NUMBER.fullmatch(text) and len(text) <= LONGEST_NUMBER else text
