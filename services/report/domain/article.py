"""What people write into an edition: articles in the sections that the layout declares."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from services.report.domain.part import Part
from services.report.domain.picture import Picture

SectionKind = Literal["experience-and-solutions", "activities", "directives"]


class Directive(Part):
    """The document of an authority that an article tells of; `abstract` is what it is about, `link` its full text."""

    kind: str
    number: str = ""
    date: date
    issuer: str
    abstract: str
    link: str = ""


class Article(Part):
    """One article, in Markdown. `section` is the id of one of the edition's sections; of old ones, its heading."""

    id: str
    section: str
    title: str
    authors: tuple[str, ...] = Field(default=(), exclude_if=lambda authors: not authors)
    body: str
    pictures: tuple[Picture, ...] = Field(default=(), exclude_if=lambda pictures: not pictures)
    directive: Directive | None = Field(default=None, exclude_if=lambda directive: directive is None)


class ArticleSection(Part):
    """A section of articles as it is printed; its place among the others is that of the layout."""

    id: str
    kind: SectionKind
    title: str
    title_en: str
