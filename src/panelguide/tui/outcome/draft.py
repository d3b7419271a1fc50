"""The draft of a decision as it stands on the screen: what is stored, and what was chosen or typed since."""

from dataclasses import dataclass, replace

from panelguide.domain.decision import Outcome
from panelguide.services.decisions import DecisionLine, DecisionView


@dataclass(frozen=True, slots=True)
class Choice:
    """An outcome as it was before somebody chose another, to go back to."""

    candidate: str
    outcome: Outcome | None
    reserve_place: int


class Draft:
    """Keeps what was chosen or typed until it is committed.

    A line that waits keeps the version it began from, so that nobody's text is written over unseen.
    view: what is stored, as it was last read.
    """

    def __init__(self, view: DecisionView) -> None:
        self.view = view
        self._stored = {it.candidate: it for it in view.lines}
        self._wanted: dict[str, DecisionLine] = {}
        self._under_way: set[str] = set()
        self._asking: set[str] = set()
        self._done: list[Choice] = []

    @property
    def lines(self) -> tuple[DecisionLine, ...]:
        """Every line as it is on the screen."""
        return tuple(self.line(it.candidate) for it in self.view.lines)

    @property
    def unsaved(self) -> bool:
        return bool(self._wanted)

    def line(self, candidate: str) -> DecisionLine:
        return self._wanted.get(candidate) or self._stored[candidate]

    def stored_version(self, candidate: str) -> int:
        return self._stored[candidate].version

    def take(self, view: DecisionView) -> None:
        """What was read anew, unless it is older than what is known here."""
        stored = {it.candidate: it for it in view.lines}
        older = [
            code
            for code, it in stored.items()
            if code in self._stored and it.version < self._stored[code].version
        ]
        if older or view.version < self.view.version:
            return
        self.view, self._stored = view, stored
        self._wanted = {code: it for code, it in self._wanted.items() if code in stored}

    def choose(self, candidate: str, outcome: Outcome | None, *, reserve_place: int = 0) -> None:
        before = self.line(candidate)
        if (before.outcome, before.reserve_place) != (outcome, reserve_place):
            self._done.append(Choice(candidate, before.outcome, before.reserve_place))
            self._want(replace(before, outcome=outcome, reserve_place=reserve_place))

    def undo(self) -> str:
        """Takes the last choice back. Returns whose it was, "" when there is none."""
        if not self._done:
            return ""
        last = self._done.pop()
        line = self.line(last.candidate)
        self._want(replace(line, outcome=last.outcome, reserve_place=last.reserve_place))
        return last.candidate

    def write(self, candidate: str, reason: str) -> bool:
        """Whether the reason is another than the one that is stored or waits."""
        before = self.line(candidate)
        if before.reason == reason:
            return False
        self._want(replace(before, reason=reason))
        return True

    def next_saves(self) -> tuple[DecisionLine, ...]:
        """The lines to save now; each is on its way until `committed` or `not_saved`."""
        waiting = [
            it
            for code, it in self._wanted.items()
            if code not in self._under_way and code not in self._asking
        ]
        self._under_way |= {it.candidate for it in waiting}
        return tuple(waiting)

    def committed(self, sent: DecisionLine, view: DecisionView) -> None:
        """A line is stored; what was typed meanwhile waits on, from the new version."""
        self._under_way.discard(sent.candidate)
        version = next(it.version for it in view.lines if it.candidate == sent.candidate)
        wanted = self._wanted.pop(sent.candidate, sent)
        if wanted != sent:
            self._wanted[sent.candidate] = replace(wanted, version=version)
        self.take(view)

    def not_saved(self, sent: DecisionLine) -> None:
        self._under_way.discard(sent.candidate)

    def ask_first(self, candidate: str) -> None:
        """Nothing more of this line is saved before the person has read both texts."""
        self._asking.add(candidate)

    def settle(self, candidate: str, view: DecisionView, *, mine: bool) -> None:
        """The person has read both: theirs stands, or mine is written over it from its newest version."""
        self._asking.discard(candidate)
        wanted = self._wanted.pop(candidate, None)
        self.take(view)
        if mine and wanted is not None:
            self._wanted[candidate] = replace(wanted, version=self.stored_version(candidate))

    def _want(self, line: DecisionLine) -> None:
        """Waits to be saved, unless it is what is stored already."""
        if line == self._stored[line.candidate] and line.candidate not in self._under_way:
            self._wanted.pop(line.candidate, None)
        else:
            self._wanted[line.candidate] = line
