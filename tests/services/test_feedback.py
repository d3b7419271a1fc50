"""Feedback: nobody's like another's, resting on what was heard, agreed and approved by people."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import outcome_day, world
from tests.interview_day import InterviewDay
from tests.other_window import overtaken

from panelguide.domain.feedback import PointKind
from panelguide.domain.people import Role
from panelguide.errors import NotAllowed, NotFound, Refused, SomebodyElseChangedIt
from panelguide.services import candidates, discussions, feedback, finals
from panelguide.services.context import Context
from panelguide.services.feedback import PointView
from panelguide.store import schema


@pytest.fixture(scope="module")
def revealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InterviewDay]:
    home = tmp_path_factory.mktemp("revealed")
    schema.create(str(home / "panelguide.sqlite3"))
    context = world.start_on(home, str(home / "panelguide.sqlite3"), world.Clock())
    yield outcome_day.revealed(context)
    context.store.close()


@pytest.fixture
def opened(revealed: InterviewDay, tmp_path: Path) -> Iterator[InterviewDay]:
    """Revealed, and nothing discussed yet."""
    day = outcome_day.copied(revealed, tmp_path / "copy")
    yield day
    day.context.store.close()


@pytest.fixture
def day(opened: InterviewDay) -> InterviewDay:
    """Discussed, with every final score signed."""
    discussions.close(opened.context, opened.chair, opened.code)
    for member in opened.members:
        finals.keep(opened.context, member, opened.code)
    return opened


def propose(day: InterviewDay) -> dict[str, list[PointView]]:
    points = feedback.propose(day.context, day.chair, day.code)
    return {code: list(own) for code, own in itertools.groupby(points, key=lambda it: it.candidate)}


def points_of(day: InterviewDay, candidate: str) -> tuple[PointView, ...]:
    return feedback.show(day.context, day.chair, day.code, candidate=candidate)


def say(day: InterviewDay, point: PointView, text: str, **more: bool) -> PointView:
    return feedback.edit(
        day.context, day.manager, day.code, point=point.id, text=text, version=point.version, **more
    )


@pytest.mark.long
def test_nine_people_get_nine_feedbacks_and_no_two_say_the_same(context: Context) -> None:
    day = outcome_day.discussed(context)
    by_candidate = propose(day)
    assert sorted(by_candidate) == sorted(day.candidates)
    letters = [frozenset(it.text for it in points) for points in by_candidate.values()]
    assert len(set(letters)) == 9
    said = [it.text for points in by_candidate.values() for it in points]
    assert len(said) == len(set(said)), "no sentence stands in two letters"
    for points in by_candidate.values():
        kinds = [it.kind for it in points]
        assert 2 <= kinds.count(PointKind.STRENGTH) <= 3
        assert 1 <= kinds.count(PointKind.DEVELOP) <= 3
    outcome_day.decide(day)
    outcome_day.approve_everybody(day)
    assert all(it.approved for code in day.candidates for it in points_of(day, code))


def test_points_rest_on_the_panels_own_notes_for_that_candidate_and_question(day: InterviewDay) -> None:
    written = {
        (row["candidate"], row["question"], row["evidence note"])
        for row in _rows(outcome_day.DATA)
        if row["evidence note"]
    }
    rested = [
        (it.candidate, it.question, note.text)
        for it in feedback.propose(day.context, day.chair, day.code)
        if it.question != "Q7"
        for note in it.notes
    ]
    assert rested
    assert {place for place in rested if not place[2].startswith("clear steps")} <= written


def test_a_low_mark_is_never_quoted_as_a_strength(day: InterviewDay) -> None:
    for it in feedback.propose(day.context, day.chair, day.code):
        if it.kind is PointKind.STRENGTH:
            assert all(note.mark >= 3 for note in it.notes)
            assert "no result" not in it.quoted


def test_nothing_is_proposed_or_shown_before_the_discussion_is_closed(opened: InterviewDay) -> None:
    for look in (feedback.propose, feedback.show, feedback.approve_all):
        with pytest.raises(Refused, match="discussion list is closed"):
            look(opened.context, opened.chair, opened.code)


def test_nothing_is_proposed_before_the_reveal(sqlite_context: Context) -> None:
    from tests import interview_day

    day = interview_day.prepare(sqlite_context)
    day.open_round()
    day.seal_all()
    with pytest.raises(Refused, match="is revealed yet"):
        feedback.propose(day.context, day.chair, day.code)


def test_feedback_waits_for_every_final_score(opened: InterviewDay) -> None:
    discussions.close(opened.context, opened.chair, opened.code)
    finals.keep(opened.context, opened.chair, opened.code)
    with pytest.raises(Refused, match=r"A\. Begum, T\. Wood have not signed"):
        feedback.propose(opened.context, opened.chair, opened.code)


def test_proposing_again_leaves_what_people_wrote(day: InterviewDay) -> None:
    before = propose(day)
    changed = say(day, before["C01"][0], "You said plainly what you did not know. That kept trust.")
    feedback.remove(day.context, day.manager, day.code, point=before["C02"][0].id)
    after = propose(day)
    assert after["C01"][0].text == changed.text
    assert len(after["C02"]) == len(before["C02"]) - 1
    feedback.propose(day.context, day.chair, day.code, afresh=["C01", "C02"])
    assert [it.text for it in points_of(day, "C01")] == [it.text for it in before["C01"]]
    assert len(points_of(day, "C02")) == len(before["C02"])


def test_somebody_who_withdrew_gets_no_feedback(day: InterviewDay) -> None:
    candidates.withdraw(day.context, day.team, day.code, candidate="C05")
    assert "C05" not in propose(day)
    for code in ("C05", "C10"):
        with pytest.raises(Refused, match=f"{code} was not interviewed"):
            feedback.add(
                day.context,
                day.chair,
                day.code,
                candidate=code,
                kind=PointKind.STRENGTH,
                question="Q1",
                text="You asked before you acted.",
            )


def test_a_stale_edit_is_refused_with_both_texts(day: InterviewDay) -> None:
    point = propose(day)["C01"][0]
    say(day, point, "You named the risk first.")
    with pytest.raises(SomebodyElseChangedIt) as stale:
        say(day, point, "You asked the person first.")
    assert stale.value.yours == "You asked the person first."
    assert stale.value.theirs == "You named the risk first."


def test_other_words_are_approved_anew(day: InterviewDay) -> None:
    propose(day)
    feedback.approve(day.context, day.chair, day.code, candidate="C03")
    point = points_of(day, "C03")[0]
    assert point.approved
    assert not say(day, point, "You gave the person time to react.").approved
    assert [it.approved for it in points_of(day, "C03")].count(False) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("You did as well as Tomos did.", "names another candidate"),
        ("Your plan was close to that of C07.", "names another candidate"),
        ("As Begum noted, you asked first.", "names a member of the panel"),
        ("You scored 4 here.", "gives a mark"),
    ],
)
def test_another_persons_name_or_a_mark_cannot_be_approved(day: InterviewDay, text: str, why: str) -> None:
    point = propose(day)["C01"][0]
    say(day, point, text)
    with pytest.raises(Refused, match=why):
        feedback.approve(day.context, day.chair, day.code, candidate="C01")
    assert not any(it.approved for it in points_of(day, "C01"))


def test_pronouns_after_a_name_name_nobody(day: InterviewDay) -> None:
    changed = say(day, propose(day)["C01"][0], "You told the patient and asked him what would help.")
    assert changed.problems == ()


def test_words_about_the_person_warn_and_wait_for_somebody_to_look(day: InterviewDay) -> None:
    point = propose(day)["C01"][0]
    changed = say(day, point, "You seemed unprepared. Read the policy.")
    assert any("unprepared" in warning for warning in changed.warnings)
    done = {it.candidate: it for it in feedback.approve_all(day.context, day.chair, day.code)}
    assert not done["C01"].approved
    assert done["C03"].approved
    feedback.approve(day.context, day.chair, day.code, candidate="C01")
    assert all(it.approved for it in points_of(day, "C01"))


@pytest.mark.parametrize("what", ["changed", "added", "taken out"])
def test_only_the_points_that_were_read_are_approved(context: Context, what: str) -> None:
    day = outcome_day.discussed(context)
    propose(day)
    read = {it.candidate: {} for it in feedback.show(day.context, day.chair, day.code)}
    for it in feedback.show(day.context, day.chair, day.code):
        read[it.candidate][it.id] = it.version
    unread(day, what)
    with pytest.raises(SomebodyElseChangedIt, match="points of C03 changed while you were reading"):
        feedback.approve(day.context, day.chair, day.code, candidate="C03", versions=read["C03"])
    done = {it.candidate: it for it in feedback.approve_all(day.context, day.chair, day.code, versions=read)}
    assert not done["C03"].approved
    assert "changed while you were reading" in done["C03"].problems[0]
    assert not any(it.approved for it in points_of(day, "C03"))
    assert any(it.approved for it in done.values()), "the others are approved"
    now = {it.id: it.version for it in points_of(day, "C03")}
    feedback.approve(day.context, day.chair, day.code, candidate="C03", versions=now)
    assert all(it.approved for it in points_of(day, "C03"))


@pytest.mark.parametrize("what", ["changed", "added", "taken out"])
def test_a_point_that_changes_while_it_is_approved_approves_none(context: Context, what: str) -> None:
    day = outcome_day.discussed(context)
    propose(day)
    with (
        overtaken(day, lambda: unread(day, what)) as slower,
        pytest.raises(SomebodyElseChangedIt, match="points of C03 changed while you were reading"),
    ):
        feedback.approve(slower.context, day.chair, day.code, candidate="C03")
    assert not any(it.approved for it in points_of(day, "C03"))


def unread(day: InterviewDay, what: str) -> None:
    """The manager's window changes what C03's letter will say."""
    point = points_of(day, "C03")[0]
    if what == "changed":
        say(day, point, "You gave the person time to react.")
    elif what == "added":
        feedback.add(
            day.context,
            day.manager,
            day.code,
            candidate="C03",
            kind=PointKind.DEVELOP,
            question="Q2",
            text="Say what the delay meant for others. Note one effect after each shift.",
        )
    else:
        feedback.remove(day.context, day.manager, day.code, point=points_of(day, "C03")[1].id)


def test_a_point_below_its_line_wants_a_members_agreement(day: InterviewDay) -> None:
    point = next(it for it in propose(day)["C04"] if it.needs_agreement)
    with pytest.raises(Refused, match="C04 cannot be approved yet"):
        feedback.approve(day.context, day.chair, day.code, candidate="C04")
    for outsider in (day.manager, day.edi, day.team):
        with pytest.raises(NotAllowed, match="member of the panel"):
            feedback.agree(day.context, outsider, day.code, point=point.id, version=point.version)
    outcome_day.agree(day, point)
    assert next(it for it in points_of(day, "C04") if it.id == point.id).agreed_by


def test_nobody_agrees_their_own_words(day: InterviewDay) -> None:
    added = feedback.add(
        day.context,
        day.chair,
        day.code,
        candidate="C04",
        kind=PointKind.STRENGTH,
        question="Q2",
        text="You kept calm. You said so to the team.",
    )
    assert added.needs_agreement
    with pytest.raises(Refused, match="somebody else must agree"):
        feedback.agree(day.context, day.chair, day.code, point=added.id, version=added.version)
    agreed = feedback.agree(day.context, day.wood, day.code, point=added.id, version=added.version)
    assert agreed.agreed_by == "T. Wood"
    assert not agreed.needs_agreement


def test_words_another_letter_has_already_must_be_agreed(day: InterviewDay) -> None:
    points = propose(day)
    text = "You listened first. Then you said what you had heard."
    assert not say(day, points["C01"][0], text, quotes=False).needs_agreement
    repeated = say(day, points["C03"][0], text, quotes=False)
    assert repeated.needs_agreement
    assert any("Another letter" in problem for problem in repeated.problems)
    assert not say(day, repeated, text, quotes=True).needs_agreement


def test_a_point_without_a_step_or_without_what_was_heard_is_not_whole(day: InterviewDay) -> None:
    no_step = feedback.add(
        day.context,
        day.chair,
        day.code,
        candidate="C03",
        kind=PointKind.DEVELOP,
        question="Q2",
        text="Say what the delay meant for others.",
    )
    assert any("one practical step" in problem for problem in no_step.problems)
    whole = say(day, no_step, "Say what the delay meant for others. Note one effect after each shift.")
    assert whole.problems == ()
    claim = feedback.add(
        day.context,
        day.chair,
        day.code,
        candidate="C03",
        kind=PointKind.STRENGTH,
        question="Q2",
        text="You were clear.",
    )
    assert claim.problems == ()
    unquoted = say(day, claim, "You were clear.", quotes=False)
    assert any("what was heard" in problem for problem in unquoted.problems)


def test_praise_that_no_note_bears_out_is_put_in_the_panels_own_words(day: InterviewDay) -> None:
    propose(day)
    unheard = [it for it in points_of(day, "C04") if it.kind == PointKind.STRENGTH and not it.notes]
    assert unheard, "nobody marked C04 above 2"
    for it in unheard:
        assert any("bears the bank's words out" in problem for problem in it.problems)
    with pytest.raises(Refused, match="bears the bank's words out"):
        feedback.approve(day.context, day.chair, day.code, candidate="C04")
    same = say(day, unheard[0], unheard[0].text.upper())
    assert any("bears the bank's words out" in problem for problem in same.problems), (
        "the same words are not others"
    )
    own = say(day, same, "You came prepared and stayed with every question.")
    assert not any("bears the bank's words out" in problem for problem in own.problems)


def test_those_off_the_panel_see_no_note_with_a_name_or_mark(day: InterviewDay) -> None:
    propose(day)
    for reader in (day.manager, day.team):
        shown = feedback.show(day.context, reader, day.code)
        assert shown
        assert not any(it.notes for it in shown)
    assert any(it.notes for it in feedback.show(day.context, day.edi, day.code))
    outsider = world.join(day.context, day.team, "X. Outsider", Role.EDI_LEAD)
    with pytest.raises(NotFound):
        feedback.show(day.context, outsider, day.code)


def test_members_and_the_recruitment_team_write_no_feedback(day: InterviewDay) -> None:
    for actor in (day.wood, day.team, day.edi):
        with pytest.raises(NotAllowed, match="write feedback"):
            feedback.propose(day.context, actor, day.code)


def test_the_audit_names_points_and_never_their_words(day: InterviewDay) -> None:
    point = propose(day)["C01"][0]
    text = "You said plainly what you did not know."
    say(day, point, text)
    feedback.approve(day.context, day.chair, day.code, candidate="C01")
    entries = _audit(day.context)
    assert {"feedback.proposed", "feedback.edited", "feedback.approved"} <= {action for action, _ in entries}
    assert not any(text in body or point.text in body for _, body in entries)


def _audit(context: Context) -> list[tuple[str, str]]:
    from panelguide.store.tables import audit

    with context.store.read() as connection:
        rows = connection.execute(audit.select()).mappings()
        return [(row["action"], json.dumps(json.loads(row["body"]))) for row in rows]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    import csv

    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
