"""What every box has: a title, buttons with the safe one first, Esc to leave without doing anything."""

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button

from panelguide.tui.commands import Command, bindings_of
from panelguide.tui.text import plain
from panelguide.tui.widgets.words import Words

Answer = TypeVar("Answer")

IN_DIALOGS = (
    Command("escape", "leave", "Leave without doing anything"),
    Command("ctrl+s", "app.say_saved", "Is everything saved?"),
    Command("ctrl+q", "app.quit", "Quit"),
)


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A box 60 columns wide. Its result is None when the person left it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(IN_DIALOGS)
    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > #box {
        width: 62; max-width: 100%; height: auto; max-height: 100%; padding: 0 1;
        border: solid $focus; background: $background; scrollbar-size-vertical: 1;
    }
    Dialog.-broad > #box { width: 78; }
    Dialog #title { text-style: bold; color: $focus; margin-bottom: 1; }
    Dialog #buttons { height: auto; margin-top: 1; }
    Dialog #trouble { color: $bad; display: none; }
    Dialog #trouble.-said { display: block; margin-top: 1; }
    Dialog #hint { color: $muted; }
    Dialog Button {
        min-width: 8; height: 1; border: none; margin-right: 2; background: $foreground 12%; color: $foreground;
    }
    Dialog Button:focus { background: $bar; color: $on-bar; text-style: bold; border: none; }
    """

    # The buttons stand below what is to be read: to go to the first must not scroll there.
    AUTO_FOCUS = ""
    TITLE_WORDS: ClassVar[str] = ""
    HINT: ClassVar[str] = "Tab moves, Enter presses, Esc leaves"
    unsaved: bool = False
    """Whether it holds from the start what somebody typed and what could not be saved."""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Words(self.heading(), id="title")
            yield from self.inside()
            yield Words(id="trouble")
            with Horizontal(id="buttons"):
                for name, label in self.buttons():
                    yield Button(plain(f"[ {label} ]"), id=name, compact=True)
            yield Words(plain(self.HINT), id="hint")

    def heading(self) -> Content:
        """What the box is about."""
        return plain(self.TITLE_WORDS)

    def inside(self) -> ComposeResult:
        """What stands between the heading and the buttons."""
        yield from ()

    def buttons(self) -> tuple[tuple[str, str], ...]:
        """Name and words of each button, the safe one first."""
        return (("leave", "Close"),)

    def pressed(self, _: str) -> None:
        """What a button other than the safe one does, by its name."""

    def on_mount(self) -> None:
        # An app that closes while a box opens takes what is in the box away first.
        if self.query("#title"):
            self.go_to_first()

    def go_to_first(self) -> None:
        """Where the cursor stands at first: on the safe button."""
        self.set_focus(self.query(Button).first(), scroll_visible=False)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "leave":
            self.action_leave()
        else:
            self.pressed(event.button.id or "")

    def action_leave(self) -> None:
        self.dismiss(None)

    def again(self, _: Answer) -> "Dialog[Answer] | None":
        """A box like this one that holds what was answered, for when it could not be saved; None if nothing was typed."""
        return None

    def say_trouble(self, sentence: str) -> None:
        """Says in the box why it cannot go on; what was typed stays."""
        trouble = self.query_one("#trouble", Words)
        trouble.put(plain(sentence))
        trouble.set_class(bool(sentence), "-said")
        trouble.scroll_visible(animate=False)
