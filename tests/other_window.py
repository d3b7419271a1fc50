"""Somebody's other window, which is quicker: it commits between what a service reads and what it writes."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests import world
from tests.interview_day import InterviewDay

from panelguide.services.context import Context
from panelguide.store.store import Change, Stamp, Store


class Slower(Store):
    """A database that lets somebody else change it just before its own first change begins."""

    def __init__(self, location: str, quicker: Callable[[], object]) -> None:
        super().__init__(location)
        self.waiting = [quicker]

    @contextmanager
    def change(self, stamp: Stamp) -> Iterator[Change]:
        while self.waiting:
            self.waiting.pop()()
        with super().change(stamp) as change:
            yield change


@contextmanager
def late(context: Context, quicker: Callable[[], object]) -> Iterator[Context]:
    """The same place in a window whose first change comes after `quicker`."""
    store = Slower(world.context_location(context), quicker)
    try:
        yield dataclasses.replace(context, store=store)
    finally:
        store.close()
    assert not store.waiting, "nothing was ever changed, so nobody was overtaken"


@contextmanager
def overtaken(day: InterviewDay, quicker: Callable[[], object]) -> Iterator[InterviewDay]:
    """The same day in such a window."""
    with late(day.context, quicker) as context:
        yield dataclasses.replace(day, context=context)
