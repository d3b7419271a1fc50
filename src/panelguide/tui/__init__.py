"""The full-screen app. Nothing in here is imported before somebody opens it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panelguide.settings import Settings


def run_app(
    settings: "Settings | None" = None, *, be: str = "", passphrase: str = "", opens_at: str = ""
) -> int:
    """Opens the app and returns its exit code.

    be, passphrase: the demo opens as this person at once, and its palette offers everybody else.
    opens_at: code of the vacancy shown first, "" for home.
    """
    import gc
    import sys

    # Starting makes much and throws nothing away: looking for it would cost a twelfth of the wait for the first
    # frame. The app goes back to looking once that is on the screen.
    gc.disable()
    from panelguide.errors import PanelguideError
    from panelguide.settings import load_settings

    try:
        chosen = settings or load_settings()
    except PanelguideError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    from panelguide.tui.app import PanelguideApp

    app = PanelguideApp(chosen, be=be, passphrase=passphrase, opens_at=opens_at)
    try:
        app.run()
    finally:
        app.close()
    return app.return_code or 0
