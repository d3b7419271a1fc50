"""Somebody with sqlite3 and the file, between two calls of the program: refused, or reported by audit verify.

The attacks are those of the seal's protocol as far as they live in the database; W2 and W6 need what is
remembered outside it. What the seal refuses on its own stands in tests/unit/seal.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import stages, world
from tests.interview_day import InterviewDay
from tests.stages import change_by_hand, rows

from panelguide.domain.marks import NoMark
from panelguide.errors import PanelguideError, Refused, Tampered
from panelguide.services import (
    audits,
    decisions,
    discussions,
    exports,
    feedback,
    figures,
    finals,
    letters,
    needs,
    people,
    rounds,
    sheets,
)
from panelguide.services.lookup import find_vacancy


@pytest.fixture
def at(walked: stages.Stages, tmp_path: Path) -> Callable[[str], InterviewDay]:
    """A copy of the day at a step."""
    return lambda step: walked.at(step, tmp_path / "copy")


def assert_reported(day: InterviewDay, said: str = "") -> None:
    report = audits.verify(day.context)
    assert report.sound is False
    assert any(said in problem for problem in report.problems), report.problems


def test_the_day_is_sound_at_every_step(walked: stages.Stages, tmp_path: Path) -> None:
    for number, step in enumerate(walked.days):
        day = walked.at(step, tmp_path / str(number))
        assert audits.verify(day.context).problems == (), step
        day.context.store.close()


# What a member signs after the reveal.


def test_nobody_signs_as_their_own_a_mark_that_somebody_wrote_into_the_plain_rows(
    at: Callable[[str], InterviewDay],
) -> None:
    """Change a plain mark, let its member keep what they 'sealed', put the mark back: nothing may be signed."""
    day = at("revealed")
    change_by_hand(day, f"UPDATE score SET mark = 0 WHERE member_id = '{day.wood.person.id}'")
    with pytest.raises(Tampered, match="not those on the sealed sheets"):
        finals.keep(day.context, day.wood, day.code)
    with pytest.raises(Tampered, match="not those on the sealed sheets"):
        finals.set_final(
            day.context, day.wood, day.code, candidate="C01", question="Q1", mark=4, reason="We talked."
        )
    assert rows(day, "SELECT count(*) FROM final_score") == [(0,)]


def test_a_final_score_unlike_the_sealed_one_wants_its_reason_whoever_signed_it(
    at: Callable[[str], InterviewDay],
) -> None:
    """A member's own key is not enough: a change without a reason is no final score."""
    day = at("revealed")
    finals.set_final(
        day.context, day.wood, day.code, candidate="C01", question="Q1", mark=2, reason="We talked."
    )
    ((body,),) = rows(day, "SELECT body FROM final_score")
    from panelguide.seal.final import record_digest
    from panelguide.store.rounds import get_reveal

    content = {**json.loads(str(body)), "reason": ""}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    with day.context.store.read() as connection:
        reveal = get_reveal(connection, content["round"])
    assert reveal is not None
    signature = day.wood.keys.sign("final", record_digest("final", reveal.digest, canonical.encode()))
    change_by_hand(
        day,
        "UPDATE final_score SET reason = '', body = ?, signature = ?",
        values=(canonical, signature),
    )
    with pytest.raises(Tampered, match="without a reason"):
        finals.show(day.context, day.wood, day.code)
    assert_reported(day, "without a reason")


def test_feedback_is_not_proposed_from_notes_that_nobody_sealed(at: Callable[[str], InterviewDay]) -> None:
    day = at("decided")
    change_by_hand(day, "UPDATE score SET note = 'They said something quite else.'")
    with pytest.raises(Tampered, match="not those on the sealed sheets"):
        feedback.propose(day.context, day.chair, day.code, afresh=("C01",))


# A reveal, a release, a seat or a key that somebody wrote.


def test_a_reveal_that_nobody_signed_shows_nothing(at: Callable[[str], InterviewDay]) -> None:
    """Forged marks under a forged reveal, to sway those who have not released yet: nobody is shown them."""
    day = at("chair released")
    round_id, kit_question = rows(
        day, "SELECT round.id, kit_question.id FROM round JOIN kit_question USING (kit_id)"
    )[0]
    body = json.dumps({"releases": [], "round": "00" * 32}, separators=(",", ":"))
    change_by_hand(
        day,
        "INSERT INTO score SELECT sheet.round_id, member_id, candidate_id, "
        f"'{kit_question}', 0, 'scored', 'Forged.' FROM sheet",
        "INSERT INTO reveal VALUES (?, ?, ?, '{}')",
        values=(round_id, body, b"\x00" * 32),
    )
    for look in (rounds.opened, discussions.show, finals.show, figures.figures, decisions.show):
        with pytest.raises(PanelguideError, match="not signed by those who must"):
            look(day.context, day.wood, day.code)
    with pytest.raises(PanelguideError):
        finals.keep(day.context, day.wood, day.code)
    assert_reported(day, "reveal")


