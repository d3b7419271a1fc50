"""A member's own sheet: drafts nobody else reads, sealing, replacing, two windows."""

import pytest
from sqlalchemy import func, select, text
from tests import interview_day, world
from tests.interview_day import InterviewDay

from panelguide.domain.marks import NoMark
from panelguide.domain.people import Role, Seat
from panelguide.errors import BadInput, NotFound, Refused, SomebodyElseChangedIt, Tampered
from panelguide.services import candidates, panel, people, rounds, sheets
from panelguide.services.context import Context
from panelguide.store import tables

MARKER = "Zanzibar-unmistakable-marker"


@pytest.fixture
def day(context: Context) -> InterviewDay:
    """An open round, nothing written yet."""
    made = interview_day.prepare(context)
    made.open_round()
    return made


def state_of(day: InterviewDay, code: str) -> str:
    return next(
        str(it.state) for it in candidates.list_all(day.context, day.manager, day.code) if it.code == code
    )


def audited(day: InterviewDay, action: str) -> int:
    with day.context.store.read() as connection:
        wanted = select(func.count()).select_from(tables.audit).where(tables.audit.c.action == action)
        return int(connection.execute(wanted).scalar_one())


def test_a_draft_is_there_again_in_another_window(day: InterviewDay) -> None:
    q4 = day.id_of("Q4")
    sheets.save_draft(
        day.context, day.wood, day.code, candidate="C01", marks={q4: 2}, notes={q4: "Named the risk."}
    )
    window = world.reopen(day.context)
    view = sheets.open_sheet(window, day.wood, day.code, candidate="c01")
    window.store.close()
    assert (view.marks[q4], view.notes[q4]) == (2, "Named the risk.")
    assert not view.sealed
    assert view.marks[day.id_of("Q1")] is None


def test_each_save_leaves_no_trace_but_the_first(day: InterviewDay) -> None:
    desk = sheets.open_desk(day.context, day.wood, day.code)
    head = day.context.store.head()
    for mark in (1, 2, 3):
        desk.save_draft("C01", {day.id_of("Q1"): mark}, {})
    assert day.context.store.head() == head + 1
    assert audited(day, "sheet.begun") == 1


def test_saving_what_is_there_already_writes_nothing(day: InterviewDay) -> None:
    desk = sheets.open_desk(day.context, day.wood, day.code)
    desk.save_draft("C01", {}, {})
    assert audited(day, "sheet.begun") == 0
    desk.save_draft("C01", {day.id_of("Q1"): 3}, {})
    before = box_of(day)
    desk.save_draft("C01", {day.id_of("Q1"): 3}, {day.id_of("Q1"): "  "})
    assert box_of(day) == before


def box_of(day: InterviewDay) -> bytes:
    with day.context.store.read() as connection:
        return bytes(connection.execute(select(tables.draft.c.box)).scalar_one())


def test_every_draft_and_sheet_has_one_length_whatever_was_written(day: InterviewDay) -> None:
    desk = sheets.open_desk(day.context, day.wood, day.code)
    desk.save_draft("C01", {day.id_of("Q1"): 3}, {})
    desk.save_draft("C02", {}, {it.id: MARKER * 100 for it in day.questions})
    with day.context.store.read() as connection:
        lengths = {len(box) for box in connection.execute(select(tables.draft.c.box)).scalars()}
    assert len(lengths) == 1


def test_nothing_written_can_be_read_in_the_database(day: InterviewDay) -> None:
    day.write(day.wood, "C01")
    notes = {it.id: MARKER for it in day.questions}
    sheets.save_draft(day.context, day.wood, day.code, candidate="C01", marks={}, notes=notes)
    assert_nowhere(day, MARKER)
    sheets.seal(day.context, day.wood, day.code, candidate="C01")
    assert_nowhere(day, MARKER)


def assert_nowhere(day: InterviewDay, marker: str) -> None:
    """Not in any text or bytes of any table, nor in the file as it lies on the disk."""
    with day.context.store.read() as connection:
        for table in tables.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                for value in row:
                    held = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    assert marker.encode() not in held, table.name
                    assert marker.encode().hex() not in str(value), table.name
    if day.context.store.file:
        for part in day.context.store.file.parent.rglob("*"):
            assert part.is_dir() or marker.encode() not in part.read_bytes(), part


