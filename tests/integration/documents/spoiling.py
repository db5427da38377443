"""Documents spoilt on purpose, so that a validator shows that it looks."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

DOCUMENT = "word/document.xml"


def replaced(content: bytes, part: str, old: str, new: str, times: int = 1) -> bytes:
    """The package with `old` replaced in one of its parts, where it must stand."""
    spoilt = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(spoilt, "w") as target:
        for name in source.namelist():
            stated = source.read(name)
            if name == part:
                assert old.encode() in stated
                stated = stated.replace(old.encode(), new.encode(), times)
            target.writestr(name, stated)
    return spoilt.getvalue()


def cut(content: bytes) -> bytes:
    """The first half."""
    return content[: len(content) // 2]
