"""Whatever is wrong with what somebody types or brings: one sentence, an exit code of 1 or 2, nothing lost."""

import io
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import stages, world
from tests.documents import letter_samples
from tests.terminal import Printed, Terminal

from panelguide.domain.letter import LetterKind

HUGE = "9" * 40
HALF = "V\udcff"
"""What a terminal hands over for a byte that is no UTF-8."""


@pytest.fixture
def at(terminal: Terminal, walked: stages.Stages) -> Callable[[str], Terminal]:
    """The terminal on a copy of a recruitment at one of its steps."""

    def go(step: str) -> Terminal:
        cache = terminal.home / "cache"
        kept = terminal.home.with_name("cache-kept")
        shutil.move(cache, kept)
        terminal.home.rmdir()
        walked.at(step, terminal.home).context.store.close()
        shutil.move(kept, cache)
        return terminal

    return go


def refused(terminal: Terminal, words: tuple[str | Path, ...], by: str = "S. Rees") -> Printed:
    """Runs it; asserts that it said one line, of sentences, and left the record as it was."""
    before = _record(terminal)
    printed = terminal.run(*words, by=by, ok=False)
    said = printed.err or printed.out
    assert printed.code in (1, 2), printed
    assert "Traceback" not in said
    assert "(PG-" not in said
    assert said.rstrip().endswith("."), said
    assert not printed.err or printed.err.count("\n") == 1
    assert "\x1b" not in said
    assert _record(terminal) == before
    return printed


def _record(terminal: Terminal) -> list[str]:
    """Everything stored but the audit trail, in which signing in leaves its entry."""
    file = terminal.home / "panelguide.sqlite3"
    if not file.exists():
        return []
    connection = sqlite3.connect(file)
    try:
        return [line for line in connection.iterdump() if 'INTO "audit' not in line]
    except sqlite3.DatabaseError:
        return [file.read_bytes().hex()]
    finally:
        connection.close()


