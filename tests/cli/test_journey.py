"""A vacancy from opening to letters by the command line alone, with the real-shaped files."""

import json
import re
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
    """No sentence of the feedback in one letter stands in another's; only notes may, which the panel wrote alike."""
    said: dict[str, str] = {}
    for candidate in told.INVITED:
        (path,) = home.rglob(f"V001-{candidate}-*.docx")
        sentences = feedback_in(path)
        assert len(sentences) >= 3, path
        for sentence in sentences:
            assert sentence not in said, (candidate, said[sentence], sentence)
            said[sentence] = candidate


def words_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def feedback_in(path: Path) -> set[str]:
    """What a letter says of its reader, sentence by sentence, without the notes it quotes."""
    found: set[str] = set()
    of_the_reader = False
    for it in docx.Document(str(path)).paragraphs:
        if it.style.name.startswith("Heading"):
            of_the_reader = it.text in ("What you did well", "What would make your next interview stronger")
        elif of_the_reader:
            own = re.sub(r"The panel noted: “[^”]*”( and “[^”]*”)?\.", "", it.text)
            found |= {sentence.strip() for sentence in re.split(r"(?<=[.!?])\s+", own) if sentence.strip()}
    return found


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
