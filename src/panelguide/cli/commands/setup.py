"""setup: a new database, its organisation and the first person."""

import sys
from typing import Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.domain.people import Role


def join(application: typer.Typer) -> None:
    application.command("setup")(setup)


def setup(
    click: typer.Context,
    organisation: Annotated[str, typer.Option(prompt="What is your organisation called?")],
    name: Annotated[str, typer.Option(prompt="What is your name?")],
    email: Annotated[str, typer.Option(prompt="What is your e-mail address?")],
    role: Annotated[Role | None, typer.Option(help="What you do here.")] = None,
    nation: Annotated[str | None, typer.Option(help="Whose bank holidays count.")] = None,
    concerns_route: Annotated[
        str | None, typer.Option(help="Where a candidate can raise a concern, as letters say it.")
    ] = None,
    letter_contact: Annotated[
        str | None, typer.Option(help="Whom a candidate can contact, as letters say it.")
    ] = None,
    cards: Annotated[
        bool, typer.Option(help="Make two recovery cards; without them a forgotten passphrase is final.")
    ] = False,
) -> None:
    """Start a new database: the organisation, and you as its first person."""
    from panelguide.services import people, recovery

    role = role or Role(_ask("What do you do here?", Role.RECRUITMENT_TEAM.value))
    nation = nation or _ask("Which nation's bank holidays?", "England")
    concerns_route = concerns_route or _ask("Where can a candidate raise a concern?", "")
    letter_contact = letter_contact or _ask("Whom can a candidate contact?", "")
    desk: Desk = click.obj
    people.check_set_up(
        organisation=organisation,
        nation=nation,
        concerns_route=concerns_route,
        letter_contact=letter_contact,
        name=name,
        email=email,
    )
    passphrase = desk.passphrase("Choose a passphrase of four or more words: ")
    people.check_passphrase(passphrase)
    context = desk.create()
    people.require_not_started(context)
    made = recovery.make_cards(context) if cards else None
    people.start_organisation(
        context,
        name=organisation,
        nation=nation,
        concerns_route=concerns_route,
        letter_contact=letter_contact,
        recovery_key=made.recovery_key if made else b"",
    )
    first = people.add_first_person(
        context, name=name, email=email, roles=frozenset({role}), passphrase=passphrase
    )
    if desk.json:
        say.as_json({"database": desk.settings.database_location, "person": first.person, "cards": made})
        return
    say.line(f"The database is at {desk.settings.database_location}.")
    say.line(f"You are {first.person.name}, {role.name_for_people}.")
    if made:
        say.line("Give each card to a different person. They are shown this once only.")
        for number, words in enumerate((made.first, made.second), start=1):
            say.line(f"Card {number}: {words}")
    say.line("Next: panelguide person add, then panelguide vacancy create.")


def _ask(question: str, default: str) -> str:
    """The answer somebody types; the default where nobody is there to type."""
    return str(typer.prompt(question, default=default)) if sys.stdin.isatty() else default
