"""What frames the text of an edition as an administrative document, line by line as it is printed."""

from __future__ import annotations

from collections.abc import Iterator

from services.report.domain.bulletin import Bulletin
from services.report.domain.claims.edition import PrintedLine
from services.report.domain.claims.words import tidy
from services.report.domain.letter_blocks import Letterhead
from services.report.render.labels import Labels
from services.report.render.recipients import recipient_lines


def head(bulletin: Bulletin, labels: Labels) -> Iterator[PrintedLine]:
    """From the issuing body to what the document is about; its number and day are compared by themselves."""
    letterhead = bulletin.letterhead
    texts = (
        letterhead.parent_body,
        letterhead.issuing_body,
        labels.nation,
        labels.motto,
        labels.numbered(letterhead.number),
        letterhead.circulation,
        labels.draft if bulletin.status == "draft" else "",
        labels.place_date(letterhead.place, letterhead.day),
    )
    for text in filter(None, map(tidy, texts)):
        yield PrintedLine(text, "head", group="head", optional=text == labels.draft, open=True)
    for text in filter(None, map(tidy, (letterhead.document_type, letterhead.abstract))):
        yield PrintedLine(text, "head", group="title")


def foot(letterhead: Letterhead, labels: Labels) -> Iterator[PrintedLine]:
    """Whom it is sent to, and who signs it."""
    to = [labels.recipients, *recipient_lines(letterhead.recipients)] if letterhead.recipients else []
    signing = (*letterhead.authority.splitlines(), *letterhead.signer_title.splitlines(), letterhead.signer_name)
    for text in filter(None, map(tidy, (*to, *signing))):
        yield PrintedLine(text, "foot", group="foot")


def also(bulletin: Bulletin, labels: Labels) -> Iterator[str]:
    """What only one form of file prints, or only a draft, or only where a picture cannot be shown."""
    letterhead = bulletin.letterhead
    yield f"{letterhead.document_type} {letterhead.abstract}"
    yield f"{labels.figures_to} {labels.day(bulletin.as_of)}"
    yield f"{labels.content_hash}: {bulletin.content_hash}"
    yield from (labels.draft, labels.contents, labels.skip, labels.heat, bulletin.title)
    for article in bulletin.articles:
        for picture in article.pictures:
            yield from (picture.alt, picture.caption)
