"""A round by command: sealed one by one, changed, released, revealed, discussed, checked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import interview_day, world
from tests.interview_day import InterviewDay
from tests.terminal import Terminal

from panelguide.paths import write_private

CHAIR, DEPUTY, MEMBER, REPRESENTATIVE = "J. Okafor", "A. Begum", "T. Wood", "P. Grant"


@pytest.fixture
def day(terminal: Terminal, empty_sqlite: Path) -> Iterator[InterviewDay]:
    """Two candidates shortlisted and a locked kit, in the terminal's own database."""
    file = terminal.home / "panelguide.sqlite3"
    write_private(file, empty_sqlite.read_bytes())
    context = world.start_on(terminal.home, str(file), terminal.clock)
    yield interview_day.prepare(context, count=2)
    context.store.close()


@pytest.fixture
def opened(terminal: Terminal, day: InterviewDay) -> Terminal:
    terminal.run("round", "open", day.code, by=CHAIR)
    terminal.run("round", "open", day.code, by=REPRESENTATIVE)
    return terminal


def score_all(terminal: Terminal, day: InterviewDay, member: str, candidate: str, mark: int) -> None:
    answers = [f"{it.label}={mark}" for it in day.questions]
    notes = [word for it in day.questions for word in ("--note", f"{it.label}=Own example, clear steps.")]
    terminal.run("sheet", "score", day.code, candidate, *answers, *notes, by=member)


def seal_everything(terminal: Terminal, day: InterviewDay) -> None:
    for member in (CHAIR, DEPUTY, MEMBER):
        for candidate, mark in (("C01", 4), ("C02", 3)):
            score_all(terminal, day, member, candidate, mark)
        terminal.run("sheet", "seal", day.code, "--all", by=member)


def test_each_seat_does_its_half_of_opening_a_round(terminal: Terminal, day: InterviewDay) -> None:
    proposed = terminal.json("round", "open", day.code, by=CHAIR)
    assert (proposed["state"], proposed["waiting_for"]) == ("proposed", [REPRESENTATIVE])
    refused = terminal.run("round", "open", day.code, by=MEMBER, ok=False)
    assert refused.code == 1
    assert "Only the confirmer" in refused.err
    assert "Round 1 is open." in terminal.run("round", "open", day.code, by=REPRESENTATIVE).out


def test_a_sheet_is_marked_answer_by_answer_and_sealed(opened: Terminal, day: InterviewDay) -> None:
    opened.run("sheet", "score", day.code, "c01", "Q1=3", "q2=5", "--note", "Q2=Named a = b.", by=MEMBER)
    opened.run("sheet", "note", day.code, "C01", "Q1", "Spoke of the ward.", by=MEMBER)
    opened.run("sheet", "not-heard", day.code, "C01", "Q3", by=MEMBER)
    refused = opened.run("sheet", "not-asked", day.code, "C01", "Q6", by=MEMBER, ok=False)
    assert "chair has not recorded" in refused.err
    opened.run("sheet", "not-asked", day.code, "C01", "Q6", "--reason", "Fire alarm.", by=CHAIR)
    sheet = opened.json("sheet", "show", day.code, "C01", by=MEMBER)
    found = {it["question"]: (it["mark"], it["note"]) for it in sheet["answers"]}
    assert found["Q1"] == ("3", "Spoke of the ward.")
    assert found["Q2"] == ("5", "Named a = b.")
    assert found["Q3"][0] == "not heard"
    assert found["Q6"][0] == "not asked"
    assert "Q4 has no score" in opened.run("sheet", "seal", day.code, "C01", by=MEMBER, ok=False).err
    opened.run("sheet", "score", day.code, "C01", "Q4=3", "Q5=2", "Q7=4", by=MEMBER)
    assert opened.run("sheet", "seal", day.code, "C01", by=MEMBER).out == "Sealed: C01.\n"
    opened.run(
        "sheet", "replace", day.code, "C01", "Q4=2", "--reason", "Typed under the wrong one.", by=MEMBER
    )
    assert opened.json("sheet", "show", day.code, "C01", by=MEMBER)["attempt"] == 2
    assert opened.json("sheet", "list", day.code, by=MEMBER)[0] == {"candidate": "C01", "state": "sealed"}


