"""What a person's YAML file may hold, and what is refused with its line."""

import random
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from panelguide.content import yaml_reader
from panelguide.content.locate import LARGEST_FILE, ContentFile, FileKind, Folder, content_folders, read_files
from panelguide.content.reading import read_content
from panelguide.content.yaml_reader import ParsedFile, parse_file

SAMPLE = Path(__file__).parent / "sample"


def parsed(tmp_path: Path, content: str | bytes) -> ParsedFile:
    """A real file of the bank, read back from disk."""
    path = tmp_path / "question_bank" / "compassion.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (file,) = read_files([Folder(tmp_path)])
    return parse_file(file)


def told(file: ParsedFile) -> list[tuple[int, str]]:
    return [(problem.line, problem.what) for problem in file.problems]


def test_words_recruiters_write_stay_text(tmp_path: Path) -> None:
    file = parsed(tmp_path, "a: no\nb: NO\nc: 8a\nd: 10:30\ne: yes\nf: 1_000\ng: 012\nh: 2026-11-01\n")
    assert file.data == {
        "a": "no",
        "b": "NO",
        "c": "8a",
        "d": "10:30",
        "e": "yes",
        "f": "1_000",
        "g": "012",
        "h": "2026-11-01",
    }
    assert file.problems == ()


def test_numbers_and_truth_are_read_as_such_unless_quoted(tmp_path: Path) -> None:
    file = parsed(tmp_path, 'a: 7\nb: "7"\nc: true\nd: 1.5\ne:\nf: -3\n0: nothing\n')
    assert file.data == {"a": 7, "b": "7", "c": True, "d": 1.5, "e": None, "f": -3, 0: "nothing"}


def test_every_field_and_entry_knows_its_line(tmp_path: Path) -> None:
    file = parsed(
        tmp_path, "theme: x\nquestions:\n  - id: A\n    anchors:\n      0: >-\n        long\n      1: b\n"
    )
    assert file.line(("questions", 0)) == 3
    assert file.line(("questions", 0, "anchors", 1)) == 7
    assert file.line(("questions", 0, "no such field")) == 3


