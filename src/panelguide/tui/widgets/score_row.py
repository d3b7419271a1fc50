"""The row on which digits score. Nothing else on the screen takes a digit for a score."""

from textual import events
from textual.content import Content
from textual.message import Message

from panelguide.domain.marks import Mark, NoMark
from panelguide.domain.questions import MARKS
from panelguide.tui.scoring.bursts import Bursts
from panelguide.tui.text import fitted, plain, stacked, styled
from panelguide.tui.widgets.words import Words

MARK_NAMES = ("none", "weak", "some", "meets", "strong", "exceeds")
CELL = 9


class ScoreRow(Words, can_focus=True):
    """Shows the marks 0 to 5 and hands every plain key on to the screen, but no burst of them and no paste."""

    DEFAULT_CSS = """
    ScoreRow { height: 2; background: $background; }
    ScoreRow:focus { background: $bar; color: $on-bar; }
    """

    class Pressed(Message):
        """One key of a person. key: Textual's name; character: what it types, "" for none.

        first: whether no other key came shortly before it.
        """

        def __init__(self, key: str, character: str, *, first: bool) -> None:
            super().__init__()
            self.key = key
            self.character = character
            self.first = first

    class LooksPasted(Message):
        """More at once than a person types. keys: whether it came as keys, of which the first did something."""

        def __init__(self, *, keys: bool) -> None:
            super().__init__()
            self.keys = keys

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bursts = Bursts()

    def show_mark(self, mark: Mark | None) -> None:
        """Draws the marks with this one chosen."""
        numbers = [_cell(str(number), chosen=number == mark) for number in MARKS]
        words = [fitted(f" {name}", CELL) for name in MARK_NAMES]
        no_mark = str(mark) if isinstance(mark, NoMark) else "x not asked"
        last = _cell(no_mark, chosen=isinstance(mark, NoMark), width=CELL * 2)
        self.put(
            stacked(
                (
                    styled(" [bold]SCORE[/]  ") + Content("").join([*numbers, last]),
                    plain("        ") + Content("").join([*words, plain("  or not heard")]),
                )
            )
        )

    def on_key(self, event: events.Key) -> None:
        if not (event.is_printable or event.key in ("backspace", "enter")):
            return
        event.stop()
        event.prevent_default()
        first = self._bursts.first(event.time)
        if self._bursts.is_burst(event.time):
            self.post_message(self.LooksPasted(keys=True))
        else:
            self.post_message(self.Pressed(event.key, event.character or "", first=first))

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.post_message(self.LooksPasted(keys=False))


def _cell(text: str, *, chosen: bool, width: int = CELL) -> Content:
    drawn = styled("[bold reverse]\\[$text][/]", text=text) if chosen else plain(f" {text} ")
    return fitted(drawn, width)
