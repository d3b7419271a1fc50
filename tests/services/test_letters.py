"""Letters: nothing before the decision, none with a hole, none over somebody's own changes, each in the audit."""

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import update
from tests import interview_day, outcome_day, world
from tests.interview_day import InterviewDay
from tests.outcome_day import NAMES

from panelguide.domain.bands import parse_grade
from panelguide.domain.letter import LetterKind
from panelguide.errors import BadInput, NotAllowed, NotFound, Refused, SomebodyElseChangedIt, Tampered
from panelguide.services import candidates, criteria, feedback, letters, offers, shortlist, vacancies
from panelguide.services.context import Context
from panelguide.services.letters import LetterLine, LetterStep, LineState, Made
from panelguide.store import schema
from panelguide.store.tables import audit, letter, score


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InterviewDay]:
    home = tmp_path_factory.mktemp("ready")
    schema.create(str(home / "panelguide.sqlite3"))
    context = world.start_on(home, str(home / "panelguide.sqlite3"), world.Clock())
    yield outcome_day.with_feedback(context)
    context.store.close()


@pytest.fixture
def day(ready: InterviewDay, tmp_path: Path) -> Iterator[InterviewDay]:
    """Decided, with all feedback approved and the terms of the offer set."""
    day = outcome_day.copied(ready, tmp_path / "copy")
    yield day
    day.context.store.close()


def make(day: InterviewDay, *candidates: str, folder: Path | None = None) -> dict[str, LetterStep]:
    steps = letters.make(day.context, day.team, day.code, candidates=candidates or None, folder=folder)
    return {step.candidate: step for step in steps}


def plan(day: InterviewDay) -> dict[str, LetterLine]:
    return {line.candidate: line for line in letters.plan(day.context, day.team, day.code)}


def files(day: InterviewDay) -> list[str]:
    folder = day.context.letters_folder
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def text_of(day: InterviewDay, file: str) -> str:
    document = Document(io.BytesIO((day.context.letters_folder / file).read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(it.text for it in document.paragraphs), *cells])


def recorded(context: Context) -> list[dict[str, str]]:
    with context.store.read() as connection:
        rows = connection.execute(audit.select().where(audit.c.action == "letter.made")).mappings()
        return [json.loads(row["body"]) for row in rows]


@pytest.mark.long
def test_everybody_gets_the_letter_of_their_outcome(context: Context) -> None:
    day = outcome_day.with_feedback(context)
    steps = make(day)
    assert {code: step.kind for code, step in steps.items()} == {
        "C01": LetterKind.RESERVE,
        "C02": LetterKind.NOT_THIS_TIME,
        "C03": LetterKind.OFFER,
        "C04": LetterKind.NOT_THIS_TIME,
        "C05": LetterKind.NOT_THIS_TIME,
        "C06": LetterKind.RESERVE,
        "C07": LetterKind.RESERVE,
        "C08": LetterKind.NOT_THIS_TIME,
        "C09": LetterKind.NOT_THIS_TIME,
        "C10": LetterKind.NOT_SHORTLISTED,
        "C11": LetterKind.NOT_SHORTLISTED,
    }
    assert all(step.made is Made.MADE for step in steps.values())
    assert [(step.number, step.total) for step in steps.values()] == [(n, 11) for n in range(1, 12)]
    assert files(day) == sorted(step.file for step in steps.values())
    assert {it["sha256"] for it in recorded(context)} == {
        hashlib.sha256((context.letters_folder / step.file).read_bytes()).hexdigest()
        for step in steps.values()
    }
    assert all(line.state is LineState.MADE for line in plan(day).values())


@pytest.mark.long
def test_no_two_letters_say_the_same_of_two_people(day: InterviewDay) -> None:
    make(day)
    stock = set(text_of(day, "V001-C02-not-this-time.docx").splitlines()[:10])
    said: dict[str, str] = {}
    for code in day.candidates:
        file = next(name for name in files(day) if code in name)
        for line in text_of(day, file).splitlines():
            if "The panel noted" in line and line not in stock:
                assert line not in said, f"{code} and {said.get(line)} are told the same: {line}"
                said[line] = code
    assert set(said.values()) == set(day.candidates)