def test_a_release_under_another_persons_name_is_refused_and_reported(
    at: Callable[[str], InterviewDay],
) -> None:
    day = at("chair released")
    change_by_hand(
        day,
        f"UPDATE release SET person_id = '{day.wood.person.id}' WHERE person_id = '{day.chair.person.id}'",
    )
    with pytest.raises(Tampered, match="under another person"):
        rounds.follow(day.context, day.wood, day.code)
    assert_reported(day)


def test_w3_a_second_list_under_the_chairs_signature_is_refused(at: Callable[[str], InterviewDay]) -> None:
    """The chair's release is taken off, a sheet replaced, released anew, and the first list put beside it."""
    day = at("chair released")
    held = rows(day, "SELECT * FROM release")
    change_by_hand(day, "DELETE FROM release")
    sheets.replace(
        day.context,
        day.chair,
        day.code,
        candidate="C01",
        marks={day.id_of("Q1"): 5},
        notes={},
        reason="More.",
    )
    rounds.release(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)
    assert_reported(day, "release")
    old = held[0]
    change_by_hand(
        day,
        "INSERT INTO release VALUES (?, ?, ?, ?)",
        values=(old[0], day.stand_in.person.id, *old[2:]),
    )
    with pytest.raises(Tampered):
        rounds.follow(day.context, day.wood, day.code)


def test_w4_a_sheets_bytes_changed_after_the_list_stop_the_reveal_and_put_nobody_out(
    at: Callable[[str], InterviewDay],
) -> None:
    day = at("released")
    flip(day, "sheet", "file", f"member_id = '{day.wood.person.id}'")
    with pytest.raises(Tampered) as refused:
        day.reveal()
    assert "Wood" not in str(refused.value)
    assert_reported(day)


@pytest.mark.parametrize("length", [0, 100, 100_000])
def test_w4_a_sheet_of_another_length_is_refused_before_the_list(
    at: Callable[[str], InterviewDay], length: int
) -> None:
    day = at("sealed")
    change_by_hand(
        day,
        f"UPDATE sheet SET file = ? WHERE member_id = '{day.wood.person.id}'",
        values=(b"x" * length,),
    )
    with pytest.raises(PanelguideError):
        rounds.release(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)
    assert_reported(day)


def test_w5_keys_that_do_not_open_are_no_release(at: Callable[[str], InterviewDay]) -> None:
    day = at("released")
    wood = day.wood.person.id
    ((body,),) = rows(day, f"SELECT body FROM release WHERE person_id = '{wood}'")
    said = json.loads(str(body))
    said["keys"] = ["00" * 32 for _ in said["keys"]]
    change_by_hand(
        day,
        f"UPDATE release SET body = ? WHERE person_id = '{wood}'",
        values=(json.dumps(said, sort_keys=True, separators=(",", ":")),),
    )
    with pytest.raises(Refused, match=r"T\. Wood: not released"):
        day.reveal()
    assert_reported(day, "release")


def test_w7_a_former_members_sheet_taken_off_before_the_release_is_reported(
    at: Callable[[str], InterviewDay],
) -> None:
    """T. Wood sealed C01, was set aside from C02: nothing expected is missing when it is C02's that is deleted,
    and C01's is missed."""
    day = at("sealed")
    change_by_hand(day, f"DELETE FROM sheet WHERE member_id = '{day.wood.person.id}'")
    with pytest.raises(Refused, match="1 sheet is not sealed yet"):
        rounds.release(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)
    assert_reported(day, "sheet")


def test_w7_an_earlier_attempt_taken_off_is_refused_and_reported(at: Callable[[str], InterviewDay]) -> None:
    day = at("sealed")
    sheets.replace(
        day.context, day.wood, day.code, candidate="C01", marks={day.id_of("Q1"): 5}, notes={}, reason="Late."
    )
    change_by_hand(
        day,
        "DELETE FROM sheet WHERE attempt = 1 AND member_id = (SELECT member_id FROM sheet WHERE attempt = 2)",
    )
    with pytest.raises(PanelguideError):
        rounds.release(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)
    assert_reported(day)


