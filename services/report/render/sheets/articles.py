"""The articles on a sheet of their own: to be read and searched beside the figures."""

from __future__ import annotations

from services.report.render.labels import Labels
from services.report.render.outline import Section, Story
from services.report.render.prose import Block, text_of
from services.report.render.sheets.page import Page

WIDTH = 110


def add_articles(page: Page, sections: tuple[Section, ...], labels: Labels) -> None:
    """Write every section with its articles, a paragraph a row."""
    page.worksheet.set_portrait()
    page.columns((WIDTH,))
    row = 0
    for section in sections:
        page.text(row, 0, section.heading, bold=True, font_size=14)
        row += 1
        for story in section.stories:
            page.text(row, 0, story.title, bold=True, text_wrap=True)
            texts = _texts(story, labels)
            for place, text in enumerate(texts, row + 1):
                page.text(place, 0, text, text_wrap=True)
            row += len(texts) + 2


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
