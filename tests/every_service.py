"""Every public service called by everybody, whatever services there are: a new one is called the same day.

A service is a function of `panelguide.services` whose first parameter is the context. Its other arguments come
by the name of the parameter, or are named for one service where it needs its own. Where a name is not known
here, the call fails and says so.
"""

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests import interview_day, stages, world
from tests.interview_day import InterviewDay

from panelguide import services
from panelguide.domain.bands import parse_grade
from panelguide.domain.decision import Outcome
from panelguide.domain.feedback import PointKind
from panelguide.domain.people import Role, Seat
from panelguide.domain.stages import Stage
from panelguide.errors import NotAllowed, NotFound, PanelguideError, Refused
from panelguide.services import adverts
from panelguide.services.session import SignedIn
from panelguide.services.sheet_desk import SheetDesk
from panelguide.store import vacancies as vacancy_store
from panelguide.store.store import Change, Connection, Stamp, Store

SECRET = "quite another passphrase of mine"


@dataclass(frozen=True)
class Service:
    """name: such as "rounds.status", by the module it is written in."""

    name: str
    call: Callable[..., Any]

    @property
    def parameters(self) -> dict[str, inspect.Parameter]:
        found = dict(inspect.signature(self.call).parameters)
        found.pop("context")
        return found

    @property
    def asks_who(self) -> bool:
        return "actor" in self.parameters


@dataclass(frozen=True)
class Called:
    """What became of one call. said: everything it gave or refused with, as text."""

    cell: str
    said: str


DONE, REFUSED, NO_SUCH = "+", "-", "0"


def every_service() -> tuple[Service, ...]:
    """By module and name, each function once, where it is written."""
    found = []
    for part in pkgutil.iter_modules(services.__path__):
        module = importlib.import_module(f"{services.__name__}.{part.name}")
        for name, function in sorted(vars(module).items()):
            public = inspect.isfunction(function) and not name.startswith("_")
            if public and function.__module__ == module.__name__ and _first_of(function) == "context":
                found.append(Service(f"{part.name}.{name}", function))
    return tuple(found)


def _first_of(function: Callable[..., Any]) -> str:
    return next(iter(inspect.signature(function).parameters), "")


def call(day: InterviewDay, service: Service, actor: SignedIn, code: str, *, instead: str = "") -> Called:
    """One service by one person, about the vacancy of this code.

    instead: another code to name, with everything else as it is for the first.
    """
    given = _arguments(day, service, actor, code)
    if instead:
        given["code"] = instead
    try:
        result = service.call(day.context, **given)
        said = as_text(result)
    except NotFound as refusal:
        kind = NO_SUCH if "no vacancy" in refusal.what else REFUSED
        return Called(kind, str(refusal))
    except NotAllowed as refusal:
        return Called(REFUSED, str(refusal))
    except PanelguideError as refusal:
        return Called(REFUSED, as_text(vars(refusal)) + str(refusal))
    return Called(DONE, said)


class Desk:
    """One copy of each step, put back as it was whenever a call has changed it."""

    def __init__(self, walked: stages.Stages, folder: Path) -> None:
        self._walked = walked
        self._folder = folder
        self._days: dict[str, tuple[InterviewDay, Path, bytes]] = {}

    def day(self, step: str) -> InterviewDay:
        if step not in self._days:
            day = self._walked.at(step, self._folder / step.replace(" ", "-"))
            file = day.context.store.file
            assert file is not None
            self._days[step] = (day, file, file.read_bytes())
        day, file, whole = self._days[step]
        if _change_counter(file) != whole[CHANGE_COUNTER]:
            day.context.store.close()
            file.write_bytes(whole)
        return day

    def wrote(self, step: str) -> bool:
        """Whether anything was written since the day was last asked for."""
        _, file, whole = self._days[step]
        return _change_counter(file) != whole[CHANGE_COUNTER]

    def close(self) -> None:
        for day, _, _ in self._days.values():
            day.context.store.close()


# Where SQLite counts the transactions that changed a file.
CHANGE_COUNTER = slice(24, 28)


