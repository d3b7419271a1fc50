"""After the reveal: the discussion, each member's final scores, the figures and the signed decision."""

import pytest
from sqlalchemy import text
from tests import interview_day, world
from tests.interview_day import InterviewDay
from tests.other_window import overtaken

from panelguide.domain.decision import Outcome
from panelguide.domain.marks import NoMark
from panelguide.errors import NotAllowed, Refused, SomebodyElseChangedIt, Tampered
from panelguide.services import candidates, decisions, discussions, finals, rounds, sheets
from panelguide.services.context import Context
from panelguide.services.lookup import find_vacancy


@pytest.fixture
def day(context: Context) -> InterviewDay:
    """Revealed: C01 has 4 throughout, C02 3, C03 2; T. Wood gave C02 one mark of 5 on Q1."""
    made = interview_day.prepare(context)
    made.open_round()
    made.seal(made.wood, "C02", 3, Q1=5)
    made.seal_all()
    made.release_all()
    made.reveal()
    return made


def close(day: InterviewDay) -> None:
    discussions.close(day.context, day.chair, day.code)


def sign_everybody(day: InterviewDay) -> None:
    for member in day.members:
        finals.keep(day.context, member, day.code)


def decide(day: InterviewDay, **outcomes: Outcome) -> None:
    """An outcome with a reason for each; those not named get "not this time"."""
    for line in decisions.show(day.context, day.chair, day.code).lines:
        decisions.set_line(
            day.context,
            day.chair,
            day.code,
            candidate=line.candidate,
            outcome=outcomes.get(line.candidate, Outcome.NOT_THIS_TIME),
            reason=f"{line.candidate} by the criteria E3 and E5.",
            version=line.version,
        )


def confirmed(day: InterviewDay) -> decisions.DecisionView:
    close(day)
    sign_everybody(day)
    decide(day, C01=Outcome.OFFER, C02=Outcome.RESERVE)
    return decisions.confirm(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)


def test_the_list_names_marks_two_apart_and_no_figure(day: InterviewDay) -> None:
    view = discussions.show(day.context, day.wood, day.code)
    wide = [it for it in view.entries if it.candidate == "C02" and it.question.name == "Q1"]
    assert "2 or more apart" in wide[0].sentence
    assert not view.closed
    assert set(view.order) == {"C01", "C02", "C03"}


def test_no_figure_is_shown_until_the_chair_closes_the_list(day: InterviewDay) -> None:
    for person in (day.chair, day.wood, day.manager, day.team):
        with pytest.raises(Refused, match="once the discussion list is closed"):
            finals.figures(day.context, person, day.code)
        with pytest.raises(Refused, match="once the discussion list is closed"):
            decisions.show(day.context, person, day.code)
    with pytest.raises(NotAllowed):
        discussions.close(day.context, day.wood, day.code)
    close(day)
    lines = finals.figures(day.context, day.manager, day.code).lines
    assert [(it.candidate, it.place, it.asked) for it in lines] == [
        ("C01", 1, "7 of 7"),
        ("C02", 2, "7 of 7"),
        ("C03", 0, "7 of 7"),
    ]
    assert lines[0].figure == "4.00"
    assert not lines[2].appointable


def test_a_final_score_is_its_members_own_and_a_change_wants_its_reason(day: InterviewDay) -> None:
    with pytest.raises(Refused, match="Say why C02 Q1 changes from 5 to 4"):
        finals.set_final(day.context, day.wood, day.code, candidate="C02", question="Q1", mark=4)
    finals.set_final(
        day.context,
        day.wood,
        day.code,
        candidate="C02",
        question="Q1",
        mark=4,
        reason="Missed the second part.",
    )
    view = finals.show(day.context, day.chair, day.code)
    own = view.finals["C02", "T. Wood", day.id_of("Q1")]
    assert (own.sealed, own.mark, own.reason, own.signed) == (5, 4, "Missed the second part.", True)
    assert view.finals["C02", "J. Okafor", day.id_of("Q1")].mark == 3
    opened = rounds.opened(day.context, day.chair, day.code)
    assert opened.marks["C02", "T. Wood", day.id_of("Q1")] == 5
    with pytest.raises(Refused, match="nobody gives another's"):
        finals.set_final(day.context, day.edi, day.code, candidate="C02", question="Q1", mark=4, reason="No.")