def test_w1_another_recovery_key_is_refused_by_every_program_and_reported(
    at: Callable[[str], InterviewDay],
) -> None:
    ready = at("ready")
    change_by_hand(ready, "UPDATE organisation SET recovery_key = ?", values=(b"\x07" * 32,))
    with pytest.raises(Tampered, match="recovery"):
        rounds.propose(ready.context, ready.chair, ready.code)
    assert_reported(ready, "recovery")


def test_w9_w10_a_draft_of_another_member_or_candidate_is_lost_and_never_shown(
    at: Callable[[str], InterviewDay],
) -> None:
    day = at("open")
    candidate = rows(day, "SELECT id FROM candidate WHERE code = 'C02'")[0][0]
    ((box,),) = rows(
        day,
        f"SELECT box FROM draft WHERE member_id = '{day.wood.person.id}' AND candidate_id = '{candidate}'",
    )
    change_by_hand(
        day,
        f"UPDATE draft SET box = ? WHERE member_id = '{day.begum.person.id}'",
        values=(box,),
    )
    view = sheets.open_sheet(day.context, day.begum, day.code, candidate="C02")
    assert view.draft_lost
    assert set(view.marks.values()) == {None, NoMark.NOT_ASKED}
    lengths = {len(bytes(row[0])) for row in rows(day, "SELECT box FROM draft")}
    assert len(lengths) == 1


@pytest.mark.parametrize("what", ["member_id", "round_id", "attempt"])
def test_a_sheet_moved_to_another_place_is_refused_and_reported(
    at: Callable[[str], InterviewDay], what: str
) -> None:
    day = at("sealed")
    value = {"member_id": day.edi.person.id, "round_id": "f" * 32, "attempt": 2}[what]
    change_by_hand(
        day, f"UPDATE sheet SET {what} = ? WHERE member_id = '{day.wood.person.id}'", values=(value,)
    )
    with pytest.raises(PanelguideError):
        rounds.release(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)
    assert_reported(day)


def test_w12_a_decision_over_another_reveal_is_refused_and_reported(
    at: Callable[[str], InterviewDay],
) -> None:
    day = at("decided")
    change_by_hand(
        day,
        "UPDATE decision SET signatures = REPLACE(signatures, substr(signatures, 3, 4), 'abcd') WHERE number > 0",
    )
    with pytest.raises(Tampered, match="not signed over the reveals"):
        decisions.show(day.context, day.chair, day.code)
    assert_reported(day)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decision_line SET outcome = 'not_this_time' WHERE outcome = 'offer'",
        "UPDATE decision_line SET reason = 'Something else.'",
        "UPDATE decision SET explanation = 'Something else.' WHERE number > 0",
        "UPDATE decision SET body = REPLACE(body, 'offer', 'reserve') WHERE number > 0",
        "UPDATE decision SET number = 2 WHERE number = 1",
    ],
)
def test_w12_a_decision_changed_in_its_rows_writes_no_letter(
    at: Callable[[str], InterviewDay], statement: str
) -> None:
    day = at("decided")
    change_by_hand(day, statement)
    with pytest.raises(Tampered):
        letters.plan(day.context, day.chair, day.code)
    assert_reported(day)


def test_w14_a_members_release_before_the_chairs_is_none(at: Callable[[str], InterviewDay]) -> None:
    """The chair's release is taken off after a member followed it: nothing goes on from there."""
    day = at("released")
    change_by_hand(day, f"DELETE FROM release WHERE person_id = '{day.chair.person.id}'")
    with pytest.raises(Refused, match="chair has not released"):
        day.reveal()
    assert not rounds.follow(day.context, day.wood, day.code)
    assert_reported(day, "release")


def test_w15_a_candidate_of_a_released_round_is_in_no_other(at: Callable[[str], InterviewDay]) -> None:
    day = at("released")
    change_by_hand(day, "UPDATE candidate SET state = 'shortlisted'")
    with pytest.raises(Refused, match="already scored in a released round"):
        rounds.propose(day.context, day.chair, day.code, candidates=("C01",))


