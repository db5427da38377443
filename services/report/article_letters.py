"""Letters of an article that no font of ours has, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from services.report.domain.article import Article
from services.report.domain.citing import citation
from services.report.render.printing import BOX, Unprintable, is_ordinary, unprintable

Place = Literal["title", "authors", "document", "body"]


class OddLetter(NamedTuple):
    """A letter that cannot be printed, and where it stands first; its line counts in the `body` only."""

    place: Place
    letter: Unprintable


def odd_letters(article: Article) -> list[OddLetter]:
    """The letters of an article that cannot be printed, each once in each place. It takes seconds where many are."""
    return [OddLetter(place, each) for place, text in _texts(article) for each in unprintable(text)]


def odd_in(articles: Sequence[Article]) -> dict[str, list[OddLetter]]:
    """The odd letters of each article that has any, by its id."""
    return {article.id: odd for article in articles if (odd := odd_letters(article))}


def may_be_odd(article: Article) -> bool:
    """Whether an article has letters that must be tried; that takes no time."""
    return not all(is_ordinary(text) for _, text in _texts(article))


def letter_warnings(article: Article) -> Iterator[str]:
    """A warning for each letter that cannot be printed, with article, line and letter."""
    for place, each in odd_letters(article):
        where = f"line {each.line} of the text" if place == "body" else place
        yield f"article {article.id}, {where}: {each.named} is in no font of ours; PDF and charts show {BOX}"


def _texts(article: Article) -> Iterator[tuple[Place, str]]:
    yield "title", article.title
    yield "authors", ", ".join(article.authors)
    yield "document", "" if article.directive is None else citation(article.directive)
    yield "body", article.body
