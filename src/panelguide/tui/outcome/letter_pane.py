"""Under the list of letters: the chosen one as text, or what became of each while they are made."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from panelguide.services.letters import LetterLine, LetterStep
from panelguide.tui.outcome import letters_view as drawing
from panelguide.tui.text import plain, styled
from panelguide.tui.widgets.words import Words


class LetterPane(Vertical):
    """shows_made: whether it lists made letters at the moment, and no letter."""

    DEFAULT_CSS = """
    LetterPane { height: 1fr; }
    LetterPane #letter-heading { border-top: solid $muted; padding: 0 1; }
    LetterPane #letter { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.shows_made = False
        self._line: LetterLine | None = None
        self._steps: list[LetterStep] = []

    def compose(self) -> ComposeResult:
        yield Words(id="letter-heading")
        with VerticalScroll(id="letter"):
            yield Words(id="letter-text")

    def go_to(self) -> None:
        """Puts the cursor where it can be read on."""
        self.query_one("#letter").focus()

    def show_line(self, it: LetterLine) -> bool:
        """Shows whose letter it is. Returns whether its text is wanted: it is another line than before."""
        if it == self._line and not self.shows_made:
            return False
        self._line, self.shows_made = it, False
        self._put(drawing.letter_heading(it), plain(""))
        self.query_one("#letter", VerticalScroll).scroll_home(animate=False)
        return drawing.has_text(it)

    def show_text(self, candidate: str, text: str) -> None:
        """The letter itself, unless another line is shown by now."""
        if not self.shows_made and self._line and self._line.candidate == candidate:
            self.query_one("#letter-text", Words).put(plain(text))

    def begin_making(self) -> None:
        self._steps = []
        self.shows_made = True
        self._put(styled("[bold $focus]MAKING THE LETTERS[/]"), plain(""))

    def add_step(self, step: LetterStep) -> None:
        """One more, the newest always in sight."""
        self._steps.append(step)
        self._put(
            styled("[bold $focus]MAKING $progress[/]", progress=drawing.progress(step)),
            drawing.steps_text(self._steps),
        )
        self.query_one("#letter", VerticalScroll).scroll_end(animate=False)

    def show_result(self, title: str) -> None:
        """What became of all of them, those that want somebody first."""
        self._put(styled("[bold $focus]$title[/]", title=title), drawing.steps_text(self._steps, sort=True))
        self.query_one("#letter", VerticalScroll).scroll_home(animate=False)

    def _put(self, heading: Content, text: Content) -> None:
        self.query_one("#letter-heading", Words).put(heading)
        self.query_one("#letter-text", Words).put(text)
