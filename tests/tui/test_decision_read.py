"""The chair signs the decision that stood on the screen, not one that somebody changed under the box."""

import re
from collections.abc import Callable

import pytest
from tests import world
from tests.tui.room import Room

from panelguide.domain.decision import Outcome
from panelguide.services import decisions, figures, finals
from panelguide.services.decisions import DecisionView


def stored(room: Room) -> DecisionView:
    return decisions.show(room.day.context, room.day.chair, room.day.code)


def write_all(room: Room) -> None:
    """The draft as the ranking gives it, with every reason and comparison, not signed."""
    day = room.day
    flagged = {it.candidate for it in figures.figures(day.context, day.chair, day.code).lines if it.flags}
    for place, line in enumerate(stored(room).lines):
        outcome = (Outcome.OFFER if place == 0 else Outcome.RESERVE) if line.place else Outcome.NOT_THIS_TIME
        whose, version = {"candidate": line.candidate}, line.version
        view = decisions.set_line(
            day.context, day.chair, day.code, **whose, outcome=outcome, reason="By E3.", version=version
        )
        if line.candidate in flagged:
            version = next(it.version for it in view.lines if it.candidate == line.candidate)
            decisions.compare(
                day.context, day.chair, day.code, **whose, text="All asked alike.", version=version
            )


def change_an_outcome(room: Room) -> None:
    day = room.day
    line = [it for it in stored(room).lines if it.outcome is Outcome.RESERVE][-1]
    decisions.set_line(
        day.context,
        day.begum,
        day.code,
        candidate=line.candidate,
        outcome=Outcome.NOT_THIS_TIME,
        reason="Put in by the deputy.",
        version=line.version,
    )


def change_a_final_score(room: Room) -> None:
    day = room.day
    question = day.questions[0]
    before = (
        finals.show(day.context, day.wood, day.code).finals["C03", day.wood.person.name, question.id].mark
    )
    finals.set_final(
        day.context,
        day.wood,
        day.code,
        candidate="C03",
        question=question.label,
        mark=4 if before == 5 else 5,
        reason="Heard it otherwise.",
    )


@pytest.mark.parametrize("change", [change_an_outcome, change_a_final_score])
async def test_nothing_changed_under_the_box_is_signed(
    end_of_day: Room, change: Callable[[Room], None]
) -> None:
    write_all(end_of_day)
    async with end_of_day.screen("decision", end_of_day.day.chair) as driver:
        await driver.press("f9", "tab", "enter")
        change(end_of_day)
        await driver.type(world.PASSPHRASE)
        await driver.press("enter")
        said = " ".join(re.sub("[│┌┐└┘─]", " ", driver.frame).split())
        assert "The decision or its figures changed while you were reading them." in said
        assert stored(end_of_day).confirmed == 0
        await driver.press("escape", "f9", "tab", "enter")
        await driver.type(world.PASSPHRASE)
        await driver.press("enter")
        assert "Decision 1 is signed." in driver.frame
    assert stored(end_of_day).confirmed == 1
