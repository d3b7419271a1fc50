"""The sealed status board of a round: who has begun and sealed, what comes next, and the round's own steps."""

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult

from panelguide.services import rounds, sheets
from panelguide.services.rounds import RoundState, StatusView
from panelguide.tui.commands import BACK, Command
from panelguide.tui.dialogs.confirm import Confirm
from panelguide.tui.dialogs.passphrase import passphrase
from panelguide.tui.notices import notice
from panelguide.tui.rounds import board as drawing
from panelguide.tui.rounds import steps
from panelguide.tui.rounds.board import Board, read_board
from panelguide.tui.rounds.changing import ask_for_change
from panelguide.tui.rounds.following import Followers
from panelguide.tui.screens import SCREENS
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import plain, stacked, styled
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn


class StatusScreen(PanelScreen[Board]):
    """One round at a time, the newest first."""

    PLACE = "Status"
    ABOUT = (
        "Who has sealed which sheet, and who is waited for. Enter opens your own sheet of the line with the mark. "
        "F9 is the chair's weighty step: release when every sheet is sealed, reveal when everybody has released."
    )
    KEYS = (
        Command("enter", "open_mine", "Open my sheet", footer="My sheet"),
        Command("a", "seal_all", "Seal every sheet I have begun", footer="Seal all mine"),
        Command("o", "open_round", "Open the round: propose, or confirm", footer="Open"),
        Command("e", "change", "Change who is in the round", footer="Change", wide=True),
        Command("r", "see_reveal", "See the revealed sheets", footer="Revealed"),
        Command("left_square_bracket", "earlier", "Earlier round"),
        Command("right_square_bracket", "later", "Later round"),
        Command("f9", "weighty", "Release, then reveal (chair)", footer="Release/reveal"),
        BACK,
    )
    CSS = """
    StatusScreen #board { height: auto; max-height: 1fr; }
    StatusScreen #notes { margin-top: 1; padding: 0 1; }
    StatusScreen .gap { margin-top: 1; }
    """

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self._at = -1
        self._followers = Followers(self)

    def body(self) -> ComposeResult:
        yield Words(id="state")
        yield Words(id="columns", classes="gap heading")
        yield Rows(id="board")
        yield Words(id="notes")

    def side(self) -> ComposeResult:
        yield Words(stacked((styled("[bold $focus]WHAT SEALED MEANS[/]"), *map(plain, steps.MEANING))))

    def load(self, context: "Context", actor: "SignedIn") -> Board:
        return read_board(context, actor, self.code)

    @property
    def view(self) -> StatusView | None:
        """The round on the screen; None before the first is proposed."""
        views = self.found.views if self.found else ()
        return views[max(self._at, -len(views))] if views else None

    def show(self, found: Board) -> None:
        view = self.view
        rows = self.query_one(Rows)
        if view is None:
            self.query_one("#state", Words).put(plain(" No round yet."))
            rows.fill([])
        else:
            width = self.query_one("#body").size.width or self.size.width
            self.query_one("#state", Words).put(plain(" " + drawing.state_sentence(view)))
            self.query_one("#columns", Words).put(drawing.headings(view, width))
            rows.fill([Row(it.candidate, drawing.row(view, it, width)) for it in view.rows])
            self.query_one("#notes", Words).put(stacked(drawing.notes(view)))
            if view.chair_released and view.state is RoundState.COMPLETE:
                self._followers.follow()
        if self.focused is None:
            rows.focus()
        self.say_next(steps.next_sentence(found, view))

    def front_changed(self) -> None:
        """The board is the same for everybody who may see it."""
        self.look_again()
        self.show_place()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        open_now = steps.open_now(self.found, self.view)
        return open_now.get(action, super().check_action(action, parameters))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_open_mine()

    def action_open_mine(self) -> None:
        code = self.query_one(Rows).key
        if self.found and code in self.found.mine and "interview" in SCREENS:
            self.open(SCREENS["interview"](self.code, code))
        elif code:
            self.say_next(f"You do not score {code}.")

    def action_seal_all(self) -> None:
        body = "Each sheet you have begun is sealed, all or none. Where one is not complete yet, none is."
        self.ask(
            Confirm("Seal all your sheets?", body, yes="Seal them all", no="Not yet"),
            lambda _: self.save(
                lambda context, actor: sheets.seal_all(context, actor, self.code),
                lambda codes: notice(self, f"Sealed: {', '.join(codes)}."),
            ),
        )

    def action_open_round(self) -> None:
        if self.found is None:
            return
        halves: dict[str, tuple[str, str, str, Any]] = {
            "propose": ("Propose this round?", steps.PROPOSE, "Sign and propose it", rounds.propose),
            "confirm": ("Confirm this round?", steps.CONFIRM, "Sign and open it", rounds.confirm),
            "confirm_change": (
                "Confirm the change?",
                self._change_words(),
                "Sign the change",
                rounds.confirm_change,
            ),
        }
        title, body, yes, work = halves[steps.wanted_signature(self.found, self.view)]
        self.ask(
            Confirm(title, body, yes=yes),
            lambda _: self.save(lambda context, actor: work(context, actor, self.code)),
        )

    def action_change(self) -> None:
        if self.found and self.view:
            ask_for_change(self, self.found, self.view)

    def action_weighty(self) -> None:
        view = self.view
        if view is None:
            return
        reveals = view.state is RoundState.RELEASED
        work: Any = rounds.reveal if reveals else rounds.release
        dialog = passphrase(
            steps.REVEAL if reveals else steps.RELEASE,
            today=self.desk.today,
            yes="Reveal" if reveals else "Release",
        )
        self.ask(
            dialog,
            lambda answers: self.save(
                lambda context, actor: work(
                    context, actor, self.code, passphrase=answers["passphrase"], round=view.number
                )
            ),
        )

    def action_see_reveal(self) -> None:
        self.open(SCREENS["reveal"](self.code))

    def action_earlier(self) -> None:
        self._turn(-1)

    def action_later(self) -> None:
        self._turn(1)

    def _turn(self, by: int) -> None:
        if self.found:
            self._at = min(-1, max(-len(self.found.views), self._at + by))
            self.show(self.found)
            self.show_keys()

    def _change_words(self) -> str:
        return f"{self.view.change_waits} {steps.CONFIRM}" if self.view else ""
