"""What can be recorded on one line of a checklist, as it stood when the person looked at it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from panelguide.domain.checklist import ItemState, Level
from panelguide.services import checklists
from panelguide.services.checklists import ItemView
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.dialogs.explain import explain as explain_box
from panelguide.tui.widgets.fields import Field, Kind

if TYPE_CHECKING:
    from panelguide.tui.screens.vacancy import VacancyScreen

WRITTEN = ("why_not", "what_instead", "agreed_by", "agreed_on")


def tick(screen: "VacancyScreen", view: ItemView) -> None:
    """Done, or open again when it was done already. A line that ticks itself says so."""
    if not view.item.ticked_by_hand:
        screen.say_next(f"This line ticks itself: {view.sentence} x explains it.")
    elif view.state is ItemState.DONE:
        undo(screen, view)
    else:
        screen.save(
            lambda context, actor: checklists.tick(
                context, actor, screen.code, item=view.item.id, version=view.version
            )
        )


def undo(screen: "VacancyScreen", view: ItemView) -> None:
    """Opens a line again, whatever was recorded on it."""
    if view.version:
        screen.save(
            lambda context, actor: checklists.untick(
                context, actor, screen.code, item=view.item.id, version=view.version
            )
        )


def not_needed(screen: "VacancyScreen", view: ItemView) -> None:
    """Asks why a line does not apply; a MUST line wants a reason."""
    must = view.item.level is Level.MUST
    hint = "wanted, since it is a MUST" if must else "may stay empty"
    box = Ask(
        f"{view.item.id} is not needed here",
        (Field("why", "Why?", Kind.TEXT, hint=hint, required=must),),
        today=screen.desk.today,
        yes="Not needed",
    )
    screen.ask(
        box,
        lambda answers: screen.save(
            lambda context, actor: checklists.not_needed(
                context, actor, screen.code, item=view.item.id, version=view.version, why=answers["why"]
            )
        ),
    )


def explain(screen: "VacancyScreen", view: ItemView, before: Mapping[str, str] | None = None) -> None:
    """Asks why not, what instead, who agreed and when. before: what was written and not stored."""
    written = before or {name: getattr(view, name) for name in WRITTEN}

    def record(answers: Answers) -> None:
        screen.save(
            lambda context, actor: checklists.explain(
                context,
                actor,
                screen.code,
                item=view.item.id,
                version=view.version,
                why_not=answers["why_not"],
                what_instead=answers["what_instead"],
                agreed_by=answers["agreed_by"],
                agreed_on=answers["agreed_on"],
            ),
            redo=lambda: write_again(answers),
        )

    def write_again(answers: Answers) -> None:
        if fresh := screen.item(view.item.id):
            explain(screen, fresh, answers)

    title = f"{view.item.id} {view.item.text}"
    screen.ask(explain_box(title, today=screen.desk.today, before=written), record)
