"""checklists/words/*.yaml -> the word lists of the domain."""

from collections.abc import Iterable
from typing import Final

from panelguide.content.problems import Problem
from panelguide.content.shape import Form, Reader, Text, is_retirement
from panelguide.content.yaml_reader import ParsedFile
from panelguide.domain.language import WordEntry, WordList

FILE_FIELDS: Final = {"list": str, "about": str, "entries": list, "allowed": list}


class WordForm(Form):
    word: Text
    why: Text
    instead: Text
    kind: Text


class AllowedForm(Form):
    phrase: Text


def read_words(files: Iterable[ParsedFile]) -> tuple[dict[str, WordList], tuple[Problem, ...]]:
    """The lists by name; a later own file adds, replaces or retires words and adds allowed phrases."""
    lists: dict[str, WordList] = {}
    problems: list[Problem] = []
    for parsed in files:
        reader = Reader(parsed)
        name = parsed.file.stem
        lists[name] = _read_list(reader, name, lists.get(name))
        problems += reader.problems
    return lists, tuple(problems)


def _read_list(reader: Reader, name: str, under: WordList | None) -> WordList:
    fields = reader.top(FILE_FIELDS)
    if fields and fields.get("list") != name:
        reader.tell(("list",), f"The list is not named after its file, “{name}”.", f"Write list: {name}")
    words = {entry.word: entry for entry in under.entries} if under else {}
    seen: set[str] = set()
    for place, data in reader.entries("entries", fields):
        word = str(data.get("word")) if isinstance(data, dict) else ""
        if is_retirement(data):
            words.pop(word, None)
            continue
        form = reader.entry(WordForm, data, place, f"“{word}”" if word else f"Entry {int(place[-1]) + 1}")
        if form is None:
            continue
        if form.word in seen:
            reader.tell((*place, "word"), f"“{form.word}” stands twice.", "Keep one.", "duplicate-id")
            continue
        seen.add(form.word)
        words[form.word] = WordEntry(form.word, form.why, form.instead, form.kind)
    allowed = dict.fromkeys(under.allowed if under else ())
    for place, data in reader.entries("allowed", fields):
        phrase = reader.entry(AllowedForm, {"phrase": data}, place, "Allowed")
        if phrase is not None:
            allowed[phrase.phrase] = None
    about = fields.get("about") or (under.about if under else "")
    return WordList(name, str(about), tuple(words.values()), tuple(allowed))
