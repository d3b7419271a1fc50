"""The boxes of the feedback screen: writing points, taking them out, approving."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from panelguide.domain.feedback import PointKind
from panelguide.services import feedback
from panelguide.services.feedback import Approval, PointView
from panelguide.tui.dialogs.ask import Answers
from panelguide.tui.dialogs.confirm import Confirm
from panelguide.tui.dialogs.read import Read
from panelguide.tui.dialogs.writing import Writing
from panelguide.tui.outcome import feedback_view as drawing
from panelguide.tui.outcome.feedback_view import KIND_NAMES, FeedbackFound
from panelguide.tui.text import fitted, plain, stacked
from panelguide.tui.widgets.fields import Field, Kind

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn
    from panelguide.tui.screens.feedback import FeedbackScreen

HOW = {
    PointKind.STRENGTH: "Say what they did well, and what showed it.",
    PointKind.DEVELOP: "Say what a stronger answer holds, and end with one practical step as a sentence.",
}
QUOTES = {"yes": True, "no": False}
WIDEST_CHOICE = 40


class StillOpen(Read):
    """What stands in the way of an approval."""

    def buttons(self) -> tuple[tuple[str, str], ...]:
        return (("leave", "Keep writing"),)


def propose(screen: "FeedbackScreen", found: FeedbackFound, candidate: str) -> None:
    """Points for everybody who has none; where all have some, anew for one, who then loses theirs."""
    if found.without:
        _propose(screen, ())
    elif candidate:
        count = len(found.points[candidate])
        box = Confirm(
            f"Propose {candidate} anew?",
            f"The {count} points of {candidate} are thrown away, with what was written and agreed.",
            yes="Propose anew",
        )
        screen.ask(box, lambda _: _propose(screen, (candidate,)))


def _propose(screen: "FeedbackScreen", afresh: Sequence[str]) -> None:
    def proposed(points: tuple[PointView, ...]) -> None:
        screen.said = f"{len(points)} points stand. They are proposals: read them and put them in your words."

    screen.save(lambda context, actor: feedback.propose(context, actor, screen.code, afresh=afresh), proposed)


def edit(screen: "FeedbackScreen", point: PointView) -> None:
    """A point in other words; it is then agreed and approved anew."""
    box = Writing(
        f"{point.candidate} {point.question}: {KIND_NAMES[point.kind]}",
        (
            Field("text", "The point", Kind.TEXT, value=point.text, required=True),
            Field(
                "quotes",
                "Quote the panel's notes with it?",
                Kind.CHOICE,
                choices=(("", "As it is"), ("yes", "Quote them"), ("no", "Do not quote them")),
            ),
        ),
        today=screen.desk.today,
        body=HOW[point.kind] + (f" Now quoted: {point.quoted}" if point.quoted else ""),
    )
    screen.ask(box, lambda answers: _edit(screen, point, answers, point.version))


def _edit(screen: "FeedbackScreen", point: PointView, answers: Answers, version: int) -> None:
    def write(context: "Context", actor: "SignedIn") -> PointView:
        return feedback.edit(
            context,
            actor,
            screen.code,
            point=point.id,
            text=answers["text"],
            version=version,
            quotes=QUOTES.get(answers["quotes"]),
        )

    def again() -> None:
        screen.read(
            lambda context, actor: feedback.show(context, actor, screen.code, candidate=point.candidate),
            lambda points: _edit(
                screen, point, answers, next((it.version for it in points if it.id == point.id), version)
            ),
            group="again",
        )

    def written(it: PointView) -> None:
        screen.said = f"{it.question} of {it.candidate} is in your words now."

    screen.save(write, written, redo=again)


def add(screen: "FeedbackScreen", found: FeedbackFound, candidate: str) -> None:
    """A point in the panel's own words about one answer."""
    questions = tuple(
        (it.label, fitted(f"{it.label} {it.question.title}", WIDEST_CHOICE).plain.rstrip())
        for it in found.questions
    )
    box = Writing(
        f"One more point for {candidate}",
        (
            Field(
                "kind",
                "What is it?",
                Kind.CHOICE,
                choices=tuple((str(it), name) for it, name in KIND_NAMES.items()),
            ),
            Field("question", "About which answer?", Kind.CHOICE, choices=questions),
            Field("text", "The point", Kind.TEXT, required=True),
        ),
        today=screen.desk.today,
        body=" ".join(HOW.values()),
        yes="Add it",
    )

    def added(it: PointView) -> None:
        screen.go_to_point = it.id
        screen.said = f"A point on {it.question} was added for {it.candidate}."

    screen.ask(
        box,
        lambda answers: screen.save(
            lambda context, actor: feedback.add(
                context,
                actor,
                screen.code,
                candidate=candidate,
                kind=PointKind(answers["kind"]),
                question=answers["question"],
                text=answers["text"],
            ),
            added,
        ),
    )


