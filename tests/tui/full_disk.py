"""A disk that takes nothing more, for as long as a test wants it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

needs_a_limit = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no limit for the size of files."
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
