"""What a running app shows, as text, and comparing it with a frame kept in tests/tui/goldens."""

import os
from pathlib import Path

from textual.app import App

GOLDENS = Path(__file__).parent / "tui" / "goldens"
# Set once to write the kept frames anew; then read the difference before committing it.
WRITE_GOLDENS = "PANELGUIDE_WRITE_GOLDENS"


def frame(app: App[None]) -> str:
    """The screen as it stands on the terminal, trailing spaces cut. Uses a private part of Textual 8.2."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"


def compare(app: App[None], name: str) -> None:
    """Fails unless the frame is the one kept under this name and the size of the window."""
    size = app.size
    path = GOLDENS / f"{name}-{size.width}x{size.height}.txt"
    shown = frame(app)
    if os.environ.get(WRITE_GOLDENS):
        path.write_text(shown, encoding="utf-8")
    assert path.exists(), f"No kept frame {path.name}. Write it with {WRITE_GOLDENS}=1 and read it."
    assert shown == path.read_text(encoding="utf-8")
