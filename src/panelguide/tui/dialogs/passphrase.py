"""The passphrase again, before a step that cannot be taken back."""

from collections.abc import Callable
from datetime import date

from panelguide.tui.dialogs.ask import Ask
from panelguide.tui.widgets.fields import Field, Kind


def passphrase(why: str, *, today: Callable[[], date], yes: str) -> Ask:
    """Asks whoever is in front for their passphrase. Its answer: passphrase."""
    return Ask(
        "Your passphrase, please",
        (Field("passphrase", "Passphrase", Kind.SECRET, required=True),),
        today=today,
        body=why,
        yes=yes,
    )
