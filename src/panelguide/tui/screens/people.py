"""Everybody with an account, and the one-time codes by which they set their passphrase."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from panelguide.domain.people import Person, Role
from panelguide.services import people
from panelguide.services.people import NewPerson
from panelguide.tui.commands import BACK, Command
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.dialogs.tell import Tell
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import columns, plain, stacked, styled
from panelguide.tui.widgets.fields import Field, Kind
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.content import Content

    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

HEADINGS = columns((("Name", 20), ("E-mail", 28), ("Does", 18), ("Account", 8)))


class PeopleScreen(PanelScreen[tuple[Person, ...]]):
    """Adding people and giving them codes."""

    PLACE = "People"
    ABOUT = (
        "Everybody who has an account. n adds somebody and shows their one-time code: give it to them by phone or "
        "in person. With it they choose their own passphrase, which nobody else ever knows."
    )
    KEYS = (
        Command("n", "add", "Add somebody", footer="Add"),
        Command("c", "new_code", "A new one-time code for this person", footer="New code"),
        BACK,
    )
    CSS = "PeopleScreen #people { height: 1fr; }"

    def body(self) -> ComposeResult:
        yield Words(id="heading", classes="heading")
        yield Words(plain("  ") + HEADINGS)
        yield Rows(id="people")

    def load(self, context: "Context", actor: "SignedIn") -> tuple[Person, ...]:  # noqa: ARG002
        return people.people(context)

    def show(self, found: tuple[Person, ...]) -> None:
        waiting = sum(not person.enrolled for person in found)
        self.query_one("#heading", Words).put(styled("PEOPLE  $count", count=str(len(found))))
        rows = self.query_one(Rows)
        rows.fill([Row(person.id, _row(person)) for person in found])
        rows.focus()
        self.say_next(
            f"Next: {waiting} have not chosen a passphrase yet. c makes a new code."
            if waiting
            else "Next: n adds somebody."
        )

    def action_add(self) -> None:
        self.ask(new_person_box(self), self._add)

    def action_new_code(self) -> None:
        chosen = next((it for it in self.found or () if it.id == self.query_one(Rows).key), None)
        if chosen is None:
            return
        self.save(
            lambda context, actor: people.new_enrolment_code(context, actor, email=chosen.email),
            lambda code: self.ask(code_box(chosen, code), lambda _: None),
        )

    def _add(self, answers: Answers) -> None:
        self.save(
            lambda context, actor: add_person(context, actor, answers),
            lambda new: self.ask(code_box(new.person, new.code), lambda _: None),
        )


def new_person_box(screen: "PanelScreen[tuple[Person, ...]]") -> Ask:
    """Name, address and role of somebody new."""
    return Ask(
        "Add somebody",
        new_person_fields(),
        today=screen.desk.today,
        yes="Add them",
    )


def new_person_fields() -> tuple[Field, ...]:
    roles = (Role.PANEL, Role.MANAGER, Role.RECRUITMENT_TEAM, Role.EDI_LEAD, Role.INFORMATION_GOVERNANCE)
    return (
        Field("name", "Name", required=True),
        Field("email", "E-mail address", required=True),
        Field(
            "role",
            "What do they do?",
            Kind.CHOICE,
            choices=tuple((it.value, it.name_for_people) for it in roles),
        ),
    )


def add_person(context: "Context", actor: "SignedIn", answers: Answers) -> NewPerson:
    return people.add_person(
        context, actor, name=answers["name"], email=answers["email"], roles=frozenset({Role(answers["role"])})
    )


def code_box(person: Person, code: str) -> Tell:
    """The one-time code, shown this once."""
    return Tell(
        f"The code for {person.name}",
        stacked(
            (
                styled("[bold $focus]$code[/]", code=code),
                plain("It is good for one day and one use, and is shown this once only."),
                plain(
                    f"They press F2 on the sign-in screen and type {person.email}, this code and a passphrase."
                ),
            )
        ),
    )


def _row(person: Person) -> "Content":
    roles = ", ".join(role.name_for_people for role in sorted(person.roles))
    account = "ready" if person.enrolled else "invited"
    return columns(((person.name, 20), (person.email, 28), (roles, 18), (account, 8)))
