"""Releasing and revealing: nobody reads another's before, nobody changes their own after, attacks included."""

import pytest
from sqlalchemy import func, select, text
from tests import interview_day, world
from tests.interview_day import InterviewDay

from panelguide.errors import NotAllowed, PanelguideError, Refused, Tampered
from panelguide.seal.sheet import Sheet, sheet_key
from panelguide.seal.sheet import open_sheet as open_sealed
from panelguide.services import (
    audits,
    decisions,
    discussions,
    exports,
    finals,
    rounds,
    sheets,
    vacancies,
)
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy
from panelguide.services.rounds import RoundState
from panelguide.store import tables


@pytest.fixture
def day(context: Context) -> InterviewDay:
    """An open round of two candidates, every sheet sealed."""
    made = interview_day.prepare(context, count=2)
    made.open_round()
    made.seal_all()
    return made


def status(day: InterviewDay) -> rounds.StatusView:
    return rounds.status(day.context, day.chair, day.code)


def release(day: InterviewDay) -> None:
    rounds.release(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)


def write(day: InterviewDay, *statements: str, without_trigger: tuple[str, str] | None = None) -> None:
    """What somebody with the database can do."""
    with day.context.store._writing.begin() as connection:
        if without_trigger:
            table, act = without_trigger
            on = "" if day.context.store.is_sqlite else f" ON {table}"
            connection.execute(text(f"DROP TRIGGER {table}_no_{act}{on}"))
        for statement in statements:
            connection.execute(text(statement))


def test_the_chair_releases_first_the_others_follow_and_all_opens_at_once(day: InterviewDay) -> None:
    assert status(day).state is RoundState.COMPLETE
    assert status(day).waiting_for == ("J. Okafor",)
    with pytest.raises(Refused, match="Only the chair releases first"):
        rounds.release(day.context, day.wood, day.code, passphrase=world.PASSPHRASE)
    assert not rounds.follow(day.context, day.wood, day.code)
    release(day)
    assert status(day).waiting_for == ("A. Begum", "T. Wood")
    assert status(day).chair_released
    assert rounds.follow(day.context, day.wood, day.code)
    assert not rounds.follow(day.context, day.wood, day.code)
    assert not rounds.follow(day.context, day.edi, day.code)
    rounds.release(day.context, day.begum, day.code, passphrase=world.PASSPHRASE)
    assert status(day).state is RoundState.RELEASED
    day.reveal()
    assert status(day).state is RoundState.REVEALED
    view = rounds.opened(day.context, day.wood, day.code)
    assert view.marks["C01", "A. Begum", day.id_of("Q1")] == 4
    assert view.marks["C02", "J. Okafor", day.id_of("Q1")] == 3
    assert len(view.marks) == 2 * 3 * 7


def test_a_weighty_step_wants_the_passphrase_of_the_person_themselves(day: InterviewDay) -> None:
    with pytest.raises(Refused, match="passphrase is not right"):
        rounds.release(day.context, day.chair, day.code, passphrase="not the passphrase")
    day.release_all()
    with pytest.raises(Refused, match="passphrase is not right"):
        rounds.reveal(day.context, day.chair, day.code, passphrase="not the passphrase")
    assert status(day).state is RoundState.RELEASED


def test_nothing_is_released_while_a_sheet_is_missing(context: Context) -> None:
    day = interview_day.prepare(context, count=2)
    day.open_round()
    day.seal(day.wood, "C01")
    with pytest.raises(Refused, match="5 sheets are not sealed yet"):
        release(day)


def test_nothing_opens_while_somebody_has_not_released_and_they_are_named(day: InterviewDay) -> None:
    release(day)
    rounds.follow(day.context, day.wood, day.code)
    with pytest.raises(Refused, match=r"A\. Begum: not released"):
        day.reveal()
    with day.context.store.read() as connection:
        assert connection.execute(select(func.count()).select_from(tables.score)).scalar_one() == 0


def test_only_the_chair_or_the_deputy_reveals(day: InterviewDay) -> None:
    day.release_all()
    for person in (day.wood, day.edi, day.manager, day.team):
        with pytest.raises(NotAllowed):
            rounds.reveal(day.context, person, day.code, passphrase=world.PASSPHRASE)
    rounds.reveal(day.context, day.begum, day.code, passphrase=world.PASSPHRASE)
    assert status(day).state is RoundState.REVEALED


