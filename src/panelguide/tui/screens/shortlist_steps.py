"""The steps of shortlisting: invite, turn down, settle the rest, lock."""

from dataclasses import dataclass

from panelguide.domain.criteria import Criterion
from panelguide.services import shortlist
from panelguide.services.candidates import CandidateLine
from panelguide.services.shortlist import ShortlistView
from panelguide.tui.dialogs.ask import Answers
from panelguide.tui.dialogs.confirm import Confirm
from panelguide.tui.dialogs.turn_down import turn_down
from panelguide.tui.screens.find_list import FindListScreen
from panelguide.tui.widgets.rows import Rows
from panelguide.tui.widgets.shortlist_words import counts


@dataclass(frozen=True, slots=True)
class Settled:
    """The shortlist with the criteria it can turn on. may_settle: this person, and it is not locked."""

    view: ShortlistView
    on_form: tuple[Criterion, ...]
    may_settle: bool

    def line(self, code: str) -> CandidateLine | None:
        return next((it for it in self.view.lines if it.code == code), None)


class ShortlistSteps(FindListScreen[Settled]):
    """A screen with the list of applications, on which the chosen one can be settled."""

    def say_done(self, sentence: str) -> None:
        """Says in the next line what was done."""
        raise NotImplementedError

    def action_invite(self) -> None:
        if self.found and (it := self.found.line(self.query_one(Rows).key)):
            self.save(
                lambda context, actor: shortlist.invite(
                    context, actor, self.code, candidates=[it.code], versions={it.code: it.version}
                ),
                lambda _: self.say_done(f"{it.code} is invited."),
            )

    def action_turn_down(self) -> None:
        if self.found and (it := self.found.line(self.query_one(Rows).key)):
            self.ask(
                turn_down(
                    f"{it.code} is not shortlisted", self.found.on_form, today=self.desk.today, before=it
                ),
                lambda answers: self._turn_down(it, answers),
            )

    def action_settle_rest(self) -> None:
        if self.found:
            title = f"The other {self.found.view.left} are not shortlisted"
            self.ask(turn_down(title, self.found.on_form, today=self.desk.today), self._settle_rest)

    def action_lock(self) -> None:
        if self.found:
            body = (
                f"{counts(self.found.view)}. From then on the panel sees names, nobody can be added, "
                "and the outcomes stay as they are."
            )
            self.ask(Confirm("Lock the shortlist?", body, yes="Lock the shortlist"), lambda _: self._lock())

    def _turn_down(self, it: CandidateLine, answers: Answers) -> None:
        self.save(
            lambda context, actor: shortlist.turn_down(
                context,
                actor,
                self.code,
                candidates=[it.code],
                versions={it.code: it.version},
                **answers,
            ),
            lambda _: self.say_done(f"{it.code} is not shortlisted, for {answers['criterion']}."),
        )

    def _settle_rest(self, answers: Answers) -> None:
        self.save(
            lambda context, actor: shortlist.settle_rest(context, actor, self.code, **answers),
            lambda _: self.say_done(f"Everybody is settled, the rest for {answers['criterion']}."),
        )

    def _lock(self) -> None:
        self.save(
            lambda context, actor: shortlist.lock(context, actor, self.code),
            lambda _: self.say_done("The shortlist is locked. Invitations can go out."),
        )
