"""The draft of a decision on the screen: nothing typed is lost, nobody's text is written over unseen."""

from dataclasses import replace

from panelguide.domain.decision import Outcome
from panelguide.services.decisions import DecisionLine, DecisionView
from panelguide.tui.outcome.draft import Draft


def line(candidate: str, reason: str = "", version: int = 0) -> DecisionLine:
    return DecisionLine(candidate, "3.50", 1, None, 0, reason, "", version)


def view(*lines: DecisionLine) -> DecisionView:
    return DecisionView(lines, "", "", (), 0, changed=False, version=0)


def test_what_is_typed_during_a_save_waits_from_the_version_it_made() -> None:
    draft = Draft(view(line("C01")))
    draft.write("C01", "one")
    (sent,) = draft.next_saves()
    draft.write("C01", "one two")
    assert draft.next_saves() == (), "one save of a line at a time"
    draft.committed(sent, view(line("C01", "one", version=2)))
    assert draft.line("C01").reason == "one two"
    (again,) = draft.next_saves()
    assert (again.reason, again.version) == ("one two", 2)


def test_a_read_older_than_what_was_saved_changes_nothing() -> None:
    draft = Draft(view(line("C01")))
    draft.write("C01", "mine")
    (sent,) = draft.next_saves()
    draft.committed(sent, view(line("C01", "mine", version=2)))
    draft.take(view(line("C01", version=0)))
    assert (draft.line("C01").reason, draft.line("C01").version) == ("mine", 2)


def test_what_somebody_else_stored_meanwhile_is_not_taken_for_read() -> None:
    draft = Draft(view(line("C01", "old", version=1)))
    draft.write("C01", "mine")
    draft.take(view(line("C01", "theirs", version=2)))
    (sent,) = draft.next_saves()
    assert (sent.reason, sent.version) == ("mine", 1), "so that the store refuses it and both are shown"


def test_while_both_texts_are_shown_nothing_of_that_line_is_saved() -> None:
    draft = Draft(view(line("C01", "old", version=1), line("C02")))
    draft.write("C01", "mine")
    (sent,) = draft.next_saves()
    draft.not_saved(sent)
    draft.ask_first("C01")
    draft.write("C02", "another")
    assert [it.candidate for it in draft.next_saves()] == ["C02"]
    draft.settle("C01", view(line("C01", "theirs", version=2), line("C02")), mine=True)
    (mine,) = draft.next_saves()
    assert (mine.reason, mine.version) == ("mine", 2)


def test_leaving_theirs_drops_what_was_typed() -> None:
    draft = Draft(view(line("C01", "old", version=1)))
    draft.write("C01", "mine")
    draft.ask_first("C01")
    draft.settle("C01", view(line("C01", "theirs", version=2)), mine=False)
    assert draft.line("C01").reason == "theirs"
    assert not draft.unsaved


def test_choosing_what_is_stored_already_saves_nothing() -> None:
    stored = replace(line("C01", "why", version=1), outcome=Outcome.OFFER)
    draft = Draft(view(stored))
    draft.choose("C01", None)
    assert draft.undo() == "C01"
    assert not draft.unsaved
    assert draft.undo() == ""
