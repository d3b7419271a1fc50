"""Opening a round, changing it before the release, and who must sign which step."""

import pytest
from tests import interview_day

from panelguide.domain.bands import parse_grade
from panelguide.domain.people import Role, Seat
from panelguide.errors import NotFound, Refused
from panelguide.services import panel, people, rounds, sheets, vacancies
from panelguide.services.context import Context
from panelguide.services.rounds import RoundState


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
