"""Feedback: the points of each candidate's letter with what they rest on, agreed and approved here."""

from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from panelguide.services import feedback
from panelguide.services.feedback import PointView
from panelguide.tui.commands import BACK, Command
from panelguide.tui.outcome import feedback_boxes as boxes
from panelguide.tui.outcome import feedback_view as drawing
from panelguide.tui.outcome.feedback_view import FeedbackFound
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn

WRITING: Final = frozenset({"propose", "edit", "add", "remove", "approve", "approve_all"})
ON_A_POINT: Final = frozenset({"edit", "remove", "agree"})


class FeedbackScreen(PanelScreen[FeedbackFound]):
    """Candidates on the left, the points of the chosen one on the right, the chosen point under them."""

    PLACE = "Feedback"
    ABOUT = (
        "What each candidate's letter will say they did well and could build on. p proposes points from the "
        "final scores and the panel's notes, e puts one in your words, g agrees one that you heard too, a approves a "
        "candidate's points for the letter. Under each point stands what it rests on."
    )
    KEYS = (
        Command("p", "propose", "Propose points from scores and notes", footer="Propose"),
        Command("e,enter", "edit", "Put this point in other words", footer="Edit"),
        Command("plus", "add", "Add a point in your own words", footer="Add"),
        Command("minus", "remove", "Take this point out", footer="Remove", wide=True),
        Command("g", "agree", "Agree this point: you heard it too", footer="Agree"),
        Command("a", "approve", "Approve this candidate's points", footer="Approve"),
        Command("A", "approve_all", "Approve all that nothing stands in the way of", footer="All", wide=True),
        BACK,
    )
    CSS = """
    FeedbackScreen #candidates { width: 25; height: 1fr; border-right: solid $muted; }
    FeedbackScreen #right { width: 1fr; }
    FeedbackScreen #points { max-height: 7; }
    FeedbackScreen.-tall #points { max-height: 12; }
    FeedbackScreen #point { height: 1fr; padding: 0 1; border-top: solid $muted; scrollbar-size-vertical: 1; }
    """

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.said = ""
        self.go_to_point = ""
        self._of = ""

    def body(self) -> ComposeResult:
        yield Words(id="heading", classes="heading")
        with Horizontal():
            yield Rows(id="candidates")
            with Vertical(id="right"):
                yield Rows(id="points")
                with VerticalScroll(id="point"):
                    yield Words(id="text")

    def side(self) -> ComposeResult:
        yield Words(drawing.rules())

    def load(self, context: "Context", actor: "SignedIn") -> FeedbackFound:
        return drawing.read_feedback(context, actor, self.code)

    def show(self, found: FeedbackFound) -> None:
        self.query_one("#heading", Words).put(drawing.heading(found))
        rows = [Row(code, drawing.candidate_row(code, points)) for code, points in found.points.items()]
        self.query_one("#candidates", Rows).fill(rows)
        self._show_points()
        if self.focused is None:
            self.query_one("#candidates", Rows).focus()
        self._say_what_is_next()

    @property
    def candidate(self) -> str:
        """The code of the chosen candidate."""
        return self.query_one("#candidates", Rows).key

    @property
    def points(self) -> tuple[PointView, ...]:
        return self.found.points.get(self.candidate, ()) if self.found else ()

    @property
    def point(self) -> PointView | None:
        key = self.query_one("#points", Rows).key
        return next((it for it in self.points if it.id == key), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        found = self.found
        if action not in WRITING and action != "agree":
            return super().check_action(action, parameters)
        if found is None or not self.candidate:
            return False
        if action == "agree":
            return found.may_agree and bool(self.point and self.point.needs_agreement)
        if not found.may_write or (action in ON_A_POINT and self.point is None):
            return False
        return action != "approve_all" or bool(found.open_ones)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        if event.rows.id == "candidates":
            if event.key != self._of:
                self._of, self.said = event.key, ""
            self._show_points()
        else:
            self._show_point()
        self.show_keys()
        self._say_what_is_next()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        if event.rows.id == "candidates":
            self.query_one("#points", Rows).focus()
        elif self.check_action("edit", ()):
            self.action_edit()

    def action_propose(self) -> None:
        if self.found:
            boxes.propose(self, self.found, self.candidate)

    def action_edit(self) -> None:
        if it := self.point:
            boxes.edit(self, it)

    def action_add(self) -> None:
        if self.found:
            boxes.add(self, self.found, self.candidate)

    def action_remove(self) -> None:
        if it := self.point:
            boxes.remove(self, it)

    def action_agree(self) -> None:
        if it := self.point:

            def agreed(_: PointView) -> None:
                self.said = f"You agreed the point on {it.question} of {it.candidate}."

            self.save(
                lambda context, actor: feedback.agree(
                    context, actor, self.code, point=it.id, version=it.version
                ),
                agreed,
            )

    def action_approve(self) -> None:
        boxes.approve(self, self.candidate, self.points)

    def action_approve_all(self) -> None:
        if self.found:
            boxes.approve_all(self, self.found)

    def _show_points(self) -> None:
        rows = self.query_one("#points", Rows)
        rows.fill([Row(it.id, drawing.point_row(it)) for it in self.points])
        if self.go_to_point in rows.keys_shown:
            rows.choose(self.go_to_point)
            self.go_to_point = ""
        self._show_point()

    def _show_point(self) -> None:
        if self.found is None:
            return
        it = self.point
        text = drawing.point_text(it, drawing.lacking(self.points)) if it else drawing.empty_text(self.found)
        self.query_one("#text", Words).put(text)

    def _say_what_is_next(self) -> None:
        if self.found:
            self.say_next(self.said or drawing.next_step(self.found))
