"""Opening a round, changing it before the release, and who must sign which step."""

import pytest
from sqlalchemy import update
from tests import interview_day, world

from panelguide.domain.bands import parse_grade
from panelguide.domain.people import Role, Seat
from panelguide.errors import NotFound, Refused, Tampered
from panelguide.services import candidates, panel, people, rounds, sheets, vacancies
from panelguide.services.context import Context
from panelguide.services.rounds import RoundState
from panelguide.store import tables


@pytest.fixture
def day(context: Context) -> interview_day.InterviewDay:
    return interview_day.prepare(context)


def test_a_round_opens_when_chair_and_confirmer_have_signed(day: interview_day.InterviewDay) -> None:
    proposed = rounds.propose(day.context, day.chair, day.code)
    assert proposed.state is RoundState.PROPOSED
    assert proposed.waiting_for == ("P. Grant",)
    with pytest.raises(Refused, match="no open round names you"):
        sheets.open_desk(day.context, day.wood, day.code)
    opened = rounds.confirm(day.context, day.edi, day.code)
    assert opened.state is RoundState.OPEN
    assert opened.members == ("A. Begum", "J. Okafor", "T. Wood")
    assert [row.candidate for row in opened.rows] == ["C01", "C02", "C03"]
    assert opened.waiting_for == ("A. Begum", "J. Okafor", "T. Wood")
    assert not opened.recoverable


def test_nobody_else_proposes_or_opens_a_round(day: interview_day.InterviewDay) -> None:
    for person in (day.begum, day.manager, day.wood):
        with pytest.raises(Refused):
            rounds.propose(day.context, person, day.code)
    rounds.propose(day.context, day.chair, day.code)
    for person in (day.chair, day.begum, day.stand_in, day.manager):
        with pytest.raises(Refused, match="Only the confirmer"):
            rounds.confirm(day.context, person, day.code)
    assert rounds.status(day.context, day.chair, day.code).state is RoundState.PROPOSED


def test_the_seats_that_are_missing_are_named(context: Context) -> None:
    day = interview_day.prepare(context)
    for person, seat in ((day.begum, Seat.DEPUTY), (day.stand_in, Seat.STAND_IN)):
        panel.remove(
            context, day.manager, day.code, email=person.person.email, seat=seat, reason="Leave of absence."
        )
    with pytest.raises(Refused, match="no deputy chair, no stand-in confirmer"):
        rounds.propose(context, day.chair, day.code)


def test_somebody_who_never_set_a_passphrase_is_named(day: interview_day.InterviewDay) -> None:
    new = people.add_person(
        day.context, day.team, name="N. Late", email="n.late@anytown.example", roles=frozenset({Role.PANEL})
    )
    panel.add(day.context, day.manager, day.code, email=new.person.email, seat=Seat.MEMBER)
    with pytest.raises(Refused, match=r"N\. Late cannot sign yet"):
        rounds.propose(day.context, day.chair, day.code)


def test_no_round_opens_on_a_kit_that_is_not_locked(context: Context) -> None:
    day = interview_day.prepare(context)
    other = vacancies.create(context, day.manager, title="Other", grade=parse_grade("6"))
    panel.add(context, day.manager, other.code, email=day.chair.person.email, seat=Seat.CHAIR)
    with pytest.raises(Refused, match="kit is not locked"):
        rounds.propose(context, day.chair, other.code)
    with pytest.raises(NotFound, match="has no round yet"):
        rounds.status(context, day.chair, other.code)


@pytest.fixture
def open_day(context: Context) -> interview_day.InterviewDay:
    made = interview_day.prepare(context)
    made.open_round()
    return made


def expected(view: rounds.StatusView) -> dict[str, list[str]]:
    return {row.candidate: [member for member, _ in row.sheets] for row in view.rows}


def test_a_smaller_set_waits_for_the_confirmer(open_day: interview_day.InterviewDay) -> None:
    day = open_day
    proposed = rounds.change_set(day.context, day.chair, day.code, away=("C03",), reason="C03 withdrew.")
    assert proposed.change_waits == "C03 withdrew."
    assert proposed.waiting_for == ("P. Grant",)
    assert list(expected(proposed)) == ["C01", "C02", "C03"]
    for person in (day.chair, day.begum, day.wood, day.stand_in, day.manager):
        with pytest.raises(Refused, match="does not wait for your signature"):
            rounds.confirm_change(day.context, person, day.code)
    changed = rounds.confirm_change(day.context, day.edi, day.code)
    assert list(expected(changed)) == ["C01", "C02"]
    assert changed.away == ("C03",)
    with pytest.raises(NotFound, match="no sheet for C03"):
        sheets.open_sheet(day.context, day.wood, day.code, candidate="C03")