def _change_counter(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(28)[CHANGE_COUNTER]


class Unwritable(Store):
    """A database nobody can write to: what a service reads on its way to a change is seen all the same."""

    @contextmanager
    def change(self, stamp: Stamp) -> Iterator[Change]:
        raise Refused("Nothing is written here.")
        yield

    @contextmanager
    def keep_draft(self) -> Iterator[Connection]:
        raise Refused("Nothing is written here.")
        yield


def only_reading(day: InterviewDay) -> InterviewDay:
    """The same day in a database nobody can write to."""
    store = Unwritable(world.context_location(day.context))
    return dataclasses.replace(day, context=dataclasses.replace(day.context, store=store))


def as_text(value: object) -> str:
    """Everything in a result, what is kept from `repr` too, keys apart."""
    if isinstance(value, SignedIn):
        return repr(value.person)
    if isinstance(value, SheetDesk):
        return "".join(as_text(value.load(candidate)) for candidate, _ in value.candidates())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return "".join(
            f"{field.name}={as_text(getattr(value, field.name))} " for field in dataclasses.fields(value)
        )
    if isinstance(value, Mapping):
        return "".join(f"{as_text(key)}: {as_text(item)} " for key, item in value.items())
    if isinstance(value, set | frozenset):
        return " ".join(sorted(map(as_text, value)))
    if isinstance(value, list | tuple | Iterator):
        return " ".join(map(as_text, value))
    return str(value)


Give = Callable[[InterviewDay, str], Any]


def just(value: object) -> Give:
    return lambda day, code: value


def _arguments(day: InterviewDay, service: Service, actor: SignedIn, code: str) -> dict[str, Any]:
    own = OWN.get(service.name, {})
    given = {}
    for name, parameter in service.parameters.items():
        if name == "actor":
            given[name] = actor
        elif name in own:
            given[name] = own[name](day, code)
        elif parameter.kind is inspect.Parameter.VAR_KEYWORD:
            continue
        elif parameter.default is inspect.Parameter.empty:
            if name not in BY_NAME:
                raise AssertionError(
                    f"say in tests/every_service.py what to give {service.name} for {name!r}"
                )
            given[name] = BY_NAME[name](day, code)
    for name in own.keys() - given.keys():
        given[name] = own[name](day, code)
    return given


def _row(day: InterviewDay, query: str, default: object) -> Any:
    found = stages.rows(day, query)
    return found[0][0] if found else default


def _vacancy_version(day: InterviewDay, code: str) -> Any:
    return _row(day, f"SELECT version FROM vacancy WHERE code = '{code}'", 1)


def _candidate_version(day: InterviewDay, code: str) -> Any:
    return _row(
        day,
        "SELECT candidate.version FROM candidate JOIN vacancy ON vacancy.id = vacancy_id "
        f"WHERE candidate.code = 'C01' AND vacancy.code = '{code}'",
        1,
    )


def _point(day: InterviewDay, column: str) -> Any:
    return _row(
        day,
        f"SELECT {column} FROM feedback_point WHERE agreed_by = '' ORDER BY candidate_id, position LIMIT 1",
        "nothing",
    )


def _line_version(day: InterviewDay, code: str) -> Any:
    return _row(
        day,
        "SELECT decision_line.version FROM decision_line JOIN decision ON decision.id = decision_id "
        "JOIN candidate ON candidate.id = candidate_id WHERE number = 0 AND candidate.code = 'C01'",
        0,
    )


def _file(name: str, text: str) -> Callable[[InterviewDay, str], Path]:
    def write(day: InterviewDay, code: str) -> Path:
        path = day.context.home.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def _own_rows(day: InterviewDay, code: str) -> Path:
    path = day.context.home.folder / "marks.csv"
    rows = [
        f"C02,{member.person.name},Q1,3,Said what they did."
        for member in (day.chair, day.begum, day.wood, day.edi)
    ]
    path.write_text("\n".join(["candidate,member,question,score,evidence note", *rows]), encoding="utf-8")
    return path


def _stored_vacancy(day: InterviewDay, code: str) -> Any:
    with day.context.store.read() as connection:
        return vacancy_store.get_vacancy(connection, code)


def _item_ticked_by_hand(day: InterviewDay, code: str) -> str:
    vacancy = _stored_vacancy(day, code)
    items = day.context.content.checklist.of_stage(Stage.PREPARE, vacancy.grade, vacancy.flags)
    return next(item.id for item in items if item.ticked_by_hand)


def _another_question(day: InterviewDay, code: str) -> str:
    """One of the bank for this post that is not in the kit yet, and no exercise."""
    asked = {str(row[0]) for row in stages.rows(day, "SELECT question_id FROM kit_question")}
    bank = day.context.content.bank.questions.values()
    vacancy = _stored_vacancy(day, code)
    return next(
        it.id
        for it in bank
        if it.id not in asked and it.active and it.exercise is None and it.grades.covers(vacancy.grade)
    )


def _finding(day: InterviewDay, code: str) -> str:
    lines = adverts.look(day.context, _stored_vacancy(day, code)).lines
    return lines[0].finding.key if lines else "nothing"


BY_NAME: Mapping[str, Give] = {
    "code": lambda day, code: code,
    "vacancy": _stored_vacancy,
    "candidate": just("C01"),
    "candidates": just(("C01",)),
    "criterion": just("E2"),
    "reason": just("By the criteria, from what was written."),
    "why": just("The role needs the word."),
    "why_not": just("The ward has nobody to do it."),
    "what_instead": just("The lead does it."),
    "agreed_by": just("H. Grant"),
    "agreed_on": just("2026-11-01"),
    "text": just(
        "Chose the first step with the team and told them why. Try to name what changed for others."
    ),
    "version": _vacancy_version,
    "passphrase": just(world.PASSPHRASE),
    "question": just("Q1"),
    "question_id": _another_question,
    "position": just(1),
    "to": just(2),
    "item": _item_ticked_by_hand,
    "email": lambda day, code: day.wood.person.email,
    "path": just(interview_day.SPECIFICATION),
    "name": just("N. Newcomer"),
    "seat": just(Seat.SHORTLISTER),
    "declaration": just("none"),
    "finding": _finding,
    "full_name": just("Namemark Juniper"),
    "title": just("Porter"),
    "grade": just(parse_grade("2")),
    "roles": just(frozenset({Role.PANEL})),
    "values": just(("compassion",)),
    "competencies": just(()),
    "outcome": just(Outcome.OFFER),
    "kind": just(PointKind.STRENGTH),
    "mark": just(2),
    "marks": lambda day, code: {it.id: 3 for it in day.questions if it.label != "Q6"},
    "notes": lambda day, code: {day.questions[0].id: "Said what they did."},
    "weight": just(Decimal(2)),
    "point": lambda day, code: _point(day, "id"),
    "columns": just(()),
    "appointable_line": just(Decimal(3)),
    "question_pass_line": just(None),
    "tie_margin": just(Decimal("0.1")),
    "old": just(world.PASSPHRASE),
    "new": just(SECRET),
}

# What a service wants that is not what its parameters are called.
OWN: Mapping[str, Mapping[str, Give]] = {
    "adverts.set_text": {"version": just(1)},
    "audits.list_entries": {"code": BY_NAME["code"]},
    "candidate_import.preview": {"path": _file("more.csv", stages.MORE_APPLICATIONS)},
    "candidate_import.import_file": {"path": _file("more.csv", stages.MORE_APPLICATIONS)},
    "candidate_moves.set_arrangements": {"version": _candidate_version},
    "checklists.tick": {"version": just(0)},
    "checklists.untick": {"version": just(0)},
    "checklists.explain": {"version": just(0)},
    "checklists.not_needed": {"version": just(0), "why": just("There is no such step here.")},
    "decisions.set_line": {"version": _line_version},
    "decisions.compare": {"version": _line_version},
    "decisions.explain": {"version": just(1)},
    "decisions.tie_break": {"version": just(1)},
    "decisions.confirm": {"because": just("One reason was put better.")},
    "feedback.edit": {"version": lambda day, code: _point(day, "version")},
    "feedback.agree": {"version": lambda day, code: _point(day, "version")},
    "finals.set_final": {"reason": just("We talked it through.")},
    "interview_files.import_own_marks": {"path": _own_rows},
    "methods.set_method": {"version": just(0)},
    "offers.set_offer": {"version": just(1), "hours": just("30 hours"), "reply_by": just("2026-12-04")},
    "panel.add": {"email": just("x.stranger@anytown.example")},
    "panel.remove": {"seat": just(Seat.MEMBER)},
    "people.add_person": {"email": just("n.newcomer@anytown.example")},
    "round_changes.change_set": {"away": just(("C02",))},
    "sheets.seal": {"candidate": just("C02")},
    "sheets.save_draft": {"candidate": just("C02")},
    "sheets.replace": {"marks": lambda day, code: {day.questions[0].id: 2}},
    "shortlist.invite": {"candidates": just(("C03",))},
    "not_asked.not_asked": {"candidate": just("C02")},
    "vacancies.set_details": {"workplace": just("Ward 9")},
}

# Where a service can do what it is for: the step, and which vacancy. The one still being prepared elsewhere.
WHERE: Mapping[str, tuple[str, str]] = {
    "candidate_views.names_for": ("open", "V001"),
    "interview_files.import_own_marks": ("open", "V001"),
    "not_asked.not_asked": ("open", "V001"),
    "not_asked.not_asked_facts": ("open", "V001"),
    "round_changes.change_set": ("open", "V001"),
    "round_changes.confirm_change": ("change waits", "V001"),
    "round_opening.propose": ("ready", "V001"),
    "round_opening.confirm": ("proposed", "V001"),
    "round_releases.release": ("sealed", "V001"),
    "round_releases.follow": ("chair released", "V001"),
    "round_reveals.reveal": ("released", "V001"),
    "round_status.status": ("open", "V001"),
    "round_status.list_rounds": ("open", "V001"),
    "sheet_desk.open_desk": ("open", "V001"),
    **{f"sheets.{name}": ("open", "V001") for name in ("my_candidates", "open_sheet", "save_draft", "check")},
    **{f"sheets.{name}": ("open", "V001") for name in ("seal", "seal_all", "replace")},
    "opened.opened": ("revealed", "V001"),
    "discussions.show": ("revealed", "V001"),
    "discussions.close": ("revealed", "V001"),
    "finals.show": ("revealed", "V001"),
    "finals.set_final": ("revealed", "V001"),
    "finals.keep": ("revealed", "V001"),
    "figures.figures": ("discussed", "V001"),
    **{f"decisions.{name}": ("decided", "V001") for name in ("show", "set_line", "compare", "explain")},
    **{f"decisions.{name}": ("decided", "V001") for name in ("tie_break", "confirm")},
    **{
        f"feedback.{name}": ("decided", "V001")
        for name in ("propose", "show", "edit", "add", "remove", "agree")
    },
    **{f"feedback.{name}": ("approvable", "V001") for name in ("approve", "approve_all")},
    **{f"letters.{name}": ("approved", "V001") for name in ("plan", "preview", "make", "ready_vacancies")},
    **{f"offers.{name}": ("decided", "V001") for name in ("set_offer", "show", "terms")},
    "vacancies.advance": ("ready", "V003"),
    "vacancies.close": ("ready", "V004"),
    "shortlist.settle_rest": ("ready", "V005"),
}
ELSEWHERE = ("ready", "V002")

# Parts the services share, for no front end: what they give is asked for by a service that asks who.
SHARED = {
    "round_marks.require_sees_marks",
    "round_marks.sees_marks",
    "session.confirm_passphrase",
    "session.is_allowed",
    "session.is_recruitment_team",
    "session.require_allowed",
    "session.seats_of",
}


def for_people() -> tuple[Service, ...]:
    """Every service that asks who is asking."""
    return tuple(it for it in every_service() if it.asks_who and it.name not in SHARED)
