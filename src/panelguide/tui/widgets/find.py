"""The line that narrows a list: hidden until / is pressed, put away with Esc."""

from panelguide.tui.widgets.typing import Entry


class FindLine(Entry):
    """Every word typed has to be in a line of the list for it to stay."""

    DEFAULT_CSS = """
    FindLine { display: none; }
    FindLine.-shown { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(id="find")

    def take_up(self) -> None:
        """Shows itself with the cursor in it."""
        self.add_class("-shown")
        self.focus()

    def put_away(self) -> bool:
        """Empties and hides itself. Returns False when it was hidden already."""
        if not self.has_class("-shown"):
            return False
        self.value = ""
        self.remove_class("-shown")
        return True

    def keeps(self, text: str) -> bool:
        """Whether a line with this text stays in the list."""
        folded = text.casefold()
        return all(word in folded for word in self.value.casefold().split())
