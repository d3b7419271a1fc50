"""Checking the whole record: what holds, what was changed, what is gone, and what cannot be told."""

import json

import pytest
from sqlalchemy import text
from tests import interview_day, world
from tests.interview_day import InterviewDay

from panelguide.errors import BadInput, NotAllowed
from panelguide.services import audits, discussions, exports, finals
from panelguide.services.context import Context


@pytest.fixture
def day(context: Context) -> InterviewDay:
    """Revealed and discussed, T. Wood's final scores signed."""
    made = interview_day.prepare(context, count=2)
    made.until_revealed()
    discussions.close(context, made.chair, made.code)
    finals.keep(context, made.wood, made.code)
    return made


def write(day: InterviewDay, *statements: str, triggers: tuple[tuple[str, str], ...] = ()) -> None:
    """What somebody with the database can do."""
    with day.context.store._writing.begin() as connection:
        for table, act in triggers:
            on = "" if day.context.store.is_sqlite else f" ON {table}"
            connection.execute(text(f"DROP TRIGGER {table}_no_{act}{on}"))
        for statement in statements:
            connection.execute(text(statement))


def test_a_sound_record_is_sound_and_says_what_it_cannot_tell(day: InterviewDay) -> None:
    report = audits.verify(day.context)
    assert report.sound is True
    assert report.problems == ()
    assert "cut off" in report.sentence
    assert [(it.vacancy, it.number, it.reached) for it in report.rounds] == [("V001", 1, "revealed")]


def test_an_anchor_vouches_for_the_end(day: InterviewDay) -> None:
    seq, _, digest = audits.verify(day.context).head.partition(":")
    report = audits.verify(day.context, anchors=audits.read_anchors([f"{seq}:{digest[:16]}"]))
    assert report.sound
    assert report.anchored_at == int(seq)
    wrong = audits.verify(day.context, anchors={int(seq): "0" * 16})
    assert wrong.sound is False
    assert "not the entry that was seen" in wrong.problem


@pytest.mark.parametrize("anchor", ["", "12", "12:abc", "x:" + "0" * 16, "3:" + "z" * 16])
def test_an_anchor_that_is_none_is_refused(context: Context, anchor: str) -> None:
    with pytest.raises(BadInput, match="is not an entry and its digest"):
        audits.verify(context, anchors=audits.read_anchors([anchor]))


def test_a_cut_off_end_is_seen_with_an_anchor_only(day: InterviewDay) -> None:
    seq, _, digest = audits.verify(day.context).head.partition(":")
    # The last entries are T. Wood's final scores: whoever cuts them off takes the rows away too.
    write(
        day,
        "DELETE FROM final_score",
        "DELETE FROM audit WHERE action = 'final.signed'",
        "UPDATE audit_head SET seq = (SELECT max(seq) FROM audit), "
        "digest = (SELECT digest FROM audit ORDER BY seq DESC LIMIT 1)",
        triggers=(("audit", "delete"),),
    )
    assert audits.verify(day.context).sound is True
    cut = audits.verify(day.context, anchors={int(seq): digest})
    assert cut.sound is False
    assert "the record ends before it" in cut.problem


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM sheet WHERE attempt = 1", "missing"),
        ("DELETE FROM final_score", "in the audit trail but not in the database"),
        ("UPDATE score SET mark = 5 WHERE mark = 3", "not what the sealed sheet says"),
        ("DELETE FROM score WHERE mark = 3", "missing from the stored scores"),
        (
            'UPDATE manifest SET body = REPLACE(body, \'"kind":"interview"\', \'"kind":"shortlist"\')',
            "round 1",
        ),
        ("DELETE FROM reveal", "not revealed"),
    ],
)
def test_what_was_changed_or_taken_away_is_named(day: InterviewDay, statement: str, said: str) -> None:
    write(day, statement)
    report = audits.verify(day.context)
    assert report.sound is False
    assert any(said in problem for problem in report.problems), report.problems


def test_a_replaced_public_key_is_found(day: InterviewDay) -> None:
    column = "zeroblob(32)" if day.context.store.is_sqlite else "decode(repeat('00', 32), 'hex')"
    write(day, f"UPDATE person_key SET public_key = {column} WHERE person_id = '{day.wood.person.id}'")
    report = audits.verify(day.context)
    assert report.sound is False
    assert "not signed by the one it names" in report.problem


def test_an_entry_under_another_vacancy_is_found(day: InterviewDay) -> None:
    write(
        day,
        "UPDATE audit SET vacancy_id = '' WHERE action = 'round.released'",
        triggers=(("audit", "update"),),
    )
    assert "stands under another vacancy" in audits.verify(day.context).problem


def test_a_changed_entry_breaks_the_chain(day: InterviewDay) -> None:
    write(
        day,
        "UPDATE audit SET action = 'sheet.begun' WHERE action = 'round.released'",
        triggers=(("audit", "update"),),
    )
    assert "broken at entry" in audits.verify(day.context).problem


def test_the_trail_names_people_and_codes_and_never_marks_or_notes(day: InterviewDay) -> None:
    entries = audits.list_entries(day.context, day.chair, day.code, limit=1000)
    assert {"sheet.begun", "sheet.sealed", "round.revealed", "discussion.closed"} <= {
        it.action for it in entries
    }
    assert {it.who for it in entries} >= {"J. Okafor", "T. Wood", "P. Grant"}
    with day.context.store.read() as connection:
        bodies = " ".join(connection.execute(text("SELECT body FROM audit")).scalars())
    assert "Gave an example" not in bodies
    with pytest.raises(NotAllowed):
        audits.list_entries(day.context, day.wood, day.code)


def test_an_export_names_no_id_and_gives_each_what_they_may_see(day: InterviewDay) -> None:
    whole = exports.export(day.context, day.chair, day.code)
    said = json.dumps(whole)
    assert "Gave an example" in said
    for secret in (day.questions[0].id, day.wood.person.id, day.wood.keys.public.hex()):
        assert secret not in said
    managers = json.dumps(exports.export(day.context, day.manager, day.code))
    assert "Gave an example" not in managers
    assert '"figure": "4.00"' in managers


def test_another_window_gives_the_same_export(context: Context, day: InterviewDay) -> None:
    window = world.reopen(context)
    again = exports.export(window, day.chair, day.code)
    window.store.close()
    assert again == exports.export(context, day.chair, day.code)


def test_a_new_database_is_sound(context: Context) -> None:
    report = audits.verify(context)
    assert report.sound is True
    assert report.rounds == ()
