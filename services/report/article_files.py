"""Articles written by editors: Markdown files with a few lines of front matter, one folder per period."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from services.report.domain.bulletin import Article
from services.report.domain.periods import Rule
from shared.errors import Stop
from shared.figures import nfc

FENCE = "---\n"


class FrontMatter(Rule):
    """What stands before the text of an article: its section, title and place among the others."""

    section: str = Field(min_length=1)
    title: str = Field(min_length=1)
    order: int = 0


def load_articles(folder: Path, period: str) -> tuple[Article, ...]:
    """The articles of `period` of the province in `folder`, in their order. Raises Stop naming an unusable file."""
    found = [_article(path) for path in sorted((folder / "articles" / period).glob("*.md"))]
    return tuple(article for _, article in sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def _article(path: Path) -> tuple[int, Article]:
    text = nfc(path.read_text(encoding="utf-8"))
    start, head, body = (*text.split(FENCE, 2), "", "")[:3]
    if start or not head:
        raise Stop(f"{path}: an article starts with front matter between two lines of ---")
    try:
        front = FrontMatter.model_validate(yaml.safe_load(head))
    except (yaml.YAMLError, ValidationError) as error:
        raise Stop(f"{path}: front matter: {error}") from error
    return front.order, Article(id=path.stem, section=front.section, title=front.title, body=body.strip())
