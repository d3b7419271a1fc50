"""The box a reason is typed in: knows whose reason it holds, and loses no key when another comes into it."""

from panelguide.text import visible
from panelguide.tui.widgets.text_box import TextBox


class ReasonBox(TextBox):
    """candidate: whose reason stands in it, "" before the first."""

    DEFAULT_CSS = """
    ReasonBox, ReasonBox:focus { height: 3; }
    .-tall ReasonBox, .-tall ReasonBox:focus { height: 6; }
    """

    def __init__(self, *, id: str, limit: int) -> None:
        super().__init__(id=id, limit=limit)
        self.candidate = ""
        self._taken = ""

    def typed(self) -> str | None:
        """The whole text if it was changed since it was last asked for."""
        if self.text == self._taken:
            return None
        self._taken = self.text
        return self.text

    def put(self, candidate: str, reason: str) -> None:
        """Shows a reason; the one of the candidate somebody is typing for stays as it is typed."""
        if self.has_focus and candidate == self.candidate:
            return
        shown = visible(reason)
        if candidate != self.candidate or self.text != shown:
            self.load_text(shown)
        self.candidate = candidate
        self._taken = self.text

    def replace_all(self, reason: str) -> None:
        """Another text as one edit, so that ^z brings back what was there."""
        self.replace(visible(reason), (0, 0), self.document.end)
        self._taken = self.text
