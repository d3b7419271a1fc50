"""Preparing a vacancy: its criteria, method, panel, kit and checklist."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests import world

from panelguide.domain.bands import parse_grade
from panelguide.domain.checklist import ItemState
from panelguide.domain.people import Role, Seat
from panelguide.domain.stages import Stage
from panelguide.errors import NotFound, Refused, SomebodyElseChangedIt
from panelguide.services import checklists, criteria, kits, lookup, methods, panel, vacancies
from panelguide.services.context import Context
from panelguide.services.session import SignedIn

SPECIFICATION = Path("src/panelguide/demo/data/person-specification.csv")


@pytest.fixture
def manager(context: Context) -> SignedIn:
    team = world.first_person(context)
    return world.join(context, team, "S. Rees", Role.MANAGER)


@pytest.fixture
def code(context: Context, manager: SignedIn) -> str:
    made = vacancies.create(
        context,
        manager,
        title="Physiotherapist",
        grade=parse_grade("6"),
        reference="318-26-7714",
        slot_minutes=60,
    )
    return made.code


def test_a_vacancy_begins_in_prepare_with_one_next_step(
    context: Context, manager: SignedIn, code: str
) -> None:
    overview = vacancies.overview(context, manager, code)
    assert overview.vacancy.stage is Stage.PREPARE
    assert [line.state for line in overview.stages] == ["now"] + ["to come"] * 5
    assert overview.next_step


def test_somebody_without_a_seat_is_not_told_that_the_vacancy_exists(
    context: Context, manager: SignedIn, code: str
) -> None:
    stranger = world.join(context, manager, "X. Stranger", Role.PANEL)
    with pytest.raises(NotFound, match="that you can see"):
        lookup.find_vacancy(context, stranger, code)
    assert vacancies.list_all(context, stranger) == ()


def test_a_mistyped_code_is_answered_with_the_nearest(context: Context, manager: SignedIn, code: str) -> None:
    with pytest.raises(NotFound, match="Did you mean V001"):
        lookup.find_vacancy(context, manager, "V011")


def test_criteria_come_from_the_file_and_are_tagged_from_their_words(
    context: Context, manager: SignedIn, code: str
) -> None:
    imported = criteria.import_file(context, manager, code, path=SPECIFICATION)
    assert [it.code for it in imported] == ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "D1", "D2"]
    confirmed = {it.code: it for it in criteria.confirm_all(context, manager, code)}
    assert "improvement" in confirmed["E2"].competencies
    assert confirmed["E5"].weight == Decimal(2)


def test_a_method_is_fixed_by_whoever_saw_the_newest(context: Context, manager: SignedIn, code: str) -> None:
    methods.set_method(
        context,
        manager,
        code,
        version=0,
        appointable_line=Decimal("3"),
        question_pass_line=None,
        tie_margin=Decimal("0.1"),
    )
    with pytest.raises(SomebodyElseChangedIt):
        methods.set_method(
            context,
            manager,
            code,
            version=7,
            appointable_line=Decimal("2"),
            question_pass_line=3,
            tie_margin=Decimal(0),
        )
    assert methods.show(context, manager, code).method.tie_margin == Decimal("0.1")


def test_the_chair_cannot_also_confirm(context: Context, manager: SignedIn, code: str) -> None:
    chair = world.join(context, manager, "J. Okafor", Role.PANEL)
    panel.add(context, manager, code, email=chair.person.email, seat=Seat.CHAIR)
    with pytest.raises(Refused, match="must be somebody else"):
        panel.add(context, manager, code, email=chair.person.email, seat=Seat.CONFIRMER)
    with pytest.raises(Refused, match="there is only one"):
        panel.add(context, manager, code, email=manager.person.email, seat=Seat.CHAIR)


def test_a_kit_covers_every_interview_criterion_inside_the_minutes(
    context: Context, manager: SignedIn, code: str
) -> None:
    criteria.import_file(context, manager, code, path=SPECIFICATION)
    criteria.confirm_all(context, manager, code)
    kit = kits.assign(context, manager, code, seed=7)
    assert kit.gaps == ()
    assert kit.minutes_used <= kit.minutes
    assert any(it.is_exercise for it in kit.questions)
    again = kits.assign(context, manager, code, seed=7)
    assert [it.question.id for it in again.questions] == [it.question.id for it in kit.questions]
    locked = kits.lock(context, manager, code)
    assert locked.locked
    assert len(locked.digest) == 32
    with pytest.raises(Refused, match="locked"):
        kits.assign(context, manager, code)


def test_a_kit_somebody_else_changed_is_neither_locked_nor_assigned_anew_unread(
    context: Context, manager: SignedIn, code: str
) -> None:
    criteria.import_file(context, manager, code, path=SPECIFICATION)
    criteria.confirm_all(context, manager, code)
    read = kits.assign(context, manager, code, seed=7, version=0)
    theirs = kits.set_weight(context, manager, code, position=1, weight=Decimal(2))
    for stale in (
        lambda: kits.lock(context, manager, code, version=read.version),
        lambda: kits.assign(context, manager, code, seed=8, version=read.version),
        lambda: kits.assign(context, manager, code, seed=8, version=0),
    ):
        with pytest.raises(SomebodyElseChangedIt, match="Somebody changed the kit while you were reading it"):
            stale()
    assert kits.show(context, manager, code) == theirs
    assert kits.lock(context, manager, code, version=theirs.version).locked


def test_a_rule_item_cannot_be_ticked_and_can_be_explained(
    context: Context, manager: SignedIn, code: str
) -> None:
    ruled = next(view for view in checklists.show(context, manager, code).items if view.item.check)
    with pytest.raises(Refused, match="not by hand"):
        checklists.tick(context, manager, code, item=ruled.item.id, version=0)
    view = checklists.explain(
        context,
        manager,
        code,
        item=ruled.item.id,
        version=0,
        why_not="One post holder on a 24/7 rota.",
        what_instead="Compressed hours offered.",
        agreed_by="R. Team",
        agreed_on="2026-11-01",
    )
    assert view.progress.explained == 1


def test_a_stage_closes_only_when_every_must_item_is_done_or_explained(
    context: Context, manager: SignedIn, code: str
) -> None:
    with pytest.raises(Refused, match="cannot close yet"):
        vacancies.advance(context, manager, code)
    for view in checklists.show(context, manager, code).items:
        if view.state is ItemState.OPEN:
            checklists.explain(
                context,
                manager,
                code,
                item=view.item.id,
                version=0,
                why_not="Tried out.",
                what_instead="Nothing.",
                agreed_by="R. Team",
                agreed_on="2026-11-01",
            )
    assert vacancies.advance(context, manager, code).stage is Stage.ADVERTISE
