"""Somebody sets their own passphrase with the one-time code they were given."""

from functools import partial
from typing import TYPE_CHECKING

from panelguide.errors import BadInput
from panelguide.tui.dialogs.ask import Ask
from panelguide.tui.widgets.fields import Field, Kind

if TYPE_CHECKING:
    from panelguide.tui.screens.sign_in import SignInScreen


def passphrase_fields() -> tuple[Field, Field]:
    """A new passphrase and the same again."""
    return (
        Field(
            "passphrase", "Your passphrase", Kind.SECRET, hint="four or more unrelated words", required=True
        ),
        Field("again", "The same again", Kind.SECRET, required=True),
    )


def check_passphrases(answers: dict[str, str]) -> None:
    """Raises unless both are the same and long enough."""
    from panelguide.services.people import check_passphrase

    check_passphrase(answers["passphrase"])
    if answers["passphrase"] != answers["again"]:
        raise BadInput("The two passphrases are not the same.", do="Type both again.")


def ask_for_code(screen: "SignInScreen", email: str) -> None:
    """The box for address, code and passphrase; whoever fills it in is signed in."""
    from panelguide.services import people
    from panelguide.tui.screens import start

    app = screen.desk

    def enrol(answers: dict[str, str]) -> None:
        app.save(
            app,
            lambda: people.enrol(
                app.context,
                email=answers["email"].strip(),
                code=answers["code"],
                passphrase=answers["passphrase"],
            ),
            partial(start.sat_down, app),
        )

    fields = (
        Field("email", "Your e-mail address", value=email, required=True),
        Field("code", "One-time code", required=True),
        *passphrase_fields(),
    )
    dialog = Ask("Choose your passphrase", fields, today=app.today, yes="Go on", check=check_passphrases)
    screen.ask(dialog, enrol)
