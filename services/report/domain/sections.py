"""The sections of articles that a province's layout declares, in printed order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import Field

from services.report.domain.article import Article, ArticleSection, SectionKind
from services.report.domain.periods import Rule
from shared.facts import Identifier
from shared.figures import nfc

#: what an editor may have counted a heading with: "I. ", "2) "
COUNTED: Final = re.compile(r"^\s*(?:\d+|[IVXLC]+)\s*[.)]\s*")


class SectionRule(Rule):
    """One section; `also` are headings that articles gave it before sections were declared."""

    id: Identifier
    kind: SectionKind
    title: str = Field(min_length=1, max_length=200)
    title_en: str = Field(min_length=1, max_length=200)
    also: tuple[str, ...] = ()

    @property
    def printed(self) -> ArticleSection:
        return ArticleSection(id=self.id, kind=self.kind, title=self.title, title_en=self.title_en)


@dataclass(frozen=True)
class Sections:
    """The declared sections. `closed`: an article must name one of them."""

    rules: tuple[SectionRule, ...]
    closed: bool = True

    def find(self, given: str) -> SectionRule | None:
        """The section that an article names by its id, its title or a heading from before."""
        wanted = _plain(given)
        for rule in self.rules:
            if given == rule.id or wanted in {_plain(name) for name in (rule.title, rule.title_en, *rule.also)}:
                return rule
        return None

    def place(self, section: str) -> int:
        """Where the section stands; headings that nobody declared come last, in the order of their articles."""
        return next((place for place, rule in enumerate(self.rules) if rule.id == section), len(self.rules))

    def printed(self, articles: Sequence[Article]) -> tuple[ArticleSection, ...]:
        """The sections with articles; an empty one is not printed."""
        filled = {article.section for article in articles}
        return tuple(rule.printed for rule in self.rules if rule.id in filled)


def section_flaws(rules: Sequence[SectionRule]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every name that two sections answer to, with its place in the file."""
    owners: dict[str, int] = {}
    for number, rule in enumerate(rules):
        for field, name in (("id", rule.id), ("title", rule.title), ("title_en", rule.title_en)):
            if owners.setdefault(_plain(name), number) != number:
                yield (number, field), f"{name!r} is a name of another section too"
        for place, name in enumerate(rule.also):
            if owners.setdefault(_plain(name), number) != number:
                yield (number, "also", place), f"{name!r} is a name of another section too"


def _plain(heading: str) -> str:
    return " ".join(COUNTED.sub("", nfc(heading)).casefold().split())


#: what the published bulletins of Bình Phước have, in their order; a layout may say otherwise
USUAL: Final = (
    SectionRule(
        id="experience-and-solutions",
        kind="experience-and-solutions",
        title="Góc chia sẻ kinh nghiệm, giải pháp",
        title_en="Experience and solutions",
        also=("Kinh nghiệm, giải pháp",),
    ),
    SectionRule(
        id="activities",
        kind="activities",
        title="Hoạt động chuyển đổi số",
        title_en="Activities",
    ),
    SectionRule(
        id="directives",
        kind="directives",
        title="Văn bản chỉ đạo, điều hành",
        title_en="Directives",
    ),
)
#: of a province whose layout declares none: its articles may have headings of their own, as before
UNDECLARED: Final = Sections(USUAL, closed=False)
