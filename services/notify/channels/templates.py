"""Rendering letters: text and HTML from the templates of the product, or those that a province has in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from services.notify.domain.letter import Letter
from services.notify.domain.links import Links

#: the folder of a province with its own templates, and what they are called
FOLDER = "templates"
NAMES = "*.j2"
#: the templates there are
PRODUCTS = tuple(sorted(path.name for path in Path(__file__).parent.parent.joinpath("templates").glob(NAMES)))
GAP = re.compile(r"\n{3,}")
NO_LINKS = Links()


@dataclass(frozen=True)
class Templates:
    """The templates, of which those in `own` stand in place of the product's of the same name."""

    own: Path | None = None

    @classmethod
    def of_province(cls, province: Path) -> Templates:
        folder = province / FOLDER
        return cls(folder if folder.is_dir() else None)

    def text(self, letter: Letter, contact: str, links: Links = NO_LINKS) -> str:
        """The plain-text part of a letter; `contact` is the address to write to with questions."""
        return GAP.sub("\n\n", self._render("txt", letter, contact, links))

    def html(self, letter: Letter, contact: str, links: Links = NO_LINKS) -> str:
        """The HTML part of a letter, everything in it escaped."""
        return self._render("html", letter, contact, links)

    def _render(self, form: str, letter: Letter, contact: str, links: Links) -> str:
        environment = _environment(self.own, html=form == "html")
        words = f"words.{letter.language}.j2"
        template = environment.get_template(f"{letter.template}.{form}.j2")
        return template.render(letter=letter, contact=contact, links=links, words=words)


PACKAGED = Templates()


@cache
def _environment(own: Path | None, *, html: bool) -> ImmutableSandboxedEnvironment:
    # One environment a format: the words are imported by both, and must be escaped in one of them only.
    packaged: BaseLoader = PackageLoader("services.notify")
    return ImmutableSandboxedEnvironment(
        loader=packaged if own is None else ChoiceLoader([FileSystemLoader(own), packaged]),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
