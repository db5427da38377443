"""Articles written by editors: Markdown with front matter and pictures, in a folder per period and on the pages.

What was written on the pages stands in the place of a file of the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from services.report.article_flaws import flaw
from services.report.article_text import demand_fit, pictures_in
from services.report.domain.article import Article
from services.report.domain.picture import Picture
from services.report.domain.sections import UNDECLARED, Sections
from services.report.front_matter import Written, read_written
from services.report.picture_files import PictureFile, beside, demand_alt, described, picture_file
from shared.errors import Stop

#: bytes of one article, far above what anybody reads
LARGEST: Final = 256 * 1024


@dataclass(frozen=True)
class Kept:
    """What was written on the pages for a period: texts by article (None: withdrawn), pictures by file name."""

    texts: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))
    pictures: Mapping[str, PictureFile] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Manuscripts:
    """The articles of a period in printed order, and the bytes of the pictures beside their files, by SHA-256."""

    articles: tuple[Article, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


class Manuscript(NamedTuple):
    """One article as somebody wrote it, or what is wrong with it; `order` is its authors' wish."""

    id: str
    order: int
    text: str
    found: tuple[Article, Mapping[str, bytes]] | Stop


NOTHING: Final = Kept()


def load_articles(  # where articles come from, and how they are ordered
    folder: Path,
    period: str,
    order: Sequence[str] = (),
    sections: Sections = UNDECLARED,
    kept: Kept = NOTHING,
) -> Manuscripts:
    """The articles of `period` of the province in `folder`, by section; those named in `order` before the others.

    Raises Stop naming an unusable article.
    """
    pictures: dict[str, bytes] = {}
    articles = []
    for manuscript in manuscripts(folder, period, order, sections, kept):
        if isinstance(manuscript.found, Stop):
            raise manuscript.found
        article, contents = manuscript.found
        articles.append(article)
        pictures.update(contents)
    return Manuscripts(tuple(articles), pictures)


def manuscripts(  # as above
    folder: Path, period: str, order: Sequence[str], sections: Sections, kept: Kept
) -> list[Manuscript]:
    """Everything written for `period` in printed order, the unusable last."""
    home = folder / "articles" / period
    read = [*_from_files(home, sections, kept), *_from_pages(home, sections, kept)]
    place = {name: number for number, name in enumerate(order)}

    def rank(each: Manuscript) -> tuple[int, int, int, str]:
        section = len(sections.rules) + 1 if isinstance(each.found, Stop) else sections.place(each.found[0].section)
        return section, place.get(each.id, len(place)), each.order, each.id

    return sorted(read, key=rank)


def read_manuscript(
    where: object, name: str, text: str, sections: Sections, picture_named: Callable[[str], PictureFile]
) -> tuple[Article, dict[str, bytes]]:
    """An article, and the pictures that nobody keeps yet by SHA-256.

    Raises Stop naming `where`, field, value and what is allowed.
    """
    front, body = written = read_written(where, text)
    if not body:
        raise flaw(where, "empty")
    demand_fit(where, body)
    pictures: dict[str, Picture] = {}
    contents: dict[str, bytes] = {}
    for reference in pictures_in(body):
        demand_alt(where, reference)
        file = picture_named(reference.file)
        picture = described(where, reference, file)
        pictures.setdefault(picture.file, picture)
        if file.content is not None:
            contents[picture.sha256] = file.content
    article = Article(
        id=name,
        section=_section(where, written, sections),
        title=front.title,
        authors=front.authors,
        body=body,
        pictures=tuple(pictures.values()),
        directive=front.document,
    )
    return article, contents


def _section(where: object, written: Written, sections: Sections) -> str:
    front = written.front
    rule = sections.find(front.section)
    if rule is None and sections.closed:
        raise flaw(where, "section", value=front.section, allowed=", ".join(rule.id for rule in sections.rules))
    if front.document is not None and (rule is None or rule.kind != "directives"):
        raise flaw(where, "directive-place", value=front.section)
    return front.section if rule is None else rule.id


def _from_files(home: Path, sections: Sections, kept: Kept) -> Iterator[Manuscript]:
    for path in sorted(home.glob("*.md")):
        if path.stem not in kept.texts:
            try:
                text = _text(path)
            except Stop as error:
                yield Manuscript(path.stem, 0, "", error)
                continue
            yield _read(path, path.stem, text, sections, _beside(path))


def _beside(article: Path) -> Callable[[str], PictureFile]:
    return lambda name: picture_file(beside(article, name))


def _from_pages(home: Path, sections: Sections, kept: Kept) -> Iterator[Manuscript]:
    for name, text in sorted(kept.texts.items()):
        if text is not None:
            yield _read(f"{name}.md", name, text, sections, picture_of(home, name, kept))


def picture_of(home: Path, article: str, kept: Kept) -> Callable[[str], PictureFile]:
    """Where an article of the pages finds its pictures: among those sent there, then beside the files."""
    beside_it = _beside(home / f"{article}.md")
    return lambda name: kept.pictures.get(name) or beside_it(name)


def _read(
    where: object, name: str, text: str, sections: Sections, picture_named: Callable[[str], PictureFile]
) -> Manuscript:
    try:
        order = read_written(where, text).front.order
        return Manuscript(name, order, text, read_manuscript(where, name, text, sections, picture_named))
    except Stop as error:
        return Manuscript(name, 0, text, error)


def _text(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        raise flaw(path, "link-file")
    if path.stat().st_size > LARGEST:
        raise flaw(path, "large", most=LARGEST // 1024)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise flaw(path, "encoding", at=error.start) from error
