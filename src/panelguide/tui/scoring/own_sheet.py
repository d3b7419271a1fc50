"""One member's sheet for one candidate as it stands on the screen: what is stored, and what was typed since."""

import json
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from panelguide.domain.marks import Mark, NoMark, is_scored
from panelguide.errors import PanelguideError
from panelguide.services.kits import KitQuestion
from panelguide.services.sheets import SheetDesk, SheetView
from panelguide.text import NOTE_LIMIT

# The longest a mark can be once it is stored, so that no note takes the room a mark will need.
LONGEST_MARK: Final = len(json.dumps(NoMark.NOT_HEARD))


@dataclass(frozen=True, slots=True)
class Changes:
    """What one save writes: marks and notes by question id."""

    marks: dict[str, Mark | None] = field(repr=False)
    notes: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class MarkChange:
    """One score typed, for undo and redo."""

    question: str
    before: Mark | None
    after: Mark | None


class OwnSheet:
    """Keeps what was typed until it is committed, whatever happens to the saving.

    desk: through which it is saved. marks, notes: by question id, as on the screen. trouble: why the last
    save did not succeed. saved_at: the moment of the last commit, "" before the first.
    """

    def __init__(self, desk: SheetDesk, view: SheetView) -> None:
        self.desk = desk
        self.take_over(view)

    def take_over(self, view: SheetView) -> None:
        """Shows what is stored in place of everything typed here."""
        self.view = view
        self.marks = dict(view.marks)
        self.notes = dict(view.notes)
        self.facts = dict(view.not_asked)
        self.trouble: PanelguideError | None = None
        self.saved_at = ""
        self._unsaved_marks: set[str] = set()
        self._unsaved_notes: set[str] = set()
        self._under_way: Changes | None = None
        self._done: list[MarkChange] = []
        self._undone: list[MarkChange] = []

    @property
    def candidate(self) -> str:
        return self.view.candidate

    @property
    def questions(self) -> tuple[KitQuestion, ...]:
        return self.view.questions

    @property
    def sealed(self) -> bool:
        return self.view.sealed

    @property
    def waiting(self) -> bool:
        """Whether something typed is not on its way to the disk yet."""
        return bool(self._unsaved_marks or self._unsaved_notes)

    @property
    def unsaved(self) -> bool:
        """Whether anything typed is not committed yet."""
        return self.waiting or self._under_way is not None

    def mark_of(self, question: str) -> Mark | None:
        """The mark as it counts: the chair's fact stands where this member has written none."""
        mark = self.marks[question]
        return NoMark.NOT_ASKED if mark is None and question in self.facts else mark

    @property
    def scored(self) -> int:
        """How many questions need no score any more."""
        return sum(self.mark_of(it.id) is not None for it in self.questions)

    def set_mark(self, question: str, mark: Mark | None) -> bool:
        """Writes a score, to be taken back with undo. False when it stands there already."""
        if mark == self.marks[question]:
            return False
        self._done.append(MarkChange(question, self.marks[question], mark))
        self._undone.clear()
        self._put(question, mark)
        return True

    def set_note(self, question: str, note: str) -> bool:
        """Takes what stands in the box. False when nothing changed."""
        if note == self.notes[question]:
            return False
        self.notes[question] = note
        self._unsaved_notes.add(question)
        return True

    def undo(self) -> MarkChange | None:
        """Takes the last score back; None when there is none."""
        if not self._done:
            return None
        change = self._done.pop()
        self._undone.append(change)
        self._put(change.question, change.before)
        return change

    def redo(self) -> MarkChange | None:
        if not self._undone:
            return None
        change = self._undone.pop()
        self._done.append(change)
        self._put(change.question, change.after)
        return change

    def take_back(self, changes: int) -> None:
        """Takes so many scores back for good: they were never meant."""
        for _ in range(changes):
            self.undo()
        self._undone.clear()

    @property
    def changes_made(self) -> int:
        """How many scores undo can take back."""
        return len(self._done)

    def next_save(self) -> Changes | None:
        """What to save now; None while a save is under way or when nothing waits."""
        if self._under_way is not None or not self.waiting:
            return None
        self._under_way = Changes(
            {question: self.marks[question] for question in self._unsaved_marks},
            {question: self.notes[question] for question in self._unsaved_notes},
        )
        self._unsaved_marks.clear()
        self._unsaved_notes.clear()
        return self._under_way

    def whole(self) -> Changes:
        """Everything on the screen, to be written over what another window stored."""
        self._unsaved_marks.clear()
        self._unsaved_notes.clear()
        self._under_way = Changes(dict(self.marks), dict(self.notes))
        return self._under_way

    def committed(self, at: str) -> None:
        """The save under way is on the disk since that moment."""
        self._under_way = None
        self.trouble = None
        self.saved_at = at

    def not_saved(self, why: PanelguideError) -> None:
        """The save under way failed: what it held waits again, behind anything typed since."""
        if self._under_way is not None:
            self._unsaved_marks |= set(self._under_way.marks)
            self._unsaved_notes |= set(self._under_way.notes)
        self._under_way = None
        self.trouble = why

    def why_it_does_not_fit(self, question: str, note: str) -> str:
        """A sentence when a note is too long, alone or together with the others; "" when it fits."""
        if len(note) > NOTE_LIMIT:
            return f"A note takes {NOTE_LIMIT} characters and no more. Shorten it to go on."
        more = _size(note) - _size(self.notes[question])
        if more > 0 and more > self._room():
            return "This sheet is full: all its notes together take no more. Shorten one to go on."
        return ""

    def _room(self) -> int:
        """How many bytes of notes the sheet still takes, with every mark at its longest."""
        grown = sum(_size(self.notes[it.id]) - _size(self.view.notes[it.id]) for it in self.questions)
        marks = sum(LONGEST_MARK - len(json.dumps(self.view.marks[it.id])) for it in self.questions)
        return self.view.bytes_left - grown - marks

    def _put(self, question: str, mark: Mark | None) -> None:
        self.marks[question] = mark
        self._unsaved_marks.add(question)


def count_words(note: str) -> int:
    return len(note.split())


def score_text(mark: Mark | None) -> str:
    """A mark in one or two columns: 4, "na" not asked, "nh" not heard, " " not scored."""
    if is_scored(mark):
        return str(mark)
    if mark is NoMark.NOT_ASKED:
        return "na"
    return "nh" if mark is NoMark.NOT_HEARD else " "


def _size(note: str) -> int:
    """Bytes a note takes once it is stored: JSON in UTF-8, where a quotation mark or new line takes two."""
    text = unicodedata.normalize("NFC", note)
    return len(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace"))
