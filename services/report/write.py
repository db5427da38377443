"""An edition as files, in the folder of its period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from services.report.article_letters import letter_warnings
from services.report.domain.bulletin import Bulletin
from services.report.domain.picture import NO_PICTURES, Pictures
from services.report.render import render


def write_bulletin(
    bulletin: Bulletin, out: Path, formats: Sequence[str], language: str = "vi", pictures: Pictures = NO_PICTURES
) -> list[Path]:
    """Write `out`/PERIOD/bulletin.FORMAT for each of `formats` (docx, pdf, html, xlsx, json) and return the files.

    `pictures` are those of its articles. Raises Refused for a format or language there is not.
    """
    return render(bulletin, out / bulletin.period, formats, language, pictures)


def unprintable_letters(bulletin: Bulletin) -> Iterator[str]:
    """A warning for each letter of its articles that no font of ours has, with article, line and letter."""
    for article in bulletin.articles:
        yield from letter_warnings(article)
