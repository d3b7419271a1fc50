"""An interview day for tests: a vacancy with its panel, kit and candidates, up to whatever point is wanted.

J. Okafor chairs, A. Begum is deputy, T. Wood is a member; these three score. P. Grant is the EDI
representative and so the confirmer, L. Shaw the stand-in, M. Hale the escalation contact.
"""

from dataclasses import dataclass, field
from pathlib import Path

from tests import world
from tests.kept import walked

from panelguide.domain.bands import parse_grade
from panelguide.domain.marks import Mark
from panelguide.domain.people import Role, Seat
from panelguide.services import candidates, criteria, kits, panel, rounds, sheets, shortlist, vacancies
from panelguide.services.context import Context
from panelguide.services.kits import KitQuestion
from panelguide.services.session import SignedIn

SPECIFICATION = Path(__file__).parents[1] / "src/panelguide/demo/data/person-specification.csv"
NOTE = "Gave an example of their own, said what they did and what came of it."


@dataclass
class InterviewDay:
    """Everybody signed in, and the code of the vacancy. questions: of the locked kit, in order."""

    context: Context
    team: SignedIn
    manager: SignedIn
    chair: SignedIn
    begum: SignedIn
    wood: SignedIn
    edi: SignedIn
    stand_in: SignedIn
    escalation: SignedIn
    code: str = ""
    questions: tuple[KitQuestion, ...] = ()
    candidates: tuple[str, ...] = ()
    marks: dict[tuple[str, str, str], Mark] = field(default_factory=dict)

    @property
    def members(self) -> tuple[SignedIn, ...]:
        return self.chair, self.begum, self.wood

    def id_of(self, label: str) -> str:
        """The id of the question with this label, Q1 and so on."""
        return next(it.id for it in self.questions if it.label == label)

    def open_round(self, *codes: str) -> None:
        """The chair proposes the round, everybody shortlisted in it unless named, and the confirmer opens it."""
        rounds.propose(self.context, self.chair, self.code, candidates=codes or None)
        rounds.confirm(self.context, self.edi, self.code)

    def write(self, member: SignedIn, candidate: str, mark: Mark = 3, **marks: Mark) -> None:
        """A whole sheet as a draft: one mark for every question but those named by label, all with notes."""
        given = {it.id: marks.get(it.label, mark) for it in self.questions}
        notes = {it.id: f"{it.label}. {NOTE}" for it in self.questions}
        sheets.save_draft(self.context, member, self.code, candidate=candidate, marks=given, notes=notes)

    def seal(self, member: SignedIn, candidate: str, mark: Mark = 3, **marks: Mark) -> None:
        """The same, sealed."""
        self.write(member, candidate, mark, **marks)
        sheets.seal(self.context, member, self.code, candidate=candidate)

    def seal_all(self) -> None:
        """Every sheet still missing: C01 best, each next candidate one mark lower, down to 2."""
        for member in self.members:
            for candidate, state in sheets.my_candidates(self.context, member, self.code):
                if state != "sealed":
                    place = self.candidates.index(candidate)
                    self.seal(member, candidate, max(4 - place, 2))

    def release_all(self) -> None:
        """The chair releases by hand, the members' programs follow."""
        rounds.release(self.context, self.chair, self.code, passphrase=world.PASSPHRASE)
        for member in self.members[1:]:
            assert rounds.follow(self.context, member, self.code)

    def reveal(self) -> None:
        rounds.reveal(self.context, self.chair, self.code, passphrase=world.PASSPHRASE)

    def until_revealed(self) -> None:
        """An open round, every sheet sealed, released and revealed."""

        def walk(_: Context) -> InterviewDay:
            self.open_round()
            self.seal_all()
            self.release_all()
            self.reveal()
            return self

        walked(("revealed", self.code), self.context, walk)


def prepare(context: Context, *, count: int = 3, posts: int = 1, names: tuple[str, ...] = ()) -> InterviewDay:
    """A vacancy with a full panel, a locked kit and a locked shortlist of so many candidates, no round yet.

    names: of those who applied, Casey Example1 and so on when left out; whoever is one too many for the
    shortlist is turned down.
    """
    return walked(
        ("prepared", count, posts, names),
        context,
        lambda here: _prepare(here, count=count, posts=posts, names=names),
    )


def _prepare(context: Context, *, count: int, posts: int, names: tuple[str, ...]) -> InterviewDay:
    team = world.first_person(context)
    people = {
        name: world.join(context, team, name, role)
        for name, role in (
            ("S. Rees", Role.MANAGER),
            ("J. Okafor", Role.PANEL),
            ("A. Begum", Role.PANEL),
            ("T. Wood", Role.PANEL),
            ("P. Grant", Role.PANEL),
            ("L. Shaw", Role.PANEL),
            ("M. Hale", Role.PANEL),
        )
    }
    day = InterviewDay(context, team, *people.values())
    made = vacancies.create(
        context,
        day.manager,
        title="Physiotherapist",
        grade=parse_grade("6"),
        posts=posts,
        reference="318-26-7714",
        slot_minutes=60,
    )
    day.code = made.code
    seat(day)
    criteria.import_file(context, day.manager, day.code, path=SPECIFICATION)
    criteria.confirm_all(context, day.manager, day.code)
    kits.assign(context, day.manager, day.code, seed=7)
    day.questions = kits.lock(context, day.manager, day.code).questions
    day.candidates = tuple(f"C{number:02d}" for number in range(1, count + 1))
    applied = names or tuple(f"Casey Example{number}" for number in range(1, count + 1))
    for number, name in enumerate(applied, start=1):
        candidates.add(context, day.manager, day.code, full_name=name, reference=f"REF-{number}")
    shortlist.invite(context, day.manager, day.code, candidates=day.candidates)
    if len(applied) > count:
        shortlist.settle_rest(
            context, day.manager, day.code, criterion="E2", reason="The form does not say what changed."
        )
    shortlist.lock(context, day.manager, day.code)
    return day


def seat(day: InterviewDay) -> None:
    for person, seat in (
        (day.chair, Seat.CHAIR),
        (day.begum, Seat.DEPUTY),
        (day.wood, Seat.MEMBER),
        (day.edi, Seat.EDI_REPRESENTATIVE),
        (day.stand_in, Seat.STAND_IN),
        (day.escalation, Seat.ESCALATION_CONTACT),
    ):
        panel.add(day.context, day.manager, day.code, email=person.person.email, seat=seat)