def test_a_bomb_of_aliases_is_refused_and_never_grows(tmp_path: Path) -> None:
    bomb = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    bomb += "".join(
        f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    file = parsed(tmp_path, bomb)
    assert len(repr(file.data)) < 2_000
    assert {"An alias (*) stands here; aliases are not allowed."} < {what for _, what in told(file)}
    assert (1, "An anchor (&) stands here; anchors are not allowed.") in told(file)


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['id']", "!own x", "!!binary aGk="])
def test_tags_are_refused(tmp_path: Path, tag: str) -> None:
    file = parsed(tmp_path, f"a: 1\nb: {tag}\n")
    assert [line for line, what in told(file) if what.startswith("A tag")] == [2]


def test_a_field_that_stands_twice_is_refused_at_its_second_line(tmp_path: Path) -> None:
    file = parsed(tmp_path, "questions:\n  - id: A\n    ask: one\n    ask: two\n")
    assert told(file) == [(4, "“ask” stands twice in the same entry.")]


def test_a_tab_is_told_once_with_what_to_do(tmp_path: Path) -> None:
    file = parsed(tmp_path, "questions:\n  - id: A\n\task: one\n")
    assert told(file) == [(3, "There is a tab on this line; YAML wants spaces.")]
    assert file.problems[0].fix == "Put spaces in its place."


def test_a_file_over_a_megabyte_is_not_read(tmp_path: Path) -> None:
    file = parsed(tmp_path, b"a: " + b"x" * LARGEST_FILE)
    assert file.data is None
    assert told(file) == [(1, "The file is over 1 MB and was not read.")]


@pytest.mark.parametrize("deep", ["[" * 10_000, "{a: " * 5_000, "\n".join(" " * n + "-" for n in range(60))])
def test_nesting_over_twenty_levels_is_refused(tmp_path: Path, deep: str) -> None:
    file = parsed(tmp_path, deep)
    assert [what for _, what in told(file)] == ["Lists and maps are nested over 20 deep here."]


@pytest.mark.parametrize(
    "text", ['a: ok\nb: "x\\0"\n', 'a: ok\nb: "\\e[2J"\n', "a: ok\nb: x\x00y\n", "a: ok\nb: x\u202ey\n"]
)
def test_characters_that_drive_a_terminal_are_refused(tmp_path: Path, text: str) -> None:
    assert [line for line, _ in told(parsed(tmp_path, text))] == [2]


def test_a_file_in_another_encoding_is_refused_at_its_line(tmp_path: Path) -> None:
    assert [line for line, _ in told(parsed(tmp_path, b"a: ok\nb: caf\xe9\n"))] == [2]


def test_windows_line_ends_and_byte_order_mark_are_read(tmp_path: Path) -> None:
    file = parsed(tmp_path, b"\xef\xbb\xbfa: one\r\nb:\r\n  - two\r\n")
    assert file.data == {"a": "one", "b": ["two"]}
    assert file.problems == ()


def test_a_second_document_is_refused(tmp_path: Path) -> None:
    assert [line for line, _ in told(parsed(tmp_path, "a: 1\n---\nb: 2\n"))] == [2]


def test_entries_before_a_fault_in_the_writing_are_kept(tmp_path: Path) -> None:
    file = parsed(tmp_path, 'questions:\n  - id: A\n  - id: B\n  - id: "C\n    ask: x\n')
    assert file.data == {"questions": [{"id": "A"}, {"id": "B"}]}
    assert len(file.problems) == 1


def test_the_entry_that_holds_a_refused_line_is_the_only_one_lost(tmp_path: Path) -> None:
    file = parsed(tmp_path, "questions:\n  - id: A\n  - id: B\n    id: C\n  - id: D\n")
    assert [file.is_spoiled(("questions", index), 3) for index in range(3)] == [False, True, False]


def test_no_damaged_file_breaks_the_reader() -> None:
    sound = (SAMPLE / "checklists" / "1-prepare.yaml").read_bytes()
    dice = random.Random(20_261_101)
    for _ in range(250):
        damaged = bytearray(sound)
        for _ in range(dice.randint(1, 6)):
            place = dice.randrange(len(damaged))
            damaged[place : place + dice.randint(0, 3)] = bytes(
                dice.choices(b"\x00\t\n :-[]{}&*!\"'>|#%@`\xff\xe9a0", k=2)
            )
        file = ContentFile(
            "checklists/1-prepare.yaml", FileKind.CHECKLIST, False, "1-prepare", bytes(damaged)
        )
        content = read_content([file])
        assert all(problem.line >= 1 and problem.what and problem.fix for problem in content.problems)


FAULTY = (
    "a: [1, 2\nb: 3\n",
    "a: 'unclosed\nb: 3\n",
    "a: b: c\n",
    "- a\nb: c\n",
    "a: &x 1\nb: *x\n",
    "a: !!python/object:os.system x\n",
    "a: 1\na: 2\n",
    "? [x, y]\n: z\n",
    "a: 1\n---\nb: 2\n",
    'a: "\\x1b[2J"\n',
    "a: |\n  two\n  lines\nb: >-\n  one\n  line\n",
    "[" * 10_000,
    "s: {kind: own, url: https://www.nhs.uk/x}\n",
    "s: {a: what?, when: later}\n",
    "a: [10:30, 11:00]\n",
    "s: {basis: see p. 3:4, url: ''}\n",
    "%FOO bar\n---\na: 1\n",
    'a: "\\uD83D"\n',
)


@pytest.mark.parametrize("content", FAULTY, ids=range(len(FAULTY)))
def test_both_readers_take_and_refuse_the_same(
    tmp_path: Path, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = parsed(tmp_path / "fast", content)
    monkeypatch.setattr(yaml_reader, "YAML", lambda typ, pure: YAML(typ=typ, pure=True))
    slow = parsed(tmp_path / "slow", content)
    assert (fast.data, fast.lines) == (slow.data, slow.lines)
    assert [it.line for it in fast.problems] == [it.line for it in slow.problems]


def test_both_readers_read_every_shipped_file_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    files = read_files(content_folders(None))
    fast = [parse_file(file) for file in files]
    monkeypatch.setattr(yaml_reader, "YAML", lambda typ, pure: YAML(typ=typ, pure=True))
    assert [parse_file(file) for file in files] == fast