def test_a_letter_names_its_candidate_and_nobody_else(day: InterviewDay) -> None:
    steps = make(day)
    for code, name in zip(steps, NAMES, strict=True):
        told = text_of(day, steps[code].file)
        assert name.split(" [")[0] in told
        for other in (*NAMES, "Okafor", "Begum", "T. Wood", "Rees"):
            assert other == name or other not in told
        for other in set(steps) - {code}:
            assert other not in told
        assert "4.25" not in told


def test_awkward_names_stand_as_they_are_in_the_letter_and_nowhere_in_file_names(day: InterviewDay) -> None:
    steps = make(day)
    assert steps["C02"].file == "V001-C02-not-this-time.docx"
    told = text_of(day, steps["C02"].file)
    assert "Dear Priya O'Neil & Sons <Ltd>," in told
    assert "Dear Samuel Achebe," in text_of(day, steps["C07"].file)
    words = {word.casefold() for name in NAMES for word in name.split() if len(word) > 3}
    assert not any(word in file.casefold() for file in files(day) for word in words)


def test_the_letter_holds_what_the_organisation_and_the_vacancy_say(day: InterviewDay) -> None:
    told = letters.preview(day.context, day.team, day.code, candidate="C03")
    for part in (
        "Anytown NHS Trust",
        "Monday 2 November 2026",
        "Physiotherapist, Band 6",
        "Reference 318-26-7714",
        "Tuesday 24 November 2026",
        "The Agenda for Change pay range for Band 6",
        "to be confirmed",
        "Anytown General Hospital",
        "37.5 hours a week",
        "Friday 4 December 2026",
        "Recruitment team: 01234 567890, recruitment@anytown.example",
        "the Freedom to Speak Up guardian, speakup@anytown.example",
        "24 November 2027",
        "Three panel members",
    ):
        assert part in told
    assert recorded(day.context) == []
    assert files(day) == []
    turned_down = letters.preview(day.context, day.team, day.code, candidate="C10")
    assert "Has improved a service or a way of working and can show the effect" in turned_down
    assert "The form does not say what changed." in turned_down
    assert "panel members" not in turned_down


@pytest.mark.long
def test_nothing_is_made_for_those_interviewed_before_the_decision(sqlite_context: Context) -> None:
    day = outcome_day.discussed(sqlite_context)
    outcome_day.approve_everybody(day)
    lines = plan(day)
    assert {lines[code].kind for code in day.candidates} == {None}
    assert lines["C01"].sentence == "The decision is not confirmed yet."
    steps = make(day)
    assert {code for code, step in steps.items() if step.made is Made.MADE} == {"C10", "C11"}
    assert files(day) == ["V001-C10-not-shortlisted.docx", "V001-C11-not-shortlisted.docx"]
    with pytest.raises(Refused, match="No offer to C03 is decided"):
        offers.set_offer(day.context, day.team, day.code, candidate="C03", version=0)


def test_nobody_is_turned_down_by_letter_before_the_shortlist_is_locked(sqlite_context: Context) -> None:
    team = world.first_person(sqlite_context)
    made = vacancies.create(sqlite_context, team, title="Physiotherapist", grade=parse_grade("6"))
    code = made.code
    vacancies.set_details(sqlite_context, team, code, version=made.version, retention_date="2027-11-24")
    criteria.import_file(sqlite_context, team, code, path=interview_day.SPECIFICATION)
    for name in ("Ana Silva", "Ben Cole"):
        candidates.add(sqlite_context, team, code, full_name=name)
    shortlist.invite(sqlite_context, team, code, candidates=["C01"])
    shortlist.settle_rest(sqlite_context, team, code, criterion="E2", reason="No effect is described.")
    (line,) = letters.plan(sqlite_context, team, code)
    assert (line.candidate, line.state) == ("C02", LineState.FIX)
    assert line.sentence == "The shortlist is not locked yet."
    shortlist.lock(sqlite_context, team, code)
    (line,) = letters.plan(sqlite_context, team, code)
    assert (line.state, line.kind) == (LineState.READY, LetterKind.NOT_SHORTLISTED)


