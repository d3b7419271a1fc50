"""Repeatable randomness and cheap passphrase costs for the seal's tests."""

from hashlib import blake2b

from panelguide.seal.ids import Random
from panelguide.seal.keys import Argon, ArgonLimits

CHEAP = Argon(ops=1, mem=8192)
CHEAP_ALLOWED = ArgonLimits(fewest_ops=1, most_ops=10, least_mem=8192, most_mem=256 * 1024 * 1024)


def chance(seed: str) -> Random:
    """A generator that gives the same bytes for the same seed, and never the same bytes twice."""
    count = 0

    def give(size: int) -> bytes:
        nonlocal count
        count += 1
        block = b""
        while len(block) < size:
            block += blake2b(f"{seed}/{count}/{len(block)}".encode()).digest()
        return block[:size]

    return give


def flipped(data: bytes, position: int) -> bytes:
    """The same bytes with the lowest bit of one of them turned."""
    changed = bytearray(data)
    changed[position] ^= 1
    return bytes(changed)