def remove(screen: "FeedbackScreen", point: PointView) -> None:
    """Takes a point out."""
    box = Confirm(
        f"Take this point of {point.candidate} out?", stacked((plain(point.text),)), yes="Take it out"
    )

    def removed(_: None) -> None:
        screen.said = f"The point on {point.question} is taken out."

    screen.ask(
        box,
        lambda _: screen.save(
            lambda context, actor: feedback.remove(context, actor, screen.code, point=point.id), removed
        ),
    )


def approve(screen: "FeedbackScreen", candidate: str, points: Sequence[PointView]) -> None:
    """All of one candidate's points for the letter; what is worth another look is shown first."""
    read = _versions(points)
    problems, warnings = drawing.problems(points), drawing.warnings(points)
    if problems:
        box = StillOpen(f"{candidate} cannot be approved yet", stacked(plain(it) for it in problems))
        screen.app.push_screen(box)
    elif warnings:
        asked = Confirm(
            f"Approve {candidate} as it stands?",
            stacked(plain(it) for it in ("Worth another look:", *warnings)),
            yes="Approve it",
            no="Keep writing",
        )
        screen.ask(asked, lambda _: _approve(screen, candidate, read))
    else:
        _approve(screen, candidate, read)


def _approve(screen: "FeedbackScreen", candidate: str, read: Mapping[str, int]) -> None:
    def approved(points: tuple[PointView, ...]) -> None:
        screen.said = f"The {len(points)} points of {candidate} are approved for the letter."

    screen.save(
        lambda context, actor: feedback.approve(
            context, actor, screen.code, candidate=candidate, versions=read
        ),
        approved,
    )


def approve_all(screen: "FeedbackScreen", found: FeedbackFound) -> None:
    """Everybody nothing stands in the way of; the rest are listed."""
    read = {code: _versions(points) for code, points in found.points.items()}
    clear = [
        code
        for code in found.open_ones
        if not drawing.problems(found.points[code]) and not drawing.warnings(found.points[code])
    ]
    body = (
        f"{len(clear)} of {len(found.open_ones)} not approved yet have nothing in the way"
        + (f": {', '.join(clear)}. " if clear else ". ")
        + "The others stay as they are and are listed."
    )
    screen.ask(
        Confirm("Approve all that are clear?", body, yes="Approve them"), lambda _: _approve_all(screen, read)
    )


def _approve_all(screen: "FeedbackScreen", read: Mapping[str, Mapping[str, int]]) -> None:
    def done(approvals: tuple[Approval, ...]) -> None:
        left = [it for it in approvals if not it.approved]
        screen.said = f"{len(approvals) - len(left)} of {len(approvals)} are approved."
        if left:
            lines = [plain(f"{it.candidate}: {' '.join(it.problems)}") for it in left]
            screen.app.push_screen(Read("Not approved", stacked(lines)))

    screen.save(lambda context, actor: feedback.approve_all(context, actor, screen.code, versions=read), done)


def _versions(points: Sequence[PointView]) -> dict[str, int]:
    """The points as they stand on the screen, so that nothing is approved that nobody read."""
    return {it.id: it.version for it in points}