def test_not_asked_cannot_be_said_afterwards_without_the_chairs_fact(day: InterviewDay) -> None:
    with pytest.raises(Refused, match="chair has not recorded"):
        finals.set_final(
            day.context, day.wood, day.code, candidate="C01", question="Q2", mark=NoMark.NOT_ASKED, reason="x"
        )


def test_a_final_score_written_by_somebody_else_is_found(day: InterviewDay) -> None:
    close(day)
    finals.keep(day.context, day.wood, day.code)
    forge(
        day,
        "UPDATE final_score SET mark = 5",
        "final_score",
    )
    with pytest.raises(Tampered, match="not what its member signed"):
        finals.figures(day.context, day.chair, day.code)


def forge(day: InterviewDay, statement: str, table: str) -> None:
    """What somebody with the database can do: take the trigger off and write."""
    with day.context.store._writing.begin() as connection:
        on = f" ON {table}" if not day.context.store.is_sqlite else ""
        connection.execute(text(f"DROP TRIGGER {table}_no_update{on}"))
        connection.execute(text(statement))


def test_the_chair_signs_a_decision_with_a_reason_for_everybody(day: InterviewDay) -> None:
    view = confirmed(day)
    assert view.confirmed == 1
    assert view.problems == ()
    assert not view.changed
    states = {it.code: it.state for it in candidates.list_all(day.context, day.manager, day.code)}
    assert states == {"C01": "offered", "C02": "decided", "C03": "decided"}
    stands = decisions.in_force(day.context, find_vacancy(day.context, day.chair, day.code))
    assert stands is not None
    assert stands.outcomes == {
        "C01": Outcome.OFFER,
        "C02": Outcome.RESERVE,
        "C03": Outcome.NOT_THIS_TIME,
    }


def test_everything_a_decision_owes_is_named_at_once(day: InterviewDay) -> None:
    close(day)
    sign_everybody(day)
    decide(day, C03=Outcome.OFFER)
    with pytest.raises(Refused) as refusal:
        decisions.confirm(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)
    said = str(refusal.value)
    assert "C03 does not reach the lines" in said
    with pytest.raises(Refused, match="passphrase is not right"):
        decisions.confirm(day.context, day.chair, day.code, passphrase="somebody else's words")
    with pytest.raises(NotAllowed):
        decisions.confirm(day.context, day.wood, day.code, passphrase=world.PASSPHRASE)


def test_a_decision_waits_for_final_scores_that_are_not_signed(day: InterviewDay) -> None:
    close(day)
    finals.keep(day.context, day.wood, day.code)
    decide(day, C01=Outcome.OFFER)
    with pytest.raises(Refused, match=r"A\. Begum, J\. Okafor"):
        decisions.confirm(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)


def test_a_later_decision_supersedes_and_keeps_the_first(day: InterviewDay) -> None:
    confirmed(day)
    lines = {it.candidate: it for it in decisions.show(day.context, day.chair, day.code).lines}
    for code, outcome in (("C01", Outcome.NOT_THIS_TIME), ("C02", Outcome.OFFER)):
        decisions.set_line(
            day.context,
            day.chair,
            day.code,
            candidate=code,
            outcome=outcome,
            reason="The registration had lapsed.",
            version=lines[code].version,
        )
    view = decisions.explain(
        day.context,
        day.chair,
        day.code,
        text="C01 cannot take up the post.",
        version=decisions.show(day.context, day.chair, day.code).version,
    )
    assert view.changed
    with pytest.raises(Refused, match="why this one supersedes"):
        decisions.confirm(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)
    again = decisions.confirm(
        day.context, day.chair, day.code, passphrase=world.PASSPHRASE, because="Registration checked."
    )
    assert again.confirmed == 2
    with day.context.store.read() as connection:
        kept = connection.execute(text("SELECT number FROM decision WHERE number > 0 ORDER BY number"))
        assert list(kept.scalars()) == [1, 2]


def test_two_windows_on_one_reason_are_shown_both_texts(day: InterviewDay) -> None:
    close(day)
    version = decisions.show(day.context, day.chair, day.code).lines[0].version
    args = {"candidate": "C01", "outcome": Outcome.OFFER, "version": version}
    decisions.set_line(day.context, day.begum, day.code, reason="Theirs.", **args)
    with pytest.raises(SomebodyElseChangedIt) as stale:
        decisions.set_line(day.context, day.chair, day.code, reason="Mine.", **args)
    assert (stale.value.yours, stale.value.theirs) == ("Mine.", "Theirs.")