def test_somebody_who_comes_after_all_is_back(open_day: interview_day.InterviewDay) -> None:
    day = open_day
    for fields in ({"away": ("C03",)}, {"back": ("C03",)}):
        rounds.change_set(day.context, day.chair, day.code, reason="Rescheduled.", **fields)
        rounds.confirm_change(day.context, day.edi, day.code)
    assert list(expected(rounds.status(day.context, day.chair, day.code))) == ["C01", "C02", "C03"]


def test_the_chair_alone_makes_a_round_larger(context: Context) -> None:
    day = interview_day.prepare(context)
    day.open_round("C01", "C02")
    changed = rounds.change_set(context, day.chair, day.code, add_candidates=("c03",), reason="Came late.")
    assert changed.change_waits == ""
    assert list(expected(changed)) == ["C01", "C02", "C03"]
    day.seal(day.wood, "C03")


def test_a_declared_interest_sets_member_and_candidate_aside(open_day: interview_day.InterviewDay) -> None:
    day = open_day
    pair = (day.wood.person.email, "C02")
    rounds.change_set(day.context, day.chair, day.code, aside=(pair,), reason="Former colleague.")
    changed = rounds.confirm_change(day.context, day.edi, day.code)
    assert expected(changed)["C02"] == ["A. Begum", "J. Okafor"]
    with pytest.raises(NotFound, match="no sheet for C02"):
        sheets.open_sheet(day.context, day.wood, day.code, candidate="C02")


def test_a_member_who_falls_ill_is_replaced_and_their_sheets_stay(
    open_day: interview_day.InterviewDay,
) -> None:
    day = open_day
    day.seal(day.wood, "C01", 4)
    new = world.join(day.context, day.team, "R. Quick", Role.PANEL)
    with pytest.raises(Refused, match="no scoring seat"):
        rounds.change_set(
            day.context, day.chair, day.code, add_members=(new.person.email,), reason="T. Wood is ill."
        )
    panel.add(day.context, day.manager, day.code, email=new.person.email, seat=Seat.MEMBER)
    rounds.change_set(
        day.context,
        day.chair,
        day.code,
        add_members=(new.person.email,),
        remove_members=(day.wood.person.email,),
        reason="T. Wood is ill.",
    )
    with pytest.raises(Refused, match="no open round names you"):
        sheets.open_desk(day.context, new, day.code)
    changed = rounds.confirm_change(day.context, day.edi, day.code)
    assert changed.members == ("A. Begum", "J. Okafor", "R. Quick")
    for member in (day.chair, day.begum, new):
        for candidate in day.candidates:
            day.seal(member, candidate, 3)
    rounds.release(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)
    for member in (day.begum, new, day.wood):
        assert rounds.follow(day.context, member, day.code)
    day.reveal()
    view = rounds.opened(day.context, day.chair, day.code)
    assert view.marks["C01", "T. Wood", day.id_of("Q1")] == 4


def test_a_round_keeps_two_members(open_day: interview_day.InterviewDay) -> None:
    day = open_day
    leaving = (day.wood.person.email, day.begum.person.email)
    with pytest.raises(Refused, match="at least two members"):
        rounds.change_set(day.context, day.chair, day.code, remove_members=leaving, reason="Both ill.")


def test_the_deputy_takes_the_chairs_seat_with_the_confirmer(open_day: interview_day.InterviewDay) -> None:
    day = open_day
    day.seal_all()
    rounds.change_set(day.context, day.begum, day.code, reason="J. Okafor was called away.")
    with pytest.raises(Refused, match="Only the chair releases first"):
        rounds.release(day.context, day.begum, day.code, passphrase=world.PASSPHRASE)
    rounds.confirm_change(day.context, day.edi, day.code)
    view = rounds.release(day.context, day.begum, day.code, passphrase=world.PASSPHRASE)
    assert view.chair_released


