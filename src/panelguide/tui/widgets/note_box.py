"""The box for notes: it stops at what a sheet can take, and says so."""

from collections.abc import Callable

from textual.message import Message
from textual.widgets.text_area import Edit, EditResult

from panelguide.text import visible
from panelguide.tui.widgets.text_box import TextBox


class NoteBox(TextBox):
    """fits: gives a sentence for a text that does not fit, "" for one that does."""

    DEFAULT_CSS = "NoteBox, NoteBox:focus { height: 1fr; min-height: 2; }"

    class Full(Message):
        """What was typed or pasted does not fit and was not taken."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, fits: Callable[[str], str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._fits = fits

    def put_note(self, note: str, *, at: tuple[int, int] | None = None) -> None:
        """Shows another note with the cursor at its end, or at a row and column if they are there."""
        self.load_text(visible(note))
        self.move_cursor(self.document.end if at is None else self.clamp_visitable(at))

    def edit(self, edit: Edit) -> EditResult:
        """Makes the edit unless the text would not fit any more."""
        if edit.text and (sentence := self._fits(self._after(edit))):
            self.post_message(self.Full(sentence))
            return EditResult(end_location=self.cursor_location, replaced_text="")
        return super().edit(edit)

    def _after(self, edit: Edit) -> str:
        first, last = sorted((edit.from_location, edit.to_location))
        before = self.document.get_text_range((0, 0), first)
        return before + edit.text + self.document.get_text_range(last, self.document.end)