def test_w16_a_version_the_chair_wrote_alone_is_a_proposal_and_nothing_more(
    at: Callable[[str], InterviewDay],
) -> None:
    """Called in force in the database, without the confirmer's signature."""
    day = at("change waits")
    change_by_hand(day, "UPDATE manifest SET in_force = 1")
    view = rounds.status(day.context, day.chair, day.code)
    assert view.change_waits
    assert "C02" in dict(sheets.my_candidates(day.context, day.wood, day.code))


def test_a_roster_shrunk_behind_the_panels_back_is_reported(at: Callable[[str], InterviewDay]) -> None:
    """The newest version is deleted, so that the one before holds again."""
    day = at("sealed")
    change_by_hand(day, "DELETE FROM manifest WHERE number = 2")
    with pytest.raises(Refused, match="1 sheet is not sealed yet"):
        rounds.release(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)
    assert_reported(day, "manifest")


def test_a_version_put_back_after_the_release_freezes_is_refused(at: Callable[[str], InterviewDay]) -> None:
    day = at("released")
    change_by_hand(day, "DELETE FROM manifest WHERE number = 2")
    with pytest.raises(PanelguideError):
        day.reveal()
    assert_reported(day)


def test_keys_swapped_between_two_people_are_refused_and_reported(at: Callable[[str], InterviewDay]) -> None:
    day = at("ready")
    wood, begum = day.wood.person.id, day.begum.person.id
    change_by_hand(
        day,
        f"UPDATE person_key SET person_id = 'x' WHERE person_id = '{wood}'",
        f"UPDATE person_key SET person_id = '{wood}' WHERE person_id = '{begum}'",
        f"UPDATE person_key SET person_id = '{begum}' WHERE person_id = 'x'",
    )
    day.open_round()
    for member in (day.wood, day.begum):
        with pytest.raises(Tampered, match="names another key for you"):
            sheets.open_desk(day.context, member, day.code)
    assert_reported(day)


def test_a_key_enrolled_behind_somebodys_back_signs_nothing_in_an_open_round(
    at: Callable[[str], InterviewDay],
) -> None:
    """A one-time code made and used by somebody else gives a key the round does not know."""
    day = at("open")
    email = day.wood.person.email
    code = people.new_enrolment_code(day.context, day.team, email=email)
    impostor = people.enrol(day.context, email=email, code=code, passphrase="an impostor's passphrase")
    for act in (
        lambda: sheets.open_desk(day.context, impostor, day.code),
        lambda: sheets.open_sheet(day.context, impostor, day.code, candidate="C01"),
    ):
        with pytest.raises(Tampered, match="names another key for you"):
            act()


# Who a sheet is about, and where the trail ends.


@pytest.mark.parametrize("column", ["reference", "salt"])
def test_another_application_behind_a_candidates_sheets_is_found(
    at: Callable[[str], InterviewDay], column: str
) -> None:
    """The manifest commits to each candidate's application: another behind the same code decides nothing."""
    day = at("discussed")
    flip(
        day, "candidate", column, "code = 'C01' AND vacancy_id = (SELECT id FROM vacancy WHERE code = 'V001')"
    )
    vacancy = find_vacancy(day.context, day.chair, day.code)
    with pytest.raises(Tampered, match="application"):
        rounds.require_scores_match_sheets(day.context, vacancy)
    with pytest.raises(Tampered, match="application"):
        exports.export(day.context, day.chair, day.code)
    assert_reported(day, "application")


@pytest.mark.parametrize("column", ["seq", "digest"])
def test_a_head_that_is_not_the_last_entry_is_reported(
    at: Callable[[str], InterviewDay], column: str
) -> None:
    day = at("open")
    flip(day, "audit_head", column, "1")
    assert_reported(day, "last entry")