def test_nobody_confirms_what_concerns_themselves(context: Context) -> None:
    day = interview_day.prepare(context)
    panel.remove(
        context,
        day.manager,
        day.code,
        email=day.edi.person.email,
        seat=Seat.EDI_REPRESENTATIVE,
        reason="Scores as well.",
    )
    panel.add(
        context,
        day.manager,
        day.code,
        email=day.edi.person.email,
        seat=Seat.CONFIRMER,
        scores=True,
    )
    day.open_round()
    pair = (day.edi.person.email, "C02")
    with pytest.raises(Refused, match="concerns the very person"):
        rounds.change_set(context, day.chair, day.code, aside=(pair,), reason="A neighbour.")
    rounds.change_set(
        context, day.chair, day.code, aside=(pair,), stand_in_confirms=True, reason="A neighbour."
    )
    with pytest.raises(Refused, match="does not wait for your signature"):
        rounds.confirm_change(context, day.edi, day.code)
    changed = rounds.confirm_change(context, day.stand_in, day.code)
    assert "P. Grant" not in expected(changed)["C02"]


def test_a_change_that_waits_is_replaced_by_another(open_day: interview_day.InterviewDay) -> None:
    day = open_day
    rounds.change_set(day.context, day.chair, day.code, away=("C03",), reason="C03 withdrew.")
    rounds.change_set(day.context, day.chair, day.code, away=("C02",), reason="It was C02.")
    assert rounds.confirm_change(day.context, day.edi, day.code).away == ("C02",)
    with pytest.raises(Refused, match="Nothing waits for a signature"):
        rounds.confirm_change(day.context, day.edi, day.code)


def test_a_proposal_is_not_confirmed_once_the_panel_has_changed(day: interview_day.InterviewDay) -> None:
    rounds.propose(day.context, day.chair, day.code)
    new = world.join(day.context, day.team, "R. Quick", Role.PANEL)
    panel.add(day.context, day.manager, day.code, email=new.person.email, seat=Seat.MEMBER)
    with pytest.raises(Refused, match="changed since the chair proposed"):
        rounds.confirm(day.context, day.edi, day.code)
    assert rounds.propose(day.context, day.chair, day.code).number == 1
    assert "R. Quick" in rounds.confirm(day.context, day.edi, day.code).members


def test_a_second_day_is_a_second_round_and_nobody_is_in_both(day: interview_day.InterviewDay) -> None:
    day.open_round("C01", "C02")
    with pytest.raises(Refused, match="in round 1 already"):
        rounds.propose(day.context, day.chair, day.code, candidates=("C02", "C03"))
    day.open_round()
    second = rounds.status(day.context, day.chair, day.code)
    assert (second.number, list(expected(second))) == (2, ["C03"])
    assert [it.number for it in rounds.list_rounds(day.context, day.chair, day.code)] == [1, 2]
    day.seal_all()
    for number in (1, 2):
        rounds.release(day.context, day.chair, day.code, passphrase=world.PASSPHRASE, round=number)
    for member in (day.begum, day.wood):
        assert rounds.follow(day.context, member, day.code)
    rounds.reveal(day.context, day.chair, day.code, passphrase=world.PASSPHRASE, round=1)
    rounds.reveal(day.context, day.chair, day.code, passphrase=world.PASSPHRASE, round=2)
    assert set(rounds.opened(day.context, day.wood, day.code).candidates) == {"C01", "C02", "C03"}
    assert set(rounds.opened(day.context, day.wood, day.code, round=2).candidates) == {"C03"}


def test_nobody_is_interviewed_again_after_a_released_round(day: interview_day.InterviewDay) -> None:
    day.open_round("C01", "C02")
    day.seal_all()
    day.release_all()
    with day.context.store._writing.begin() as connection:
        connection.execute(update(tables.candidate).values(state="shortlisted"))
    with pytest.raises(Refused, match="already scored in a released round"):
        rounds.propose(day.context, day.chair, day.code, candidates=("C02", "C03"))


def strip_signatures(day: interview_day.InterviewDay) -> None:
    """Signatures nobody made, in place of those that were."""
    with day.context.store._writing.begin() as connection:
        connection.execute(
            update(tables.manifest).values(signatures='{"' + "00" * 32 + '":"' + "00" * 64 + '"}')
        )


def test_a_round_whose_signatures_are_gone_is_open_to_nobody(open_day: interview_day.InterviewDay) -> None:
    day = open_day
    day.seal(day.wood, "C01")
    strip_signatures(day)
    with pytest.raises(Refused, match="no open round names you"):
        sheets.open_desk(day.context, day.wood, day.code)
    with pytest.raises(Tampered, match="holds sealed sheets"):
        rounds.propose(day.context, day.chair, day.code)


def test_the_chair_is_told_to_take_out_who_will_not_come(open_day: interview_day.InterviewDay) -> None:
    day = open_day
    candidates.no_show(day.context, day.manager, day.code, candidate="C02")
    assert "--away C02" in rounds.status(day.context, day.chair, day.code).next_step
