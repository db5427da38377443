"""Pictures with the size and grain of real ones, made of nothing: the same seed gives the same bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise
from math import sin
from random import Random

BLOCK = 8
#: so many frequencies of a block have a value, as in a photograph of good quality
GRAIN = 12
#: Huffman codes of five bits each; a code says how many bits of a number follow
CODE_BITS, SIZES = 5, tuple(range(11))
DC, AC = 0x00, 0x10


def png(width: int, height: int, seed: int) -> bytes:
    """A PNG picture: a gradient under noise, which packs as badly as a photograph."""
    chance = Random(seed)
    rows = b"".join(
        b"\0" + bytes((x + y + noise) % 256 for x, noise in enumerate(chance.randbytes(3 * width)))
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def jpeg(width: int, height: int, seed: int) -> bytes:
    """A JPEG picture in grey: light that changes slowly, with grain."""
    frame = struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)
    codes = bytes([0] * (CODE_BITS - 1) + [len(SIZES)] + [0] * (16 - CODE_BITS)) + bytes(SIZES)
    parts = [
        _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
        _segment(0xDB, b"\0" + bytes([4] * 64)),
        _segment(0xC0, frame),
        _segment(0xC4, bytes([DC]) + codes),
        _segment(0xC4, bytes([AC]) + codes),
        _segment(0xDA, bytes([1, 1, DC, 0, 63, 0])),
        _scan(width, height, Random(seed)),
    ]
    return b"\xff\xd8" + b"".join(parts) + b"\xff\xd9"


def _scan(width: int, height: int, chance: Random) -> bytes:
    across, down, turn = -(-width // BLOCK), -(-height // BLOCK), chance.random()
    light = [round(90 * sin(x / 20 + turn) + 90 * sin(y / 15)) for y in range(down) for x in range(across)]
    steps = (here - before for before, here in pairwise((0, *light)))
    bits = "".join(bit for step in steps for bit in _block(step, chance))
    bits += "1" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\0")


def _block(step: int, chance: Random) -> Iterator[str]:
    """The step of its light from the block before, some frequencies, and that no more follow."""
    yield _value(step)
    for place in range(GRAIN):
        yield _value(chance.choice((-1, 1)) * max(1, 24 // (place + 1)))
    yield _code(0)


def _value(number: int) -> str:
    size = abs(number).bit_length()
    return _code(size) + (f"{number if number > 0 else number + (1 << size) - 1:0{size}b}" if size else "")


def _code(size: int) -> str:
    return f"{size:0{CODE_BITS}b}"


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