@pytest.mark.parametrize("what", ["an outcome", "a comparison", "the words on a tie", "a final score"])
def test_the_chair_signs_what_was_read_and_nothing_that_came_in_between(day: InterviewDay, what: str) -> None:
    close(day)
    sign_everybody(day)
    decide(day, C01=Outcome.OFFER, C02=Outcome.RESERVE)
    read = decisions.show(day.context, day.chair, day.code)
    of_c02 = next(it for it in read.lines if it.candidate == "C02")
    deputy = (day.context, day.begum, day.code)
    if what == "an outcome":
        outcome = Outcome.NOT_THIS_TIME
        decisions.set_line(*deputy, candidate="C02", outcome=outcome, reason="By E3.", version=of_c02.version)
    elif what == "a comparison":
        decisions.compare(*deputy, candidate="C02", text="All asked alike.", version=of_c02.version)
    elif what == "the words on a tie":
        decisions.tie_break(*deputy, text="By the presentation.", version=read.version)
    else:
        finals.set_final(*deputy, candidate="C02", question="Q2", mark=4, reason="Heard it otherwise.")
    with pytest.raises(SomebodyElseChangedIt, match="changed while you were reading"):
        confirm_as(day, read.digest)
    now = decisions.show(day.context, day.chair, day.code)
    assert now.confirmed == 0
    assert confirm_as(day, now.digest).confirmed == 1


def test_a_line_that_changes_while_the_chair_signs_is_not_signed(day: InterviewDay) -> None:
    close(day)
    sign_everybody(day)
    decide(day, C01=Outcome.OFFER, C02=Outcome.RESERVE)
    read = decisions.show(day.context, day.chair, day.code)
    version = next(it.version for it in read.lines if it.candidate == "C02")

    def quicker() -> None:
        decisions.compare(
            day.context, day.begum, day.code, candidate="C02", text="All asked alike.", version=version
        )

    with overtaken(day, quicker) as slower, pytest.raises(SomebodyElseChangedIt, match="were reading"):
        confirm_as(slower, read.digest)
    assert decisions.show(day.context, day.chair, day.code).confirmed == 0


def test_the_same_decision_read_twice_has_one_digest(day: InterviewDay) -> None:
    close(day)
    sign_everybody(day)
    decide(day, C01=Outcome.OFFER)
    read = decisions.show(day.context, day.chair, day.code)
    assert decisions.show(day.context, day.begum, day.code).digest == read.digest
    signed = confirm_as(day, read.digest)
    assert signed.digest != read.digest, "it would now take the place of a decision in force"


def confirm_as(day: InterviewDay, as_read: str) -> decisions.DecisionView:
    return decisions.confirm(day.context, day.chair, day.code, passphrase=world.PASSPHRASE, as_read=as_read)


def test_forged_scores_stop_the_decision(day: InterviewDay) -> None:
    close(day)
    sign_everybody(day)
    decide(day, C01=Outcome.OFFER)
    with day.context.store._writing.begin() as connection:
        connection.execute(text("UPDATE score SET mark = 5 WHERE mark = 2"))
    with pytest.raises(Tampered, match="not those on the sealed sheets"):
        decisions.confirm(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)


def test_a_decision_changed_in_the_database_is_found(day: InterviewDay) -> None:
    confirmed(day)
    with day.context.store._writing.begin() as connection:
        connection.execute(
            text(
                "UPDATE decision_line SET outcome = 'offer' WHERE outcome = 'reserve' AND decision_id IN "
                "(SELECT id FROM decision WHERE number = 1)"
            )
        )
    with pytest.raises(Tampered, match="does not say what was signed"):
        decisions.in_force(day.context, find_vacancy(day.context, day.chair, day.code))


def test_final_scores_stand_still_once_decided(day: InterviewDay) -> None:
    confirmed(day)
    with pytest.raises(Refused, match="decision is confirmed"):
        finals.set_final(
            day.context, day.wood, day.code, candidate="C02", question="Q1", mark=4, reason="Late thought."
        )
    assert sheets.open_sheet(day.context, day.wood, day.code, candidate="C02").sealed