def test_a_sheet_is_its_members_own(day: InterviewDay) -> None:
    day.seal(day.wood, "C01", 4)
    for other in (day.chair, day.begum):
        view = sheets.open_sheet(day.context, other, day.code, candidate="C01")
        assert set(view.marks.values()) == {None}
        assert not view.sealed
    for outsider in (day.edi, day.manager, day.team, day.stand_in):
        with pytest.raises(Refused, match=r"no open round names you|no vacancy"):
            sheets.open_sheet(day.context, outsider, day.code, candidate="C01")
    assert set(sheets.open_sheet(day.context, day.wood, day.code, candidate="C01").marks.values()) == {4}


def test_the_board_says_how_far_each_sheet_is_and_nothing_more(day: InterviewDay) -> None:
    day.seal(day.wood, "C01")
    day.write(day.wood, "C02", 1)
    view = rounds.status(day.context, day.manager, day.code)
    assert [(row.candidate, dict(row.sheets)["T. Wood"]) for row in view.rows] == [
        ("C01", "sealed"),
        ("C02", "open"),
        ("C03", "not begun"),
    ]
    assert sheets.my_candidates(day.context, day.wood, day.code) == (
        ("C01", "sealed"),
        ("C02", "open"),
        ("C03", "not begun"),
    )


def test_a_sheet_with_a_missing_mark_is_not_sealed(day: InterviewDay) -> None:
    sheets.save_draft(day.context, day.wood, day.code, candidate="C01", marks={day.id_of("Q1"): 3}, notes={})
    check = sheets.check(day.context, day.wood, day.code, candidate="C01")
    assert [gap.sentence for gap in check.blocks] == [f"Q{number} has no score." for number in range(2, 8)]
    with pytest.raises(Refused, match="Q2 has no score"):
        sheets.seal(day.context, day.wood, day.code, candidate="C01")
    assert state_of(day, "C01") == "shortlisted"


@pytest.mark.parametrize("mark", [0, 1, 5])
def test_a_mark_that_carries_the_decision_wants_its_note(day: InterviewDay, mark: int) -> None:
    marks = {it.id: 3 for it in day.questions} | {day.id_of("Q2"): mark}
    sheets.save_draft(day.context, day.wood, day.code, candidate="C01", marks=marks, notes={})
    with pytest.raises(Refused, match=f"Q2 has the mark {mark} and no note"):
        sheets.seal(day.context, day.wood, day.code, candidate="C01")
    check = sheets.check(day.context, day.wood, day.code, candidate="C01")
    assert len(check.warnings) == 6


def test_the_first_sealed_sheet_says_that_the_candidate_came(day: InterviewDay) -> None:
    day.seal(day.wood, "C01")
    assert state_of(day, "C01") == "attended"
    assert state_of(day, "C02") == "shortlisted"


def test_sealing_all_takes_what_was_begun_or_nothing(day: InterviewDay) -> None:
    day.write(day.wood, "C01")
    sheets.save_draft(day.context, day.wood, day.code, candidate="C02", marks={day.id_of("Q1"): 3}, notes={})
    with pytest.raises(Refused, match="The sheet for C02 cannot be sealed yet"):
        sheets.seal_all(day.context, day.wood, day.code)
    assert audited(day, "sheet.sealed") == 0
    day.write(day.wood, "C02")
    assert sheets.seal_all(day.context, day.wood, day.code) == ("C01", "C02")
    with pytest.raises(Refused, match="begun no sheet"):
        sheets.seal_all(day.context, day.wood, day.code)


