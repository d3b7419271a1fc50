"""The advert: its text, kept as it is typed, and what is worth a second look before strangers read it."""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import TextArea

from panelguide.errors import PanelguideError
from panelguide.services import adverts
from panelguide.services.adverts import LONGEST_ADVERT, AdvertLine, AdvertReport
from panelguide.tui.commands import BACK, Command
from panelguide.tui.dialogs.ask import Answers, Ask
from panelguide.tui.jobs import SECONDS_TO_KEEP
from panelguide.tui.screens.base import PanelScreen
from panelguide.tui.text import columns, plain, stacked, styled
from panelguide.tui.widgets.fields import Field, Kind
from panelguide.tui.widgets.rows import Row, Rows
from panelguide.tui.widgets.text_box import TextBox
from panelguide.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.content import Content

    from panelguide.services.context import Context
    from panelguide.services.session import SignedIn


class AdvertScreen(PanelScreen[AdvertReport]):
    """Text above, findings below. The check advises and never blocks."""

    PLACE = "Advert"
    ABOUT = (
        "Write or paste the advert; it is kept as you type. Below stands what is worth a second look: words that "
        "put people off, long sentences, and what is not said. Change the text, or keep a word with x and say why."
    )
    KEYS = (
        Command("enter", "go_to_word", "Go to this place in the text", footer="Go to it"),
        Command("x", "keep", "Keep it as it is, and say why", footer="Keep as it is"),
        Command("e", "edit", "Edit the text", footer="Edit text"),
        BACK,
    )
    CSS = """
    AdvertScreen #text { height: 1fr; min-height: 6; }
    AdvertScreen #findings { max-height: 7; }
    AdvertScreen #detail { border-top: solid $muted; max-height: 5; }
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self._version = 0
        self._kept_text = ""
        self._timer: Timer | None = None
        self._saving = False
        # Whether the last save failed, so that what is typed here would be lost with the screen.
        self._failed = False

    def body(self) -> ComposeResult:
        yield Words(id="heading", classes="heading")
        yield TextBox(id="text", limit=LONGEST_ADVERT)
        yield Rows(id="findings")
        yield Words(id="detail")

    def side(self) -> ComposeResult:
        yield Words(
            stacked(
                (
                    styled("[bold $focus]THE CHECK ADVISES[/]"),
                    plain(
                        "It reads word by word and knows nothing of what you mean. A word you keep is kept, with your reason."
                    ),
                )
            )
        )

    def load(self, context: "Context", actor: "SignedIn") -> AdvertReport:
        return adverts.check(context, actor, self.code)

    def show(self, found: AdvertReport) -> None:
        box = self.query_one(TextBox)
        if found.version != self._version and box.text.strip() == self._kept_text:
            self._kept_text = found.text
            with self.prevent(TextArea.Changed):
                box.text = found.text
        if found.text == box.text.strip() or self._version == 0:
            self._version = found.version
        words = (
            f"{found.words} words, reads at age {round(found.reading_age)}" if found.text else "no text yet"
        )
        self.query_one("#heading", Words).put(
            plain(
                f"ADVERT  {words}   {len(found.open)} to look at, {len(found.lines) - len(found.open)} kept"
            )
        )
        rows = self.query_one(Rows)
        rows.fill([Row(it.finding.key, _row(it)) for it in found.lines])
        if self.focused is None:
            (rows if found.text else box).focus()
        self._show_detail()
        self._say_what_is_next(found)

    def may_refresh(self) -> bool:
        return super().may_refresh() and not self._unsaved and not self._saving

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("go_to_word", "keep"):
            return self.found is not None and bool(self.found.lines)
        return super().check_action(action, parameters)

    def keep_typed(self) -> bool:
        self._keep_text()
        return self._saving

    def unsaved_here(self) -> bool:
        return self._failed and self._unsaved

    def let_go(self) -> None:
        self._kept_text = self.query_one(TextBox).text.strip()
        self._failed = False

    def at_the_end(self) -> None:
        text = self.query_one(TextBox).text if self._unsaved else ""
        if text.strip() and not self._saving:
            # The window is going: nobody is left to be told why it could not be saved.
            with suppress(PanelguideError):
                adverts.set_text(
                    self.desk.context, self.desk.actor, self.code, text=text, version=self._version
                )

    def on_text_area_changed(self, _: TextArea.Changed) -> None:
        self._failed = False  # it is tried anew
        if self._unsaved and self._timer is None:
            self._timer = self.set_timer(SECONDS_TO_KEEP, self._keep_text)

    def on_rows_moved(self, _: Rows.Moved) -> None:
        self._show_detail()

    def on_rows_opened(self, _: Rows.Opened) -> None:
        self.action_go_to_word()

    def action_go_to_word(self) -> None:
        if it := self._chosen():
            box = self.query_one(TextBox)
            before = box.text[: it.finding.start]
            box.move_cursor((before.count("\n"), len(before) - before.rfind("\n") - 1))
            box.focus()

    def action_edit(self) -> None:
        self.query_one(TextBox).focus()

    def action_keep(self) -> None:
        it = self._chosen()
        if it is None:
            return
        before = it.kept.why if it.kept else ""
        field = Field("why", "Why does it stay?", Kind.TEXT, value=before, required=True)
        box = Ask(it.finding.what, (field,), today=self.desk.today, body=it.finding.why, yes="Keep it")
        self.ask(box, partial(self._keep, it.finding.key))

    def _keep(self, finding: str, answers: Answers) -> None:
        self.save(
            lambda context, actor: adverts.keep(
                context, actor, self.code, finding=finding, why=answers["why"]
            )
        )

    @property
    def _unsaved(self) -> bool:
        return self.is_mounted and self.query_one(TextBox).text.strip() != self._kept_text

    def _keep_text(self) -> None:
        """Stores the text as it stands; what is typed meanwhile is stored right after."""
        if self._timer:
            self._timer.stop()
            self._timer = None
        text = self.query_one(TextBox).text
        if self._saving or not self._unsaved or not text.strip():
            return
        self._saving = True
        version = self._version
        self.desk.save(
            self,
            partial(
                adverts.set_text, self.desk.context, self.desk.actor, self.code, text=text, version=version
            ),
            partial(self._text_kept, text.strip()),
            failed=self._text_not_kept,
        )

    def _text_kept(self, text: str, report: AdvertReport) -> None:
        self._saving = self._failed = False
        self._kept_text = text
        self._version = report.version
        self.found = report
        self.show(report)
        self.show_keys()
        self._keep_text()

    def _text_not_kept(self, error: Exception) -> None:
        self._saving, self._failed = False, True
        problem = self.desk.as_sentences(error)
        self.desk.show_problem(problem, redo=self._write_mine)

    def _write_mine(self) -> None:
        """The person read both texts and wants their own to stand."""

        def over(report: AdvertReport) -> None:
            self._version = report.version
            self._keep_text()

        self.read(self.load, over, group="mine")

    def _chosen(self) -> AdvertLine | None:
        key = self.query_one(Rows).key
        return next((it for it in (self.found.lines if self.found else ()) if it.finding.key == key), None)

    def _show_detail(self) -> None:
        it = self._chosen()
        if it is None:
            self.query_one("#detail", Words).put(plain("Nothing to look at."))
            return
        finding = it.finding
        parts = [
            styled("[bold]$what[/]: $why", what=finding.what, why=finding.why),
            plain(f"Instead: {finding.instead}"),
        ]
        parts += [plain(f"Kept by {it.kept.by}: {it.kept.why}")] if it.kept else []
        self.query_one("#detail", Words).put(stacked(parts))

    def _say_what_is_next(self, found: AdvertReport) -> None:
        if not found.text:
            self.say_next("Next: write or paste the advert. It is kept as you type.")
        elif found.open:
            self.say_next(f"Next: look at “{found.open[0].finding.what}”. Tab moves between text and list.")
        else:
            self.say_next("Next: nothing is left to look at. Esc goes back to the checklist.")


def _row(it: AdvertLine) -> "Content":
    state = "kept" if it.kept else "look"
    return columns(((state, 4), (it.finding.what, 46), (it.finding.kind.name_for_people, 24)))
