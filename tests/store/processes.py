"""Writers in processes of their own, for tests that crowd, starve or kill them.

A process forked from a quiet server that has the store imported already starts in a few milliseconds.
"""

import multiprocessing
import resource
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import insert
from tests.store import chains

from panelguide.errors import PanelguideError
from panelguide.store.store import Store
from panelguide.store.tables import import_source


def start_writer(location: str, writer: str, commits: int, report: Path, room: int = 0) -> BaseProcess:
    """Starts `write` elsewhere. report: the file its lines go to."""
    kind = multiprocessing.get_context("forkserver")
    kind.set_forkserver_preload(["tests.store.processes"])
    process = kind.Process(target=write, args=(location, writer, commits, report, room), daemon=True)
    process.start()
    return process


def write(location: str, writer: str, commits: int, report: Path, room: int = 0) -> None:
    """Commits one row with its entry again and again.

    Each commit is acknowledged on a line once it has returned; a refusal is a last line that begins with "!".
    room: the largest size in bytes that any file may grow to, 0 for no limit.
    """
    if room:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    store = Store(location)
    with report.open("a", encoding="utf-8", buffering=1) as lines:
        try:
            for number in range(commits):
                subject = f"{writer}-{number}"
                with store.change(chains.stamp) as change:
                    change.connection.execute(
                        insert(import_source).values(fingerprint=subject, mapping="{}" * 200, version=1)
                    )
                    chains.note(change, subject)
                lines.write(f"{subject}\n")
        except PanelguideError as error:
            lines.write(f"! {error}\n")
            sys.exit(error.exit_code)
        finally:
            store.close()
