"""The articles on a sheet of their own: to be read and searched beside the figures."""

from __future__ import annotations

from math import ceil

from services.report.render.labels import Labels
from services.report.render.outline import Section, Story
from services.report.render.prose import Block, text_of
from services.report.render.sheets.page import Page
from services.report.render.widths import MM_PER_POINT, letters_em

#: a column by itself is not made to fit the page: so wide that it does whatever digit stands for a letter of width
WIDTH, WIDTH_MM = 72, 132.0
SIZE, LINE_PT = 12, 15.75
#: no row is higher than 409 points
MOST_LINES = 25


def add_articles(page: Page, sections: tuple[Section, ...], labels: Labels) -> None:
    """Write every section with its articles, a paragraph a row."""
    page.worksheet.set_portrait()
    page.columns((WIDTH,))
    row = 0
    for section in sections:
        page.text(row, 0, section.heading, bold=True, font_size=14)
        row += 1
        for story in section.stories:
            _paragraph(page, row, story.title, bold=True)
            texts = _texts(story, labels)
            for place, text in enumerate(texts, row + 1):
                _paragraph(page, place, text)
            row += len(texts) + 2


def _paragraph(page: Page, row: int, text: str, *, bold: bool = False) -> None:
    """A row as high as its text: not every program works that out on opening."""
    page.text(row, 0, text, text_wrap=True, bold=bold)
    lines = sum(ceil(letters_em(line) * SIZE * MM_PER_POINT / WIDTH_MM) or 1 for line in text.split("\n"))
    page.worksheet.set_row(row, min(lines, MOST_LINES) * LINE_PT)


def _texts(story: Story, labels: Labels) -> list[str]:
    cited = [f"{story.cited}.", f"{labels.full_text}: {story.link}" if story.link else ""] if story.cited else []
    body = [text for block in story.blocks for text in _lines(block)]
    return [text for text in (*cited, *body, ", ".join(story.authors)) if text]


def _lines(block: Block) -> list[str]:
    if block.rows:
        return [" | ".join(text_of(cell) for cell in row) for row in block.rows]
    if block.picture is not None:
        return [f"[{block.picture.caption or block.picture.alt}]"]
    return [f"{block.mark} {block.text}".strip()]
