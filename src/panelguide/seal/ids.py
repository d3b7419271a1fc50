"""Ids and randomness as the seal knows them."""

from collections.abc import Callable

from panelguide.errors import BadInput

Random = Callable[[int], bytes]
"""Gives that many random bytes: `nacl.utils.random` in the program, a seeded generator in tests."""

Id = bytes
"""16 random bytes naming a person, vacancy, round, candidate or question; lower hex in JSON."""

ID_SIZE = 16


def new_id(random: Random) -> Id:
    """A fresh id."""
    return random(ID_SIZE)


def require_id(value: bytes, what: str) -> Id:
    """The id itself; raises BadInput when it is not 16 bytes long."""
    if len(value) != ID_SIZE:
        raise BadInput(f"{what} must be {ID_SIZE} bytes long; this one has {len(value)}.")
    return value
