"""Where a seat and a role meet in one person, and who a seat taken too late lets in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests import stages, world
from tests.interview_day import InterviewDay

from panelguide.domain.bands import parse_grade
from panelguide.domain.people import Role, Seat
from panelguide.errors import NotAllowed, NotFound, Refused
from panelguide.services import candidates, discussions, feedback, panel, rounds, shortlist, vacancies


@pytest.fixture
def at(walked: stages.Stages, tmp_path: Path) -> Callable[[str], InterviewDay]:
    return lambda step: walked.at(step, tmp_path / "copy")


@pytest.mark.parametrize("seat", [Seat.SHORTLISTER, Seat.MEMBER])
def test_a_seat_on_the_panel_beats_the_recruitment_team(
    at: Callable[[str], InterviewDay], seat: Seat
) -> None:
    day = at("ready")
    panel.add(day.context, day.manager, "V002", email=day.team.person.email, seat=seat)
    assert {line.name for line in candidates.list_all(day.context, day.team, "V002")} == {""}
    detail = candidates.show(day.context, day.team, "V002", candidate="C01")
    assert (detail.email, detail.adjustments, detail.line.interview_scheme) == ("", "", None)
    assert {line.name for line in candidates.list_all(day.context, day.team, "V001")} != {""}


def test_a_seat_beside_the_panel_leaves_the_recruitment_team_what_it_sees(
    at: Callable[[str], InterviewDay],
) -> None:
    day = at("ready")
    panel.add(day.context, day.manager, "V002", email=day.team.person.email, seat=Seat.CONFIRMER)
    assert all(line.name for line in candidates.list_all(day.context, day.team, "V002"))


def test_the_shortlist_holds_no_names_after_the_lock_either(at: Callable[[str], InterviewDay]) -> None:
    day = at("ready")
    for person in (day.manager, day.chair, day.wood, day.edi):
        assert {line.name for line in shortlist.show(day.context, person, "V001").lines} == {""}
        assert {line.name for line in candidates.list_all(day.context, person, "V001")} != {""}


@pytest.mark.parametrize("seat", [Seat.MEMBER, Seat.SHORTLISTER])
def test_nobody_joins_the_panel_after_the_reveal_to_read_its_sheets(
    at: Callable[[str], InterviewDay], seat: Seat
) -> None:
    day = at("decided")
    panel.add(day.context, day.manager, day.code, email=day.manager.person.email, seat=seat, scores=True)
    for look in (rounds.opened, discussions.show):
        with pytest.raises(NotAllowed):
            look(day.context, day.manager, day.code)
    points = feedback.show(day.context, day.manager, day.code)
    assert not any(point.notes for point in points)
    waiting = next(point for point in points if point.needs_agreement)
    with pytest.raises(NotAllowed):
        feedback.agree(day.context, day.manager, day.code, point=waiting.id, version=waiting.version)


def test_the_recruitment_team_reads_what_feedback_quotes_once_it_is_approved(
    at: Callable[[str], InterviewDay],
) -> None:
    day = at("decided")
    assert any(point.quoted for point in feedback.show(day.context, day.manager, day.code))
    assert not any(point.quoted for point in feedback.show(day.context, day.team, day.code))


def test_the_recruitment_team_reads_approved_feedback(at: Callable[[str], InterviewDay]) -> None:
    day = at("approved")
    assert any(point.quoted for point in feedback.show(day.context, day.team, day.code))


def test_only_somebody_who_manages_vacancies_is_given_one(at: Callable[[str], InterviewDay]) -> None:
    day = at("ready")
    for role in (Role.EDI_LEAD, Role.PANEL):
        other = world.join(day.context, day.team, f"A. {role.title()}", role)
        with pytest.raises(Refused, match="no recruiting manager"):
            vacancies.create(
                day.context,
                day.team,
                title="Porter",
                grade=parse_grade("2"),
                manager_email=other.person.email,
            )


@pytest.mark.parametrize(("posts", "flags"), [(10**30, ()), (1, ("one, two",)), (1, ("x" * 300,))])
def test_a_vacancy_of_impossible_size_or_flags_is_refused(
    at: Callable[[str], InterviewDay], posts: int, flags: tuple[str, ...]
) -> None:
    day = at("ready")
    with pytest.raises(Refused):
        vacancies.create(
            day.context,
            day.manager,
            title="Porter",
            grade=parse_grade("2"),
            posts=posts,
            flags=frozenset(flags),
        )


def test_a_former_member_still_releases_what_they_sealed(at: Callable[[str], InterviewDay]) -> None:
    """Their seat is gone, and with it the vacancy; without their keys the round would stay shut for good."""
    day = at("sealed")
    panel.remove(
        day.context,
        day.manager,
        day.code,
        email=day.wood.person.email,
        seat=Seat.MEMBER,
        reason="Left the trust.",
    )
    with pytest.raises(NotFound, match="no vacancy"):
        rounds.status(day.context, day.wood, day.code)
    rounds.release(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)
    assert rounds.follow(day.context, day.begum, day.code)
    assert rounds.follow(day.context, day.wood, day.code)
    day.reveal()
    with pytest.raises(NotFound, match="no vacancy"):
        rounds.follow(day.context, day.wood, day.code)
    with pytest.raises(NotFound, match="no vacancy"):
        rounds.opened(day.context, day.wood, day.code)
