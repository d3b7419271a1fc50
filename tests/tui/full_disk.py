"""A disk that takes nothing more, for as long as a test wants it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

needs_a_limit = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no limit for the size of files."
)

# What was already said to be unsaved when the person leaves, or not yet; all pairs in the long run.
every_way_off = pytest.mark.parametrize(
    ("way", "known"),
    [
        pytest.param("escape", False, id="escape-not yet known"),
        pytest.param("ctrl+q", True, id="ctrl+q-said already"),
        pytest.param("escape", True, id="escape-said already", marks=pytest.mark.long),
        pytest.param("ctrl+q", False, id="ctrl+q-not yet known", marks=pytest.mark.long),
        pytest.param("f5", True, id="f5-said already", marks=pytest.mark.long),
        pytest.param("f5", False, id="f5-not yet known", marks=pytest.mark.long),
    ],
)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process grows while it lasts."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
