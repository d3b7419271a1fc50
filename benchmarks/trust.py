"""A made-up trust with an open interview round, made through the services, to measure in."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from panelguide.bootstrap import create_context
from panelguide.demo import cast, steps
from panelguide.demo.interviews import open_round
from panelguide.paths import Home
from panelguide.services import candidates
from panelguide.services.context import Context
from panelguide.settings import Settings


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder, gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="panelguide-benchmark-"))
    try:
        yield path
    finally:
        shutil.rmtree(path)


@contextmanager
def interviewing(invited: int) -> Iterator[tuple[Context, cast.Cast, str]]:
    """A trust, its people, and the code of a vacancy whose round is open with so many candidates."""
    with folder() as home:
        context = create_context(Settings(Home(home)))
        try:
            people = cast.assemble(context)
            code = _open(context, people, invited)
            yield context, people, code
        finally:
            context.store.close()


def _open(context: Context, people: cast.Cast, invited: int) -> str:
    code = steps.open_vacancy(context, people, "Physiotherapist", "6").code
    steps.prepare(context, people, code)
    for _ in range(2):
        steps.close_stage(context, people.manager, code)
    for number in range(invited):
        candidates.add(
            context, people.team, code, full_name=f"Candidate {number}", reference=f"B-{number:05d}"
        )
    steps.declare(context, people, code)
    steps.shortlist_first(context, people, code, invited)
    steps.close_stage(context, people.manager, code)
    steps.lock_kit(context, people, code, questions=7)
    open_round(context, people, code)
    return code
