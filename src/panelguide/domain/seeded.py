"""Orders and choices that look random and can be repeated from a seed.

A hash is used rather than a generator so that one thing's place does not depend on how many others were
drawn before it, and stays the same in every version of Python.
"""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import TypeVar

Item = TypeVar("Item")


def seeded_key(seed: int, *names: str) -> bytes:
    """16 bytes that stand for these names under this seed; sort by it for an order nobody chose."""
    digest = blake2b(str(seed).encode(), digest_size=16, person=b"pg-seeded")
    for name in names:
        encoded = name.encode()
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.digest()


def seeded_order(
    items: Iterable[Item], seed: int, name: Callable[[Item], str], *, purpose: str
) -> list[Item]:
    """The items in the order the seed gives, whatever order they came in.

    purpose keeps two shuffles of one seed apart. Items of equal name keep the order they came in.
    """
    return sorted(items, key=lambda item: seeded_key(seed, purpose, name(item)))
