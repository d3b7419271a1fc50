"""What happens to a fault in the program: a reference on the screen, the places in an owner-only log.

Neither the values of variables nor the message of the error is written: both can hold people's data.
"""

import os
import traceback
from datetime import datetime
from pathlib import Path

from panelguide.paths import make_private_folder
from panelguide.text import visible


def write_to_log(log: Path, error: BaseException, at: datetime) -> str:
    """Adds where it happened to the log and returns a reference such as PG-3F2A."""
    frames = [
        f"  {frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    entry = "\n".join([type(error).__qualname__, *frames])
    from hashlib import blake2b

    reference = "PG-" + blake2b(entry.encode(), digest_size=2).hexdigest().upper()
    try:
        make_private_folder(log.parent)
        descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8", errors="replace") as file:
            file.write(f"{at:%Y-%m-%dT%H:%M:%SZ} {reference} {entry}\n")
    except OSError:
        return f"{reference}, not logged"
    return reference


def apology(reference: str, log: Path) -> str:
    """The sentences a command ends in when the program itself is at fault."""
    return visible(
        f"panelguide could not go on ({reference}). What was saved is safe. Try again; if it happens again, give "
        f"the reference and the file {log} to whoever looks after panelguide."
    )


def farewell(reference: str, log: Path) -> str:
    """The sentences left on the terminal when the app had to close."""
    return visible(
        f"panelguide had to close ({reference}). What was saved is safe. Open it again; if it happens again, "
        f"give the reference and the file {log} to whoever looks after panelguide."
    )
