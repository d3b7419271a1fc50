"""What live scoring rests on: the open sheet, the question in front, the note in the box, and the place."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.widgets import TextArea

from panelguide.tui import leaving
from panelguide.tui.scoring import picture
from panelguide.tui.scoring.around import Around, look_around
from panelguide.tui.scoring.keeper import Keeper
from panelguide.tui.scoring.own_sheet import OwnSheet
from panelguide.tui.scoring.places import Places
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.widgets.note_box import NoteBox
from panelguide.tui.widgets.score_row import ScoreRow
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.kits import KitQuestion
    from panelguide.services.session import SignedIn


class SheetScreen(PanelScreen[Around]):
    """candidate: whose sheet to open; without one, the place where this member last was."""

    DEFAULT_CSS = """
    SheetScreen .fixed { height: 1; }
    SheetScreen #asked, SheetScreen #probes { max-height: 4; padding: 0 1; }
    SheetScreen.-tall #score-row { margin: 1 0; }
    SheetScreen.-tall #probes, SheetScreen.-tall #signs { margin-top: 1; }
    SheetScreen.-tall #asked, SheetScreen.-tall #probes { max-height: 8; }
    SheetScreen #notes-heading.-trouble { color: $bad; text-style: bold; height: auto; max-height: 2; }
    """

    def __init__(self, code: str = "", candidate: str = "") -> None:
        super().__init__(code)
        self.keeper: Keeper | None = None
        self.places: Places | None = None
        self.at = 0
        self.names_shown = False
        self.sentence = ""
        self.refusal = ""
        self.drawn: dict[str, object] = {}
        self._wanted = candidate
        self._cursor = (0, 0)
        self._was_typing = False
        # Whoever typed notes when another sheet was asked for goes on typing notes there.
        self.back_to_note = False
        self._candidate_shown = ""

    def body(self) -> ComposeResult:
        for name in ("candidate", "strip", "rule", "heading"):
            yield Words(id=name, classes="fixed rule" if name == "rule" else "fixed")
        yield from (Words(id="asked"), Words(id="probes"), Words(id="signs"))
        yield ScoreRow(id="score-row")
        yield Words(id="notes-heading", classes="fixed")
        yield NoteBox(self._why_it_does_not_fit, id="note")

    def side(self) -> ComposeResult:
        yield Words(id="anchors")

    def load(self, context: "Context", actor: "SignedIn") -> Around:
        return look_around(context, actor, self.code)

    def show(self, found: Around) -> None:
        if self.keeper is None or self.places is None:
            self._begin(found)
        elif self.own is not None:
            facts = found.reasons_for(self.own.candidate)
            self.own.facts = {it.id: facts[it.label] for it in self.own.questions if it.label in facts}
            self.draw()

    @property
    def own(self) -> OwnSheet | None:
        return self.keeper.own if self.keeper else None

    @property
    def opening(self) -> str:
        """Code of the candidate whose sheet is on its way; until it is there no key may reach the one shown."""
        return self.keeper.opening if self.keeper else ""

    @property
    def question(self) -> "KitQuestion | None":
        return self.own.questions[self.at] if self.own else None

    @property
    def note(self) -> NoteBox:
        return self.query_one("#note", NoteBox)

    @property
    def typing(self) -> bool:
        return self.focused is self.note

    @property
    def ticks(self) -> tuple[int, ...]:
        if self.places is None or self.own is None:
            return ()
        return self.places.ticks_of(self.own.candidate, self.at + 1)

    def open_candidate(self, candidate: str) -> None:
        """Opens another candidate's sheet, once this one is saved; asks where it cannot be."""
        if self.unsaved_here():
            leaving.leave(self.desk, (self,), partial(self._open_without, candidate))
        elif self.keeper and candidate:
            self._take_typed()
            self.keeper.open(self.code, candidate)
            self.note.read_only = True
            self.back_to_note = self.typing
            # Not in the read-only box: from there letters would come to the screen as commands.
            self.set_focus(self.query_one(ScoreRow))
            picture.say_state(self)

    def _open_without(self, candidate: str) -> None:
        self.let_go()
        self.open_candidate(candidate)

    def leave_note(self) -> None:
        """Takes what stands in the box before anything else comes into it, and saves it."""
        self._take_typed()
        if self.keeper:
            self.keeper.now()

    def go_to(self, at: int) -> None:
        """Shows another question; whoever types notes goes on typing notes."""
        if self.own is None:
            return
        self._take_typed()
        self.at = min(max(0, at), len(self.own.questions) - 1)
        self.refusal = self.sentence = ""
        self.note.put_note(self.own.notes[self.own.questions[self.at].id])
        if self.keeper:
            self.keeper.now()
        self.draw()

    def draw(self) -> None:
        picture.draw(self)

    def show_place(self) -> None:
        picture.show_place(self)

    def keep_typed(self) -> bool:
        self.leave_note()
        return self.own is not None and self.own.unsaved

    def unsaved_here(self) -> bool:
        return self.own is not None and self.own.trouble is not None and self.own.unsaved

    def let_go(self) -> None:
        if self.keeper:
            self.keeper.own = None

    def on_resize(self, _: events.Resize) -> None:
        self.call_after_refresh(self.draw)

    def on_screen_suspend(self) -> None:
        self.leave_note()

    def at_the_end(self) -> None:
        if self.keeper:
            self._take_typed()
            self.keeper.at_the_end()

    def on_unmount(self) -> None:
        if self.keeper:
            self.keeper.at_the_end()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._take_typed() and self.keeper:
            self.refusal = ""
            self.keeper.soon()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        if self._take_typed():
            self.refusal = ""
        if self.keeper and self.own:
            self.keeper.soon()

    def on_note_box_full(self, event: NoteBox.Full) -> None:
        self.refusal = event.sentence
        picture.draw_notes_heading(self)

    def on_descendant_focus(self) -> None:
        self._was_typing = self.typing
        picture.say_state(self)

    def _begin(self, found: Around) -> None:
        """The first time: comes back to where this member was."""
        self.keeper = Keeper(
            self.desk,
            self,
            changed=self._saving_changed,
            opened=self._sheet_opened,
            stays=self._sheet_stays,
            place=self._place_writer,
            may_ask=lambda: self.is_current and not self.typing,
        )
        kept = found.place
        self.places = Places(self.desk.context.home, self.desk.actor.person.id, self.code, kept)
        back_to = kept.candidate if kept and found.find(kept.candidate) else ""
        self.open_candidate(self._wanted or back_to or found.first_to_score())

    def _sheet_opened(self) -> None:
        own, places = self.own, self.places
        if own is None or places is None:
            return
        place = places.take(own.candidate)
        # Whoever is asked next is asked from the first question: a score must not land where the last one ended.
        same = own.candidate == self._candidate_shown
        at = place.question - 1 if place else self.at if same else 0
        self._candidate_shown = own.candidate
        self.at = min(max(0, at), len(own.questions) - 1)
        self._open_note(own)
        cursor = (place.row, place.column) if place else None
        self.note.put_note(own.notes[own.questions[self.at].id], at=cursor)
        if place is not None and place.typing:
            self.set_focus(self.note)
        elif not self.typing:
            self.set_focus(self.query_one(ScoreRow))
        self.refusal = self.sentence = ""
        self.draw()
        self.show_place()
        self.show_keys()

    def _sheet_stays(self, sentence: str) -> None:
        """The sheet asked for did not come: this one goes on where it was."""
        if self.is_attached:
            if self.own:
                self._open_note(self.own)
            self.sentence = sentence
            picture.say_state(self)
            self.show_keys()

    def _open_note(self, own: OwnSheet) -> None:
        """Lets the box take notes again, unless the sheet takes none or another is on its way."""
        if self.opening:
            return
        self.note.read_only = own.sealed
        back, self.back_to_note = self.back_to_note, False
        if own.sealed:
            self.set_focus(self.query_one(ScoreRow))
        elif back:
            self.set_focus(self.note)

    def _place_writer(self) -> Callable[[], None]:
        if self.places is None or self.own is None:
            return lambda: None
        return self.places.writer(self.own.candidate, self.at + 1, self._cursor, typing=self._was_typing)

    def _take_typed(self) -> bool:
        """Takes note and cursor as they stand together; whether the note is new.

        The box tells of the two one after the other, and what is kept in between must not part them.
        """
        self._cursor = self.note.selection.end
        if self.own is None or self.question is None or self.own.sealed:
            return False
        return self.own.set_note(self.question.id, self.note.text)

    def _saving_changed(self) -> None:
        if self.is_mounted and self.is_attached:
            self.show_place()
            picture.draw_notes_heading(self)

    def _why_it_does_not_fit(self, note: str) -> str:
        return self.own.why_it_does_not_fit(self.question.id, note) if self.own and self.question else ""
