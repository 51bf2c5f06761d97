# SPDX-License-Identifier: EUPL-1.2
"""A small picture of a street as a PNG (RFC 2083), made without a library."""

import random
import struct
import zlib

_WIDTH, _HEIGHT = 192, 128
_SKY, _GROUND, _LAMP = (176, 205, 226), (140, 142, 138), (58, 62, 66)
_WALLS = ((164, 92, 74), (190, 160, 120), (120, 74, 62), (205, 196, 180))
_THINGS = ((196, 60, 48), (46, 92, 150), (226, 182, 40), (70, 120, 66))

type _Colour = tuple[int, int, int]
type _Box = tuple[int, int, int, int]  # left, top, right, bottom


def street(chance: random.Random) -> bytes:
    """Return a PNG of a street with something on it; the same chance gives the same picture."""
    picture = [[_SKY] * _WIDTH for _ in range(_HEIGHT)]
    _fill(picture, (0, 88, _WIDTH, _HEIGHT), _GROUND)
    left = 0
    while left < _WIDTH:
        right = left + chance.randint(28, 48)
        _fill(picture, (left, chance.randint(20, 48), right, 88), chance.choice(_WALLS))
        _fill(picture, (left + 6, 54, left + 16, 70), _SKY)
        left = right + 1
    lamp = chance.randint(12, _WIDTH - 20)
    _fill(picture, (lamp, 30, lamp + 3, 100), _LAMP)
    _fill(picture, (lamp - 4, 26, lamp + 7, 32), _LAMP)
    for _ in range(chance.randint(1, 3)):
        x, y = chance.randint(8, _WIDTH - 40), chance.randint(92, 112)
        _fill(picture, (x, y, x + chance.randint(8, 30), y + chance.randint(5, 14)), chance.choice(_THINGS))
    return _png(picture)


def _fill(picture: list[list[_Colour]], box: _Box, colour: _Colour) -> None:
    left, top, right, bottom = box
    for row in picture[top:bottom]:
        row[left:right] = [colour] * (min(right, _WIDTH) - left)


def _png(picture: list[list[_Colour]]) -> bytes:
    rows = b"".join(b"\0" + bytes(value for pixel in row for value in pixel) for row in picture)
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