def test_a_sealed_sheet_is_replaced_with_a_reason_and_stays(day: InterviewDay) -> None:
    day.seal(day.wood, "C01", 3)
    with pytest.raises(Refused, match="is sealed"):
        day.write(day.wood, "C01", 4)
    with pytest.raises(BadInput, match="Reason is empty"):
        sheets.replace(day.context, day.wood, day.code, candidate="C01", marks={}, notes={}, reason=" ")
    sheets.replace(
        day.context,
        day.wood,
        day.code,
        candidate="C01",
        marks={day.id_of("Q3"): 4},
        notes={},
        reason="Typed under the wrong question.",
    )
    view = sheets.open_sheet(day.context, day.wood, day.code, candidate="C01")
    assert (view.attempt, view.marks[day.id_of("Q3")], view.marks[day.id_of("Q1")]) == (2, 4, 3)
    with day.context.store.read() as connection:
        assert connection.execute(select(func.count()).select_from(tables.sheet)).scalar_one() == 2
    assert_nowhere(day, "Typed under the wrong question.")


def test_not_asked_is_the_chairs_word(day: InterviewDay) -> None:
    q6 = day.id_of("Q6")
    not_asked = {"candidate": "C01", "marks": {q6: NoMark.NOT_ASKED}, "notes": {}}
    with pytest.raises(Refused, match="chair has not recorded that Q6"):
        sheets.save_draft(day.context, day.wood, day.code, **not_asked)
    with pytest.raises(Refused):
        rounds.not_asked(
            day.context, day.wood, day.code, candidate="C01", question="Q6", reason="Fire alarm."
        )
    rounds.not_asked(day.context, day.chair, day.code, candidate="C01", question="q6", reason="Fire alarm.")
    sheets.save_draft(day.context, day.wood, day.code, **not_asked)
    assert sheets.open_sheet(day.context, day.begum, day.code, candidate="C01").not_asked == {
        q6: "Fire alarm."
    }
    assert sheets.open_sheet(day.context, day.begum, day.code, candidate="C02").not_asked == {}
    assert rounds.not_asked_facts(day.context, day.edi, day.code) == {("C01", "Q6"): "Fire alarm."}


def test_a_question_not_asked_fills_itself_in_and_can_be_sealed(day: InterviewDay) -> None:
    rounds.not_asked(day.context, day.chair, day.code, candidate="C01", question="Q6", reason="Fire alarm.")
    marks = {it.id: 3 for it in day.questions if it.label != "Q6"}
    sheets.save_draft(day.context, day.wood, day.code, candidate="C01", marks=marks, notes={})
    sheets.seal(day.context, day.wood, day.code, candidate="C01")
    view = sheets.open_sheet(day.context, day.wood, day.code, candidate="C01")
    assert view.marks[day.id_of("Q6")] is NoMark.NOT_ASKED


def test_not_heard_is_the_members_own_word(day: InterviewDay) -> None:
    day.seal(day.wood, "C01", 3, Q2=NoMark.NOT_HEARD)
    view = sheets.open_sheet(day.context, day.wood, day.code, candidate="C01")
    assert view.marks[day.id_of("Q2")] is NoMark.NOT_HEARD


def test_marks_and_questions_that_are_none_are_refused(day: InterviewDay) -> None:
    for mark in (6, -1, True):
        with pytest.raises(BadInput, match="marks go from 0 to 5"):
            sheets.save_draft(
                day.context, day.wood, day.code, candidate="C01", marks={day.id_of("Q1"): mark}, notes={}
            )
    with pytest.raises(NotFound, match="no question"):
        sheets.save_draft(day.context, day.wood, day.code, candidate="C01", marks={"ff" * 16: 3}, notes={})
    with pytest.raises(NotFound, match="no sheet for C99"):
        sheets.open_sheet(day.context, day.wood, day.code, candidate="C99")


def test_two_windows_of_one_member_are_shown_both_texts(day: InterviewDay) -> None:
    q1 = day.id_of("Q1")
    window = world.reopen(day.context)
    one = sheets.open_desk(day.context, day.wood, day.code)
    other = sheets.open_desk(window, day.wood, day.code)
    one.load("C01")
    other.load("C01")
    one.save_draft("C01", {q1: 2}, {q1: "From the first window."})
    with pytest.raises(SomebodyElseChangedIt) as stale:
        other.save_draft("C01", {q1: 4}, {q1: "From the other window."})
    assert "Q1: 4 From the other window." in stale.value.yours
    assert "Q1: 2 From the first window." in stale.value.theirs
    other.load("C01")
    other.save_draft("C01", {q1: 4}, {q1: "From the other window."})
    with pytest.raises(SomebodyElseChangedIt):
        one.save_draft("C01", {q1: 1}, {})
    with pytest.raises(SomebodyElseChangedIt):
        one.seal("C01")
    window.store.close()


