"""Interview days of the demo: the one kept in a file, and one that is still going on."""

from importlib.resources import as_file

from panelguide.demo.cast import PASSPHRASE, Cast
from panelguide.demo.steps import DATA
from panelguide.domain.marks import Mark
from panelguide.services import interview_files, rounds, sheets
from panelguide.services.context import Context
from panelguide.services.session import SignedIn

FILE = "interview-day.csv"
UNFINISHED_NOTE = (
    "night shift, colleague spoken over in handover. raised it with the sister after. asked first if ok"
)


def open_round(context: Context, cast: Cast, code: str) -> None:
    """The chair proposes the round and the EDI representative confirms it."""
    rounds.propose(context, cast.chair, code)
    rounds.confirm(context, cast.representative, code)


def replay_day(context: Context, cast: Cast, code: str) -> None:
    """Every mark and note of the interview day, each sealed by the member who gave it."""
    rounds.not_asked(
        context,
        cast.chair,
        code,
        candidate="C04",
        question="Q6",
        reason="Ran out of time after the fire alarm.",
    )
    with as_file(DATA / FILE) as path:
        for member in cast.panel:
            interview_files.import_own_marks(context, member, code, path=path)
            sheets.seal_all(context, member, code)


def open_together(context: Context, cast: Cast, code: str) -> None:
    """The chair releases, the others' programs follow, and the chair reveals."""
    rounds.release(context, cast.chair, code, passphrase=PASSPHRASE)
    for member in (cast.member, cast.representative):
        rounds.follow(context, member, code)
    rounds.reveal(context, cast.chair, code, passphrase=PASSPHRASE)


def interview_some(context: Context, cast: Cast, code: str, *, sealed: int) -> None:
    """A day half way through: the first candidates sealed by all, the chair's next sheet begun."""
    for member in cast.panel:
        for place, (candidate, _) in enumerate(sheets.my_candidates(context, member, code)[:sealed]):
            fill(context, member, code, candidate, 4 if place == 0 else 3)
            sheets.seal(context, member, code, candidate=candidate)
    following = sheets.my_candidates(context, cast.chair, code)[sealed][0]
    first, *_ = sheets.open_sheet(context, cast.chair, code, candidate=following).questions
    sheets.save_draft(
        context,
        cast.chair,
        code,
        candidate=following,
        marks={first.id: 4},
        notes={first.id: UNFINISHED_NOTE},
    )


def fill(context: Context, member: SignedIn, code: str, candidate: str, mark: int) -> None:
    """A whole sheet of one mark, with a note for each question."""
    view = sheets.open_sheet(context, member, code, candidate=candidate)
    marks: dict[str, Mark | None] = {it.id: mark for it in view.questions}
    notes = {
        it.id: f"{it.label}: own example, clear steps, said what came of it ({member.person.name})."
        for it in view.questions
    }
    sheets.save_draft(context, member, code, candidate=candidate, marks=marks, notes=notes)
