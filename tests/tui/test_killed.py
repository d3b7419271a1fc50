"""The app in a real terminal, killed in the middle of a note: what is lost, and where it comes back."""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests import world
from tests.tui.room import Room, prepare

from panelguide.services.context import Context

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals like these."),
]

SECONDS_UNSAVED = 0.4
# What a busy machine may take to hand a key from the terminal to the app before it is the app's to keep.
SECONDS_UNDER_WAY = 0.4
SCORE_KEYS, TYPING = "Score keys are on", "Typing notes"
LEFT = "\x1b[D"


class Window:
    """One terminal window with the app in it."""

    def __init__(self, master: int, process: "subprocess.Popen[bytes]") -> None:
        self._master = master
        self._process = process
        self._seen = ""
        self._ended = False

    def wait_for(self, words: str) -> None:
        """Reads what the app draws until the words come; only what was drawn since the last wait counts."""
        end = time.monotonic() + 60
        while words not in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self._seen):
            assert time.monotonic() < end, f"Never saw {words!r}: {self._seen[-2000:]!r}"
            self.look(0.1)
        self._seen = ""

    def look(self, seconds: float) -> None:
        """Goes on reading, so that the app is never held up by a full terminal."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self._master], [], [], left)[0]:
                try:
                    self._seen += os.read(self._master, 65_536).decode("utf-8", "replace")
                except OSError:
                    assert self._ended, f"The app closed by itself: {self._seen[-3000:]}"
                    return

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        self._ended = True
        self._process.send_signal(how)

    def wait_until_ended(self) -> None:
        end = time.monotonic() + 30
        while self._process.poll() is None:
            assert time.monotonic() < end, "The app did not end."
            self.look(0.05)


@contextmanager
def window(room: Room) -> Iterator[Window]:
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    member = room.day.begum.person.email
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.tui.terminal_child", str(room.home), member, room.day.code],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(slave)
    try:
        yield Window(master, process)
    finally:
        process.kill()
        process.wait()
        os.close(master)


@pytest.fixture
def room(sqlite_context: Context, clock: world.Clock) -> Room:
    made = prepare(sqlite_context, clock)
    made.day.open_round()
    return made


def test_a_killed_app_loses_less_than_half_a_second_of_a_note_and_comes_back_where_it_was(room: Room) -> None:
    begum = room.day.begum
    with window(room) as first:
        first.wait_for(SCORE_KEYS)
        first.type("4")
        first.look(0.3)
        first.type("]")
        first.look(0.3)
        first.type("n")
        first.wait_for(TYPING)
        for key in "end" + LEFT * 3:
            first.type(key)
        first.look(1.5)
        sent: list[tuple[float, str]] = []
        for number in range(60):
            key = chr(ord("a") + number % 26)
            first.type(key)
            sent.append((time.monotonic(), key))
            first.look(0.05)
        killed_at = time.monotonic()
        first.end()
    old_enough = killed_at - SECONDS_UNSAVED - SECONDS_UNDER_WAY
    certain = "".join(key for at, key in sent if at < old_enough)
    typed = "".join(key for _, key in sent)
    kept = room.note(begum, "Q2")
    assert len(certain) > 20
    assert kept.endswith("end")
    assert kept.removesuffix("end").startswith(certain)
    assert typed.startswith(kept.removesuffix("end"))
    assert room.mark(begum, "Q1") == 4
    with window(room) as second:
        second.wait_for(TYPING)
        second.type("|")
        second.look(1.5)
        second.end()
    assert room.note(begum, "Q2") == kept.removesuffix("end") + "|end"


@pytest.mark.parametrize("ending", [signal.SIGHUP, signal.SIGTERM])
def test_a_closed_window_keeps_all_that_was_typed(room: Room, ending: signal.Signals) -> None:
    with window(room) as one:
        one.wait_for(SCORE_KEYS)
        one.type("n")
        one.wait_for(TYPING)
        one.type("kept")
        one.look(SECONDS_UNSAVED + SECONDS_UNDER_WAY)
        one.type(" to the last a")
        one.wait_for("5 words")
        one.end(ending)
        one.wait_until_ended()
    assert room.note(room.day.begum, "Q1") == "kept to the last a"


def test_ctrl_c_in_a_note_neither_leaves_nor_loses(room: Room) -> None:
    with window(room) as one:
        one.wait_for(SCORE_KEYS)
        one.type("n")
        one.wait_for(TYPING)
        one.type("before")
        one.type("\x03")
        one.type("after")
        one.look(SECONDS_UNSAVED + SECONDS_UNDER_WAY)
        one.end()
    assert room.note(room.day.begum, "Q1") == "beforeafter"