SEALED_TABLES = (
    "audit",
    "audit_head",
    "person_key",
    "kit_question",
    "manifest",
    "sheet",
    "release",
    "reveal",
    "score",
    "not_asked",
    "final_score",
    "decision",
    "decision_line",
)
# Columns that nothing signed speaks of: what the program or a person says beside it.
BESIDE_THE_SEAL = {
    ("audit_head", "id"): "there is one head",
    ("person_key", "wrapped"): "without it its owner cannot sign in",
    ("person_key", "number"): "the order of the keys stands in the manifest",
    ("kit_question", "position"): "turned by more than the number of questions, the order stays",
    ("kit_question", "question_id"): "the frozen text says which question of the bank it was",
    ("kit_question", "title"): "the frozen text has it",
    ("kit_question", "minutes"): "who asks, and for how long, is arranged beside the questions",
    ("kit_question", "asker_id"): "who asks, and for how long, is arranged beside the questions",
    ("kit_question", "criteria"): "worked out from the frozen text and the criteria",
    ("kit_question", "is_exercise"): "the frozen text says so",
    ("manifest", "reason"): "told to the confirmer, not signed",
    ("manifest", "in_force"): "said for queries, never trusted",
    ("not_asked", "reason"): "each sheet says itself that the question was not asked",
    ("decision", "reveals"): "said for queries; the signatures name the reveals",
    ("decision", "confirmed_at"): "the audit trail has the moment",
    ("decision", "version"): "counts changes of a draft",
    ("decision_line", "version"): "counts changes of a draft",
}


@pytest.mark.long
def test_one_turned_bit_in_any_stored_field_of_a_round_is_reported(
    walked: stages.Stages, tmp_path: Path
) -> None:
    """And never by more than a sentence: no field can be made such that the check itself falls over."""
    day = walked.at("decided", tmp_path / "copy")
    file = day.context.store.file
    assert file is not None
    whole = file.read_bytes()
    unseen = []
    for table in SEALED_TABLES:
        for column in columns_of(day, table):
            if (table, column) in BESIDE_THE_SEAL:
                continue
            flip(day, table, column, LAST.get(table, "1"))
            if audits.verify(day.context).sound:
                unseen.append((table, column))
            day.context.store.close()
            file.write_bytes(whole)
    assert unseen == []
    assert audits.verify(day.context).sound


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vacancy SET stage = 'nowhere'",
        "UPDATE vacancy SET id = 'x' || id",
        "UPDATE round SET vacancy_id = 'nobody'",
        "UPDATE candidate SET id = 'x' || id",
        "UPDATE candidate SET vacancy_id = 'x' || vacancy_id",
        "UPDATE score SET state = 'sleeping'",
        "UPDATE score SET candidate_id = 'x' || candidate_id",
        "UPDATE person_key SET person_id = 'x' || person_id",
        "UPDATE kit_question SET body = 'x'",
        "UPDATE audit SET body = '[]'",
        "UPDATE manifest SET body = 'x'",
        "DELETE FROM audit_head",
        "DELETE FROM kit_question",
        "DELETE FROM candidate",
    ],
)
def test_a_record_that_cannot_be_read_any_more_is_reported_in_a_sentence(
    at: Callable[[str], InterviewDay], statement: str
) -> None:
    day = at("decided")
    change_by_hand(day, statement)
    assert_reported(day)


def test_one_record_that_does_not_hold_together_leaves_everybody_the_others(
    at: Callable[[str], InterviewDay],
) -> None:
    day = at("open")
    change_by_hand(day, "UPDATE vacancy SET stage = 'interview' WHERE code = 'V001'")
    flip(day, "manifest", "signatures", "1")
    found = needs.needs_of(day.context, day.chair)
    assert {need.vacancy_code for need in found} >= {"V001", "V002", "V003"}
    broken = [need for need in found if need.action == "status"]
    assert [need.vacancy_code for need in broken] == ["V001"]


# Of the round and its confirmed decision, not of what is still a draft.
LAST = {
    "decision": "number > 0",
    "kit_question": "kit_id = (SELECT kit_id FROM round)",
    "decision_line": "decision_id IN (SELECT id FROM decision WHERE number > 0)",
}


def flip(day: InterviewDay, table: str, column: str, where: str) -> None:
    """One bit of one field of the last such row."""
    found = rows(day, f"SELECT rowid, {column} FROM {table} WHERE {where} ORDER BY rowid DESC LIMIT 1")
    assert found, f"nothing in {table}"
    ((rowid, value),) = found
    change_by_hand(day, f"UPDATE {table} SET {column} = ? WHERE rowid = {rowid}", values=(_turned(value),))


def columns_of(day: InterviewDay, table: str) -> list[str]:
    return [str(name) for (name,) in rows(day, f"SELECT name FROM pragma_table_info('{table}')")]


def _turned(value: object) -> object:
    if isinstance(value, bytes):
        return bytes([*value[:-1], value[-1] ^ 1])
    if isinstance(value, int):
        return value ^ 64
    if isinstance(value, str) and value:
        return value[:-1] + chr(ord(value[-1]) ^ 1)
    return "x" if value == "" else 1
