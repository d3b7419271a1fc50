"""What can be refused, said as sentences a recruiting manager can act on."""


class PanelguideError(Exception):
    """Something was refused or could not be done.

    what: what happened, one sentence.
    safe: what is safe, one sentence; empty where nothing was at risk.
    do: what to do next, one sentence; empty where it is plain.
    exit_code: 1 refused by a rule or found wrong, 2 wrong usage, 3 cannot tell.
    """

    exit_code = 1

    def __init__(self, what: str, *, safe: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe
        self.do = do

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.safe, self.do) if part)


class Refused(PanelguideError):
    """A rule of the process says no."""


class NotAllowed(Refused):
    """This person may not see or do this. Never confesses what exists."""


class NotFound(Refused):
    """There is nothing of that code or name."""


class BadInput(Refused):
    """A value somebody typed or sent cannot be used. Names the row and field where there is one."""


class SomebodyElseChangedIt(Refused):
    """A stale write: what was on screen is no longer what is stored.

    yours: the text this person tried to save. theirs: what is stored now.
    """

    def __init__(self, what: str, *, yours: str = "", theirs: str = "", safe: str = "", do: str = "") -> None:
        super().__init__(what, safe=safe, do=do)
        self.yours = yours
        self.theirs = theirs


class Tampered(PanelguideError):
    """The record does not hold together: a signature, digest or chain does not match."""


class CannotTell(PanelguideError):
    """A check could not reach an answer either way."""

    exit_code = 3


class StoreTrouble(PanelguideError):
    """The database or the disk under it cannot be used: not a database, newer, read-only, full, missing."""
