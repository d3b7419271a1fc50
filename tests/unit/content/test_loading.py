"""Content as the program gets it: the trust's own folder laid over ours, and the cache."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from panelguide.content import Content, load
from panelguide.content.loading import read_all
from panelguide.content.locate import Folder, content_folders
from panelguide.domain.questions import QuestionStatus
from panelguide.errors import NotFound

SAMPLE = Path(__file__).parent / "sample"


def laid_over(own: Path) -> Content:
    return read_all((Folder(SAMPLE), Folder(own, own=True)), None)


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def entry(name: str) -> str:
    """One whole entry of the sample bank, to be changed."""
    text = (SAMPLE / "question_bank" / "compassion.yaml").read_text(encoding="utf-8")
    start = text.index(f"  - id: {name}")
    end = text.find("  - id:", start + 1)
    return text[start : end if end > 0 else len(text)]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def test_sample_loads_without_a_problem(own: Path) -> None:
    content = laid_over(own)
    assert content.problems == ()
    assert set(content.bank.questions) == {"COMP-24-01", "COMP-57-01", "EDI-89-01", "EXER-24-01"}
    assert [item.id for item in content.checklist.items] == ["PRE-01", "PRE-02", "ADV-01"]
    assert content.bands.minutes_per_question == 8
    assert content.bands.chair_statement_from == "8a"
    assert content.words["protected-topics"].allowed == ("mental health ward*",)
    assert content.bank.questions["EXER-24-01"].exercise is not None


def test_content_of_this_installation_is_found_and_sound() -> None:
    content = load(None, None)
    assert len(content.bank.questions) >= 100
    assert len(content.checklist.items) >= 60


def test_own_folder_replaces_and_adds_by_id(own: Path) -> None:
    changed = entry("COMP-24-01").replace("A stranger who was lost", "A visitor who was lost")
    added = entry("COMP-24-01").replace("COMP-24-01", "COMP-24-91")
    write(own, "question_bank/compassion.yaml", f"theme: compassion\nquestions:\n{changed}{added}")
    content = laid_over(own)
    assert content.problems == ()
    assert content.bank.questions["COMP-24-01"].title == "A visitor who was lost"
    assert len(content.bank.questions) == 5


def test_own_folder_retires_a_question_and_takes_an_item_out(own: Path) -> None:
    write(own, "question_bank/ours.yaml", "theme: ours\nquestions:\n  - {id: EDI-89-01, retired: true}\n")
    write(own, "checklists/1-prepare.yaml", "stage: prepare\nitems:\n  - {id: PRE-01, retired: true}\n")
    content = laid_over(own)
    assert content.problems == ()
    assert content.bank.questions["EDI-89-01"].status is QuestionStatus.RETIRED
    assert content.checklist.item("PRE-01") is None


def test_retiring_what_is_not_there_is_told_with_the_own_file(own: Path) -> None:
    write(own, "question_bank/ours.yaml", "theme: ours\nquestions:\n  - {id: EDI-89-99, retired: true}\n")
    (problem,) = laid_over(own).problems
    assert (problem.file, problem.line) == (f"{own.as_posix()}/question_bank/ours.yaml", 3)


def test_own_folder_changes_word_lists_and_bands(own: Path) -> None:
    write(own, "checklists/bands.yaml", 'edi_question_from: "7"\n')
    write(
        own,
        "checklists/words/protected-topics.yaml",
        "list: protected-topics\nentries:\n  - {word: health, retired: true}\n"
        "  - {word: your age, why: w, instead: i, kind: age}\nallowed: [golden age]\n",
    )
    content = laid_over(own)
    topics = content.words["protected-topics"]
    assert [entry.word for entry in topics.entries] == ["your children", "where are you from", "your age"]
    assert topics.allowed == ("mental health ward*", "golden age")
    assert (content.bands.edi_question_from, content.bands.minutes_per_question) == ("7", 8)


def test_good_entries_load_beside_a_bad_one(own: Path) -> None:
    bad = entry("COMP-24-01").replace("COMP-24-01", "COMP-24-92").replace("    pass_line: 3\n", "")
    good = entry("COMP-24-01").replace("COMP-24-01", "COMP-24-93")
    write(own, "question_bank/ours.yaml", f"theme: ours\nquestions:\n{bad}{good}")
    content = laid_over(own)
    assert "COMP-24-93" in content.bank.questions
    assert "COMP-24-92" not in content.bank.questions
    assert [problem.what for problem in content.problems] == ["COMP-24-92: “pass_line” is missing."]


def test_a_number_where_text_is_meant_asks_for_quotes(own: Path) -> None:
    bad = entry("COMP-24-01").replace("title: A stranger who was lost", "title: 8")
    write(own, "question_bank/compassion.yaml", f"theme: compassion\nquestions:\n{bad}")
    (problem,) = laid_over(own).problems
    assert problem.what == "COMP-24-01: “title” stands as the number 8, not as text."
    assert problem.fix == "Put quotes round it."


def test_a_missing_own_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no content folder"):
        content_folders(tmp_path / "nowhere")


def test_cache_gives_back_the_same_content(tmp_path: Path) -> None:
    fresh = read_all((Folder(SAMPLE),), tmp_path)
    assert len(list(tmp_path.glob("content-*.json"))) == 1
    assert read_all((Folder(SAMPLE),), tmp_path) == fresh == read_all((Folder(SAMPLE),), None)


def test_an_edit_makes_the_cache_stale(own: Path, tmp_path: Path) -> None:
    folders = (Folder(SAMPLE), Folder(own, own=True))
    cache = tmp_path / "cache"
    assert read_all(folders, cache).bands.minutes_per_question == 8
    write(own, "checklists/bands.yaml", "minutes_per_question: 9\n")
    assert read_all(folders, cache).bands.minutes_per_question == 9


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"[1, 2, 3, 4, 5]", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_cache_is_read_past_and_mended(tmp_path: Path, damage: bytes) -> None:
    fresh = read_all((Folder(SAMPLE),), tmp_path)
    (path,) = tmp_path.glob("content-*.json")
    path.write_bytes(damage)
    assert read_all((Folder(SAMPLE),), tmp_path) == fresh
    assert json.loads(path.read_bytes())


def test_problems_are_kept_in_the_cache_too(own: Path, tmp_path: Path) -> None:
    write(own, "checklists/bands.yaml", "minutes_per_question: many\n")
    folders = (Folder(SAMPLE), Folder(own, own=True))
    first = read_all(folders, tmp_path / "cache")
    assert len(first.problems) == 1
    assert read_all(folders, tmp_path / "cache").problems == first.problems


def test_a_cache_folder_that_cannot_be_made_is_no_hindrance(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert read_all((Folder(SAMPLE),), blocked / "cache").problems == ()


def test_reading_from_the_cache_imports_neither_yaml_nor_pydantic(tmp_path: Path) -> None:
    load(None, tmp_path)
    program = (
        "import sys; from pathlib import Path; from panelguide.content import load;"
        "assert load(None, Path(sys.argv[1])).bank.questions;"
        "print([name for name in sys.modules if name.split('.')[0] in ('ruamel', 'pydantic')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
