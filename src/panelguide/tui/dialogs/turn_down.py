"""Not shortlisted: the one criterion it turned on, and why it was not met."""

from collections.abc import Callable, Sequence
from datetime import date

from panelguide.domain.criteria import Criterion
from panelguide.services.candidates import CandidateLine
from panelguide.tui.dialogs.ask import Ask
from panelguide.tui.text import fitted
from panelguide.tui.widgets.fields import Field, Kind

# So that the words and what the choice says after them stay on one line of the box.
WIDEST_CHOICE = 34


def turn_down(
    title: str,
    on_form: Sequence[Criterion],
    *,
    today: Callable[[], date],
    before: CandidateLine | None = None,
) -> Ask:
    """Its answers: criterion (a code) and reason. before: what was recorded earlier."""
    choices = tuple((it.code, fitted(f"{it.code} {it.text}", WIDEST_CHOICE).plain.rstrip()) for it in on_form)
    return Ask(
        title,
        (
            Field(
                "criterion",
                "Which criterion did it turn on?",
                Kind.CHOICE,
                value=before.criterion_code if before else "",
                choices=choices or (("", "none is tested on the application form"),),
                hint="those tested on the form",
                required=True,
            ),
            Field(
                "reason",
                "Why was it not met?",
                Kind.TEXT,
                value=before.reason if before else "",
                hint="what the form says or lacks",
                required=True,
            ),
        ),
        today=today,
        body="The candidate may ask for this, so say what the form shows, not what you think of them.",
        yes="Record it",
    )
