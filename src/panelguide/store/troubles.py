"""What a database says when it cannot go on, in sentences."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError

from panelguide.errors import BadInput, PanelguideError, StoreTrouble

_SAYINGS = (
    (
        "readonly",
        "The database cannot be written to: it is read-only.",
        "Ask for the file to be made writable.",
    ),
    ("read-only", "The database cannot be written to: it is read-only.", "Ask for write access to it."),
    ("disk is full", "The disk is full.", "Make room on the disk and try again."),
    (
        "disk i/o error",
        "The disk under the database gave an error.",
        "Check the disk has room and try again.",
    ),
    (
        "not a database",
        "That file is not a panelguide database.",
        "Check the path, or start a new one with panelguide setup.",
    ),
    ("file is encrypted", "That file is not a panelguide database.", "Check the path."),
    ("malformed", "The database file is damaged.", "Put back the last backup with your IT team."),
    (
        "unable to open",
        "The database file could not be opened.",
        "Check that the folder exists and is yours.",
    ),
    ("locked", "Somebody else has been writing for a long time.", "Wait a moment and try again."),
    (
        "lock timeout",
        "Somebody else has been writing for a long time.",
        "Wait a moment and try again.",
    ),
    ("connection", "The team database cannot be reached.", "Check the network and try again."),
)


def trouble_of(error: Exception) -> StoreTrouble:
    """The sentence for a driver's error; the error's own words only where they hold no data."""
    said = str(getattr(error, "orig", error)).lower()
    for sign, what, do in _SAYINGS:
        if sign in said:
            return StoreTrouble(what, safe="Nothing that was saved is lost.", do=do)
    return StoreTrouble(
        f"The database refused to go on ({type(getattr(error, 'orig', error)).__name__}).",
        safe="Nothing that was saved is lost, and nothing was half done.",
        do="Try again; if it comes back, tell whoever looks after panelguide.",
    )


@contextmanager
def in_sentences() -> Iterator[None]:
    """Turns whatever the database raises into a StoreTrouble; panelguide's own errors pass through.

    Text or a number that no database can hold - half a character, more than 63 bits - is a BadInput.
    """
    try:
        yield
    except PanelguideError:
        raise
    except IntegrityError:
        raise
    except (DataError, UnicodeEncodeError, OverflowError) as error:
        raise BadInput(
            "Something given holds a character or a number that cannot be stored.",
            safe="Nothing was changed.",
            do="Write it again without it.",
        ) from error
    except (DatabaseError, InterfaceError, OperationalError) as error:
        raise trouble_of(error) from error
