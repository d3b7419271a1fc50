"""The steps that change a kit: each asks in a box where it must, saves, and says what was done."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelguide.domain.criteria import Criterion
from panelguide.domain.method import decimal_text, parse_decimal
from panelguide.services import kits
from panelguide.services.kits import KitQuestion, KitView
from panelguide.tui.dialogs.ask import Ask
from panelguide.tui.dialogs.assign_kit import AssignKit, AssignWishes
from panelguide.tui.dialogs.confirm import Confirm
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.screens.kit_swap import kit_position
from panelguide.tui.widgets.fields import Field

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn


@dataclass(frozen=True, slots=True)
class KitFound:
    """kit: None before one was assigned. may_build: this person, and it is not locked."""

    kit: KitView | None
    criteria: tuple[Criterion, ...]
    may_build: bool

    @property
    def questions(self) -> tuple[KitQuestion, ...]:
        return self.kit.questions if self.kit else ()


class KitSteps(PanelScreen[KitFound]):
    """A screen on which the kit can be changed. `chosen` is the question under the mark."""

    def chosen(self) -> KitQuestion | None:
        raise NotImplementedError

    def say_done(self, sentence: str) -> None:
        """Says in the next line what was done."""
        raise NotImplementedError

    def action_assign(self) -> None:
        if self.found:
            self.ask(AssignKit(self.desk.today, replaces=self.found.kit is not None), self._assign)

    def action_move(self, by: int) -> None:
        if chosen := self.chosen():

            def move(context: "Context", actor: "SignedIn") -> None:
                kit = kits.show(context, actor, self.code)
                at = kit_position(context, actor, self.code, chosen.id)
                if kit and at and 1 <= at + by <= len(kit.questions):
                    kits.move(context, actor, self.code, position=at, to=at + by)

            self.save(move, lambda _: self.say_done(f"“{chosen.question.title}” was moved."))

    def action_weigh(self) -> None:
        if chosen := self.chosen():
            field = Field(
                "weight",
                "Weight",
                value=decimal_text(chosen.weight),
                hint="1 is as much as any other; more than 0, at most 10",
                required=True,
            )
            dialog = Ask(
                f"How much {chosen.label} counts",
                (field,),
                today=self.desk.today,
                body="Weights are fixed when the kit is locked.",
                check=lambda answers: _check_weight(answers["weight"]),
            )
            self.ask(dialog, lambda answers: self._weigh(chosen, answers["weight"]))

    def action_remove(self) -> None:
        if chosen := self.chosen():
            only = [it for it in chosen.criteria if self._covered_once(it)]
            body = f"“{chosen.question.title}” is taken out of the kit."
            if only:
                body += f" No other question covers {', '.join(only)}."
            self.ask(
                Confirm(f"Take {chosen.label} out?", body, yes="Take it out"),
                lambda _: self.save(
                    lambda context, actor: kits.remove(
                        context,
                        actor,
                        self.code,
                        position=kit_position(context, actor, self.code, chosen.id),
                    ),
                    lambda _: self.say_done(f"“{chosen.question.title}” was taken out."),
                ),
            )

    def action_lock(self) -> None:
        if self.found and (kit := self.found.kit):
            body = (
                f"{len(kit.questions)} questions, {kit.minutes_used} of {kit.minutes} minutes. From then on the "
                "words, the order and the weights are the same for every candidate, and nobody can change them."
            )
            dialog = Confirm(f"Lock the kit of {self.code}?", body, yes="Lock the kit", no="Keep building")
            self.ask(dialog, lambda _: self._lock())

    def _assign(self, wishes: AssignWishes) -> None:
        version = self._version
        self.save(
            lambda context, actor: kits.assign(
                context,
                actor,
                self.code,
                required_values=wishes.values,
                minutes=wishes.minutes,
                with_exercise=wishes.exercise,
                seed=wishes.seed,
                version=version,
            ),
            lambda kit: self.say_done(f"{len(kit.questions)} questions were assigned. Read them through."),
        )

    def _weigh(self, chosen: KitQuestion, weight: str) -> None:
        amount = parse_decimal(weight, field="Weight")
        self.save(
            lambda context, actor: kits.set_weight(
                context,
                actor,
                self.code,
                position=kit_position(context, actor, self.code, chosen.id),
                weight=amount,
            ),
            lambda _: self.say_done(f"{chosen.label} now counts {decimal_text(amount)}."),
        )

    def _lock(self) -> None:
        version = self._version
        self.save(
            lambda context, actor: kits.lock(context, actor, self.code, version=version),
            lambda _: self.say_done("The kit is locked: every candidate is asked the same."),
        )

    @property
    def _version(self) -> int:
        """Of the kit that is shown; 0 while there is none."""
        return self.found.kit.version if self.found and self.found.kit else 0

    def _covered_once(self, criterion: str) -> bool:
        return sum(criterion in it.criteria for it in self.found.questions) == 1 if self.found else False


def _check_weight(typed: str) -> None:
    parse_decimal(typed, field="Weight")
