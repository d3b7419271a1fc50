"""F9 and e: sealing one's own sheet, and putting another in the place of a sealed one, with the reason."""

from typing import Any

from textual.content import Content

from panelguide.domain.marks import Mark, NoMark, mark_text, parse_mark
from panelguide.domain.questions import MARKS
from panelguide.domain.sheet import SheetCheck
from panelguide.services.kits import KitQuestion
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.dialogs.confirm import Confirm
from panelguide.tui.dialogs.tell import Tell
from panelguide.tui.scoring.keeper import Keeper
from panelguide.tui.scoring.own_sheet import OwnSheet
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import plain, stacked
from panelguide.tui.widgets.fields import Field, Kind
from panelguide.tui.widgets.score_row import MARK_NAMES


class NotYet(Tell):
    """What is missing before a sheet can be sealed."""

    def buttons(self) -> tuple[tuple[str, str], ...]:
        return (("leave", "Keep editing"),)


def ask_to_seal(screen: PanelScreen[Any], keeper: Keeper, own: OwnSheet) -> None:
    """Saves, then shows what is missing, or asks whether to seal; the safe answer is to keep editing."""
    keeper.now()
    candidate = own.candidate

    def checked(check: SheetCheck) -> None:
        if own.trouble:
            screen.desk.show_problem(own.trouble)
        elif not check.can_be_sealed:
            gaps = [plain(gap.sentence) for gap in (*check.blocks, *check.warnings)]
            screen.app.push_screen(NotYet(f"{candidate} cannot be sealed yet", stacked(gaps)))
        else:
            screen.ask(_box(own, check), lambda _: _seal(screen, keeper, own))

    keeper.in_turn(lambda: own.desk.check(candidate), checked)


def _box(own: OwnSheet, check: SheetCheck) -> Confirm:
    sentences = [
        plain(f"{own.scored} of {len(own.questions)} scored."),
        *(plain(gap.sentence) for gap in check.warnings),
        plain("A sealed sheet is shown to nobody until everybody's are opened together."),
        plain(
            "You can replace it, with a reason, until the chair has released. The first stays on the record."
        ),
    ]
    return Confirm(f"Seal {own.candidate}?", stacked(sentences), yes="Seal my scores", no="Keep editing")


def _seal(screen: PanelScreen[Any], keeper: Keeper, own: OwnSheet) -> None:
    def sealed(_: None) -> None:
        keeper.read_again()

    screen.save(lambda _context, _actor: own.desk.seal(own.candidate), sealed)


def ask_to_replace(screen: PanelScreen[Any], keeper: Keeper, own: OwnSheet, question: KitQuestion) -> None:
    """Another mark or note for one answer of a sealed sheet. The reason is sealed with it."""

    def replace(answers: Answers) -> None:
        mark, note = parse_mark(answers["mark"]), answers["note"]
        screen.save(
            lambda _context, _actor: own.desk.replace(
                own.candidate, {question.id: mark}, {question.id: note}, answers["reason"]
            ),
            lambda _: keeper.read_again(),
        )

    screen.ask(_replacement(screen, own, question), replace)


def _replacement(screen: PanelScreen[Any], own: OwnSheet, question: KitQuestion) -> Ask:
    present = own.mark_of(question.id)
    return Ask(
        f"Another mark or note for {own.candidate} {question.label}",
        (
            mark_field("mark", "Mark", present),
            Field("note", "Note", Kind.TEXT, value=own.notes[question.id]),
            Field("reason", "Why do you replace the sealed sheet?", required=True),
        ),
        today=screen.desk.today,
        body=Content("The sealed sheet stays on the record beside the new one."),
        yes="Seal it anew",
    )


def mark_field(name: str, label: str, present: Mark | None) -> Field:
    """A mark to choose, with the present one chosen."""
    marks: list[tuple[str, str]] = [(str(it), f"{it} {MARK_NAMES[it]}") for it in MARKS]
    marks.append((NoMark.NOT_HEARD, str(NoMark.NOT_HEARD)))
    if present is NoMark.NOT_ASKED:
        marks.append((NoMark.NOT_ASKED, str(NoMark.NOT_ASKED)))
    return Field(name, label, Kind.CHOICE, value=mark_text(present), choices=tuple(marks))
