"""The lines and headings of the shortlist, and what stands beside it in a wide window."""

from typing import Final

from textual.content import Content

from panelguide.domain.candidates import CandidateState
from panelguide.services.candidates import CandidateLine
from panelguide.services.shortlist import ShortlistView
from panelguide.tui import dates
from panelguide.tui.text import columns, line, plain, stacked, styled

SHAPE: Final = (("Code", 5), ("Outcome", 16), ("Turned on", 9), ("Why", 43))


def counts(view: ShortlistView) -> str:
    """How many are invited, turned down and still to settle."""
    states = [it.state for it in view.lines]
    turned_down, withdrew = (
        states.count(CandidateState.NOT_SHORTLISTED),
        states.count(CandidateState.WITHDREW),
    )
    invited = len(states) - turned_down - withdrew - view.left
    gone = f", {withdrew} withdrew" if withdrew else ""
    return f"{invited} invited, {turned_down} not, {view.left} to settle{gone}"


def heading(view: ShortlistView, showing: str) -> Content:
    """showing: which of them the list has, "" for all."""
    lock = f"LOCKED {dates.moment(view.locked_at)}" if view.locked_at else "not locked"
    return styled(
        "SHORTLIST  $counts   $lock   [$muted]$what[/]",
        counts=counts(view),
        lock=lock,
        what=f"only {showing}" if showing else "",
    )


def outcome(it: CandidateLine) -> str:
    """Where a candidate stands, in the words of shortlisting."""
    words = {CandidateState.APPLIED: "to settle", CandidateState.SHORTLISTED: "invited"}
    return words.get(it.state, it.state.name_for_people)


def row(it: CandidateLine) -> Content:
    return columns(((it.code, 5), (outcome(it), 16), (it.criterion_code, 9), (line(it.reason), 43)))


def rules() -> Content:
    """How to shortlist fairly, in a few lines."""
    return stacked(
        (
            styled("[bold $focus]READ FOR[/]"),
            plain("Each essential criterion that is tested on the form: is there a clear example?"),
            plain(""),
            styled("[bold $focus]LEAVE ASIDE[/]"),
            plain("gaps in work history"),
            plain("where they studied or worked"),
            plain("spelling, unless a criterion asks for it"),
            plain(""),
            styled("[bold $focus]RULES[/]"),
            plain("At least two people read each form."),
            plain(
                "Everybody turned down is turned down on a criterion, with a reason that can be shown to them."
            ),
            plain("Names stay hidden until the shortlist is locked."),
        )
    )
