"""The first frame: who are you. It imports nothing that the database needs."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from panelguide.errors import PanelguideError
from panelguide.tui.commands import Command
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import plain, styled
from panelguide.tui.widgets.typing import Entry
from panelguide.tui.widgets.words import Words


class SignInScreen(PanelScreen[None]):
    """Signs somebody in. at_table: beside people who are unlocked already; Esc goes back to them."""

    PLACE = "Sign in"
    LOADS = False
    ABOUT = (
        "Sign in with your e-mail address and your passphrase. If you were given a one-time code, press F2 and "
        "choose your passphrase. Forgotten it? The recruitment team can make you a new code."
    )
    KEYS = (
        Command("enter", "sign_in", "Sign in", footer="Sign in"),
        Command("f2", "use_code", "I was given a one-time code", footer="I have a code"),
        Command("escape", "back", "Back"),
        Command("ctrl+q", "app.quit", "Quit", footer="Quit"),
    )
    CSS = """
    SignInScreen #form { width: 62; height: auto; margin: 2 4; }
    SignInScreen #form Words { margin-top: 1; }
    SignInScreen #trouble { color: $bad; }
    """

    def __init__(self, *, at_table: bool = False) -> None:
        super().__init__()
        self._at_table = at_table
        self._wanted = False

    def body(self) -> ComposeResult:
        with Vertical(id="form"):
            yield Words(styled("[bold $focus]panelguide[/]  fair recruitment, step by step"))
            yield Words(plain("E-mail address"))
            yield Entry(self.desk.settings.email if not self._at_table else "", id="email")
            yield Words(plain("Passphrase"))
            yield Entry(secret=True, id="passphrase")
            yield Words(id="trouble")

    def on_mount(self) -> None:
        name = "#passphrase" if self.query_one("#email", Entry).value else "#email"
        self.query_one(name, Entry).focus()
        self._say_how()

    def database_opened(self) -> None:
        """The database is there: what was entered meanwhile is used now."""
        self._say_how()
        if self._wanted:
            self.action_sign_in()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == "email":
            self.query_one("#passphrase", Entry).focus()
        else:
            self.action_sign_in()

    def action_sign_in(self) -> None:
        from panelguide.tui.screens import start

        email, secret = self.query_one("#email", Entry).value, self.query_one("#passphrase", Entry).value
        if not (email.strip() and secret):
            self._say_trouble("Both your e-mail address and your passphrase are needed.")
            return
        if not self.desk.opened:
            self._wanted = True
            self.say_next("The database is being opened. You will be signed in as soon as it is.")
            return
        self._wanted = False
        self._say_trouble("")
        self.say_next("Checking your passphrase.")
        start.sign_in(self.desk, email.strip(), secret, failed=self._refused)

    def action_use_code(self) -> None:
        if not self.desk.opened:
            self.say_next("The database is being opened. Try again in a moment.")
            return
        from panelguide.tui import enrolling

        enrolling.ask_for_code(self, self.query_one("#email", Entry).value)

    def _refused(self, error: PanelguideError) -> None:
        self.desk.unsaved = ""
        self._say_trouble(str(error))
        self._say_how()
        entry = self.query_one("#passphrase", Entry)
        entry.value = ""
        entry.focus()

    def _say_how(self) -> None:
        opening = "" if self.desk.opened else " The database is being opened."
        self.say_next(f"Next: type your e-mail address and your passphrase, then Enter.{opening}")

    def _say_trouble(self, sentence: str) -> None:
        self.query_one("#trouble", Words).put(plain(sentence))
