"""Articles written by editors: Markdown files with front matter and pictures, one folder per period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import Field, ValidationError, field_validator

from services.report.article_text import demand_safe, pictures_in
from services.report.domain.bulletin import Article
from services.report.domain.periods import Rule
from services.report.domain.picture import Picture
from services.report.picture_files import load_picture
from shared.errors import Stop
from shared.figures import nfc

FENCE = "---\n"
#: bytes of one article, far above what anybody reads
LARGEST = 256 * 1024


class FrontMatter(Rule):
    """What stands before the text of an article: its section, title, place among the others and authors."""

    section: str = Field(min_length=1, max_length=200)
    title: str = Field(min_length=1, max_length=300)
    order: int = 0
    authors: tuple[str, ...] = ()

    @field_validator("authors", mode="before")
    @classmethod
    def _one_or_several(cls, given: object) -> object:
        return (given,) if isinstance(given, str) else given


@dataclass(frozen=True)
class Manuscripts:
    """The articles of a period in printed order, and the bytes of their pictures by SHA-256."""

    articles: tuple[Article, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def load_articles(folder: Path, period: str, order: Sequence[str] = ()) -> Manuscripts:
    """The articles of `period` of the province in `folder`, those named in `order` first, the others in their own.

    Raises Stop naming an unusable file.
    """
    home = folder / "articles" / period
    pictures: dict[str, bytes] = {}
    found = [_article(path, pictures) for path in sorted(home.glob("*.md"))]
    place = {name: number for number, name in enumerate(order)}
    found.sort(key=lambda pair: (place.get(pair[1].id, len(place)), pair[0], pair[1].id))
    return Manuscripts(tuple(article for _, article in found), pictures)


def _article(path: Path, pictures: dict[str, bytes]) -> tuple[int, Article]:
    start, head, body = (*_text(path).split(FENCE, 2), "", "")[:3]
    if start or not head:
        raise Stop(f"{path}: an article starts with front matter between two lines of ---")
    try:
        front = FrontMatter.model_validate(yaml.safe_load(head))
    except (yaml.YAMLError, ValidationError) as error:
        raise Stop(f"{path}: front matter: {error}") from error
    demand_safe(path, body)
    return front.order, Article(
        id=path.stem,
        section=front.section,
        title=front.title,
        authors=front.authors,
        body=body.strip(),
        pictures=_pictures(path, body, pictures),
    )


def _text(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        raise Stop(f"{path}: an article is a file of its own, not a link")
    if path.stat().st_size > LARGEST:
        raise Stop(f"{path}: an article has at most {LARGEST // 1024} kB")
    try:
        return nfc(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Stop(f"{path}: not UTF-8 text (byte {error.start})") from error


def _pictures(path: Path, body: str, contents: dict[str, bytes]) -> tuple[Picture, ...]:
    found: dict[str, Picture] = {}
    for reference in pictures_in(body):
        picture, content = load_picture(path, reference)
        found.setdefault(picture.file, picture)
        contents[picture.sha256] = content
    return tuple(found.values())
