"""One recruitment, kept at each of its steps: a copy of any of them is a day a test can do with what it likes.

V001 walks from a locked kit to letters. V002 is still being prepared, V003 is ready to leave its stage, V004 to
be closed, and nobody is settled yet in V005.
Besides the people of an interview day there are a shortlister, an EDI lead, somebody of information
governance, and a stranger with an account and no seat.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests import interview_day, outcome_day, world
from tests.interview_day import InterviewDay

from panelguide.bootstrap import open_context
from panelguide.demo.steps import close_stage
from panelguide.domain.bands import parse_grade
from panelguide.domain.people import Role, Seat
from panelguide.errors import Refused
from panelguide.services import (
    adverts,
    candidates,
    criteria,
    discussions,
    feedback,
    finals,
    kits,
    panel,
    rounds,
    sheets,
    shortlist,
    vacancies,
)
from panelguide.services.context import Context
from panelguide.services.session import SignedIn
from panelguide.store import schema

ADVERT = "We want a dominant person for a fast paced team, to undertake the full range of duties."
APPLICATIONS = """\
Application reference,Title,Full name,Email address,Telephone,Current employer,Statement,Adjustments requested,Disability,Gender
REFMARK-21,Dr,Namemark Dogwood,mailmark21@example.org,07700 900021,Employmark,Statementmark one.,Adjustmark one,EQUALMARK,EQUALMARK
REFMARK-22,Mx,Namemark Elmhurst,mailmark22@example.org,07700 900022,Employmark,Statementmark two.,Adjustmark two,EQUALMARK,EQUALMARK
REFMARK-23,,Namemark Firbank,mailmark23@example.org,07700 900023,Employmark,Statementmark three.,,EQUALMARK,EQUALMARK
"""
MORE_APPLICATIONS = """\
Application reference,Full name,Statement
FILE-31,Filey Ivybridge,On the file only.
"""
NOT_ASKED = ("C02", "Q6")
NAMES = ("Namemark Alderton", "Namemark Birchall", "Namemark Cedarwood")


@dataclass
class Stages:
    """folder: where each step is kept. days: by step; their contexts are closed, so take a copy."""

    folder: Path
    people: dict[str, SignedIn] = field(default_factory=dict)
    days: dict[str, InterviewDay] = field(default_factory=dict)

    def keep(self, step: str, day: InterviewDay) -> None:
        """The day as it is now, under the name of the step."""
        home = self.folder / step
        shutil.copytree(day.context.home.folder, home)
        self.days[step] = replace(day, candidates=day.candidates)

    def at(self, step: str, home: Path, *, seed: str = "copy") -> InterviewDay:
        """A copy of the day at this step. Two copies with the same seed do the same things to the same bytes."""
        shutil.copytree(self.folder / step, home)
        settings = world.settings_for(home, str(home / "panelguide.sqlite3"))
        context = world.with_shared_content(open_context(settings, world.small_parts(seed=seed)))
        return replace(self.days[step], context=context)


def build(folder: Path) -> Stages:
    """Walks the whole recruitment once."""
    home = folder / "walked"
    home.mkdir(mode=0o700)
    location = str(home / "panelguide.sqlite3")
    schema.create(location)
    context = world.start_on(home, location, world.Clock())
    day = interview_day.prepare(context, count=2, names=NAMES)
    stages = Stages(folder, _people(day))
    _prepare_others(day, stages.people, folder)
    _arrange(day)
    for step, walk in _STEPS:
        walk(day)
        stages.keep(step, day)
    context.store.close()
    return stages


def change_by_hand(day: InterviewDay, *statements: str, values: tuple[object, ...] = ()) -> None:
    """What somebody with the file and sqlite3 can do: no trigger, key or constraint is in their way.

    The triggers are put back, as somebody would who does not want to be found out. values: of the last
    statement's question marks.
    """
    connection = _by_hand(day)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements[:-1]:
        connection.execute(statement)
    connection.execute(statements[-1], values)
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()


def rows(day: InterviewDay, query: str) -> list[tuple[object, ...]]:
    """What a query gives somebody with the file."""
    connection = _by_hand(day)
    found = connection.execute(query).fetchall()
    connection.close()
    return found


def _by_hand(day: InterviewDay) -> sqlite3.Connection:
    if day.context.store.file is None:
        raise AssertionError("only SQLite is changed by hand")
    return sqlite3.connect(day.context.store.file)


def _people(day: InterviewDay) -> dict[str, SignedIn]:
    context, team = day.context, day.team
    return {
        "team": team,
        "manager": day.manager,
        "chair": day.chair,
        "deputy": day.begum,
        "member": day.wood,
        "EDI rep": day.edi,
        "shortlister": world.join(context, team, "N. Short", Role.PANEL),
        "stand-in": day.stand_in,
        "contact": day.escalation,
        "EDI lead": world.join(context, team, "L. Achebe", Role.EDI_LEAD),
        "IG": world.join(context, team, "I. Gray", Role.INFORMATION_GOVERNANCE),
        "stranger": world.join(context, team, "X. Stranger", Role.PANEL),
    }


def _prepare_others(day: InterviewDay, people: dict[str, SignedIn], folder: Path) -> None:
    context, manager = day.context, day.manager
    shortlister = people["shortlister"].person.email
    panel.add(context, manager, day.code, email=shortlister, seat=Seat.SHORTLISTER)
    for title in ("Ward Manager", "Staff Nurse", "Health Visitor", "Dietitian"):
        code = vacancies.create(
            context, manager, title=title, grade=parse_grade("6"), slot_minutes=60, workplace="Ward 7"
        ).code
        interview_day.seat(replace(day, code=code))
        panel.add(context, manager, code, email=shortlister, seat=Seat.SHORTLISTER)
    criteria.import_file(context, manager, "V002", path=interview_day.SPECIFICATION)
    criteria.confirm_all(context, manager, "V002")
    kits.assign(context, manager, "V002", seed=7)
    adverts.set_text(context, manager, "V002", text=ADVERT, version=0)
    applications = folder / "applications.csv"
    applications.write_text(APPLICATIONS, encoding="utf-8")
    candidates.import_file(context, day.team, "V002", path=applications)
    shortlist.invite(context, manager, "V002", candidates=("C01", "C02"))
    shortlist.turn_down(
        context, manager, "V002", candidates=("C03",), criterion="E2", reason="No example of an own change."
    )
    candidates_with_arrangements(context, day.team, "V002")
    close_stage(context, manager, "V003")
    change_by_hand(day, "UPDATE vacancy SET stage = 'prepare' WHERE code = 'V003'")
    change_by_hand(day, "UPDATE vacancy SET stage = 'after' WHERE code = 'V004'")
    with suppress(Refused):
        close_stage(context, manager, "V004")
    criteria.import_file(context, manager, "V005", path=interview_day.SPECIFICATION)
    candidates.add(context, manager, "V005", full_name="Namemark Hazelwood", reference="REFMARK-51")


def candidates_with_arrangements(context: Context, team: SignedIn, code: str) -> None:
    for line in candidates.list_all(context, team, code)[:1]:
        candidates.set_arrangements(
            context,
            team,
            code,
            candidate=line.code,
            version=line.version,
            text="Arrangemark: a hearing loop.",
        )


def _arrange(day: InterviewDay) -> None:
    """What candidates.add cannot say, and what the recruitment team arranges."""
    change_by_hand(
        day,
        "UPDATE candidate SET adjustments = 'Adjustmark', statement = 'Statementmark.', employer = 'Employmark', "
        "reference = 'REFMARK-' || code WHERE vacancy_id = (SELECT id FROM vacancy WHERE code = 'V001')",
        "UPDATE identity SET email = 'mailmark@example.org', telephone = '07700 900009'",
    )
    candidates_with_arrangements(day.context, day.team, day.code)
    vacancy = vacancies.overview(day.context, day.manager, day.code).vacancy
    vacancies.set_details(
        day.context,
        day.manager,
        day.code,
        version=vacancy.version,
        interview_date="2026-11-24",
        retention_date="2027-11-24",
        workplace="Anytown General Hospital",
    )


def marker_of(person: SignedIn) -> str:
    """A word that only this person ever writes, in notes nobody else may read."""
    return f"Secretof{person.person.name.split()[-1]}"


def write_secret(day: InterviewDay, member: SignedIn, candidate: str, mark: int) -> None:
    """A whole draft whose every note holds the member's own word."""
    sheets.save_draft(
        day.context,
        member,
        day.code,
        candidate=candidate,
        marks={it.id: mark for it in day.questions if (candidate, it.label) != NOT_ASKED},
        notes={it.id: f"{marker_of(member)} said what they did and what came of it." for it in day.questions},
    )