# Words: what is typed at V001, whose round is open, at V002, still being prepared, or at V005.
TYPED: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("J. Okafor", ("sheet", "score", "V001", "C02", "Q1=6"), "open", "“6” is not a mark"),
    ("J. Okafor", ("sheet", "score", "V001", "C02", "Q1=-1"), "open", "“-1” is not a mark"),
    ("J. Okafor", ("sheet", "score", "V001", "C02", "Q1=abc"), "open", "“abc” is not a mark"),
    ("J. Okafor", ("sheet", "score", "V001", "C02", "Q1="), "open", "There is no mark"),
    ("J. Okafor", ("sheet", "score", "V001", "C02", "Q1"), "open", "Write it like Q4=3"),
    ("J. Okafor", ("sheet", "score", "V001", "C02", "Q99=3"), "open", "The kit has no question Q99"),
    ("J. Okafor", ("sheet", "score", "V001", "C01", "Q1=3"), "open", "is sealed"),
    ("J. Okafor", ("sheet", "note", "V001", "C02", "Q1", "x" * 4_001), "open", "4000 is the most"),
    ("J. Okafor", ("sheet", "note", "V001", "C02", "Q1", "a\x1b[2J"), "open", "U+001B"),
    (
        "J. Okafor",
        ("sheet", "not-asked", "V001", "C02", "Q1"),
        "open",
        "The chair records it, with the reason",
    ),
    ("J. Okafor", ("sheet", "not-asked", "V001", "C02", "Q1", "--reason", " "), "open", "Reason is empty"),
    ("J. Okafor", ("sheet", "replace", "V001", "C01", "Q1=3", "--reason", " "), "open", "Reason is empty"),
    ("J. Okafor", ("sheet", "replace", "V001", "C02", "--reason", "x"), "open", "no sealed sheet"),
    ("J. Okafor", ("sheet", "seal", "V001"), "open", "Name one candidate, or say --all"),
    ("J. Okafor", ("sheet", "seal", "V001", "C77"), "open", "no sheet for C77"),
    ("J. Okafor", ("round", "release", "V001"), "open", "sheets are not sealed yet"),
    ("J. Okafor", ("sheet", "not-asked", "V001", "C02", "Q1", "--reason", ""), "open", "Reason is empty"),
    ("J. Okafor", ("round", "reveal", "V001"), "open", "chair has not released"),
    ("J. Okafor", ("round", "reveal", "V001"), "chair released", "not released"),
    ("A. Begum", ("round", "release", "V001"), "sealed", "Only the chair releases first"),
    ("J. Okafor", ("round", "show", "V001"), "released", "is revealed yet"),
    ("J. Okafor", ("decision", "show", "V001"), "released", "is revealed yet"),
    ("J. Okafor", ("decision", "confirm", "V001"), "released", "is revealed yet"),
    ("J. Okafor", ("decision", "set", "V001", "C01", "offer", "--reason", "x"), "open", "is revealed yet"),
    ("J. Okafor", ("decision", "show", "V001"), "revealed", "once the discussion list is closed"),
    ("J. Okafor", ("decision", "confirm", "V001"), "discussed", "no outcome"),
    ("A. Begum", ("sheet", "final", "V001", "C01", "Q1=6", "--reason", "x"), "revealed", "is not a mark"),
    ("A. Begum", ("sheet", "final", "V001", "C01", "Q1=1"), "revealed", "Say why"),
    ("J. Okafor", ("letters", "preview", "V001", "C01"), "open", "decision is not confirmed"),
    ("J. Okafor", ("feedback", "propose", "V001"), "open", "is revealed yet"),
    ("S. Rees", ("vacancy", "show", HALF), "open", "cannot be stored"),
    ("S. Rees", ("vacancy", "show", "V\x00"), "open", "no vacancy"),
    ("S. Rees", ("vacancy", "create", "x" * 300, "--band", "6"), "open", "200 is the most"),
    ("S. Rees", ("vacancy", "create", "Porter", "--band", "99"), "open", "There is no band"),
    ("S. Rees", ("vacancy", "create", "Porter", "--band", "2", "--posts", HUGE), "open", "at most"),
    (
        "S. Rees",
        ("vacancy", "create", "Porter", "--band", "2", "--manager", HALF),
        "open",
        "cannot be stored",
    ),
    ("S. Rees", ("vacancy", "create", "Porter", "--band", "2", "--slot-minutes", HUGE), "open", "slot"),
    ("S. Rees", ("vacancy", "set", "V002", "--closing-date", "soon"), "open", "is not a date"),
    ("S. Rees", ("vacancy", "advance", "V002"), "open", "cannot close yet"),
    ("S. Rees", ("vacancy", "close", "V002"), "open", "last stage"),
    ("S. Rees", ("method", "set", "V002", "--tie-margin", "NaN"), "open", "is not a number"),
    ("S. Rees", ("method", "set", "V002", "--appointable-line", "1e999999"), "open", "from 0 to 5"),
    ("S. Rees", ("kit", "assign", "V002", "--seed", HUGE), "open", "cannot be stored"),
    ("S. Rees", ("kit", "assign", "V002", "--minutes", "-5"), "open", "minutes"),
    ("S. Rees", ("kit", "weigh", "V002", "1", "NaN"), "open", "is not a number"),
    ("S. Rees", ("kit", "weigh", "V002", "1", "11"), "open", "at most 10"),
    ("S. Rees", ("kit", "move", "V002", "1", HUGE), "open", "there is no number"),
    ("S. Rees", ("kit", "add", "V001", "COMP-57-01"), "open", "kit is locked"),
    ("S. Rees", ("candidates", "add", "V002", "x" * 300), "open", "200 is the most"),
    ("S. Rees", ("candidates", "add", "V002", "Ann\x1b[2J"), "open", "U+001B"),
    ("S. Rees", ("candidates", "add", "V002", "Ann\x00"), "open", "U+0000"),
    ("S. Rees", ("candidates", "add", "V002", "\u202eAnn"), "open", "U+202E"),
    ("S. Rees", ("candidates", "add", "V002", "Ann\udcff"), "open", "U+DCFF"),
    ("S. Rees", ("candidates", "add", "V002", " "), "open", "Name is empty"),
    ("S. Rees", ("candidates", "add", "V001", "Ann"), "open", "shortlist is locked"),
    (
        "S. Rees",
        ("shortlist", "turn-down", "V002", "C01", "--criterion", "E2", "--reason", " "),
        "open",
        "empty",
    ),
    ("S. Rees", ("shortlist", "lock", "V005"), "open", "neither invited nor turned down"),
    ("S. Rees", ("checklist", "done", "V002", "PRE-99"), "open", "no checklist item"),
    ("S. Rees", ("panel", "add", "V002", HALF, "--seat", "chair"), "open", "cannot be stored"),
    ("S. Rees", ("panel", "add", "V002", "t.wood@anytown.example", "--seat", "chair"), "open", "only one"),
    ("S. Rees", ("panel", "add", "V002", "t.wood@anytown.example", "--seat", "king"), "open", "king"),
    ("R. Team", ("person", "add", "Ann", "no address"), "open", "is not an e-mail address"),
    ("R. Team", ("person", "add", "x" * 300, "ann@a.example"), "open", "200 is the most"),
    ("R. Team", ("person", "add", "Ann", "t.wood@anytown.example"), "open", "already"),
    ("R. Team", ("person", "enrol", "t.wood@anytown.example", "--code", HALF), "open", "cannot be used"),
    ("R. Team", ("audit", "verify", "--anchor", f"{HUGE}:{'0' * 16}"), "open", "not an entry and its digest"),
    ("R. Team", ("audit", "verify", "--anchor", f"3:{'0' * 999}"), "open", "not an entry and its digest"),
    ("R. Team", ("candidates", "import", "V002", "nowhere.csv"), "open", "could not be opened"),
    ("R. Team", ("round", "status", "V001", "--round", HUGE), "open", "has no round"),
    ("N. Obody", ("vacancy", "list"), "open", "do not go together"),
    (HALF, ("vacancy", "list"), "open", "cannot be stored"),
)


