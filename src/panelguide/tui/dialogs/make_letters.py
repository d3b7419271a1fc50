"""Before letters are made: where they go, how many are ready, which are left out and why."""

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from panelguide.errors import BadInput, PanelguideError
from panelguide.text import clean_line
from panelguide.tui.dialogs.base import Dialog
from panelguide.tui.text import plain, stacked, styled
from panelguide.tui.widgets.typing import Entry
from panelguide.tui.widgets.words import Words

LONGEST_PATH = 1_000


class MakeLetters(Dialog[Path]):
    """The folder to put them in. The cursor stands on the safe button."""

    HINT = "Tab moves, Enter presses, Esc leaves without making any"

    def __init__(self, code: str, sentences: Sequence[str], folder: Path) -> None:
        super().__init__(classes="-broad")
        self._code = code
        self._sentences = tuple(sentences)
        self._folder = folder

    def heading(self) -> Content:
        return plain(f"Make the letters of {self._code}?")

    def inside(self) -> ComposeResult:
        yield Words(stacked(plain(sentence) for sentence in self._sentences))
        yield Words(styled("\n[bold]Put them into this folder[/]"))
        yield Entry(str(self._folder), id="folder")

    def buttons(self) -> tuple[tuple[str, str], ...]:
        return (("leave", "Go back"), ("yes", "Make them"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_next()

    def pressed(self, _: str) -> None:
        try:
            folder = read_folder(self.query_one(Entry).value)
        except PanelguideError as error:
            self.say_trouble(str(error))
            return
        self.dismiss(folder)


def read_folder(typed: str) -> Path:
    """The folder meant, "~" for one's own. Raises BadInput."""
    text = clean_line(typed, field="Folder", limit=LONGEST_PATH)
    try:
        folder = Path(text).expanduser()
    except RuntimeError as error:
        raise BadInput(f"There is no home folder for {text}.", do="Write the folder in full.") from error
    if not folder.is_absolute():
        raise BadInput(
            f"“{text}” is not a whole path.", do="Write the folder in full, from its drive or from /."
        )
    return folder
