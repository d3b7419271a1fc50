"""A vacancy from opening to letters by the command line alone, with the real-shaped files."""

import json
from pathlib import Path

import docx
from tests import journey as told
from tests.terminal import Terminal


def test_a_vacancy_goes_from_opening_to_letters(walked_by_commands: Terminal) -> None:
    plan = walked_by_commands.json("letters", "list", "V001", by=told.TEAM)
    interviewed = [line for line in plan if line["candidate"] in told.INVITED]
    assert [line["state"] for line in interviewed] == ["made"] * 9
    assert sorted(line["kind"] for line in interviewed) == ["not-this-time"] * 6 + ["offer"] + ["reserve"] * 2
    assert len(plan) == 70
    assert {line["state"] for line in plan} == {"made"}
    verified = walked_by_commands.run("audit", "verify", by=told.TEAM)
    assert verified.code == 0

    no_equality_answer_is_kept(walked_by_commands.home)
    no_two_say_the_same(walked_by_commands.home)


def no_equality_answer_is_kept(home: Path) -> None:
    """Planted words are in no file: database, journal, backups, logs, letters."""
    files = [path for path in home.rglob("*") if path.is_file()]
    assert any("after-import" in path.name for path in files)
    for path in files:
        assert told.MARKER.encode() not in path.read_bytes(), path
        if path.suffix == ".docx":
            assert told.MARKER not in words_of(path), path


def no_two_say_the_same(home: Path) -> None:
    """Every sentence of feedback in one letter stands in no other's."""
    said: dict[str, str] = {}
    for candidate in told.INVITED:
        (path,) = home.rglob(f"V001-{candidate}-*.docx")
        assert feedback_in(path), path
        for paragraph in feedback_in(path):
            assert paragraph not in said, (candidate, said[paragraph], paragraph)
            said[paragraph] = candidate


def words_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def feedback_in(path: Path) -> set[str]:
    """The bullets of a letter with what the panel noted: the feedback and nothing that all letters share."""
    paragraphs = docx.Document(str(path)).paragraphs
    return {it.text for it in paragraphs if it.style.name == "List Bullet" and "noted" in it.text}


def test_the_record_of_the_journey_is_whole_and_holds_no_name_or_key(walked_by_commands: Terminal) -> None:
    exported = walked_by_commands.json("vacancy", "export", "V001", by=told.CHAIR)
    text = json.dumps(exported)
    assert exported["vacancy"]["title"] == told.TITLE
    assert "C07" in text
    assert told.CHANGED[4] in text
    assert (
        Path(told.DATA / "interview-day.csv").read_text(encoding="utf-8").splitlines()[1].split('"')[1]
        in text
    )
