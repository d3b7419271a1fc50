"""One batch of letters being made in a thread: it reports each, and stops between two of them."""

from collections.abc import Collection
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from panelguide.errors import PanelguideError
from panelguide.services import letters
from panelguide.services.letters import LetterStep
from panelguide.tui import jobs

if TYPE_CHECKING:
    from panelguide.tui.app import PanelguideApp


class LetterRun:
    """candidates: codes, None for everybody owed a letter. steps: what became of each so far.

    Belongs to the app, so that it goes on when its screen is closed and quitting asks first.
    """

    class Step(Message):
        """One letter is done."""

        def __init__(self, step: LetterStep) -> None:
            super().__init__()
            self.step = step

    class Ended(Message):
        """No more letters are made. error: why it broke off; None when it did not."""

        def __init__(self, run: "LetterRun", error: PanelguideError | None) -> None:
            super().__init__()
            self.run = run
            self.error = error

    def __init__(
        self,
        app: "PanelguideApp",
        screen: Screen[Any],
        code: str,
        folder: Path,
        candidates: Collection[str] | None,
    ) -> None:
        self.folder = folder
        self.steps: list[LetterStep] = []
        self._app = app
        self._screen = screen
        self._code = code
        self._candidates = candidates
        self._context, self._actor = app.context, app.actor
        self._stop = Event()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    @property
    def stopped_early(self) -> bool:
        """Whether letters are left that were not come to."""
        return self.stopping and (not self.steps or self.steps[-1].number < self.steps[-1].total)

    def start(self) -> None:
        self._app.exporting = True
        jobs.run_read(
            self._app, self._make, lambda _: self._ended(None), failed=self._failed, group="letters"
        )

    def stop(self) -> None:
        """After the letter that is being made now."""
        self._stop.set()

    def _make(self) -> None:
        worker = get_current_worker()
        for step in letters.make(
            self._context, self._actor, self._code, candidates=self._candidates, folder=self.folder
        ):
            self.steps.append(step)
            self._screen.post_message(self.Step(step))
            if self.stopping or worker.is_cancelled:
                break

    def _failed(self, error: Exception) -> None:
        self._ended(self._app.as_sentences(error))

    def _ended(self, error: PanelguideError | None) -> None:
        self._app.exporting = False
        if not self._screen.post_message(self.Ended(self, error)) and error is not None:
            self._app.show_problem(error)