def test_an_empty_field_refuses_that_letter_by_name_and_makes_the_others(day: InterviewDay) -> None:
    offers.set_offer(
        day.context, day.team, day.code, candidate="C03", version=1, hours="", reply_by="2026-12-04"
    )
    feedback.edit(
        day.context,
        day.chair,
        day.code,
        point=(point := _points(day, "C02")[0]).id,
        text="You kept calm. You told the team.",
        version=point.version,
    )
    steps = make(day)
    assert steps["C03"].made is Made.REFUSED
    assert steps["C03"].sentence == "The offer does not say yet: hours."
    assert steps["C02"].made is Made.REFUSED
    assert steps["C02"].sentence == "The feedback is not approved yet."
    assert [step.made for code, step in steps.items() if code not in ("C02", "C03")] == [Made.MADE] * 9
    assert len(files(day)) == 9


def test_a_missing_retention_date_stops_every_letter_with_its_reason(sqlite_context: Context) -> None:
    day = interview_day.prepare(sqlite_context, count=1, names=("Ana Silva", "Ben Cole"))
    (step,) = make(day).values()
    assert step.made is Made.REFUSED
    assert "retention date" in step.sentence
    with pytest.raises(Refused, match="retention date"):
        letters.preview(day.context, day.team, day.code, candidate="C02")


def test_a_reason_that_names_another_applicant_does_not_go_out(sqlite_context: Context) -> None:
    from panelguide.store.tables import candidate

    day = interview_day.prepare(sqlite_context, count=1, names=("Ana Silva", "Ben Cole"))
    with day.context.change(day.team) as change:
        change.connection.execute(
            update(candidate).where(candidate.c.code == "C02").values(reason="Less detail than Silva gave.")
        )
        change.record("test.reason", "")
    assert "names another candidate" in plan(day)["C02"].sentence


def test_a_template_of_your_own_wins_and_an_unknown_field_is_named(day: InterviewDay) -> None:
    own = day.context.home.templates
    own.mkdir()
    _write(
        own / "reserve.docx",
        "{{ organisation_name }}: dear {{ candidate_name }}, the list until {{ reserve_until }}.",
    )
    _write(own / "offer.docx", "Dear {{ candidat_name }}, welcome.")
    checked = {it.kind: it for it in letters.check_templates(day.context)}
    assert checked[LetterKind.RESERVE].own
    assert checked[LetterKind.RESERVE].problem == ""
    assert "Did you mean “candidate_name”?" in checked[LetterKind.OFFER].problem
    assert not checked[LetterKind.NOT_THIS_TIME].own
    steps = make(day)
    assert steps["C03"].made is Made.REFUSED
    assert "candidat_name" in steps["C03"].sentence
    assert (
        text_of(day, steps["C01"].file) == "Anytown NHS Trust: dear Renée Dubois, the list until 2 May 2027."
    )
    assert sum(step.made is Made.MADE for step in steps.values()) == 10


def test_an_own_template_with_an_empty_field_refuses_only_its_letters(day: InterviewDay) -> None:
    own = day.context.home.templates
    own.mkdir()
    _write(own / "offer.docx", "Dear {{ candidate_name }}, write to {{ contact_role }}.")
    steps = make(day)
    assert "“contact_role” is empty" in steps["C03"].sentence
    assert sum(step.made is Made.MADE for step in steps.values()) == 10


def test_an_edited_letter_is_kept(day: InterviewDay) -> None:
    file = day.context.letters_folder / make(day)["C01"].file
    edited = file.read_bytes() + b" "
    file.write_bytes(edited)
    assert plan(day)["C01"].state is LineState.EDITED
    again = make(day)
    assert again["C01"].made is Made.KEPT
    assert again["C02"].made is Made.UNCHANGED
    assert file.read_bytes() == edited
    named = make(day, "C01")["C01"]
    assert (named.made, named.file, named.kept) == (Made.MADE, "V001-C01-reserve (2).docx", file.name)
    assert file.read_bytes() == edited


