"""The real-shaped interview day for tests: nine candidates, their marks and notes, discussed and decided.

Eleven people applied and two were not shortlisted. One post: C01 may be offered it, C03 and C05 are reserves.
"""

import shutil
from dataclasses import replace
from pathlib import Path

from tests import interview_day, world
from tests.interview_day import InterviewDay
from tests.kept import walked

from panelguide.bootstrap import open_context
from panelguide.documents.interview_marks import MarkState, read_interview_marks
from panelguide.domain.decision import Outcome
from panelguide.domain.marks import Mark, NoMark
from panelguide.services import (
    decisions,
    discussions,
    feedback,
    figures,
    finals,
    offers,
    rounds,
    sheets,
    vacancies,
)
from panelguide.services.context import Context
from panelguide.services.feedback_points import NOT_BORNE_OUT
from panelguide.services.session import SignedIn

DATA = Path(__file__).parents[1] / "src/panelguide/demo/data/interview-day.csv"
NAMES = (
    "Renée Dubois",
    "Priya O'Neil & Sons <Ltd>",
    "Tomos Rhys",
    "Łukasz Wójcik",
    "Grace Adeyemi",
    "Mei-Ling Zhao",
    "Samuel Achebe [he/him]",
    "Bethan Pugh",
    "Oluwaseun Bello",
    "Harriet Finch",
    "Joaquín Ibáñez",
)


def revealed(context: Context, *, posts: int = 1) -> InterviewDay:
    """All sheets of the day sealed, released and revealed; nothing discussed yet."""
    return walked(("nine revealed", posts), context, lambda here: _reveal(here, posts))


def _reveal(context: Context, posts: int) -> InterviewDay:
    day = interview_day.prepare(context, count=9, posts=posts, names=NAMES)
    vacancy = vacancies.overview(context, day.manager, day.code).vacancy
    vacancies.set_details(
        context,
        day.manager,
        day.code,
        version=vacancy.version,
        interview_date="2026-11-24",
        retention_date="2027-11-24",
        workplace="Anytown General Hospital",
    )
    day.open_round()
    for member in day.members:
        _seal_rows(day, member)
    day.release_all()
    day.reveal()
    return day


def discussed(context: Context, *, posts: int = 1) -> InterviewDay:
    """The same with the discussion list closed and every final score signed."""
    return walked(("nine discussed", posts), context, lambda here: _discuss(here, posts))


def _discuss(context: Context, posts: int) -> InterviewDay:
    day = revealed(context, posts=posts)
    discussions.close(context, day.chair, day.code)
    for member in day.members:
        finals.keep(context, member, day.code)
    return day


def decided(context: Context, *, posts: int = 1) -> InterviewDay:
    """The same with the decision confirmed: the best are offered the posts, two more are reserves."""
    return walked(("nine decided", posts), context, lambda here: _decided(here, posts))


def _decided(context: Context, posts: int) -> InterviewDay:
    day = discussed(context, posts=posts)
    decide(day, posts=posts)
    return day


def decide(day: InterviewDay, *, posts: int = 1, because: str = "") -> None:
    """The chair follows the ranking and signs."""
    context, chair, code = day.context, day.chair, day.code
    versions = {}
    for place, line in enumerate(decisions.show(context, chair, code).lines):
        outcome = Outcome.NOT_THIS_TIME
        if line.place:
            outcome = Outcome.OFFER if place < posts else Outcome.RESERVE
        view = decisions.set_line(
            context,
            chair,
            code,
            candidate=line.candidate,
            outcome=outcome,
            reason="By the criteria, from the panel's notes.",
            version=line.version,
        )
        versions = {it.candidate: it.version for it in view.lines}
    for figure in figures.figures(context, chair, code).lines:
        if figure.flags:
            text = "The same members scored what was asked."
            version = versions[figure.candidate]
            decisions.compare(context, chair, code, candidate=figure.candidate, text=text, version=version)
    decisions.confirm(context, chair, code, passphrase=world.PASSPHRASE, because=because)


def with_feedback(context: Context) -> InterviewDay:
    """The same with feedback proposed and approved for everybody, and the terms of the offer set."""
    return walked("nine with feedback", context, _with_feedback)


def _with_feedback(context: Context) -> InterviewDay:
    day = decided(context)
    approve_everybody(day)
    set_offer(day)
    return day


def approve_everybody(day: InterviewDay) -> None:
    feedback.propose(day.context, day.chair, day.code)
    for point in feedback.show(day.context, day.chair, day.code):
        if any(problem.endswith(NOT_BORNE_OUT) for problem in point.problems):
            said = f"On “{point.title}” you stayed with the question and answered it openly."
            feedback.edit(
                day.context, day.manager, day.code, point=point.id, text=said, version=point.version
            )
    for point in feedback.show(day.context, day.chair, day.code):
        if point.needs_agreement:
            agree(day, point)
    for candidate in day.candidates:
        feedback.approve(day.context, day.chair, day.code, candidate=candidate)


def agree(day: InterviewDay, point: feedback.PointView) -> None:
    """Somebody on the panel whose note is not all the point rests on agrees it."""
    behind = {note.member for note in point.notes}
    member = next(it for it in day.members if it.person.name not in behind or len(behind) > 1)
    feedback.agree(day.context, member, day.code, point=point.id, version=point.version)


def set_offer(day: InterviewDay) -> None:
    (offer,) = offers.show(day.context, day.team, day.code)
    offers.set_offer(
        day.context,
        day.team,
        day.code,
        candidate=offer.candidate,
        version=offer.version,
        hours="37.5 hours a week",
        reply_by="2026-12-04",
    )


def _seal_rows(day: InterviewDay, member: SignedIn) -> None:
    """One member's rows; what the kit asks beyond the file is marked 3 with a note."""
    rows = [it for it in read_interview_marks(DATA).rows if it.member == member.person.name]
    for candidate in day.candidates:
        marks: dict[str, Mark | None] = {it.id: 3 for it in day.questions}
        notes = {it.id: f"clear steps on {it.label}, checked what came of it" for it in day.questions}
        for row in rows:
            asked = [it.id for it in day.questions if it.label == row.question]
            if row.candidate == candidate and asked:
                marks[asked[0]] = row.score if row.state is MarkState.SCORED else NoMark(row.state)
                notes[asked[0]] = row.evidence
        for question, mark in marks.items():
            if mark is NoMark.NOT_ASKED:
                _record_not_asked(day, candidate, question)
        sheets.save_draft(day.context, member, day.code, candidate=candidate, marks=marks, notes=notes)
        sheets.seal(day.context, member, day.code, candidate=candidate)


def _record_not_asked(day: InterviewDay, candidate: str, question: str) -> None:
    label = next(it.label for it in day.questions if it.id == question)
    if (candidate, label) not in rounds.not_asked_facts(day.context, day.chair, day.code):
        rounds.not_asked(
            day.context,
            day.chair,
            day.code,
            candidate=candidate,
            question=label,
            reason="The fire alarm took the time.",
        )


def copied(day: InterviewDay, home: Path) -> InterviewDay:
    """The same day in a copy of its SQLite database, so that a test can do with it what it likes."""
    file = day.context.store.file
    if file is None:
        raise AssertionError("only a SQLite day can be copied")
    shutil.copytree(file.parent, home, dirs_exist_ok=True)
    settings = world.settings_for(home, str(home / file.name))
    context = open_context(settings, world.small_parts(world.Clock(), seed=f"copy {home}"))
    return replace(day, context=world.with_shared_content(context))