def _propose(day: InterviewDay) -> None:
    rounds.propose(day.context, day.chair, day.code)


def _open(day: InterviewDay) -> None:
    """Every member has sealed their sheet for C01 and begun the one for C02."""
    rounds.confirm(day.context, day.edi, day.code)
    candidate, question = NOT_ASKED
    rounds.not_asked(
        day.context, day.chair, day.code, candidate=candidate, question=question, reason="The fire alarm."
    )
    for mark, member in enumerate(day.members, start=3):
        write_secret(day, member, "C01", mark)
        sheets.seal(day.context, member, day.code, candidate="C01")
        write_secret(day, member, "C02", mark - 1)


def _wait(day: InterviewDay) -> None:
    rounds.change_set(
        day.context, day.chair, day.code, aside=((day.wood.person.email, "C02"),), reason="A cousin."
    )


def _seal(day: InterviewDay) -> None:
    """The change is let be: the chair proposes another that adds nothing, and all is sealed."""
    rounds.confirm_change(day.context, day.edi, day.code)
    for member in (day.chair, day.begum):
        sheets.seal(day.context, member, day.code, candidate="C02")


def _release_first(day: InterviewDay) -> None:
    rounds.release(day.context, day.chair, day.code, passphrase=world.PASSPHRASE)


def _release(day: InterviewDay) -> None:
    for member in (day.begum, day.wood):
        assert rounds.follow(day.context, member, day.code)


def _reveal(day: InterviewDay) -> None:
    day.reveal()


def _discuss(day: InterviewDay) -> None:
    discussions.close(day.context, day.chair, day.code)
    for member in day.members:
        finals.keep(day.context, member, day.code)


def _decide(day: InterviewDay) -> None:
    outcome_day.decide(day)
    feedback.propose(day.context, day.chair, day.code)
    outcome_day.set_offer(day)


def _agree(day: InterviewDay) -> None:
    for point in feedback.show(day.context, day.chair, day.code):
        if point.needs_agreement:
            outcome_day.agree(day, point)


def _approve(day: InterviewDay) -> None:
    for candidate in day.candidates:
        feedback.approve(day.context, day.chair, day.code, candidate=candidate)


_STEPS: tuple[tuple[str, Callable[[InterviewDay], None]], ...] = (
    ("ready", lambda day: None),
    ("proposed", _propose),
    ("open", _open),
    ("change waits", _wait),
    ("sealed", _seal),
    ("chair released", _release_first),
    ("released", _release),
    ("revealed", _reveal),
    ("discussed", _discuss),
    ("decided", _decide),
    ("approvable", _agree),
    ("approved", _approve),
)
