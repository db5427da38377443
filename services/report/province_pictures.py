"""Pictures that lie beside the files of a period's articles, in the folder of the province."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

from services.report.picture_files import beside, demand_picture, size_beside
from shared.errors import Stop
from shared.figures import nfc

PLAIN: Final = re.compile(r"[\w.-]+(?: [\w.-]+)*")
KINDS: Final = frozenset({".png", ".jpg", ".jpeg"})
#: of more than an edition can hold, the first by name
MOST: Final = 200


class LyingPicture(NamedTuple):
    """A picture of the folder; `link` is how an article names it, `wrong` why no article can show it."""

    file: str
    link: str
    size: int
    wrong: Stop | None


def lying_pictures(home: Path) -> list[LyingPicture]:
    """The pictures of the folder `home` by name; none where it is not there."""
    names = sorted(path.name for path in home.glob("*") if path.suffix.lower() in KINDS)
    return [_lying(home, name) for name in names[:MOST]]


def lying_picture(home: Path, name: str) -> bytes:
    """The bytes of a picture of the folder, checked as an article's are. Raises Stop where it is none."""
    content = beside(home / name, quote(name, safe=""))
    demand_picture(name, name, content)
    return content


def link_to(name: str) -> str:
    """A file as Markdown names it: <Hội nghị.jpg>; what could be read as anything else is encoded."""
    if not PLAIN.fullmatch(name) or nfc(name) != name:
        return quote(name)
    return f"<{name}>" if " " in name else name


def _lying(home: Path, name: str) -> LyingPicture:
    link = link_to(name)
    try:
        return LyingPicture(name, link, size_beside(home / name, quote(name, safe="")), None)
    except Stop as error:
        return LyingPicture(name, link, 0, error)
