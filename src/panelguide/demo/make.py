"""Makes the demo: a trust, its people, and six vacancies, one in each stage."""

from dataclasses import dataclass
from importlib.resources import as_file

from panelguide.bootstrap import STANDARD_PARTS, Parts, create_context
from panelguide.demo.cast import PASSPHRASE, Cast, Player, assemble, players
from panelguide.demo.interviews import interview_some, open_round, open_together, replay_day
from panelguide.demo.outcomes import appoint, letters_for_all, settle_marks
from panelguide.demo.steps import (
    DATA,
    close_stage,
    declare,
    lock_kit,
    open_vacancy,
    prepare,
    shortlist_first,
)
from panelguide.domain.questions import StaffGroup
from panelguide.domain.stages import Stage
from panelguide.services import adverts, candidates
from panelguide.services.context import Context
from panelguide.settings import Settings

ADVERT = """Healthcare Assistant, Band 2, Ward 7, Anytown General Hospital

We want a dominant person to drive change in a fast paced team. Our young team works across two sites.
You will look after patients with us, day and night, and you will be expected to undertake the full range of
duties of the post including those which from time to time may reasonably be required by the ward manager.

Closing date 4 December 2026. Interviews 18 December 2026.
"""
OFFICE = "person-specification-office.csv"
MEDICAL_SECRETARIES = (
    "Priya Raman",
    "Tomos Rhys",
    "Ann [he/him] O'Neil & <Sons>",
    "Grace Adeyemi",
    "Łukasz Wójcik",
    "Mei-Ling Zhao",
)


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made: where it is, who one can be, and the code of the vacancy in each stage."""

    database: str
    passphrase: str
    players: tuple[Player, ...]
    vacancies: dict[Stage, str]


def make_demo(settings: Settings, parts: Parts = STANDARD_PARTS) -> Demo:
    """Makes everything in an empty home folder, through the services alone."""
    context = create_context(settings, parts)
    try:
        cast = assemble(context)
        codes = {
            Stage.AFTER: _after(context, cast),
            Stage.OUTCOME: _outcome(context, cast),
            Stage.INTERVIEW: _interview(context, cast),
            Stage.SHORTLIST: _shortlist(context, cast),
            Stage.ADVERTISE: _advertise(context, cast),
            Stage.PREPARE: _prepare(context, cast),
        }
    finally:
        context.store.close()
    return Demo(settings.database_location, PASSPHRASE, players(), codes)


def _prepare(context: Context, cast: Cast) -> str:
    return open_vacancy(context, cast, "Staff Nurse", "5", posts=4).code


def _advertise(context: Context, cast: Cast) -> str:
    code = open_vacancy(context, cast, "Healthcare Assistant", "2", slot_minutes=45, begun_days_ago=10).code
    prepare(context, cast, code)
    close_stage(context, cast.manager, code)
    adverts.set_text(context, cast.manager, code, text=ADVERT, version=0)
    return code


def _shortlist(context: Context, cast: Cast) -> str:
    code = open_vacancy(context, cast, "Ward Manager", "7", begun_days_ago=20).code
    prepare(context, cast, code)
    _close(context, cast, code, 2)
    _import(context, cast, code, "applications-nhsjobs.xlsx")
    return code


def _interview(context: Context, cast: Cast) -> str:
    code = open_vacancy(
        context,
        cast,
        "Medical Secretary",
        "4",
        staff_group=StaffGroup.NON_CLINICAL,
        slot_minutes=45,
        begun_days_ago=35,
    ).code
    prepare(context, cast, code, specification=OFFICE)
    _close(context, cast, code, 2)
    for number, name in enumerate(MEDICAL_SECRETARIES, start=1):
        candidates.add(context, cast.team, code, full_name=name, reference=f"AR-9-{number:04d}")
    declare(context, cast, code)
    shortlist_first(context, cast, code, len(MEDICAL_SECRETARIES))
    close_stage(context, cast.manager, code)
    lock_kit(context, cast, code, questions=5)
    open_round(context, cast, code)
    interview_some(context, cast, code, sealed=2)
    return code


def _outcome(context: Context, cast: Cast) -> str:
    code = _interviewed(context, cast, "Physiotherapist", "318-26-7714", begun_days_ago=36)
    close_stage(context, cast.manager, code)
    return code


def _after(context: Context, cast: Cast) -> str:
    code = _interviewed(context, cast, "Occupational Therapist", "318-26-6102", begun_days_ago=70)
    close_stage(context, cast.manager, code)
    appoint(context, cast, code)
    letters_for_all(context, cast, code)
    close_stage(context, cast.manager, code)
    return code


def _interviewed(context: Context, cast: Cast, title: str, reference: str, *, begun_days_ago: int) -> str:
    """A Band 6 vacancy whose interview day has been scored, opened together and talked through."""
    code = open_vacancy(context, cast, title, "6", reference=reference, begun_days_ago=begun_days_ago).code
    prepare(context, cast, code)
    _close(context, cast, code, 2)
    _import(context, cast, code, "applications-trac.csv")
    declare(context, cast, code)
    shortlist_first(context, cast, code, 9)
    close_stage(context, cast.manager, code)
    lock_kit(context, cast, code, questions=7)
    open_round(context, cast, code)
    replay_day(context, cast, code)
    open_together(context, cast, code)
    settle_marks(context, cast, code)
    return code


def _import(context: Context, cast: Cast, code: str, name: str) -> None:
    with as_file(DATA / name) as path:
        candidates.import_file(context, cast.team, code, path=path)


def _close(context: Context, cast: Cast, code: str, stages: int) -> None:
    for _ in range(stages):
        close_stage(context, cast.manager, code)
