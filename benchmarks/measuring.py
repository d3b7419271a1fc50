"""Timing two ways of doing a thing in turn, and saying how one compares with the other.

A busy machine slows both alike, so only the ratio is worth keeping: the median of the ratios pair by pair.
"""

import gc
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

Action = Callable[[], object]


class Want(StrEnum):
    AT_MOST = "at most"
    AT_LEAST = "at least"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing.

    what: ours, in words. beside: what it is compared with. ratio: as `goal` is meant. goal: None where there is
    none. absolute: times or sizes on the machine of this run, for a feeling only.
    """

    what: str
    beside: str
    ratio: float
    goal: float | None
    absolute: str
    want: Want = Want.AT_MOST

    @property
    def met(self) -> bool | None:
        if self.goal is None:
            return None
        return self.ratio <= self.goal if self.want is Want.AT_MOST else self.ratio >= self.goal


@dataclass(frozen=True, slots=True)
class Compared:
    """Seconds a round of ours and of the reference, and the median ratio of the pairs."""

    ours: tuple[float, ...]
    reference: tuple[float, ...]

    @property
    def ratio(self) -> float:
        return statistics.median(a / b for a, b in zip(self.ours, self.reference, strict=True))

    @property
    def absolute(self) -> str:
        return f"{shown(statistics.median(self.ours))} / {shown(statistics.median(self.reference))}"

    def figure(self, what: str, beside: str, goal: float | None) -> Figure:
        return Figure(what, beside, self.ratio, goal, self.absolute)


def surroundings(**others: str) -> dict[str, str]:
    """The environment of a program under measurement: it may keep compiled modules, as an installed one has."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **others}


def compare(ours: Action, reference: Action, *, rounds: int, repeats: int = 1) -> Compared:
    """Runs the two in turn, once each to warm up and then so many rounds. repeats: calls in one timing."""
    ours()
    reference()
    first, second = [], []
    for _ in range(rounds):
        second.append(seconds(reference, repeats))
        first.append(seconds(ours, repeats))
    return Compared(tuple(first), tuple(second))


def seconds(action: Action, repeats: int = 1) -> float:
    """The time of one call, with the garbage of others collected before and none during."""
    gc.collect()
    gc.disable()
    try:
        begun = time.perf_counter()
        for _ in range(repeats):
            action()
        return (time.perf_counter() - begun) / repeats
    finally:
        gc.enable()


def shown(duration: float) -> str:
    """Seconds as people read them."""
    if duration >= 1:
        return f"{duration:.2f} s"
    if duration >= 0.001:
        return f"{duration * 1000:.3g} ms"
    return f"{duration * 1_000_000:.3g} µs"