@pytest.mark.parametrize("answer", ["Q1", "Q1=6", "Q1=", "Q9=3", "Q1=3.5"])
def test_an_answer_that_is_none_is_refused(opened: Terminal, day: InterviewDay, answer: str) -> None:
    refused = opened.run("sheet", "score", day.code, "C01", answer, by=MEMBER, ok=False)
    assert refused.code == 1
    assert refused.err.count("\n") == 1


def test_a_candidate_who_withdrew_is_taken_out_with_two_signatures(
    opened: Terminal, day: InterviewDay
) -> None:
    changed = opened.json(
        "round", "change", day.code, "--away", "C02", "--reason", "Withdrew today.", by=CHAIR
    )
    assert changed["change_waits"] == "Withdrew today."
    confirmed = opened.json("round", "confirm-change", day.code, by=REPRESENTATIVE)
    assert confirmed["away"] == ["C02"]


def test_a_round_is_released_revealed_discussed_and_decided(opened: Terminal, day: InterviewDay) -> None:
    seal_everything(opened, day)
    for command in (("round", "show"), ("discussion", "list"), ("discussion", "figures"), ("sheet", "final")):
        assert opened.run(*command, day.code, by=CHAIR, ok=False).code == 1
    for person in (CHAIR, DEPUTY, MEMBER):
        opened.run("round", "release", day.code, by=person)
    assert "Round 1 is revealed." in opened.run("round", "reveal", day.code, by=CHAIR).out
    shown = opened.json("round", "show", day.code, by=MEMBER)
    assert len(shown["answers"]) == 2 * 3 * 7
    assert opened.run("discussion", "figures", day.code, by=CHAIR, ok=False).code == 1
    opened.run("discussion", "close", day.code, by=CHAIR)
    for person in (CHAIR, DEPUTY):
        opened.run("sheet", "final", day.code, "--keep", by=person)
    final = ("sheet", "final", day.code, "C02", "Q1=4", "--reason", "Heard it again.", "--keep")
    finals = opened.json(*final, by=MEMBER)
    assert finals["unsigned"] == []
    figures = opened.json("discussion", "figures", day.code, by="S. Rees")
    assert [(it["candidate"], it["place"]) for it in figures["lines"]] == [("C01", 1), ("C02", 2)]
    opened.run("decision", "set", day.code, "C01", "offer", "--reason", "Strongest on E3.", by=CHAIR)
    unfinished = opened.run("decision", "confirm", day.code, by=CHAIR, ok=False)
    assert "C02 has no outcome." in unfinished.err
    opened.run("decision", "set", day.code, "C02", "reserve", "--reason", "Close behind.", by=CHAIR)
    assert opened.json("decision", "confirm", day.code, by=CHAIR)["confirmed"] == 1
    exported = opened.json("vacancy", "export", day.code, by=CHAIR)
    assert exported["decision"]["outcomes"] == {"C01": "offer", "C02": "reserve"}
    assert {it["action"] for it in opened.json("audit", "list", day.code, by=CHAIR)} >= {
        "decision.confirmed",
        "round.revealed",
    }


def test_verify_says_sound_tampered_or_cannot_tell_by_its_exit_code(
    opened: Terminal, day: InterviewDay
) -> None:
    report = opened.json("audit", "verify")
    assert report["report"]["sound"] is True
    head = report["report"]["head"]
    assert opened.run("audit", "verify", "--anchor", head).code == 0
    assert opened.run("audit", "verify", "--anchor", "1:" + "0" * 16, ok=False).code == 1
    score_all(opened, day, MEMBER, "C01", 3)
    opened.run("sheet", "seal", day.code, "C01", by=MEMBER)
    with day.context.store._writing.begin() as connection:
        connection.exec_driver_sql("DELETE FROM sheet")
    tampered = opened.run("audit", "verify", ok=False)
    assert tampered.code == 1
    assert "does not hold together" in tampered.out


def test_a_file_fills_the_signed_in_members_rows_only(
    opened: Terminal, day: InterviewDay, tmp_path: Path
) -> None:
    rows = ["candidate,member,question,score,evidence note"]
    rows += [f"C01,{member},Q1,{mark},Example." for member, mark in ((MEMBER, 2), (CHAIR, 4))]
    file = tmp_path / "marks.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert opened.json("sheet", "import", day.code, file, by=MEMBER) == ["C01"]
    assert opened.json("sheet", "show", day.code, "C01", by=MEMBER)["answers"][0]["mark"] == "2"
    assert opened.json("sheet", "show", day.code, "C01", by=CHAIR)["answers"][0]["mark"] == "not scored"
