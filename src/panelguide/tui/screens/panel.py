"""The panel of a vacancy: who sits where, who scores, and what each declared."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult

from panelguide.domain.people import PanelSeat, Person, Seat
from panelguide.services import panel, people
from panelguide.tui import dates
from panelguide.tui.commands import BACK, Command
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.screens.people import add_person, code_box, new_person_fields
from panelguide.tui.text import columns, plain, stacked, styled
from panelguide.tui.widgets.fields import Field, Kind
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.content import Content

    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

HEADINGS = columns((("Name", 22), ("Seat", 18), ("Scores", 6), ("Trained", 11), ("Declared", 15)))
SOMEBODY_NEW: Final = ""
SCORES: Final = (("", "as usual for that seat"), ("yes", "yes, they score"), ("no", "no, they observe"))


@dataclass(frozen=True, slots=True)
class PanelView:
    seats: tuple[PanelSeat, ...]
    people: tuple[Person, ...]
    own: str

    @property
    def waiting(self) -> tuple[PanelSeat, ...]:
        """Seats whose holder has not declared yet."""
        return tuple(seat for seat in self.seats if not (seat.left or seat.declaration))


class PanelMembersScreen(PanelScreen[PanelView]):
    """Adding people to the panel, and each declaring for themselves."""

    PLACE = "Panel"
    ABOUT = (
        "Who is on the panel. Each member says for themselves whether they know a candidate; nobody says it for "
        "another. The chair, the EDI representative and the escalation contact are different people, so that "
        "nobody checks themselves. A seat is given up with a reason, which stays on the record."
    )
    KEYS = (
        Command("n", "add", "Add somebody to the panel", footer="Add"),
        Command("d", "declare", "Say whether you know a candidate", footer="Declare"),
        Command("x", "remove", "Take this seat away", footer="Take away"),
        BACK,
    )
    CSS = """
    PanelMembersScreen #seats { height: 1fr; }
    PanelMembersScreen #detail { border-top: solid $muted; max-height: 8; }
    """

    def body(self) -> ComposeResult:
        yield Words(id="heading", classes="heading")
        yield Words(plain("  ") + HEADINGS)
        yield Rows(id="seats")
        yield Words(id="detail")

    def side(self) -> ComposeResult:
        yield Words(
            stacked(
                (
                    styled("[bold $focus]EDI REPRESENTATIVE[/]"),
                    plain("Sits in on every interview and can stop the process at any moment."),
                    styled("[bold $focus]ESCALATION CONTACT[/]"),
                    plain("Is asked when the process was stopped. Not on the panel and not the manager."),
                )
            )
        )

    def load(self, context: "Context", actor: "SignedIn") -> PanelView:
        return PanelView(panel.list_all(context, actor, self.code), people.people(context), actor.person.id)

    def show(self, found: PanelView) -> None:
        there = [seat for seat in found.seats if not seat.left]
        declared = len(there) - len(found.waiting)
        self.query_one("#heading", Words).put(
            styled(
                "PANEL for $code   $declared of $all declared",
                code=self.code,
                declared=str(declared),
                all=str(len(there)),
            )
        )
        rows = self.query_one(Rows)
        rows.fill([Row(seat.id, _row(seat)) for seat in found.seats])
        rows.focus()
        self._show_detail()
        self.say_next(_next(found))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "declare":
            return self.found is not None and any(
                seat.person_id == self.found.own and not seat.left for seat in self.found.seats
            )
        if action == "remove":
            return self.found is not None and bool(self.found.seats)
        return super().check_action(action, parameters)

    def on_rows_moved(self, _: Rows.Moved) -> None:
        self._show_detail()

    def action_add(self) -> None:
        if self.found is None:
            return
        known = tuple((person.email, person.name) for person in self.found.people)
        fields = (
            Field("email", "Who?", Kind.CHOICE, choices=((SOMEBODY_NEW, "Somebody new"), *known)),
            Field(
                "seat",
                "Which seat?",
                Kind.CHOICE,
                choices=tuple((it.value, it.name_for_people) for it in Seat),
            ),
            Field("scores", "Do they score?", Kind.CHOICE, choices=SCORES),
            Field("trained_on", "Last fair recruitment training", Kind.DATE),
        )
        box = Ask("Add somebody to the panel", fields, today=self.desk.today, yes="Go on")
        self.ask(box, lambda answers: self._add(answers) if answers["email"] else self._add_new(answers))

    def action_declare(self) -> None:
        field = Field(
            "declaration",
            "Do you know any of the candidates?",
            Kind.TEXT,
            value="none",
            hint="“none”, or whom (by code) and how",
            required=True,
        )
        self.ask(
            Ask("Your declaration", (field,), today=self.desk.today, yes="Declare"),
            lambda answers: self.save(
                lambda context, actor: panel.declare(
                    context, actor, self.code, declaration=answers["declaration"]
                )
            ),
        )

    def action_remove(self) -> None:
        seat = self._chosen()
        person = next(
            (it for it in (self.found.people if self.found else ()) if seat and it.id == seat.person_id), None
        )
        if seat is None or person is None or seat.left:
            return
        box = Ask(
            f"{seat.name} is no longer {seat.seat.name_for_people}?",
            (Field("reason", "Why?", required=True),),
            today=self.desk.today,
            body="That they held the seat stays on the record, with the reason.",
            yes="Take the seat away",
        )
        self.ask(
            box,
            lambda answers: self.save(
                lambda context, actor: panel.remove(
                    context, actor, self.code, email=person.email, seat=seat.seat, reason=answers["reason"]
                )
            ),
        )

    def _add(self, answers: Answers) -> None:
        self.save(lambda context, actor: give_seat(context, actor, self.code, answers))

    def _add_new(self, seat: Answers) -> None:
        def add(new: Answers) -> None:
            self.save(
                lambda context, actor: add_person(context, actor, new),
                lambda made: self._added({**seat, "email": made.person.email}, made.person, made.code),
            )

        self.ask(Ask("Somebody new", new_person_fields(), today=self.desk.today, yes="Add them"), add)

    def _added(self, seat: Answers, person: Person, code: str) -> None:
        self.app.push_screen(code_box(person, code), lambda _: self._add(seat))

    def _chosen(self) -> PanelSeat | None:
        key = self.query_one(Rows).key
        return next((seat for seat in (self.found.seats if self.found else ()) if seat.id == key), None)

    def _show_detail(self) -> None:
        if seat := self._chosen():
            self.query_one("#detail", Words).put(
                styled(
                    "[bold]$name[/] declared: $said", name=seat.name, said=seat.declaration or "nothing yet"
                )
            )


def give_seat(context: "Context", actor: "SignedIn", code: str, answers: Answers) -> PanelSeat:
    """The seat as it was chosen in the box."""
    return panel.add(
        context,
        actor,
        code,
        email=answers["email"],
        seat=Seat(answers["seat"]),
        scores=None if not answers["scores"] else answers["scores"] == "yes",
        trained_on=answers["trained_on"],
    )


def _row(seat: PanelSeat) -> "Content":
    declared = "left" if seat.left else (seat.declaration or "NOT YET")
    return columns(
        (
            (seat.name, 22),
            (seat.seat.name_for_people, 18),
            ("yes" if seat.scores else "no", 6),
            (dates.short_day(seat.trained_on) or "not said", 11),
            (declared, 15),
        )
    )


def _next(found: PanelView) -> str:
    if not found.seats:
        return "Next: n adds the chair."
    if any(seat.person_id == found.own for seat in found.waiting):
        return "Next: d says whether you know a candidate."
    if found.waiting:
        return f"Next: {found.waiting[0].name} has not declared yet."
    return "Next: everybody has declared. Esc goes back to the checklist."