MARKER = "Only-for-my-own-eyes"


def test_no_service_gives_anybody_another_members_mark_before_the_reveal(context: Context) -> None:
    day = interview_day.prepare(context, count=2)
    day.open_round()
    notes = {it.id: MARKER for it in day.questions}
    marks = {it.id: 5 for it in day.questions}
    for code in day.candidates:
        sheets.save_draft(context, day.wood, day.code, candidate=code, marks=marks, notes=notes)
    sheets.seal(context, day.wood, day.code, candidate="C01")
    others = (day.chair, day.begum, day.edi, day.stand_in, day.manager, day.team, day.escalation)
    for person in others:
        for look in (
            lambda actor: rounds.opened(context, actor, day.code),
            lambda actor: discussions.show(context, actor, day.code),
            lambda actor: finals.show(context, actor, day.code),
            lambda actor: finals.figures(context, actor, day.code),
            lambda actor: decisions.show(context, actor, day.code),
        ):
            with pytest.raises(Refused):
                look(person)
        said = [
            rounds.status(context, person, day.code),
            vacancies.overview(context, person, day.code),
            exports.export(context, person, day.code),
            rounds.not_asked_facts(context, person, day.code),
        ]
        for candidate in day.candidates:
            try:
                said.append(sheets.open_sheet(context, person, day.code, candidate=candidate))
            except Refused as refusal:
                said.append(str(refusal))
        assert MARKER not in repr(said)
        for view in said:
            if isinstance(view, sheets.SheetView):
                assert set(view.marks.values()) == {None}


def test_those_off_the_panel_see_no_sheet_after_the_reveal_either(day: InterviewDay) -> None:
    day.release_all()
    day.reveal()
    for person in (*day.members, day.edi):
        assert len(rounds.opened(day.context, person, day.code).marks) == 42
    for person in (day.manager, day.team, day.stand_in, day.escalation):
        with pytest.raises(NotAllowed):
            rounds.opened(day.context, person, day.code)
        with pytest.raises(NotAllowed):
            discussions.show(day.context, person, day.code)
        with pytest.raises(NotAllowed):
            finals.show(day.context, person, day.code)


def test_nothing_is_sealed_replaced_or_changed_after_the_chairs_release(day: InterviewDay) -> None:
    release(day)
    with pytest.raises(Refused, match="nothing in it can change"):
        sheets.replace(
            day.context, day.wood, day.code, candidate="C01", marks={}, notes={}, reason="I looked."
        )
    with pytest.raises(Refused, match="nothing in it can change"):
        rounds.change_set(day.context, day.chair, day.code, away=("C02",), reason="Gone.")
    with pytest.raises(Refused, match="nothing in it can change"):
        rounds.not_asked(day.context, day.chair, day.code, candidate="C01", question="Q2", reason="Too late.")


def test_a_dummy_sheet_cannot_be_replaced_once_others_have_released(day: InterviewDay) -> None:
    """Seal a dummy, wait for the others, take the release off the database and replace: refused at reveal."""
    release(day)
    rounds.follow(day.context, day.begum, day.code)
    with day.context.store.read() as connection:
        held = connection.execute(select(tables.release)).mappings().all()
    write(day, "DELETE FROM release")
    sheets.replace(
        day.context,
        day.wood,
        day.code,
        candidate="C01",
        marks={day.id_of("Q1"): 5},
        notes={},
        reason="After a look.",
    )
    with day.context.store._writing.begin() as connection:
        for row in held:
            connection.execute(tables.release.insert().values(**row))
    with pytest.raises(Tampered, match="does not list"):
        rounds.follow(day.context, day.wood, day.code)
    with pytest.raises(PanelguideError, match="does not list"):
        day.reveal()


def test_a_sheet_taken_away_after_the_list_stops_everybody(day: InterviewDay) -> None:
    release(day)
    write(
        day,
        f"DELETE FROM sheet WHERE member_id = '{day.begum.person.id}' AND candidate_id IN "
        "(SELECT id FROM candidate WHERE code = 'C01')",
    )
    with pytest.raises(Tampered, match="missing or are not as they were"):
        rounds.follow(day.context, day.wood, day.code)


