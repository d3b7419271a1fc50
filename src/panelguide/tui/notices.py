"""Short sentences in the corner that go away by themselves. The only place that calls Textual's notify."""

from typing import Literal

from textual.app import App
from textual.dom import DOMNode

from panelguide.text import visible


def notice(
    node: DOMNode, sentence: str, severity: Literal["information", "warning", "error"] = "information"
) -> None:
    """Says a sentence; its brackets stay brackets."""
    app: App[object] = node.app
    app.notify(visible(sentence), severity=severity, markup=False)
