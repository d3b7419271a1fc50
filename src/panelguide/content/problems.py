"""What is wrong in a content file, where it stands and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. line is counted from 1; lint is the short name of the check that found it."""

    file: str
    line: int
    what: str
    fix: str
    lint: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} {self.fix}"
