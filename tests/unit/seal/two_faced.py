"""A ciphertext that opens under two keys: what a cheat could make, because the cipher does not commit.

XChaCha20-Poly1305's tag is a polynomial in r, plus s, both taken from the key. For one ciphertext and two
keys, one free block of 16 bytes can be solved for so that both tags agree. Written out here (RFC 8439 and
draft-irtf-cfrg-xchacha) because no library offers the parts.
"""

from struct import pack, unpack

PRIME = 2**130 - 5
WORD = 2**32 - 1
CONSTANTS = (0x61707865, 0x3320646E, 0x79622D32, 0x6B206574)
COLUMNS_AND_DIAGONALS = (
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
    (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
)  # fmt: skip


def opens_under_both(one: bytes, two: bytes, nonce: bytes, header: bytes, length: int) -> bytes:
    """Ciphertext and tag of this many bytes of text, right under both keys. Header and text are whole blocks."""
    pairs = [_one_time_pair(key, nonce) for key in (one, two)]
    (r1, s1), (r2, s2) = pairs
    sizes = pack("<QQ", len(header), length)
    for filling in range(1_000):
        text = filling.to_bytes(16, "little") + bytes(length - 32)
        values = [*_blocks(header + text), 2**128, *_blocks(sizes)]
        sum1, sum2 = (_polynomial(values, r) for r in (r1, r2))
        slope = pow(pow(r1, 2, PRIME) - pow(r2, 2, PRIME), -1, PRIME)
        for wrap in range(-4, 5):
            free = (sum2 + s2 - sum1 - s1 + wrap * 2**128) * slope % PRIME
            if free >= 2**128:
                continue
            values[-2] = 2**128 + free
            tag1, tag2 = ((_polynomial(values, r) + s) % 2**128 for r, s in pairs)
            if tag1 == tag2:
                return text + free.to_bytes(16, "little") + tag1.to_bytes(16, "little")
    raise AssertionError("no block fits")


def _blocks(data: bytes) -> list[int]:
    return [int.from_bytes(data[at : at + 16] + b"\x01", "little") for at in range(0, len(data), 16)]


def _polynomial(values: list[int], r: int) -> int:
    total = 0
    for value in values:
        total = (total + value) * r % PRIME
    return total


def _one_time_pair(key: bytes, nonce: bytes) -> tuple[int, int]:
    mixed = _rounds((*CONSTANTS, *unpack("<8I", key), *unpack("<4I", nonce[:16])))
    subkey = mixed[:4] + mixed[12:]
    start = (*CONSTANTS, *subkey, 0, 0, *unpack("<2I", nonce[16:]))
    stream = pack("<16I", *((a + b) & WORD for a, b in zip(_rounds(start), start, strict=True)))
    clamp = 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    return int.from_bytes(stream[:16], "little") & clamp, int.from_bytes(stream[16:32], "little")


def _rounds(start: tuple[int, ...]) -> list[int]:
    state = list(start)
    for _ in range(10):
        for a, b, c, d in COLUMNS_AND_DIAGONALS:
            for first, second, third, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                state[first] = (state[first] + state[second]) & WORD
                mixed = state[third] ^ state[first]
                state[third] = ((mixed << turn) | (mixed >> (32 - turn))) & WORD
    return state
