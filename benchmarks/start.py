"""How soon the command line answers, beside Python doing nothing at all."""

import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import Figure, compare, surroundings

ROUNDS = 21
PROGRAM = Path(sys.executable).with_name("panelguide")


def _run(*words: str | Path) -> None:
    subprocess.run(words, check=True, capture_output=True, env=surroundings())


def measure() -> list[Figure]:
    def nothing() -> None:
        _run(sys.executable, "-c", "pass")

    version = compare(lambda: _run(PROGRAM, "--version"), nothing, rounds=ROUNDS)
    usage = compare(lambda: _run(PROGRAM, "--help"), nothing, rounds=ROUNDS)
    beside = "python -c pass"
    return [
        version.figure("panelguide --version", beside, 2.6),
        usage.figure("panelguide --help", beside, None),
    ]
