"""First frame and key to repaint in a real terminal, beside the least Textual can do."""

import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import trust
from benchmarks.measuring import Compared, Figure, shown, surroundings
from panelguide.bootstrap import create_context
from panelguide.demo import cast
from panelguide.domain.bands import parse_grade
from panelguide.paths import HOME_VARIABLE, Home
from panelguide.services import vacancies
from panelguide.settings import Settings

COLUMNS, ROWS = 120, 40
FRAMES = 15
KEYS = 100
LINES = 200
QUIET = 0.04  # seconds without output: the frame is whole
PATIENCE = 30.0
DOWN = b"\x1b[B"

HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("Hello, panel")
Hello().run()
"""
TABLE = f"""
from textual.app import App
from textual.widgets import DataTable
class Table(App):
    def compose(self):
        yield DataTable(cursor_type="row")
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Code", "Post", "Stage", "Next")
        for number in range({LINES}):
            table.add_row(f"V{{number:03}}", "Physiotherapist", "Prepare", "Hello, panel")
Table().run()
"""
OURS = "from panelguide.__main__ import main; main()"
AT_HOME = f"""
from panelguide.settings import load_settings
from panelguide.tui import run_app
run_app(load_settings(), be="s.rees@{cast.DOMAIN}", passphrase={cast.PASSPHRASE!r})
"""


Times = tuple[Sequence[float], Sequence[float]]


class Terminal:
    """A program running in a terminal of its own."""

    def __init__(self, program: str, home: Path) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.begun = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=surroundings(TERM="xterm-256color", COLORTERM="truecolor", **{HOME_VARIABLE: str(home)}),
            start_new_session=True,
        )
        os.close(theirs)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def until(self, words: str) -> float:
        """Reads until these words were painted; gives the seconds since the program was started."""
        seen, wanted = b"", words.encode()
        while wanted not in seen:
            seen += self._read(PATIENCE)
        return time.perf_counter() - self.begun

    def settle(self, quiet: float = 1.0) -> None:
        """Reads until nothing more comes."""
        while self._wait(quiet):
            self._read(0)

    def press(self, key: bytes) -> tuple[float, float]:
        """Presses a key; gives the seconds until the first byte it caused and until the last."""
        begun = time.perf_counter()
        os.write(self._ours, key)
        self._read(PATIENCE)
        first = last = time.perf_counter()
        while self._wait(QUIET):
            self._read(0)
            last = time.perf_counter()
        return first - begun, last - begun

    def _wait(self, patience: float) -> bool:
        return bool(select.select([self._ours], [], [], patience)[0])

    def _read(self, patience: float) -> bytes:
        if patience and not self._wait(patience):
            raise TimeoutError("the program painted nothing")
        return os.read(self._ours, 1 << 16)


@contextmanager
def _running(program: str, home: Path) -> Iterator[Terminal]:
    terminal = Terminal(program, home)
    try:
        yield terminal
    finally:
        terminal.close()


def _first_frame(program: str, words: str, home: Path) -> float:
    with _running(program, home) as terminal:
        return terminal.until(words)


def _keys(terminal: Terminal) -> Times:
    """Seconds to the first byte of each key, and to the last."""
    terminal.settle()
    for _ in range(5):
        terminal.press(DOWN)
    first, last = zip(*(terminal.press(DOWN) for _ in range(KEYS)), strict=True)
    return first, last


def _frames(home: Path) -> Compared:
    ours, hello = [], []
    _first_frame(OURS, "Sign in", home)
    for _ in range(FRAMES):
        hello.append(_first_frame(HELLO, "Hello, panel", home))
        ours.append(_first_frame(OURS, "Sign in", home))
    return Compared(tuple(ours), tuple(hello))


def _repaints(home: Path) -> tuple[Times, Times]:
    with _running(TABLE, home) as table:
        table.until("Hello, panel")
        bare = _keys(table)
    with _running(AT_HOME, home) as ours:
        ours.until("Physiotherapist")
        return _keys(ours), bare


def _make_vacancies(home: Path) -> None:
    context = create_context(Settings(Home(home)))
    people = cast.assemble(context)
    for _ in range(LINES):
        vacancies.create(context, people.manager, title="Physiotherapist", grade=parse_grade("6"))
    context.store.close()


def _at(share: float, values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=100)[round(share * 100) - 1]


def measure() -> list[Figure]:
    with trust.folder() as home:
        _make_vacancies(home)
        frames = _frames(home)
        ours, bare = _repaints(home)
    figures = [frames.figure("first frame: the sign-in screen", "Textual saying hello", 1.3)]
    for byte, mine, theirs in zip(("first", "last"), ours, bare, strict=True):
        for name, share, goal in (("half of the keys", 0.5, 1.3), ("99 in 100 keys", 0.99, 2.0)):
            at, beside = _at(share, mine), _at(share, theirs)
            figures.append(
                Figure(
                    f"key to the {byte} byte painted, {name}, {LINES} vacancies",
                    f"a bare table of {LINES} rows",
                    at / beside,
                    goal,
                    f"{shown(at)} / {shown(beside)}",
                )
            )
    return figures
