"""person: accounts, enrolment and passphrases."""

from typing import Annotated

import typer

from panelguide.cli import say
from panelguide.cli.desk import Desk
from panelguide.domain.people import Role

group = typer.Typer(help="People with an account.", no_args_is_help=True)


def join(application: typer.Typer) -> None:
    application.add_typer(group, name="person")


@group.command("add")
def add(
    click: typer.Context,
    name: str,
    email: str,
    role: Annotated[list[Role] | None, typer.Option(help="May be given more than once.")] = None,
) -> None:
    """Add somebody and print the one-time code by which they set their passphrase."""
    from panelguide.services import people

    desk: Desk = click.obj
    new = people.add_person(
        desk.context, desk.actor, name=name, email=email, roles=frozenset(role or [Role.PANEL])
    )
    if desk.json:
        say.as_json(new)
        return
    say.line(f"{new.person.name} was added. Their code, good for one day and one use: {new.code}")
    say.line(f"They type: panelguide person enrol {new.person.email}")


@group.command("code")
def code(click: typer.Context, email: str) -> None:
    """Make another one-time code for somebody."""
    from panelguide.services import people

    desk: Desk = click.obj
    made = people.new_enrolment_code(desk.context, desk.actor, email=email)
    if desk.json:
        say.as_json({"email": email, "code": made})
        return
    say.line(f"The code for {email}, good for one day and one use: {made}")


@group.command("enrol")
def enrol(
    click: typer.Context,
    email: str,
    one_time: Annotated[str, typer.Option("--code", prompt="One-time code")],
) -> None:
    """Set your passphrase with your one-time code."""
    from panelguide.services import people

    desk: Desk = click.obj
    signed_in = people.enrol(
        desk.context,
        email=email,
        code=one_time,
        passphrase=desk.passphrase("Choose a passphrase of four or more words: "),
    )
    if desk.json:
        say.as_json(signed_in.person)
        return
    say.line(f"Welcome, {signed_in.person.name}. From now on you sign in with that passphrase.")


@group.command("passphrase")
def passphrase(click: typer.Context) -> None:
    """Change your passphrase; your keys and everything you sealed stay the same."""
    from panelguide.services import people

    desk: Desk = click.obj
    actor = desk.actor
    new = desk.secret("New passphrase: ")
    people.change_passphrase(desk.context, actor, old=desk.passphrase(), new=new)
    say.line("Your passphrase is changed.")


@group.command("list")
def show(click: typer.Context) -> None:
    """Everybody with an account."""
    from panelguide.services import people

    desk: Desk = click.obj
    _ = desk.actor
    found = people.people(desk.context)
    if desk.json:
        say.as_json(found)
        return
    say.table(
        ("Name", "E-mail", "Roles", "Enrolled"),
        (
            (
                person.name,
                person.email,
                ", ".join(role.name_for_people for role in sorted(person.roles)),
                "yes" if person.enrolled else "not yet",
            )
            for person in found
        ),
    )