def test_a_batch_broken_off_goes_on_where_it_stopped(day: InterviewDay) -> None:
    steps = letters.make(day.context, day.team, day.code)
    for _ in range(4):
        next(steps)
    del steps
    assert len(files(day)) == 4
    again = make(day)
    assert [step.made for step in again.values()] == [Made.UNCHANGED] * 4 + [Made.MADE] * 7
    assert len(files(day)) == 11
    assert len(recorded(day.context)) == 11


def test_a_letter_lost_between_its_record_and_its_name_is_made_again(day: InterviewDay) -> None:
    step = make(day)["C02"]
    (day.context.letters_folder / step.file).unlink()
    assert plan(day)["C02"].state is LineState.READY
    again = make(day)["C02"]
    assert (again.made, again.file, again.sha256) == (Made.MADE, step.file, step.sha256)


def test_a_letter_made_yesterday_is_not_made_again_today(day: InterviewDay) -> None:
    make(day)
    clock = day.context.clock
    assert isinstance(clock, world.Clock)
    clock.move(days=1)
    assert {step.made for step in make(day).values()} == {Made.UNCHANGED}


def test_what_changed_since_is_said_and_made_anew_in_the_same_place(day: InterviewDay) -> None:
    before = make(day)["C03"]
    offers.set_offer(
        day.context,
        day.team,
        day.code,
        candidate="C03",
        version=1,
        hours="30 hours a week",
        salary_point="38,682",
        reply_by="2026-12-07",
    )
    line = plan(day)["C03"]
    assert (line.state, line.sentence) == (LineState.READY, "What it says has changed since it was made.")
    after = make(day)["C03"]
    assert (after.made, after.file) == (Made.MADE, before.file)
    told = text_of(day, after.file)
    assert "30 hours a week" in told
    assert "38,682" in told
    assert "Monday 7 December 2026" in told


def test_a_later_decision_stops_the_letters_of_the_earlier_one(day: InterviewDay) -> None:
    steps = letters.make(day.context, day.team, day.code)
    next(steps)
    outcome_day.decide(day, posts=0, because="The post was withdrawn.")
    rest = {step.candidate: step for step in steps}
    assert rest["C03"].made is Made.REFUSED
    assert "was changed while" in rest["C03"].sentence
    assert "V001-C03-offer.docx" not in files(day)
    assert plan(day)["C03"].kind is LetterKind.RESERVE


@pytest.mark.parametrize("what", ["terms", "withdrawn", "cancelled", "retention"])
def test_a_letter_written_before_a_change_is_refused_and_the_others_are_made(
    context: Context, what: str
) -> None:
    day = outcome_day.with_feedback(context)
    steps = letters.make(day.context, day.team, day.code)
    made = [next(steps)]
    stale, sentence = change_under_way(day, what)
    made += steps
    refused = {step.candidate: step for step in made if step.made is Made.REFUSED}
    assert set(refused) == stale
    assert all(sentence in step.sentence and not step.file for step in refused.values())
    assert files(day) == sorted(step.file for step in made if step.made is Made.MADE)
    assert len(files(day)) == len(recorded(day.context)) == 11 - len(stale)


def change_under_way(day: InterviewDay, what: str) -> tuple[set[str], str]:
    """Somebody's other window, after the first letter. Whose letters it makes stale, and what each is told."""
    everybody_left = {f"C{number:02d}" for number in range(2, 12)}
    if what == "terms":
        offers.set_offer(
            day.context, day.manager, day.code, candidate="C03", version=1, hours="22.5 hours a week"
        )
        return {"C03"}, "The terms of the offer were changed while"
    if what == "withdrawn":
        candidates.withdraw(day.context, day.team, day.code, candidate="C10")
        return {"C10"}, "The record of this candidate was changed while"
    if what == "cancelled":
        vacancies.cancel(day.context, day.manager, day.code, reason="The post was withdrawn.")
    else:
        version = vacancies.overview(day.context, day.manager, day.code).vacancy.version
        vacancies.set_details(
            day.context, day.manager, day.code, version=version, retention_date="2028-01-31"
        )
    return everybody_left, "The vacancy was changed while"


