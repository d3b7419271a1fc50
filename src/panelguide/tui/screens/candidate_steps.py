"""The steps on one candidate that the list and the application share: boxes, and the sentence afterwards."""

from typing import Generic

from panelguide.domain.candidates import CandidateState
from panelguide.services import candidates
from panelguide.services.candidates import CandidateLine
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.dialogs.confirm import Confirm
from panelguide.tui.screens.base import Found, PanelScreen
from panelguide.tui.widgets.fields import Field, Kind

# Where a candidate can still leave the interviews, or has not come to one.
IN_THE_RUNNING = frozenset(
    {
        CandidateState.APPLIED,
        CandidateState.SHORTLISTED,
        CandidateState.DUE,
        CandidateState.RESCHEDULED,
        CandidateState.ATTENDED,
    }
)


class CandidateSteps(PanelScreen[Found], Generic[Found]):
    """A screen from which one candidate's place in the process can be changed."""

    def done(self, sentence: str) -> None:
        """Says what was done."""
        raise NotImplementedError

    def say_what_to_arrange(self, line: CandidateLine) -> None:
        """What the panel has to arrange for the interview, never why."""
        self.ask(
            Ask(
                f"What to arrange for {line.code}",
                (
                    Field(
                        "text",
                        "To arrange",
                        Kind.TEXT,
                        value=line.arrangements,
                        hint="such as: ground floor room, questions on paper",
                    ),
                ),
                today=self.desk.today,
                body="The panel reads this. Say what to arrange, never why.",
            ),
            lambda answers: self._arrange(line, answers["text"]),
        )

    def withdraw(self, line: CandidateLine) -> None:
        """The candidate no longer wants the post."""
        self.ask(
            Confirm(
                f"Has {line.code} withdrawn?",
                f"{line.code} leaves the shortlist and the interviews. The application stays on the record.",
                yes="They have withdrawn",
            ),
            lambda _: self.save(
                lambda context, actor: candidates.withdraw(context, actor, self.code, candidate=line.code),
                lambda _: self.done(f"{line.code} has withdrawn."),
            ),
        )

    def no_show(self, line: CandidateLine) -> None:
        """The candidate did not come to their interview."""
        self.ask(
            Confirm(
                f"Did {line.code} not come?",
                f"{line.code} is recorded as not having attended their interview.",
                yes="They did not attend",
            ),
            lambda _: self.save(
                lambda context, actor: candidates.no_show(context, actor, self.code, candidate=line.code),
                lambda _: self.done(f"{line.code} did not attend."),
            ),
        )

    def add(self) -> None:
        """One application typed in by hand."""
        fields = (
            Field("full_name", "Name", required=True),
            Field("reference", "Application reference"),
            Field("email", "E-mail address"),
            Field("telephone", "Telephone"),
            Field("internal", "Works here already?", Kind.CHOICE, choices=(("no", "No"), ("yes", "Yes"))),
            Field("statement", "Supporting statement", Kind.TEXT, hint="as it was written"),
        )
        self.ask(Ask("One application by hand", fields, today=self.desk.today, yes="Add it"), self._add)

    def _add(self, answers: Answers) -> None:
        self.save(
            lambda context, actor: candidates.add(
                context,
                actor,
                self.code,
                full_name=answers["full_name"],
                reference=answers["reference"],
                email=answers["email"],
                telephone=answers["telephone"],
                statement=answers["statement"],
                internal=answers["internal"] == "yes",
            ),
            lambda line: self.done(f"{line.code} was added."),
        )

    def _arrange(self, line: CandidateLine, text: str, *, version: int = 0) -> None:
        self.save(
            lambda context, actor: candidates.set_arrangements(
                context, actor, self.code, candidate=line.code, version=version or line.version, text=text
            ),
            lambda _: self.done(f"What to arrange for {line.code} is kept."),
            redo=lambda: self._arrange_again(line, text),
        )

    def _arrange_again(self, line: CandidateLine, text: str) -> None:
        """Over what somebody else wrote meanwhile, once both texts have been seen."""
        self.read(
            lambda context, actor: candidates.show(context, actor, self.code, candidate=line.code),
            lambda detail: self._arrange(line, text, version=detail.line.version),
            group="again",
        )
