"""Pictures of articles: files beside them, of a known kind, not too big, and described for who cannot see them."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import unquote

from services.report.article_text import Reference
from services.report.domain.picture import Picture
from shared.errors import Stop

#: bytes of a picture, and pixels: what is unpacked to draw it
LARGEST, MOST_PIXELS = 5 * 1024 * 1024, 40_000_000
PNG, JPEG, JPEG_END = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd9"
#: what cameras and programs write, and every reader of documents knows
JPEG_KINDS = (b"JFIF", b"Exif")
#: the markers of a JPEG file that begin a frame and so tell its size
MARKER = 0xFF
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
BARE = frozenset({0x01, *range(0xD0, 0xD8)})


class Shape(NamedTuple):
    """What the first bytes of a picture say of it."""

    media_type: Literal["image/png", "image/jpeg"]
    width: int
    height: int


def load_picture(article: Path, reference: Reference) -> tuple[Picture, bytes]:
    """The picture an article refers to, and its bytes. Raises Stop saying what is wrong with it."""
    where = f"{article}: picture {reference.file!r}"
    if not reference.alt.strip():
        raise Stop(f"{where} needs a description: ![what it shows]({reference.file})")
    path = _beside(article, reference.file, where)
    if path.stat().st_size > LARGEST:
        raise Stop(f"{where} has {path.stat().st_size} bytes; at most {LARGEST} are allowed")
    content = path.read_bytes()
    shape = shape_of(content)
    if shape is None:
        raise Stop(f"{where} is not a whole PNG or JPEG picture")
    if not 0 < shape.width * shape.height <= MOST_PIXELS:
        raise Stop(f"{where} has {shape.width} x {shape.height} pixels; at most {MOST_PIXELS} are allowed")
    return (
        Picture(
            file=reference.file,
            sha256=hashlib.sha256(content).hexdigest(),
            **shape._asdict(),
            alt=reference.alt.strip(),
            caption=reference.caption.strip(),
        ),
        content,
    )


def shape_of(content: bytes) -> Shape | None:
    """Kind and size in pixels of a picture, read from its head; None where it is no whole PNG or JPEG."""
    if content.startswith(PNG) and content[12:16] == b"IHDR" and content[-8:-4] == b"IEND":
        return Shape("image/png", *struct.unpack(">II", content[16:24]))
    if content.startswith(JPEG) and content[6:10] in JPEG_KINDS and content.rstrip(b"\0").endswith(JPEG_END):
        frame = next(_frames(content), None)
        return None if frame is None else Shape("image/jpeg", *frame)
    return None


def _beside(article: Path, name: str, where: str) -> Path:
    """The file, which must lie in the folder of the article, whatever its name and links say."""
    home = article.parent.resolve()
    if "://" in name or name.startswith(("/", "\\", "data:")) or "\\" in name or "\0" in unquote(name):
        raise Stop(f"{where} must be a file beside the article")
    path = (home / unquote(name)).resolve()
    if not path.is_relative_to(home):
        raise Stop(f"{where} lies outside the folder of the article")
    if not path.is_file():
        raise Stop(f"{where} is not there")
    return path


def _frames(content: bytes) -> Iterator[tuple[int, int]]:
    """Width and height of each frame of a JPEG file."""
    place = 2
    while place + 9 < len(content) and content[place] == MARKER:
        marker = content[place + 1]
        if marker == MARKER:
            place += 1
        elif marker in BARE:
            place += 2
        elif marker in FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            yield width, height
            return
        else:
            place += 2 + int(struct.unpack(">H", content[place + 2 : place + 4])[0])