def test_what_was_refused_under_way_says_what_stands_when_it_is_made_again(day: InterviewDay) -> None:
    steps = letters.make(day.context, day.team, day.code)
    next(steps)
    offers.set_offer(
        day.context,
        day.manager,
        day.code,
        candidate="C03",
        version=1,
        hours="22.5 hours a week",
        reply_by="2026-12-09",
    )
    assert {step.candidate for step in steps if step.made is Made.REFUSED} == {"C03"}
    again = make(day)
    assert {code for code, step in again.items() if step.made is Made.MADE} == {"C03"}
    told = text_of(day, again["C03"].file)
    assert "22.5 hours a week" in told
    assert "37.5 hours" not in told


def test_scores_that_differ_from_the_sheets_stop_every_interview_letter(day: InterviewDay) -> None:
    with day.context.change(day.team) as change:
        change.connection.execute(update(score).where(score.c.mark == 4).values(mark=5))
        change.record("test.score", "")
    with pytest.raises(Tampered, match="not those on the sealed sheets"):
        letters.make(day.context, day.team, day.code)
    assert files(day) == []


def test_whoever_withdrew_gets_no_letter(day: InterviewDay) -> None:
    candidates.withdraw(day.context, day.team, day.code, candidate="C02")
    assert "C02" not in plan(day)
    with pytest.raises(NotFound, match="No letter is due to C02"):
        make(day, "C02")


def test_letters_are_for_those_who_send_them(day: InterviewDay) -> None:
    for actor in (day.wood, day.escalation):
        with pytest.raises(NotAllowed, match="make letters"):
            letters.plan(day.context, actor, day.code)
        with pytest.raises(NotAllowed, match="make letters"):
            letters.make(day.context, actor, day.code)
    assert letters.plan(day.context, day.edi, day.code)
    with pytest.raises(NotAllowed):
        letters.make(day.context, day.edi, day.code)
    assert letters.ready_vacancies(day.context, day.team) == ("V001",)
    assert letters.ready_vacancies(day.context, day.wood) == ()
    make(day)
    assert letters.ready_vacancies(day.context, day.team) == ()


def test_letters_go_where_they_are_told(day: InterviewDay, tmp_path: Path) -> None:
    folder = tmp_path / "for the post"
    assert make(day, "C01", folder=folder)["C01"].made is Made.MADE
    assert [path.name for path in folder.iterdir()] == ["V001-C01-reserve.docx"]
    assert plan(day)["C01"].file == str(folder / "V001-C01-reserve.docx")
    assert files(day) == []


def test_terms_are_the_recruitment_teams_and_the_managers(day: InterviewDay) -> None:
    for actor in (day.chair, day.wood):
        with pytest.raises(NotAllowed, match="terms of an offer"):
            offers.set_offer(day.context, actor, day.code, candidate="C03", version=1)
    with pytest.raises(Refused, match="No offer to C01"):
        offers.set_offer(day.context, day.team, day.code, candidate="C01", version=0)
    with pytest.raises(BadInput, match="has passed"):
        offers.set_offer(day.context, day.team, day.code, candidate="C03", version=1, reply_by="2026-11-01")
    offers.set_offer(day.context, day.manager, day.code, candidate="C03", version=1, hours="30 hours")
    with pytest.raises(SomebodyElseChangedIt):
        offers.set_offer(day.context, day.team, day.code, candidate="C03", version=1, hours="37.5 hours")
    (offer,) = offers.show(day.context, day.chair, day.code)
    assert offer.missing == ("last day to accept",)


def test_a_letter_is_recorded_with_its_number_and_maker(day: InterviewDay) -> None:
    make(day, "C01")
    with day.context.store.read() as connection:
        (row,) = connection.execute(letter.select()).mappings()
    assert (row["number"], row["kind"], row["made_by"]) == (1, "reserve", day.team.person.id)


def _points(day: InterviewDay, candidate: str) -> tuple[feedback.PointView, ...]:
    return feedback.show(day.context, day.chair, day.code, candidate=candidate)


def _write(path: Path, text: str) -> None:
    document = Document()
    document.add_paragraph(text)
    document.save(str(path))
