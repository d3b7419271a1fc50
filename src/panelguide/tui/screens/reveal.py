"""After the reveal: every sheet side by side, what to talk about, each member's own final scores, then figures."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from panelguide.domain.discussion import DiscussionEntry
from panelguide.services import discussions, finals
from panelguide.tui.commands import BACK, Command
from panelguide.tui.dialogs.confirm import Confirm
from panelguide.tui.dialogs.read import Read
from panelguide.tui.notices import notice
from panelguide.tui.rounds import opened_picture as picture
from panelguide.tui.rounds import opened_view as drawing
from panelguide.tui.rounds.opened_view import Opened, read_opened
from panelguide.tui.rounds.own_final import ask_for_final
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import plain, stacked, styled
from panelguide.tui.widgets.rows import Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

RULES = (
    "Talk first, the chair last. Then each may change their own score (m), with a reason, or keep it (k).",
    "What was sealed is never overwritten, and nobody changes another's.",
    "The candidates stand in a random order, and there is no mean and no place until the list is closed.",
)
CLOSING = (
    "From then on the whole panel sees the figures and the places. Final scores can still be changed, with a "
    "reason, until the decision is confirmed."
)


class RevealScreen(PanelScreen[Opened]):
    """Sheets and discussion list; after closing also the figures, on the same key."""

    PLACE = "Reveal"
    ABOUT = (
        "Every sealed sheet, opened at once. The lower list is what to talk about; the notes of the chosen line "
        "stand under it, Enter shows them whole. m changes your own score, k keeps all the rest. The chair closes "
        "the list with F9, and the figures come."
    )
    KEYS = (
        Command("m", "change", "Change my own final score, with a reason", footer="Change mine"),
        Command("k", "keep", "Keep the rest of my scores as I sealed them", footer="Keep mine"),
        Command("f9", "close", "Close the discussion list (chair)", footer="Close list"),
        Command("t", "figures", "Sheets or figures", footer="Sheets or figures"),
        Command(
            "a", "everything", "All answers, or only those to talk about", footer="All answers", wide=True
        ),
        Command("enter", "notes", "All the notes of the chosen line", footer="Notes", wide=True),
        Command("v", "names", "Show or hide the candidates' names", footer="Names", wide=True),
        BACK,
    )
    CSS = """
    RevealScreen #sheets { max-height: 8; }
    RevealScreen #talk { max-height: 6; }
    RevealScreen.-tall #sheets { max-height: 14; }
    RevealScreen.-tall #talk { max-height: 10; }
    RevealScreen #talk-heading { margin-top: 1; }
    RevealScreen #notes { height: 1fr; margin-top: 1; padding: 0 1; scrollbar-size-vertical: 1; }
    """

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.everything = False
        self._figures_wanted: bool | None = None
        self.names_shown = False

    def body(self) -> ComposeResult:
        yield Words(id="state")
        yield Words(id="columns", classes="heading")
        yield Rows(id="sheets")
        yield Words(id="talk-heading", classes="heading")
        yield Rows(id="talk")
        with VerticalScroll(id="notes", can_focus=False):
            yield Words(id="note")

    def side(self) -> ComposeResult:
        yield Words(stacked((styled("[bold $focus]RULES[/]"), *map(plain, RULES))))

    def load(self, context: "Context", actor: "SignedIn") -> Opened:
        return read_opened(context, actor, self.code)

    @property
    def shows_figures(self) -> bool:
        if self.found is None or self.found.figures is None:
            return False
        return self.found.sheets is None or self._figures_wanted is not False

    @property
    def entry(self) -> DiscussionEntry | None:
        """The answer that is chosen in the lower list."""
        return self.found.entry(self.query_one("#talk", Rows).key) if self.found else None

    def show(self, found: Opened) -> None:
        picture.draw(self, found)
        if self.focused is None:
            self.query_one("#talk" if found.sheets else "#sheets", Rows).focus()
        self.say_next(picture.next_sentence(found))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        found = self.found
        if action in ("change", "keep"):
            return bool(found and found.me)
        if action == "close":
            return bool(found and found.may_chair and found.sheets and not found.closed)
        if action == "figures":
            return bool(found and found.sheets and found.figures)
        if action == "everything":
            return bool(found and found.sheets)
        return super().check_action(action, parameters)

    def on_rows_moved(self) -> None:
        picture.draw_notes(self)

    def on_descendant_focus(self) -> None:
        picture.draw_notes(self)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_notes()

    def action_notes(self) -> None:
        found, entry, above = self.found, self.entry, self.query_one("#sheets", Rows)
        if found is None:
            return
        line = found.figure_of(above.key) if self.shows_figures else None
        if above.has_focus and line is not None:
            self.app.push_screen(Read(f"The figure of {line.candidate}", drawing.said_of(line)))
        elif above.has_focus and found.sheets is not None:
            everything = stacked(
                stacked(
                    (
                        styled("[bold $focus]$label[/]", label=it.label),
                        drawing.notes_of(found, above.key, it.id),
                    )
                )
                for it in found.sheets.questions
            )
            self.app.push_screen(Read(f"Everything sealed on {above.key}", everything))
        elif entry is not None:
            notes = drawing.notes_of(found, entry.candidate, entry.question.id)
            self.app.push_screen(Read(drawing.key_of(entry), notes))

    def action_change(self) -> None:
        if self.found and self.entry:
            ask_for_final(self, self.found, self.entry)

    def action_keep(self) -> None:
        body = "You sign every score you have not changed, as you sealed it. You can still change one later."
        self.ask(
            Confirm("Keep the rest of your scores?", body, yes="Sign them", no="Not yet"),
            lambda _: self.save(
                lambda context, actor: finals.keep(context, actor, self.code),
                lambda signed: notice(self, f"{signed} final scores signed."),
            ),
        )

    def action_close(self) -> None:
        self.ask(
            Confirm("Close the discussion list?", CLOSING, yes="Close the list", no="Talk on"),
            lambda _: self.save(lambda context, actor: discussions.close(context, actor, self.code)),
        )

    def action_everything(self) -> None:
        self.everything = not self.everything
        self._again()

    def action_figures(self) -> None:
        self._figures_wanted = not self.shows_figures
        self._again()

    def action_names(self) -> None:
        self.names_shown = not self.names_shown
        self._again()

    def _again(self) -> None:
        if self.found:
            self.show(self.found)
