"""Room to write several lines in. Leaving with something typed asks once more, so that no key loses a text."""

from panelguide.tui.dialogs.ask import Ask
from panelguide.tui.widgets.text_box import TextBox


class Writing(Ask):
    """As Ask, with a higher text box."""

    DEFAULT_CSS = "Writing Fields TextBox { height: 8; }"
    HINT = "Tab moves on from the text, Enter presses a button, Esc leaves"

    def on_mount(self) -> None:
        super().on_mount()
        self._warned = False
        self._at_first = [box.text for box in self.query(TextBox)]
        for box in self.query(TextBox):
            box.move_cursor(box.document.end)

    def action_leave(self) -> None:
        typed = self.unsaved or [box.text for box in self.query(TextBox)] != self._at_first
        if typed and not self._warned:
            self._warned = True
            self.say_trouble("What you typed is not saved. Leave once more and it is gone.")
            return
        super().action_leave()
