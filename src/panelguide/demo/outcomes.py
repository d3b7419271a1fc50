"""The end of a vacancy of the demo: discussion, decision, feedback and letters."""

from datetime import timedelta

from panelguide.demo.cast import PASSPHRASE, Cast
from panelguide.domain.decision import Outcome
from panelguide.services import decisions, discussions, feedback, figures, finals, letters, offers
from panelguide.services.context import Context
from panelguide.services.feedback_points import NOT_BORNE_OUT

RESERVES = 2
TIME_TO_ANSWER = timedelta(days=14)


def settle_marks(context: Context, cast: Cast, code: str) -> None:
    """The discussion list is talked through, everybody keeps their marks and signs them."""
    for member in cast.panel:
        finals.keep(context, member, code)
    discussions.close(context, cast.chair, code)


def appoint(context: Context, cast: Cast, code: str) -> None:
    """The first of the order is offered the post, the next two are held in reserve, each with a reason."""
    reserves = 0
    for line in decisions.show(context, cast.chair, code).lines:
        outcome = Outcome.NOT_THIS_TIME
        if line.place == 1:
            outcome = Outcome.OFFER
        elif line.place and reserves < RESERVES:
            outcome, reserves = Outcome.RESERVE, reserves + 1
        decisions.set_line(
            context,
            cast.chair,
            code,
            candidate=line.candidate,
            outcome=outcome,
            reason=_reason(outcome, line.figure),
            reserve_place=reserves if outcome is Outcome.RESERVE else 0,
            version=line.version,
        )
    for flagged in figures.figures(context, cast.chair, code).lines:
        if flagged.flags:
            _compare(context, cast, code, flagged.candidate)
    decisions.confirm(context, cast.chair, code, passphrase=PASSPHRASE)


def write_feedback(context: Context, cast: Cast, code: str) -> None:
    """Points proposed from the final scores, agreed by a second member where one alone noted them, approved."""
    feedback.propose(context, cast.manager, code)
    for point in feedback.show(context, cast.manager, code):
        if any(problem.endswith(NOT_BORNE_OUT) for problem in point.problems):
            _say_what_was_heard(context, cast, code, point)
    for point in feedback.show(context, cast.chair, code):
        if point.needs_agreement and not point.agreed_by:
            authors = {note.member for note in point.notes}
            others = [member for member in cast.panel if member.person.name not in authors]
            second = others[0] if others else cast.member
            feedback.agree(context, second, code, point=point.id, version=point.version)
    for done in feedback.approve_all(context, cast.manager, code):
        if not done.approved:
            feedback.approve(context, cast.manager, code, candidate=done.candidate)


def letters_for_all(context: Context, cast: Cast, code: str) -> None:
    """Everybody's letter, the offer among them."""
    write_feedback(context, cast, code)
    for offer in offers.show(context, cast.manager, code):
        offers.set_offer(
            context,
            cast.manager,
            code,
            candidate=offer.candidate,
            version=offer.version,
            hours="37.5 hours a week, with flexible starts",
            start_date="",
            reply_by=(context.today() + TIME_TO_ANSWER).isoformat(),
        )
    for _ in letters.make(context, cast.team, code):
        pass


def _say_what_was_heard(context: Context, cast: Cast, code: str, point: feedback.PointView) -> None:
    """In the panel's own words, in place of the bank's that no note bears out."""
    heard = f"When we asked about “{point.title.lower()}” you kept to the question and answered it openly."
    feedback.edit(context, cast.manager, code, point=point.id, text=heard, version=point.version)


def _reason(outcome: Outcome, figure: str) -> str:
    words = {
        Outcome.OFFER: "Highest on the criteria tested: specific examples with their own part and the effect shown.",
        Outcome.RESERVE: "Meets every criterion tested and could do the job well; next in the order of the marks.",
        Outcome.NOT_THIS_TIME: "Examples did not yet show the person's own part or the effect on the criteria tested.",
    }
    return f"{words[outcome]} Final figure {figure}."


def _compare(context: Context, cast: Cast, code: str, candidate: str) -> None:
    version = next(
        line.version
        for line in decisions.show(context, cast.chair, code).lines
        if line.candidate == candidate
    )
    decisions.compare(
        context,
        cast.chair,
        code,
        candidate=candidate,
        text="One member missed one answer after the fire alarm; the other two marks for it agree.",
        version=version,
    )
