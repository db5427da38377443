"""Pictures of articles: files beside them, of a known kind, not too big, and described for who cannot see them."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import unquote

from services.report.article_flaws import flaw
from services.report.article_text import Reference
from services.report.domain.picture import Picture

#: bytes of a picture, and pixels: what is unpacked to draw it
LARGEST, MOST_PIXELS = 5 * 1024 * 1024, 40_000_000
PNG_HEAD = 24
PNG, JPEG, JPEG_END = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd9"
#: what cameras and programs write, and every reader of documents knows
JPEG_KINDS = (b"JFIF", b"Exif")
#: so much of the beginning of a picture tells its shape, and of its end that it is whole, but for a few
HEAD, TAIL = 64 * 1024, 1024
#: the markers of a JPEG file that begin a frame and so tell its size
MARKER = 0xFF
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
BARE = frozenset({0x01, *range(0xD0, 0xD8)})


class Shape(NamedTuple):
    """What the first bytes of a picture say of it."""

    media_type: Literal["image/png", "image/jpeg"]
    width: int
    height: int


class PictureFile(NamedTuple):
    """What a picture is, None where it is none; its bytes only where nobody keeps them under their hash."""

    sha256: str
    size: int
    shape: Shape | None
    content: bytes | None = None


def picture_file(content: bytes) -> PictureFile:
    """A file that nobody keeps."""
    return PictureFile(hashlib.sha256(content).hexdigest(), len(content), shape_of(content), content)


def beside(article: Path, name: str) -> bytes:
    """The bytes of a picture in the folder of the article, whatever its name and links say. Raises Stop."""
    return _place(article, name).read_bytes()


def size_beside(article: Path, name: str) -> int:
    """The bytes of such a picture counted; no more of it is read than tells that it can be shown. Raises Stop."""
    path = _place(article, name)
    size = path.stat().st_size
    _demand_shown(article.name, article.name, size, _shape_at(path, size))
    return size


def _place(article: Path, name: str) -> Path:
    """Where such a picture is."""
    home = article.parent.resolve()
    if "://" in name or name.startswith(("/", "\\", "data:")) or "\\" in name or "\0" in unquote(name):
        raise flaw(article, "picture-place", file=name)
    path = (home / unquote(name)).resolve()
    if not path.is_relative_to(home):
        raise flaw(article, "picture-outside", file=name)
    if not path.is_file():
        raise flaw(article, "picture-absent", file=name)
    _demand_light(article, name, path.stat().st_size)
    return path


def demand_alt(where: object, reference: Reference) -> None:
    """Raises Stop where nobody has said what the picture shows."""
    if not reference.alt.strip():
        raise flaw(where, "picture-alt", file=reference.file)


def described(where: object, reference: Reference, file: PictureFile) -> Picture:
    """The picture that an article refers to. Raises Stop saying what is wrong with it."""
    shape = _demand_shown(where, reference.file, file.size, file.shape)
    return Picture(
        file=reference.file,
        sha256=file.sha256,
        **shape._asdict(),
        alt=reference.alt.strip(),
        caption=reference.caption.strip(),
    )


def demand_picture(where: object, name: str, content: bytes) -> Shape:
    """Kind and size of a picture. Raises Stop where it is none, or too large to send or to draw."""
    return _demand_shown(where, name, len(content), shape_of(content))


def _demand_shown(where: object, name: str, size: int, shape: Shape | None) -> Shape:
    _demand_light(where, name, size)
    if shape is None:
        raise flaw(where, "picture-kind", file=name)
    if not 0 < shape.width * shape.height <= MOST_PIXELS:
        raise flaw(where, "picture-pixels", file=name, width=shape.width, height=shape.height, most=MOST_PIXELS)
    return shape


def shape_of(content: bytes) -> Shape | None:
    """Kind and size in pixels of a picture; None where it is no whole PNG or JPEG."""
    return shape_in(content) if _is_whole(content, content) else None


def shape_in(head: bytes) -> Shape | None:
    """Kind and size as the beginning of a picture tells them; None where it tells of no PNG or JPEG."""
    if head.startswith(PNG) and head[12:16] == b"IHDR" and len(head) >= PNG_HEAD:
        return Shape("image/png", *struct.unpack(">II", head[16:PNG_HEAD]))
    if head.startswith(JPEG) and head[6:10] in JPEG_KINDS:
        frame = next(_frames(head), None)
        return None if frame is None else Shape("image/jpeg", *frame)
    return None


def _shape_at(path: Path, size: int) -> Shape | None:
    """What `shape_of` says of a file; all of it is read only where its beginning and its end do not tell."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(size - TAIL, 0))
        tail = file.read()
    found = shape_in(head)
    if found is None or not tail.strip(b"\0"):
        return shape_of(path.read_bytes())
    return found if _is_whole(head, tail) else None


def _is_whole(head: bytes, tail: bytes) -> bool:
    """Whether what begins and ends so is no picture that was cut off."""
    return tail[-8:-4] == b"IEND" if head.startswith(PNG) else tail.rstrip(b"\0").endswith(JPEG_END)


def _demand_light(where: object, name: str, size: int) -> None:
    if size > LARGEST:
        raise flaw(where, "picture-heavy", file=name, size=size, most=LARGEST)


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
