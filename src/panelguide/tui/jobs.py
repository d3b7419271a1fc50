"""Work that must not hold the keyboard up: reads that may be dropped, saves that never are.

Everything a service does runs in a thread and its result comes back as a message. A read belongs to its
screen and a newer one takes its place; a save belongs to the app, waits its turn and outlives the screen.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker, WorkerState

# With what a commit takes, at most 0.4 seconds after the first key everything typed is on the disk.
SECONDS_TO_KEEP: Final = 0.3
SECONDS_TO_TRY_AGAIN: Final = 2.0

Result = TypeVar("Result")
Then = Callable[[Any], None]
Failed = Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done, for which screen (or the app), and what follows."""

    owner: MessagePump
    work: Callable[[], object]
    then: Then
    failed: Failed
    saves: bool = False


_jobs: "WeakKeyDictionary[Worker[Any], Job]" = WeakKeyDictionary()


def run_read(
    owner: Screen[Any] | App[Any],
    work: Callable[[], Result],
    then: Callable[[Result], None],
    *,
    failed: Failed,
    group: str = "read",
) -> None:
    """Reads in a thread; a newer read of the same group takes the place of this one."""
    _start(owner, Job(owner, work, then, failed), group=group, exclusive=True)


class Saves:
    """The saves of one app, one after another in the order they were asked for."""

    def __init__(self, app: App[Any], changed: Callable[[], None]) -> None:
        self._app = app
        self._changed = changed
        self._waiting: deque[Job] = deque()
        self._running = False

    @property
    def busy(self) -> bool:
        return self._running or bool(self._waiting)

    def add(
        self,
        owner: MessagePump,
        work: Callable[[], Result],
        then: Callable[[Result], None],
        *,
        failed: Failed,
    ) -> None:
        """Queues one save; `then` and `failed` are called only while their owner is still there."""
        self._waiting.append(Job(owner, work, then, failed, saves=True))
        self._next()

    def finished(self) -> None:
        self._running = False
        self._next()

    def _next(self) -> None:
        if self._waiting and not self._running:
            self._running = True
            _start(self._app, self._waiting.popleft(), group="save", exclusive=False)
        self._changed()


def take_up(event: Worker.StateChanged) -> Job | None:
    """Hands the result of finished work to whoever asked for it. Returns the job, None while it runs on."""
    if event.state in (WorkerState.PENDING, WorkerState.RUNNING):
        return None
    worker = event.worker
    if (job := _jobs.pop(worker, None)) is None:
        return None
    if event.state is WorkerState.SUCCESS and job.owner.is_running:
        job.then(worker.result)
    elif event.state is WorkerState.ERROR and isinstance(worker.error, Exception):
        job.failed(worker.error)
    return job


def _start(node: Screen[Any] | App[Any], job: Job, *, group: str, exclusive: bool) -> None:
    worker = node.run_worker(
        job.work, name=group, group=group, thread=True, exclusive=exclusive, exit_on_error=False
    )
    _jobs[worker] = job
