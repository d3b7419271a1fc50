"""Telling a person's keys from text that a terminal pastes as keys."""

from dataclasses import dataclass, field
from typing import Final

MOST_KEYS: Final = 3
SECONDS: Final = 0.06


@dataclass
class Bursts:
    """Watches the moments of keys, in seconds of any steady clock."""

    _times: list[float] = field(default_factory=list)
    _dropping: bool = False

    def first(self, at: float) -> bool:
        """Whether a key at this moment would be the first of its kind, with none shortly before it."""
        return not self._times or at - self._times[-1] >= SECONDS

    def is_burst(self, at: float) -> bool:
        """Whether this key is part of a burst: the fourth within 60 milliseconds, or one that follows it at once."""
        if self._dropping and not self.first(at):
            self._times.append(at)
            del self._times[:-1]
            return True
        self._times = [time for time in self._times if at - time < SECONDS] + [at]
        self._dropping = len(self._times) > MOST_KEYS
        return self._dropping