@pytest.mark.parametrize(
    ("by", "words", "step", "said"), TYPED, ids=[f"{' '.join(it[1])[:40]!a} {it[2]}" for it in TYPED]
)
def test_what_cannot_be_done_is_one_sentence(
    at: Callable[[str], Terminal], by: str, words: tuple[str, ...], step: str, said: str
) -> None:
    assert said in refused(at(step), words, by).err


def test_a_sheet_with_gaps_is_not_sealed_and_names_each(at: Callable[[str], Terminal]) -> None:
    terminal = at("open")
    stages_wood = "T. Wood"
    connection = sqlite3.connect(terminal.home / "panelguide.sqlite3")
    connection.execute("DELETE FROM draft")
    connection.commit()
    connection.close()
    terminal.run("sheet", "score", "V001", "C02", "Q1=3", by=stages_wood)
    said = refused(terminal, ("sheet", "seal", "V001", "C02"), stages_wood).err
    assert "Q2 has no score. Q3 has no score." in said
    assert "Everything on it is kept." in said


def test_two_windows_editing_one_item_are_shown_both_texts(at: Callable[[str], Terminal]) -> None:
    terminal = at("discussed")
    words = ("decision", "set", "V001", "C01", "offer", "--version", "0", "--reason")
    terminal.run(*words, "From the first window.", by="J. Okafor")
    stale = terminal.run(*words, "From the other window.", by="J. Okafor", ok=False)
    assert stale.code == 1
    assert "Somebody changed this while you were working on it." in stale.err
    assert "Yours: From the other window." in stale.err
    assert "Stored: From the first window." in stale.err


EMPTY_ZIP = b"PK\x05\x06" + b"\0" * 18
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1_000
FILES: tuple[tuple[str, bytes, str], ...] = (
    ("nul.csv", b"Full name,Reference\nAnn\x00,1\n", "holds a NUL character"),
    ("long.csv", b"Full name,Statement\nAnn," + b"x" * 1_000_000 + b"\n", "longer than 100000 characters"),
    ("empty.csv", b"", "No heading row"),
    ("numbers.csv", b"1,2,3\n4,5,6\n", "No heading row"),
    ("twice.csv", b"Name,Name,Reference\nA,B,1\n", "both called “Name”"),
    ("shifted.csv", b"Full name,Reference,Ethnic origin\nAnn,1\n", "2 cells where the heading has 3"),
    ("escape.csv", b"Full name,Reference\nAnn\x1b[2J,1\n", "U+001B"),
    ("bidi.csv", "Full name,Reference\n\u202eAnn,1\n".encode(), "U+202E"),
    ("unnamed.csv", b"Colour,Shape\nred,round\n", "name"),
    ("many.csv", b"Full name,Reference\n" + b"a,b\n" * 50_000, "more than 5000 rows"),
    ("hello.xlsx", b"hello", "not one inside"),
    ("hollow.xlsx", EMPTY_ZIP, "xlsx"),
    ("locked.xlsx", LOCKED, "xlsx"),
)


