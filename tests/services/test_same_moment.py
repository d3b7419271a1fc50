"""Two windows at the same moment: what was checked still holds when it is written, or nothing is."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from tests import world
from tests.interview_day import SPECIFICATION
from tests.other_window import late

from panelguide.demo.steps import settle_stage
from panelguide.domain.bands import parse_grade
from panelguide.domain.candidates import CandidateState
from panelguide.domain.checklist import Level
from panelguide.domain.people import Role, Seat
from panelguide.domain.stages import Stage
from panelguide.errors import Refused, SomebodyElseChangedIt
from panelguide.services import candidates, checklists, criteria, kits, panel, shortlist, vacancies
from panelguide.services.context import Context
from panelguide.services.session import SignedIn

AT_THE_SAME_MOMENT = "Somebody else changed this vacancy at the same moment"


@dataclass(frozen=True)
class Day:
    """A vacancy for which two have applied."""

    context: Context
    team: SignedIn
    manager: SignedIn
    code: str


@pytest.fixture
def day(context: Context) -> Day:
    """Somebody has applied whom nobody has settled yet."""
    team = world.first_person(context)
    manager = world.join(context, team, "S. Rees", Role.MANAGER)
    made = vacancies.create(
        context, manager, title="Physiotherapist", grade=parse_grade("6"), slot_minutes=60
    )
    for name in ("Ana Silva", "Ben Cole"):
        candidates.add(context, team, made.code, full_name=name)
    return Day(context, team, manager, made.code)


def test_nobody_is_added_to_a_shortlist_that_was_just_locked(day: Day) -> None:
    context, manager, code = day.context, day.manager, day.code
    shortlist.invite(context, manager, code, candidates=["C01", "C02"])
    with (
        late(context, lambda: shortlist.lock(context, manager, code)) as window,
        pytest.raises(Refused, match="The shortlist is locked"),
    ):
        candidates.add(window, day.team, code, full_name="Cy Dale")
    assert len(shortlist.show(context, manager, code).lines) == 2


def test_a_shortlist_is_not_locked_over_somebody_who_was_just_added(day: Day) -> None:
    context, manager, code = day.context, day.manager, day.code
    shortlist.invite(context, manager, code, candidates=["C01", "C02"])
    with (
        late(context, lambda: candidates.add(context, day.team, code, full_name="Cy Dale")) as window,
        pytest.raises(Refused, match=AT_THE_SAME_MOMENT),
    ):
        shortlist.lock(window, manager, code)
    view = shortlist.show(context, manager, code)
    assert (view.locked_at, view.left) == ("", 1)


def test_nobody_is_turned_down_over_an_invitation_that_was_not_read(day: Day) -> None:
    context, manager, code = day.context, day.manager, day.code
    criteria.import_file(context, manager, code, path=SPECIFICATION)
    read = {it.code: it.version for it in shortlist.show(context, manager, code).lines}
    shortlist.invite(context, manager, code, candidates=["C02"], versions=read)
    with pytest.raises(SomebodyElseChangedIt, match="C02 is shortlisted by now"):
        shortlist.turn_down(
            context, manager, code, candidates=["C02"], criterion="E2", reason="Not shown.", versions=read
        )
    lines = shortlist.show(context, manager, code).lines
    assert [it.state for it in lines] == [CandidateState.APPLIED, CandidateState.SHORTLISTED]


def test_a_locked_kit_is_not_assigned_anew_by_somebody_who_was_still_computing(day: Day) -> None:
    context, manager, code = day.context, day.manager, day.code
    criteria.import_file(context, manager, code, path=SPECIFICATION)
    criteria.confirm_all(context, manager, code)
    kits.assign(context, manager, code, seed=7)
    for act in (
        lambda here: kits.assign(here, manager, code, seed=8),
        lambda here: kits.remove(here, manager, code, position=1),
    ):
        before = kits.show(context, manager, code)
        with (
            late(
                context, lambda: kits.set_weight(context, manager, code, position=1, weight=Decimal(2))
            ) as window,
            pytest.raises(Refused, match=AT_THE_SAME_MOMENT),
        ):
            act(window)
        after = kits.show(context, manager, code)
        assert before
        assert after
        assert [it.id for it in after.questions] == [it.id for it in before.questions]
    with (
        late(context, lambda: kits.lock(context, manager, code)) as window,
        pytest.raises(Refused, match=AT_THE_SAME_MOMENT),
    ):
        kits.assign(window, manager, code, seed=8)
    locked = kits.show(context, manager, code)
    assert locked
    assert locked.locked


def test_a_stage_does_not_close_over_an_item_that_was_just_opened_again(day: Day) -> None:
    context, manager, code = day.context, day.manager, day.code
    settle_stage(context, manager, code)
    items = checklists.show(context, manager, code).items
    must = next(it for it in items if it.item.ticked_by_hand and it.item.level is Level.MUST)
    with (
        late(
            context,
            lambda: checklists.untick(context, manager, code, item=must.item.id, version=must.version),
        ) as window,
        pytest.raises(Refused, match=AT_THE_SAME_MOMENT),
    ):
        vacancies.advance(window, manager, code)
    assert vacancies.overview(context, manager, code).vacancy.stage is Stage.PREPARE


def test_two_windows_never_seat_two_chairs(day: Day) -> None:
    context, manager, code = day.context, day.manager, day.code
    one = world.join(context, day.team, "A. One", Role.PANEL)
    two = world.join(context, day.team, "B. Two", Role.PANEL)
    with (
        late(
            context, lambda: panel.add(context, manager, code, email=one.person.email, seat=Seat.CHAIR)
        ) as window,
        pytest.raises(Refused, match=r"A\. One is chair here, and there is only one"),
    ):
        panel.add(window, manager, code, email=two.person.email, seat=Seat.CHAIR)
    assert [it.name for it in panel.list_all(context, manager, code)] == ["A. One"]


def test_a_seat_taken_away_can_be_given_back(day: Day) -> None:
    context, manager, code = day.context, day.manager, day.code
    one = world.join(context, day.team, "A. One", Role.PANEL)
    email = one.person.email
    panel.add(context, manager, code, email=email, seat=Seat.CHAIR)
    panel.declare(context, one, code, declaration="none")
    panel.remove(context, manager, code, email=email, seat=Seat.CHAIR, reason="Pressed by mistake.")
    again = panel.add(context, manager, code, email=email, seat=Seat.CHAIR, trained_on="2026-03-14")
    assert panel.list_all(context, manager, code) == (again,)
    assert (again.left, again.declaration, again.trained_on) == (False, "", "2026-03-14")
