"""ZIP files of which most parts never change: those are deflated once, and each copy adds only its own.

Deflating every part again is nine tenths of the cost of a letter. Times are fixed at ZIP's earliest, 1 January
1980, so that the same parts always give the same bytes. Layout: PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16.
"""

import struct
import zlib
from collections.abc import Mapping
from typing import Final

LEVEL: Final = 6
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
_NAMES_ARE_UTF8: Final = 0x800
_DEFLATED: Final = 8
_FIRST_DAY: Final = (1 << 5) | 1


class PackedZip:
    """The parts that stay the same, packed. Copies are made by `with_members`."""

    def __init__(self, members: Mapping[str, bytes]) -> None:
        packed = [_packed(name, body) for name, body in members.items()]
        self._front = b"".join(header + data for header, data, _ in packed)
        self._count = len(packed)
        offset = 0
        directory = []
        for header, data, entry in packed:
            directory.append(entry(offset))
            offset += len(header) + len(data)
        self._directory = b"".join(directory)

    def with_members(self, members: Mapping[str, bytes]) -> bytes:
        """A whole ZIP file: the packed parts and these."""
        pieces, directory = [self._front], [self._directory]
        offset = len(self._front)
        for name, body in members.items():
            header, data, entry = _packed(name, body)
            pieces += (header, data)
            directory.append(entry(offset))
            offset += len(header) + len(data)
        central = b"".join(directory)
        count = self._count + len(members)
        end = _END.pack(b"PK\5\6", 0, 0, count, count, len(central), offset, 0)
        return b"".join((*pieces, central, end))


class _Entry:
    """A line of the central directory, complete but for where its part begins."""

    __slots__ = ("_fields", "_name")

    def __init__(self, name: bytes, fields: tuple[int, ...]) -> None:
        self._name = name
        self._fields = fields

    def __call__(self, offset: int) -> bytes:
        return _CENTRAL.pack(b"PK\1\2", _VERSION, *self._fields, 0, 0, 0, 0, offset) + self._name


def _packed(name: str, body: bytes) -> tuple[bytes, bytes, _Entry]:
    squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = squeeze.compress(body) + squeeze.flush()
    encoded = name.encode()
    fields = (
        _VERSION,
        _NAMES_ARE_UTF8,
        _DEFLATED,
        0,
        _FIRST_DAY,
        zlib.crc32(body),
        len(data),
        len(body),
        len(encoded),
        0,
    )
    return _LOCAL.pack(b"PK\3\4", *fields) + encoded, data, _Entry(encoded, fields)
