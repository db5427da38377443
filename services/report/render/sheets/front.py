"""The first sheet: which edition this is, and the way to each table."""

from __future__ import annotations

from collections.abc import Sequence

from services.report.domain.bulletin import Bulletin
from services.report.render.labels import Labels
from services.report.render.sheets.page import Page

HEAD_ROWS = 6


def add_front(page: Page, bulletin: Bulletin, named: Sequence[tuple[str, str]], labels: Labels) -> None:
    """Write the title, number and day, and a link to each (sheet, title) of `named`."""
    letterhead = bulletin.letterhead
    page.columns((18, 110))
    page.text(0, 0, bulletin.title, bold=True, font_size=14)
    page.text(1, 0, f"{letterhead.issuing_body}; {labels.numbered(letterhead.number)}", bold=True)
    page.text(2, 0, labels.place_date(letterhead.place, letterhead.day), italic=True)
    page.text(3, 0, f"{labels.figures_to} {labels.day(bulletin.as_of)}{_draft(bulletin, labels)}")
    page.text(4, 0, f"{labels.content_hash}: {bulletin.content_hash}", font_size=10)
    for row, (sheet, title) in enumerate(named, HEAD_ROWS):
        link = page.formats.make(font_color="#12406B", underline=1)
        page.worksheet.write_url(row, 0, f"internal:'{sheet}'!A1", link, sheet)
        page.text(row, 1, title, text_wrap=True)


def _draft(bulletin: Bulletin, labels: Labels) -> str:
    return f" ({labels.draft})" if bulletin.status == "draft" else ""
