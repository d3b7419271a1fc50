"""Text on a screen that is not typed into."""

from textual.content import Content
from textual.widgets import Static


class Words(Static):
    """Shows Content and nothing else, so that a plain string from the data cannot be taken for markup."""

    DEFAULT_CSS = """
    Words { height: auto; width: 1fr; }
    Words.heading { text-style: bold; color: $focus; }
    Words.rule { height: 1; color: $muted; }
    """

    def __init__(
        self, content: Content | None = None, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(content or Content(), id=id, classes=classes)

    def put(self, content: Content) -> None:
        """Shows this in place of what was there. Laying the screen out again takes a frame: only when it must."""
        self.update(content, layout=self._grows_or_shrinks(content))

    def _grows_or_shrinks(self, content: Content) -> bool:
        width, height = self.styles.width, self.styles.height
        if width is None or width.is_auto:
            return True
        if height is not None and not height.is_auto:
            return False
        at = self.content_size
        return at.width == 0 or content.get_height(self.styles.get_rules(), at.width) != at.height
