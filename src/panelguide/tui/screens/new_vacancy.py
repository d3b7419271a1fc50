"""The box that opens a vacancy: six questions, four of them with an answer that is usually right."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from panelguide.domain.bands import parse_grade
from panelguide.domain.questions import StaffGroup
from panelguide.domain.vacancy import Vacancy
from panelguide.errors import BadInput
from panelguide.services import vacancies
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.widgets.fields import Field, Kind

if TYPE_CHECKING:
    from panelguide.tui.screens.base import PanelScreen


def ask(screen: "PanelScreen[Any]", opened: Callable[[Vacancy], None]) -> None:
    """Asks, creates, and hands the new vacancy on."""
    fields = (
        Field("title", "What is the post called?", required=True),
        Field("band", "Which band?", hint="2 to 9, such as 6 or 8a, VSM or medical", required=True),
        Field("posts", "How many posts?", value="1", required=True),
        Field(
            "staff_group",
            "Which staff?",
            Kind.CHOICE,
            choices=(
                (StaffGroup.CLINICAL, "Clinical"),
                (StaffGroup.NON_CLINICAL, "Non-clinical"),
                (StaffGroup.ANY, "Either"),
            ),
        ),
        Field("reference", "Reference of the advert", hint="may wait"),
        Field("slot", "How many minutes is one interview slot?", value="45", required=True),
    )
    box = Ask("A new vacancy", fields, today=screen.desk.today, yes="Open the vacancy", check=_check)
    screen.ask(
        box,
        lambda answers: screen.save(
            lambda context, actor: vacancies.create(
                context,
                actor,
                title=answers["title"],
                grade=parse_grade(answers["band"]),
                posts=int(answers["posts"]),
                staff_group=StaffGroup(answers["staff_group"]),
                reference=answers["reference"],
                slot_minutes=int(answers["slot"]),
            ),
            opened,
        ),
    )


def _check(answers: Answers) -> None:
    parse_grade(answers["band"])
    for name, label in (("posts", "How many posts"), ("slot", "Minutes of a slot")):
        digits = answers[name].strip()
        if not (digits.isascii() and digits.isdigit()):
            raise BadInput(f"{label}: “{answers[name]}” is not a number.", do="Write it in digits.")