@pytest.mark.parametrize(("name", "content", "said"), FILES, ids=[it[0] for it in FILES])
def test_a_file_that_cannot_be_imported_is_named_and_nothing_is(
    at: Callable[[str], Terminal], tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert said in refused(at("open"), ("candidates", "import", "V002", path), "R. Team").err


def test_a_workbook_of_fifty_thousand_rows_is_refused(at: Callable[[str], Terminal], tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    path.write_bytes(_workbook_of(50_000))
    assert "5000" in refused(at("open"), ("candidates", "import", "V002", path), "R. Team").err


def _workbook_of(rows: int) -> bytes:
    """A sheet of so many rows with two cells each."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(rows):
            sheet.write_row(row, 0, ("Full name", "Reference") if row == 0 else ("Ann", str(row)))
    return out.getvalue()


CONTENT = {
    "1-prepare.yaml": ("stage: prepare\nitems:\n\t- id: X\n", "tab"),
    "2-advertise.yaml": ("stage: advertise\nitems: &a\n  - *a\n", "alias"),
    "3-shortlist.yaml": ("- " * 5_000, "nested over 20 deep"),
    "4-interview.yaml": ("stage: interview\nstage: outcome\n", "twice"),
}


def test_content_that_cannot_be_read_is_named_with_its_place(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "trust" / "checklists"
    folder.mkdir(parents=True)
    for name, (text, _) in CONTENT.items():
        (folder / name).write_text(text, encoding="utf-8")
    printed = terminal.run("--content", tmp_path / "trust", "content", "check", ok=False)
    assert printed.code == 1
    assert "Traceback" not in printed.out + printed.err
    for name, (_, said) in CONTENT.items():
        lines = [line for line in (printed.out + printed.err).splitlines() if name in line]
        assert any(said in line for line in lines), (name, lines)


def test_what_a_faulty_folder_leaves_out_is_said_whatever_is_done(terminal: Terminal, tmp_path: Path) -> None:
    terminal.set_up()
    folder = tmp_path / "trust" / "checklists"
    folder.mkdir(parents=True)
    assert terminal.run("--content", tmp_path / "trust", "vacancy", "list").err == ""
    for name, (text, _) in CONTENT.items():
        (folder / name).write_text(text, encoding="utf-8")
    printed = terminal.run("--content", tmp_path / "trust", "vacancy", "list")
    assert "in the checklists and questions of your own folder, and what is wrong is left out" in printed.err
    assert "panelguide content check" in printed.err
    assert terminal.run("vacancy", "list").err == ""


TEMPLATES = (
    ("{{ candidate_nmae }}", "Did you mean “candidate_name”?"),
    ("{{ candidate_name.upper() }}", "calls something in a tag"),
    ("{{ 'a'*200000000 }}", "calculates in a tag"),
    ("{{ ''.__class__ }}", "letter"),
    ("{{ candidate_name", "letter"),
)


@pytest.mark.parametrize(("field", "said"), TEMPLATES, ids=["unknown", "call", "bomb", "attribute", "open"])
def test_a_template_that_cannot_be_used_is_named_and_no_letter_is_made(
    at: Callable[[str], Terminal], field: str, said: str
) -> None:
    terminal = at("approved")
    folder = terminal.home / "templates"
    folder.mkdir()
    for kind in LetterKind:
        (folder / f"{kind}.docx").write_bytes(letter_samples.word_file("Dear {{ candidate_name }}", field))
    printed = refused(terminal, ("letters", "make", "V001"), "R. Team")
    assert printed.code == 1
    assert "not made" in printed.out
    assert said in printed.out
    assert not list((terminal.home / "letters").glob("*.docx"))
    checked = terminal.run("letters", "check", ok=False)
    assert checked.code == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello, this is a letter", "not a panelguide database"),
        (b"", "database is empty"),
        (b"SQLite format 3\x00" + b"\xff" * 5_000, "database"),
    ],
    ids=["a letter", "nothing", "damaged"],
)
def test_what_is_no_database_is_a_sentence(terminal: Terminal, content: bytes, said: str) -> None:
    file = terminal.home / "panelguide.sqlite3"
    file.write_bytes(content)
    assert said in refused(terminal, ("vacancy", "list")).err
    assert file.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(terminal: Terminal) -> None:
    connection = sqlite3.connect(terminal.home / "panelguide.sqlite3")
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.commit()
    connection.close()
    for words in (("vacancy", "list"), ("database", "upgrade")):
        assert "another program" in refused(terminal, words).err


def test_a_newer_schema_is_a_sentence(at: Callable[[str], Terminal]) -> None:
    terminal = at("open")
    connection = sqlite3.connect(terminal.home / "panelguide.sqlite3")
    connection.execute("UPDATE alembic_version SET version_num = '0099'")
    connection.commit()
    connection.close()
    for words in (("vacancy", "list"), ("database", "upgrade")):
        assert "made by a newer panelguide" in refused(terminal, words).err


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("nowhere/panelguide.sqlite3", "There is no database at"),
        ("mysql://trust/panelguide", "SQLite or PostgreSQL"),
        ("postgresql://nobody@127.0.0.1:1/nothing", "cannot be reached"),
        ("::://", "cannot be read"),
        ("a\x00b", "There is no database at"),
    ],
)
def test_a_database_that_is_not_there_is_a_sentence(terminal: Terminal, where: str, said: str) -> None:
    assert said in refused(terminal, ("--database", where, "vacancy", "list")).err


@pytest.mark.parametrize("settings", [b"\xff\xfe", b"email = 3", b"colour = 'red'", b"email = ", None])
def test_settings_that_cannot_be_read_are_a_sentence(
    at: Callable[[str], Terminal], settings: bytes | None
) -> None:
    terminal = at("open")
    path = terminal.home / "settings.toml"
    if settings is None:
        path.mkdir()
    else:
        path.write_bytes(settings)
    assert "The settings file" in refused(terminal, ("vacancy", "list")).err


def test_a_passphrase_that_is_no_text_is_a_wrong_one(
    at: Callable[[str], Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = at("open")
    monkeypatch.setattr(world, "PASSPHRASE", os.fsdecode(b"quite \xff wrong"))
    assert "do not go together" in refused(terminal, ("vacancy", "list")).err


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--organisation", "x" * 300, "200 is the most"),
        ("--organisation", " ", "Organisation is empty"),
        ("--name", "Ann\x1b[2J", "U+001B"),
        ("--email", "nobody", "is not an e-mail address"),
        ("--nation", "France", "Choose one of"),
    ],
)
def test_a_slip_while_setting_up_leaves_nothing_half_begun(
    terminal: Terminal, option: str, value: str, said: str
) -> None:
    answers = {
        "--organisation": "Anytown NHS Trust",
        "--name": "R. Team",
        "--email": "r.team@anytown.example",
        "--role": "recruitment_team",
    }
    words = [word for pair in ({**answers, option: value}).items() for word in pair]
    assert said in refused(terminal, ("setup", *words)).err
    assert not (terminal.home / "panelguide.sqlite3").exists()
    terminal.set_up()
    assert len(terminal.json("person", "list")) == 1


def test_setting_up_goes_on_where_it_was_broken_off(terminal: Terminal) -> None:
    """The power went after the database was made and before anybody was in it."""
    from panelguide.store import schema

    schema.create(str(terminal.home / "panelguide.sqlite3"))
    assert "has not been set up yet" in refused(terminal, ("vacancy", "list")).err
    terminal.set_up()
    assert "holds together" in terminal.run("audit", "verify").out


def test_a_read_only_database_is_a_sentence(at: Callable[[str], Terminal]) -> None:
    terminal = at("open")
    file = terminal.home / "panelguide.sqlite3"
    if os.geteuid() == 0:
        done = subprocess.run(["chattr", "+i", str(file)], capture_output=True, check=False)
        if done.returncode:
            pytest.skip("an administrator can write to everything here")
    else:
        file.chmod(0o400)
    try:
        assert "read-only" in refused(terminal, ("vacancy", "list")).err
    finally:
        if os.geteuid() == 0:
            subprocess.run(["chattr", "-i", str(file)], check=True)


FULL = """
import os, resource, sys
from tests import world
from panelguide.cli import command
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(command(sys.argv[2:], world.small_parts(seed="a full disk")))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on files to set")
def test_a_full_disk_is_a_sentence_and_what_was_saved_is_there(at: Callable[[str], Terminal]) -> None:
    terminal = at("open")
    before = _record(terminal)
    words = ("--as", world.address_of("R. Team"), "person", "add", "Ann", "ann@anytown.example")
    done = subprocess.run(
        [sys.executable, "-c", FULL, "100000", *words],
        env={
            **os.environ,
            "PANELGUIDE_HOME": str(terminal.home),
            "PANELGUIDE_PASSPHRASE": world.PASSPHRASE,
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Nothing that was saved is lost." in done.stderr
    assert done.stderr.count("\n") == 1
    assert _record(terminal) == before
    assert len(terminal.json("vacancy", "list")) == 5


def test_a_fault_of_the_program_is_a_sentence_without_what_was_typed(
    at: Callable[[str], Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A traceback could hold a name; the log has the places only."""
    terminal = at("open")

    def fall_over(*_: object, **__: object) -> None:
        raise RuntimeError("Ann O'Neil")

    monkeypatch.setattr("panelguide.services.vacancies.list_all", fall_over)
    printed = terminal.run("vacancy", "list", ok=False)
    assert printed.code == 3
    assert "What was saved is safe." in printed.err
    assert "Ann" not in printed.err
    log = (terminal.home / "panelguide.log").read_text()
    assert "fall_over" in log
    assert "Ann" not in log
