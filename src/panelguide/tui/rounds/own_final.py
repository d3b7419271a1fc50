"""A member's own final score for one answer: kept or changed, signed by themselves."""

from typing import Any

from panelguide.domain.discussion import DiscussionEntry
from panelguide.domain.marks import parse_mark
from panelguide.services import finals
from panelguide.services.finals import Final
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.rounds.opened_view import Opened, key_of
from panelguide.tui.scoring.sealing import mark_field
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.widgets.fields import Field, Kind


def ask_for_final(screen: PanelScreen[Any], found: Opened, entry: DiscussionEntry) -> None:
    """Asks whoever is in front for their own mark; a change wants its reason."""
    signed = found.finals.finals if found.finals else {}
    present = signed.get((entry.candidate, found.me, entry.question.id))
    if present is None:
        screen.say_next(f"You have no sheet for {entry.candidate}.")
        return

    def sign(answers: Answers) -> None:
        screen.save(
            lambda context, actor: finals.set_final(
                context,
                actor,
                screen.code,
                candidate=entry.candidate,
                question=entry.question.name,
                mark=parse_mark(answers["mark"]),
                reason=answers["reason"],
            )
        )

    screen.ask(_box(screen, entry, present), sign)


def _box(screen: PanelScreen[Any], entry: DiscussionEntry, present: Final) -> Ask:
    return Ask(
        f"Your final score for {key_of(entry)}",
        (
            mark_field("mark", "Mark", present.mark),
            Field("reason", "Why?", Kind.TEXT, hint="needed where the mark changes"),
        ),
        today=screen.desk.today,
        body=f"You sealed {present.sealed}. That stays on the record beside your final score.",
        yes="Sign it",
    )
