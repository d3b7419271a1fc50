"""Making letters, beside docxtpl and beside the least that could be done: fields joined in, one part deflated."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import count, cycle
from pathlib import Path

import jinja2
from docxtpl import DocxTemplate
from markupsafe import escape

from benchmarks import trust
from benchmarks.measuring import Compared, Figure, Want, compare, seconds
from panelguide.documents.letter_templates import OUR_TEMPLATES, LetterTemplate, load_templates
from panelguide.documents.letter_writer import LetterOrder, make_letters
from panelguide.documents.packed_zip import PackedZip
from panelguide.domain.letter import DevelopmentPoint, Letter, LetterKind, Strength

KIND = LetterKind.NOT_THIS_TIME
ROUNDS = 15
LETTERS = 200
SLOW_LETTERS = 4
FIRST, LAST = 100, 5_000
MEBIBYTE = 1024 * 1024
_SLOT = re.compile("⟦([0-9]+)⟧")


def letter(number: int) -> Letter:
    """A whole letter with feedback, for a candidate of this number."""
    return Letter(
        kind=KIND,
        organisation_name="Anytown NHS Trust",
        candidate_name=f"Renée O'Neil & <Sons> {number}",
        title="Ms",
        last_name=f"O'Neil & <Sons> {number}",
        vacancy_title="Physiotherapist",
        vacancy_reference="318-26-7714",
        band="Band 6",
        letter_date=date(2026, 11, 25),
        interview_date=date(2026, 11, 23),
        panel_size=3,
        contact_name="S. Rees",
        contact_role="Recruiting manager",
        contact_details="s.rees@anytown.example, 01234 567891",
        concerns_route="the Freedom to Speak Up guardian, speakup@anytown.example",
        retention_date=date(2027, 11, 25),
        strengths=(
            Strength(
                f"You involved the family early, in example {number}.", "You found the nurse in charge."
            ),
            Strength("You named what you would check first.", "You gave the three signs in order."),
        ),
        develop=(
            DevelopmentPoint(
                "The effect of a change.", "Says what was different afterwards.", "Write it in three lines."
            ),
        ),
    )


def _docxtpl(context: Mapping[str, object]) -> bytes:
    template = DocxTemplate(OUR_TEMPLATES / f"{KIND}.docx")
    template.render(dict(context), jinja2.Environment(autoescape=True))
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


class Slots:
    """One letter cut at its fields. Nothing is decided and nothing checked: only for letters of the same shape."""

    def __init__(self, template: LetterTemplate, context: Mapping[str, object]) -> None:
        numbers = count()
        marked = _with_words(context, lambda _: f"⟦{next(numbers)}⟧")
        with zipfile.ZipFile(io.BytesIO(template.fill(marked))) as filled:
            parts = {name: filled.read(name) for name in filled.namelist()}
        texts = {name: body.decode() for name, body in parts.items() if "⟦".encode() in body}
        self._pieces = {name: _SLOT.split(text) for name, text in texts.items()}
        self._rest = PackedZip({name: body for name, body in parts.items() if name not in texts})

    def fill(self, context: Mapping[str, object]) -> bytes:
        words = [str(escape(word)) for word in _words(context)]
        members = {}
        for name, pieces in self._pieces.items():
            filled = list(pieces)
            filled[1::2] = [words[int(number)] for number in pieces[1::2]]
            members[name] = "".join(filled).encode()
        return self._rest.with_members(members)


def _with_words(value: object, change: Callable[[str], str]) -> "dict[str, object]":
    """The same context with each of its words changed, in the order `_words` gives them."""

    def walk(it: object) -> object:
        if isinstance(it, str):
            return change(it) if it else it
        if isinstance(it, Mapping):
            return {name: walk(inner) for name, inner in it.items()}
        return [walk(inner) for inner in it] if isinstance(it, list | tuple) else it

    found = walk(value)
    assert isinstance(found, dict)
    return found


def _words(value: object) -> Iterator[str]:
    found: list[str] = []

    def keep(word: str) -> str:
        found.append(word)
        return word

    _with_words(value, keep)
    return iter(found)


def _growth(ways: str) -> tuple[float, float]:
    """Mebibytes in use after the first hundred letters and after the last, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.letters", ways], capture_output=True, text=True, check=True
    )
    first, last = done.stdout.split()
    return float(first), float(last)


def _make_many() -> None:
    """Makes 5,000 letters on the disk and prints the memory in use after the first hundred and at the end."""
    import psutil  # type: ignore[import-untyped]  # no stubs among our tools

    process = psutil.Process()
    templates = load_templates()
    with trust.folder() as folder:
        orders = (LetterOrder("V014", f"C{number}", letter(number)) for number in range(LAST))
        for done, _ in enumerate(make_letters(orders, templates, folder / "letters", written={}), start=1):
            if done in (FIRST, LAST):
                print(process.memory_info().rss / MEBIBYTE)


def measure() -> list[Figure]:
    template = load_templates()[KIND]
    contexts = [letter(number).context() for number in range(LETTERS)]
    turn = cycle(contexts)
    slots = Slots(template, contexts[0])
    assert slots.fill(contexts[7]) == template.fill(contexts[7])

    def ours() -> None:
        template.fill(next(turn))

    beside_slots = compare(ours, lambda: slots.fill(next(turn)), rounds=ROUNDS, repeats=LETTERS)
    fast, slow = [], []
    for _ in range(ROUNDS):
        slow.append(seconds(lambda: _docxtpl(next(turn)), SLOW_LETTERS))
        fast.append(seconds(ours, LETTERS))
    beside_docxtpl = Compared(tuple(slow), tuple(fast))
    with trust.folder() as folder:
        on_disk = _on_disk(folder)
    first, last = _growth("memory")
    return [
        Figure(
            "a letter: fields filled and file packed",
            "docxtpl",
            beside_docxtpl.ratio,
            60,
            beside_docxtpl.absolute + " (docxtpl first)",
            Want.AT_LEAST,
        ),
        beside_slots.figure(
            "a letter: fields filled and file packed", "fields joined in, one part deflated", 1.5
        ),
        on_disk.figure(
            "a letter on the disk: checked, written aside, synced, named", "filling and packing it", None
        ),
        Figure(
            f"memory after {LAST:,} letters on the disk",
            f"memory after {FIRST}",
            last / first,
            1.1,
            f"{last:.0f} / {first:.0f} MiB",
        ),
    ]


def _on_disk(folder: Path) -> Compared:
    templates = load_templates()
    numbers = count(1)
    orders = (LetterOrder("V014", f"C{number}", letter(number)) for number in numbers)
    made = make_letters(orders, templates, folder / "letters", written={})
    again = cycle([letter(number) for number in range(LETTERS)])
    return compare(
        lambda: next(made), lambda: templates[KIND].fill(next(again).context()), rounds=ROUNDS, repeats=20
    )


if __name__ == "__main__":
    _make_many()
