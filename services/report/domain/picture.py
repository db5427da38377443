"""A picture of an article, named by what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from services.report.domain.part import Part

#: the bytes of pictures by their SHA-256
Pictures = Mapping[str, bytes]
NO_PICTURES: Final[Pictures] = MappingProxyType({})


class Picture(Part):
    """A picture as its article refers to it: `file` beside the article, `sha256` of its bytes, size in pixels.

    `alt` says what it shows to whom cannot see it; `caption` is printed under it.
    """

    file: str
    sha256: str
    media_type: Literal["image/png", "image/jpeg"]
    width: int
    height: int
    alt: str
    caption: str = ""