def test_a_sheet_sealed_in_another_window_is_not_written_on(day: InterviewDay) -> None:
    desk = sheets.open_desk(day.context, day.wood, day.code)
    desk.load("C01")
    day.seal(day.wood, "C01")
    with pytest.raises(Refused, match="is sealed"):
        desk.save_draft("C01", {day.id_of("Q1"): 2}, {})
    with pytest.raises(Refused, match="is sealed"):
        desk.seal("C01")


def test_a_key_somebody_else_put_in_the_manifest_is_refused(context: Context) -> None:
    day = interview_day.prepare(context)
    write_key(day, "zeroblob(32)" if context.store.is_sqlite else "decode(repeat('00', 32), 'hex')")
    day.open_round()
    with pytest.raises(Tampered, match="names another key for you"):
        sheets.open_desk(context, day.wood, day.code)


def write_key(day: InterviewDay, value: str) -> None:
    with day.context.store._writing.begin() as connection:
        connection.execute(
            text(f"UPDATE person_key SET public_key = {value} WHERE person_id = '{day.wood.person.id}'")
        )


def test_a_question_changed_after_the_lock_is_refused(day: InterviewDay) -> None:
    with day.context.store._writing.begin() as connection:
        connection.execute(text("UPDATE kit_question SET body = REPLACE(body, 'Describe', 'Tell')"))
    with pytest.raises(Tampered, match="no longer what the round was opened with"):
        sheets.open_desk(day.context, day.wood, day.code)


def test_a_sheet_moved_to_another_candidate_is_refused(day: InterviewDay) -> None:
    day.seal(day.wood, "C01", 5)
    with day.context.store._writing.begin() as connection:
        on = "" if day.context.store.is_sqlite else " ON sheet"
        connection.execute(text(f"DROP TRIGGER sheet_no_update{on}"))
        connection.execute(
            text("UPDATE sheet SET candidate_id = (SELECT id FROM candidate WHERE code = 'C02')")
        )
    with pytest.raises(Tampered, match="moved or changed"):
        sheets.open_sheet(day.context, day.wood, day.code, candidate="C02")


def test_a_new_key_is_added_beside_the_old_and_the_lost_draft_is_said(day: InterviewDay) -> None:
    day.write(day.wood, "C01")
    code = people.new_enrolment_code(day.context, day.team, email=day.wood.person.email)
    wood = people.enrol(
        day.context, email=day.wood.person.email, code=code, passphrase="quite another passphrase"
    )
    with pytest.raises(Tampered, match="names another key"):
        sheets.open_desk(day.context, wood, day.code)
    rounds.change_set(
        day.context, day.chair, day.code, new_keys=(wood.person.email,), reason="Forgot the passphrase."
    )
    rounds.confirm_change(day.context, day.edi, day.code)
    view = sheets.open_sheet(day.context, wood, day.code, candidate="C01")
    assert view.draft_lost
    marks = {it.id: 3 for it in day.questions}
    sheets.save_draft(day.context, wood, day.code, candidate="C01", marks=marks, notes={})
    sheets.seal(day.context, wood, day.code, candidate="C01")


def test_somebody_without_a_seat_is_told_of_no_vacancy(day: InterviewDay) -> None:
    stranger = world.join(day.context, day.team, "X. Stranger", Role.PANEL)
    with pytest.raises(NotFound, match="no vacancy"):
        sheets.open_desk(day.context, stranger, day.code)
    panel.add(day.context, day.manager, day.code, email=stranger.person.email, seat=Seat.MEMBER)
    with pytest.raises(Refused, match="no open round names you"):
        sheets.open_desk(day.context, stranger, day.code)
