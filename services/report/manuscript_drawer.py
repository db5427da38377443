"""All that was written for an edition, as its editors see it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from services.report.article_files import Manuscript, manuscripts
from services.report.domain.article import Article
from services.report.domain.sections import Sections
from services.report.layout_files import load_sections
from services.report.manuscript_store import ManuscriptStore, Version
from services.report.picture_files import PictureFile
from services.report.register_store import RegisterStore
from shared.database import Database
from shared.errors import Stop

#: letters of a stamp
STAMP: Final = 16


@dataclass(frozen=True)
class Drawer:
    """The articles of one period: where they are kept, and the province's folder."""

    database: Database
    province: Path
    period: str

    @property
    def home(self) -> Path:
        """The folder of the period's files."""
        return self.province / "articles" / self.period

    def sections(self) -> Sections:
        """Raises Stop where the layout's are unusable."""
        return load_sections(self.province)


class Shown(NamedTuple):
    """An article of a period as it stands; `stamp` tells it from what it was or will be.

    `version` is None where it stands in a file that nobody has changed on the pages.
    """

    manuscript: Manuscript
    stamp: str
    version: Version | None


@dataclass(frozen=True)
class Collected:
    """All that was written for a period: the articles in printed order, those withdrawn, the pictures sent."""

    shown: Sequence[Shown]
    withdrawn: Sequence[Version]
    pictures: Mapping[str, PictureFile]

    @property
    def stamp(self) -> str:
        """Tells this order of articles from any other."""
        return _digest("\n".join(each.manuscript.id for each in self.shown))

    def under(self, section: str) -> list[Shown]:
        """The usable articles of a section, in printed order."""
        return [each for each in self.shown if section_of(each) == section]

    def elsewhere(self, sections: Sections) -> list[Shown]:
        """Those under headings that no layout declares."""
        declared = {rule.id for rule in sections.rules}
        return [each for each in self.shown if section_of(each) not in {*declared, None}]

    def article(self, name: str) -> Article | None:
        """The article as it is printed; None where it is not there or cannot be used."""
        return next((each for each in self.articles if each.id == name), None)

    @property
    def articles(self) -> list[Article]:
        """The usable articles, in printed order."""
        return [each.manuscript.found[0] for each in self.shown if not isinstance(each.manuscript.found, Stop)]

    def find(self, article: str) -> Shown | None:
        return next((each for each in self.shown if each.manuscript.id == article), None)


def collect(drawer: Drawer) -> Collected:
    """What there is, the unusable among it. Raises Stop where the layout's sections are."""
    with drawer.database.read() as tx:
        store = ManuscriptStore(tx)
        latest, kept = store.latest(drawer.period), store.kept(drawer.period)
        order = RegisterStore(tx).order(drawer.period)
    found = manuscripts(drawer.province, drawer.period, order, drawer.sections(), kept)
    return Collected(
        [Shown(each, stamp_of(each.text), latest.get(each.id)) for each in found],
        [version for version in latest.values() if version.withdrawn],
        kept.pictures,
    )


def section_of(shown: Shown) -> str | None:
    """The section of an article; None while it cannot be used."""
    found = shown.manuscript.found
    return None if isinstance(found, Stop) else found[0].section


def stamp_of(text: str | None) -> str:
    """Tells a text from any other; empty where there is none."""
    return "" if text is None else _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:STAMP]
