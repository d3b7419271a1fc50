"""The decision: an outcome with its reason for everybody interviewed, and what still stands before it."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import TextArea

from panelguide.domain.decision import Outcome
from panelguide.tui.commands import BACK, Command
from panelguide.tui.outcome import decision_boxes as boxes
from panelguide.tui.outcome import decision_picture as picture
from panelguide.tui.outcome import decision_view as drawing
from panelguide.tui.outcome.decision_view import DecisionFound
from panelguide.tui.outcome.draft_keeper import DraftKeeper
from panelguide.tui.outcome.reason_box import ReasonBox
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.widgets.rows import Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn


class DecisionScreen(PanelScreen[DecisionFound]):
    """Everybody by their place; the reason of the chosen one in a box; what is owed under it."""

    PLACE = "Decision"
    ABOUT = (
        "Choose an outcome for everybody with 1, 2 or 3 and write with e why, from what was said and shown. "
        "All typing is kept as you go; Esc leaves the box. What stands before the signature is listed below. "
        "! beside a figure wants a sentence (c). F9 confirms and signs."
    )
    KEYS = (
        Command("1", "choose('offer')", "Offer the post", footer="Offer"),
        Command("2", "choose('reserve')", "Put on the reserve list", footer="Reserve"),
        Command("3", "choose('not_this_time')", "Not this time", footer="Not"),
        Command("e,enter", "reason", "Write the reason", footer="Reason"),
        Command("c", "compare", "Say why a figure marked ! can be compared", footer="Compare", wide=True),
        Command("x", "explain", "Say why this order", footer="Why this order", wide=True),
        Command("t", "tie", "Say how the panel set apart people who tie"),
        Command("p", "place", "Place on the reserve list"),
        Command("v", "names", "Show or hide the candidates' names", footer="Names", wide=True),
        Command("backspace", "choose('')", "No outcome yet"),
        Command("u", "undo", "Take the last choice back"),
        Command("f9", "confirm", "Confirm and sign the decision", footer="Confirm"),
        BACK,
    )
    CSS = """
    DecisionScreen #list { max-height: 9; }
    DecisionScreen.-tall #list { max-height: 16; }
    DecisionScreen #reason-heading { color: $focus; text-style: bold; }
    DecisionScreen.-tall #reason-heading, DecisionScreen.-tall #owed-heading { margin-top: 1; }
    DecisionScreen #below { height: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.keeper: DraftKeeper | None = None
        self.names_shown = False
        self.said = ""

    def body(self) -> ComposeResult:
        yield Words(id="heading", classes="heading")
        yield Words(id="columns")
        yield Rows(id="list")
        yield Words(id="reason-heading")
        yield ReasonBox(id="reason", limit=drawing.REASON_LIMIT)
        yield Words(id="hits")
        yield Words(id="owed-heading", classes="heading")
        with VerticalScroll(id="below"):
            yield Words(id="owed")
            yield Words(id="about")

    def side(self) -> ComposeResult:
        yield Words(drawing.rules())

    def load(self, context: "Context", actor: "SignedIn") -> DecisionFound:
        return drawing.read_decision(context, actor, self.code)

    def show(self, found: DecisionFound) -> None:
        if self.keeper is None:
            self.keeper = DraftKeeper(
                self.desk, self, self.code, found.view, changed=self.draw, theirs_stands=self._take_theirs
            )
            self.reason.read_only, self.reason.can_focus = not found.may_decide, found.may_decide
        self.keeper.draft.take(found.view)
        self.draw()
        if self.focused is None:
            self.query_one(Rows).focus()

    @property
    def chosen(self) -> str:
        return self.query_one(Rows).key

    @property
    def reason(self) -> ReasonBox:
        return self.query_one(ReasonBox)

    def draw(self) -> None:
        picture.draw(self)

    def take_reason(self) -> bool:
        """Whether something new stands in the box; it then waits to be saved."""
        typed = self.reason.typed()
        if typed is None or self.keeper is None or self.reason.read_only:
            return False
        return self.keeper.draft.write(self.reason.candidate, typed)

    def show_place(self) -> None:
        super().show_place()
        picture.show_saving(self)

    def may_refresh(self) -> bool:
        return super().may_refresh() and not (self.keeper and self.keeper.draft.unsaved)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        mine = picture.may(self, action)
        return super().check_action(action, parameters) if mine is None else mine

    def on_rows_moved(self) -> None:
        picture.draw_chosen(self)
        self.show_keys()

    def on_rows_opened(self) -> None:
        if picture.may(self, "reason"):
            self.action_reason()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.take_reason() and self.keeper:
            self.said = ""
            self.keeper.soon()

    def on_descendant_focus(self) -> None:
        picture.say_what_is_next(self)

    def on_descendant_blur(self) -> None:
        self._save_now()

    def on_screen_suspend(self) -> None:
        self._save_now()

    def at_the_end(self) -> None:
        if self.keeper:
            self.keeper.at_the_end()

    def on_unmount(self) -> None:
        self.at_the_end()

    def keep_typed(self) -> bool:
        self._save_now()
        return self.keeper is not None and self.keeper.draft.unsaved

    def unsaved_here(self) -> bool:
        return self.keeper is not None and bool(self.keeper.trouble) and self.keeper.draft.unsaved

    def let_go(self) -> None:
        if self.keeper:
            self.keeper.let_go()

    def action_choose(self, outcome: str) -> None:
        if self.keeper:
            self.said = ""
            self.keeper.draft.choose(self.chosen, Outcome(outcome) if outcome else None)
            self.keeper.now()

    def action_undo(self) -> None:
        if self.keeper and (candidate := self.keeper.draft.undo()):
            self.query_one(Rows).choose(candidate)
            self.keeper.now()

    def action_reason(self) -> None:
        # At once: a key typed right after this one belongs to the reason.
        self.set_focus(self.reason)
        self.reason.move_cursor(self.reason.document.end)

    def action_compare(self) -> None:
        if self.keeper and self.found:
            boxes.compare(self, self.keeper, self.found.figures[self.chosen])

    def action_explain(self) -> None:
        if self.keeper:
            boxes.explain(self, self.keeper)

    def action_tie(self) -> None:
        if self.keeper:
            boxes.tie_break(self, self.keeper)

    def action_place(self) -> None:
        if self.keeper:
            boxes.reserve_place(self, self.keeper, self.keeper.draft.line(self.chosen))

    def action_names(self) -> None:
        self.names_shown = not self.names_shown
        self.draw()

    def action_confirm(self) -> None:
        if self.keeper:
            boxes.ask_to_confirm(self, self.keeper)

    def _save_now(self) -> None:
        if self.keeper and self.is_attached:
            self.take_reason()
            self.keeper.now()

    def _take_theirs(self, candidate: str) -> None:
        """Somebody else's reason stands; as an edit, so that ^z in the box brings one's own back."""
        if self.keeper and candidate == self.reason.candidate:
            self.reason.replace_all(self.keeper.draft.line(candidate).reason)
            self.said = "Theirs stands. In the box, ^z brings yours back."