def test_a_sheet_taken_away_before_the_release_is_missed(day: InterviewDay) -> None:
    write(day, f"DELETE FROM sheet WHERE member_id = '{day.begum.person.id}'")
    with pytest.raises(Refused, match="2 sheets are not sealed yet"):
        release(day)
    assert not audits.verify(day.context).sound


def test_a_state_column_set_by_hand_opens_nothing(day: InterviewDay) -> None:
    write(day, "UPDATE round SET state = 'revealed', discussion_closed_at = '2026-11-02T09:00:00Z'")
    for person in day.members:
        with pytest.raises(Refused, match="is revealed yet"):
            rounds.opened(day.context, person, day.code)
        with pytest.raises(Refused):
            finals.figures(day.context, person, day.code)
    with pytest.raises(Refused, match="has not released"):
        day.reveal()


def test_forged_plain_scores_before_the_reveal_are_found(day: InterviewDay) -> None:
    with day.context.store._writing.begin() as connection:
        place = connection.execute(select(tables.sheet)).first()
        connection.execute(
            tables.score.insert().values(
                round_id=place.round_id,
                member_id=place.member_id,
                candidate_id=place.candidate_id,
                question_id=day.id_of("Q1"),
                mark=5,
                state="scored",
                note="Forged.",
            )
        )
    vacancy = find_vacancy(day.context, day.chair, day.code)
    with pytest.raises(Tampered, match="not revealed"):
        rounds.require_scores_match_sheets(day.context, vacancy)
    with pytest.raises(Tampered):
        exports.export(day.context, day.chair, day.code)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE score SET mark = 5 WHERE mark = 3",
        "UPDATE score SET note = 'Something else.' WHERE mark = 3",
        "DELETE FROM score WHERE mark = 3",
        "UPDATE score SET mark = NULL, state = 'not heard' WHERE mark = 3",
    ],
)
def test_plain_scores_unlike_the_sheets_are_found_whole_and_both_ways(
    day: InterviewDay, statement: str
) -> None:
    day.release_all()
    day.reveal()
    vacancy = find_vacancy(day.context, day.chair, day.code)
    assert len(rounds.require_scores_match_sheets(day.context, vacancy)) == 1
    write(day, statement)
    with pytest.raises(Tampered, match="not those on the sealed sheets"):
        rounds.require_scores_match_sheets(day.context, vacancy)


def test_a_manifest_changed_in_the_database_stops_everything(day: InterviewDay) -> None:
    write(day, 'UPDATE manifest SET body = REPLACE(body, \'"follows":""\', \'"follows":"00"\')')
    for step in (
        lambda: release(day),
        lambda: sheets.open_desk(day.context, day.wood, day.code),
        lambda: status(day),
    ):
        with pytest.raises(PanelguideError):
            step()


def test_two_members_keys_with_the_database_open_nothing_of_the_third(day: InterviewDay) -> None:
    with day.context.store.read() as connection:
        wanted = select(tables.sheet.c.file).where(tables.sheet.c.member_id == day.wood.person.id)
        files = [bytes(file) for file in connection.execute(wanted).scalars()]
    assert len(files) == 2
    for sheet in map(Sheet.from_file, files):
        for other in (day.chair, day.begum):
            with pytest.raises(Tampered):
                open_sealed(sheet, sheet_key(other.keys, sheet))


def test_a_checked_backup_is_made_after_the_reveal(day: InterviewDay) -> None:
    day.release_all()
    day.reveal()
    made = list(day.context.home.backups.glob("*revealed*"))
    assert bool(made) == day.context.store.is_sqlite


def test_the_order_shown_is_random_and_the_same_for_everybody(context: Context) -> None:
    day = interview_day.prepare(context, count=5)
    day.until_revealed()
    orders = {rounds.opened(context, person, day.code).candidates for person in (*day.members, day.edi)}
    assert len(orders) == 1
    assert set(orders.pop()) == set(day.candidates)
    assert rounds.opened(context, day.wood, day.code).candidates != day.candidates
