"""Whether a camera was held on its side: a screen turns its pictures, paper does not."""

from __future__ import annotations

import struct
from typing import Final

EXIF: Final = b"Exif\0\0"
#: a camera notes it at the beginning, within one segment of a JPEG file
NOTED: Final = 64 * 1024
ORDERS: Final = {b"II": "<", b"MM": ">"}
ORIENTATION: Final = 0x0112
#: orientations in which a picture lies as it is stored
UPRIGHT: Final = frozenset({0, 1})
HEAD, COUNT, ENTRY = 8, 2, 12


def is_turned(content: bytes) -> bool:
    """Whether a JPEG has to be turned or mirrored before it is looked at."""
    begin = content.find(EXIF, 0, NOTED)
    notes = content[begin + len(EXIF) :][:NOTED] if begin >= 0 and content.startswith(b"\xff\xd8") else b""
    order = ORDERS.get(notes[:2])
    if order is None or len(notes) < HEAD:
        return False
    place = struct.unpack_from(f"{order}I", notes, 4)[0]
    entries = notes[place + COUNT :]
    for start in range(0, len(entries) - ENTRY + 1, ENTRY):
        tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", entries, start)
        if tag >= ORIENTATION:
            # they stand in the order of their tags
            return tag == ORIENTATION and value not in UPRIGHT
    return False
