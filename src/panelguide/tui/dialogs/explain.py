"""Comply or explain: why not, what is done instead, who agreed and when."""

from collections.abc import Callable, Mapping
from datetime import date

from panelguide.tui.dialogs.ask import Ask
from panelguide.tui.widgets.fields import Field, Kind


def explain(
    item: str,
    *,
    today: Callable[[], date],
    before: Mapping[str, str] | None = None,
) -> Ask:
    """The box for one checklist item. Its answers: why_not, what_instead, agreed_by, agreed_on (ISO date).

    before: what was written earlier.
    """
    written = before or {}
    return Ask(
        "Explain: " + item,
        (
            Field(
                "why_not",
                "Why can this not be done?",
                Kind.TEXT,
                value=written.get("why_not", ""),
                hint="at least one sentence",
                required=True,
            ),
            Field(
                "what_instead",
                "What will you do instead?",
                Kind.TEXT,
                value=written.get("what_instead", ""),
                hint="at least one sentence",
                required=True,
            ),
            Field(
                "agreed_by",
                "Who agreed?",
                value=written.get("agreed_by", ""),
                hint="a name",
                required=True,
            ),
            Field("agreed_on", "On which day?", Kind.DATE, value=written.get("agreed_on", ""), required=True),
        ),
        today=today,
        body="An explained step counts as explained, never as done, and is listed on the record.",
        yes="Record the explanation",
    )
