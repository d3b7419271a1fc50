"""What the feedback screen reads, and its rows and sentences as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content

from panelguide.domain.access import Act
from panelguide.domain.candidates import INTERVIEWED
from panelguide.domain.feedback import PointKind
from panelguide.domain.vacancy import VacancyStatus
from panelguide.services import candidates, feedback, kits
from panelguide.services.feedback import HEARD_IT, PointView
from panelguide.services.kits import KitQuestion
from panelguide.services.lookup import find_vacancy
from panelguide.services.session import is_allowed, seats_of
from panelguide.tui.text import columns, plain, stacked, styled

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

KIND_NAMES: Final = {PointKind.STRENGTH: "did well", PointKind.DEVELOP: "could build on"}
CANDIDATE_WIDTHS: Final = (4, 15)
POINT_WIDTHS: Final = (4, 14, 10, 20)


@dataclass(frozen=True, slots=True)
class FeedbackFound:
    """points: by candidate code, everybody interviewed in it. may_write, may_agree: this person, now."""

    points: Mapping[str, tuple[PointView, ...]]
    questions: tuple[KitQuestion, ...]
    may_write: bool
    may_agree: bool

    @property
    def without(self) -> tuple[str, ...]:
        """Codes of those who have no points yet."""
        return tuple(code for code, points in self.points.items() if not points)

    @property
    def open_ones(self) -> tuple[str, ...]:
        """Codes of those whose points are not all approved."""
        return tuple(code for code, points in self.points.items() if not is_approved(points))

    def point(self, point_id: str) -> PointView | None:
        return next((it for points in self.points.values() for it in points if it.id == point_id), None)


def read_feedback(context: "Context", actor: "SignedIn", code: str) -> FeedbackFound:
    """Everybody's points. Raises Refused until the discussion is closed and the final scores are signed."""
    vacancy = find_vacancy(context, actor, code)
    every = feedback.show(context, actor, code)
    interviewed = [it.code for it in candidates.list_all(context, actor, code) if it.state in INTERVIEWED]
    kit = kits.show(context, actor, code)
    is_open = vacancy.status is VacancyStatus.OPEN
    return FeedbackFound(
        points={code: tuple(it for it in every if it.candidate == code) for code in interviewed},
        questions=kit.questions if kit else (),
        may_write=is_open and is_allowed(context, actor, Act.WRITE_FEEDBACK, vacancy.id),
        may_agree=is_open and bool(seats_of(context, actor, vacancy.id) & HEARD_IT),
    )


def is_approved(points: Sequence[PointView]) -> bool:
    return bool(points) and all(it.approved for it in points)


def lacking(points: Sequence[PointView]) -> tuple[str, ...]:
    """What a candidate's points lack as a whole, as sentences."""
    if not points:
        return ("There are no points yet.",)
    strengths = any(it.kind is PointKind.STRENGTH for it in points)
    return () if strengths else ("There is no strength.",)


def problems(points: Sequence[PointView]) -> tuple[str, ...]:
    """Everything that keeps a candidate's points from approval."""
    return (*lacking(points), *(sentence for it in points for sentence in it.problems))


def warnings(points: Sequence[PointView]) -> tuple[str, ...]:
    return tuple(f"{it.question}: {sentence}" for it in points for sentence in it.warnings)


def heading(found: FeedbackFound) -> Content:
    done = len(found.points) - len(found.open_ones)
    return styled(
        "FEEDBACK   $done of $every approved   $count points$reading",
        done=str(done),
        every=str(len(found.points)),
        count=str(sum(map(len, found.points.values()))),
        reading="" if found.may_write else "   read only" if not found.may_agree else "   yours to agree",
    )


def candidate_row(code: str, points: Sequence[PointView]) -> Content:
    return columns(zip((code, _candidate_state(points)), CANDIDATE_WIDTHS, strict=True))


def _candidate_state(points: Sequence[PointView]) -> str:
    if not points:
        return "no points"
    if is_approved(points):
        return "approved"
    agree = sum(it.needs_agreement for it in points)
    if agree:
        return f"{agree} to agree"
    return "to put right" if problems(points) else "to approve"


def point_row(it: PointView) -> Content:
    cells = (it.question, KIND_NAMES[it.kind], _point_state(it), it.title)
    return columns(zip(cells, POINT_WIDTHS, strict=True))


def _point_state(it: PointView) -> str:
    if it.approved:
        return "approved"
    if it.needs_agreement:
        return "to agree"
    return "put right" if it.problems else "to approve"


def point_text(it: PointView, lacking_as_a_whole: Sequence[str]) -> Content:
    """A point as it stands, what is in its way, and the evidence beside it."""
    said = [
        styled(
            "[bold $focus]$question $kind[/]  $title",
            question=it.question,
            kind=KIND_NAMES[it.kind],
            title=it.title,
        ),
        plain(it.text),
    ]
    if it.quoted:
        said.append(styled("[$muted]The letter quotes:[/] $quoted", quoted=it.quoted))
    to_do = (*lacking_as_a_whole, *it.problems)
    said += [styled("[$bad]To do:[/] $sentence", sentence=sentence) for sentence in to_do]
    said += [styled("[$warn]Look at:[/] $sentence", sentence=sentence) for sentence in it.warnings]
    if it.agreed_by:
        said.append(styled("[$ok]Agreed[/] by $name.", name=it.agreed_by))
    if it.notes:
        said.append(styled("[bold]WHAT IT RESTS ON[/]  [$muted]not in the letter by name[/]"))
        said += [
            styled("$name, marked $mark: $note", name=note.member, mark=str(note.mark), note=note.text)
            for note in it.notes
        ]
    return stacked(said)


def empty_text(found: FeedbackFound) -> Content:
    if not found.points:
        return plain("Nobody was interviewed.")
    return plain("There are no points yet." + (" p proposes some." if found.may_write else ""))


def next_step(found: FeedbackFound) -> str:
    """The one next step, as a sentence."""
    if not found.open_ones:
        return "Everybody's feedback is approved. Next: letters."
    if found.without and found.may_write:
        return f"Next: p proposes points for the {len(found.without)} who have none."
    agree = sum(it.needs_agreement for points in found.points.values() for it in points)
    if agree and found.may_agree:
        return f"Next: {agree} to agree. g says that you heard it too."
    if not found.may_write:
        return "The chair and the manager write and approve the feedback."
    for code in found.open_ones:
        if not problems(found.points[code]):
            return f"Next: read the points of {code}, then a approves them. A approves all that are clear."
    return f"Next: put right what stands in the way of {found.open_ones[0]}, or ask who is to agree."


def rules() -> Content:
    """What stands beside the points in a wide window."""
    return stacked(
        (
            styled("[bold $focus]GOOD FEEDBACK[/]"),
            plain("speaks of what was said, not of the person, and of nobody else."),
            plain(
                "Two strengths with what showed them; one or two things to build on, each with one step to take."
            ),
            plain(""),
            styled("[bold $focus]TO AGREE (g)[/]"),
            plain("A point that rests on one member's notes, or on none, is agreed by another who heard it."),
            plain(""),
            styled("[bold $focus]NOT IN A LETTER[/]"),
            plain(
                "Names, marks and other candidates. The notes here are for you; only what is quoted goes out."
            ),
        )
    )
