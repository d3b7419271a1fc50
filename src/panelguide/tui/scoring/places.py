"""Keeping a member's place as they move, and giving it back once when the screen opens again."""

from collections.abc import Callable
from threading import Lock

from panelguide.paths import Home
from panelguide.tui.scoring.place import Place, Ticks, keep_place


class Places:
    """One member's place in one vacancy. Written from threads; an older place never follows a newer one."""

    def __init__(self, home: Home, person_id: str, code: str, kept: Place | None) -> None:
        self._home = home
        self._person_id = person_id
        self._code = code
        self._kept = kept
        self._ticks: dict[str, dict[int, tuple[int, ...]]] = _copy(kept.ticks) if kept else {}
        self._number = 0
        self._written = 0
        self._lock = Lock()

    def take(self, candidate: str) -> Place | None:
        """The place kept from before, once, if it was at this candidate."""
        kept, self._kept = self._kept, None
        return kept if kept is not None and kept.candidate == candidate else None

    def ticks_of(self, candidate: str, question: int) -> tuple[int, ...]:
        """Which probes were asked, counted from 0. question: counted from 1."""
        return self._ticks.get(candidate, {}).get(question, ())

    def tick(self, candidate: str, question: int, probe: int) -> None:
        """Ticks a probe, or takes its tick away."""
        asked = set(self.ticks_of(candidate, question)) ^ {probe}
        self._ticks.setdefault(candidate, {})[question] = tuple(sorted(asked))

    def put_ticks(self, candidate: str, question: int, asked: tuple[int, ...]) -> None:
        self._ticks.setdefault(candidate, {})[question] = asked

    def writer(
        self, candidate: str, question: int, cursor: tuple[int, int], *, typing: bool
    ) -> Callable[[], None]:
        """What writes this place, to be called in a thread."""
        place = Place(candidate, question, *cursor, typing=typing, ticks=_copy(self._ticks))
        self._number += 1
        number = self._number

        def write() -> None:
            with self._lock:
                if number > self._written:
                    self._written = number
                    keep_place(self._home, self._person_id, self._code, place)

        return write


def _copy(ticks: Ticks) -> dict[str, dict[int, tuple[int, ...]]]:
    return {candidate: dict(questions) for candidate, questions in ticks.items()}
