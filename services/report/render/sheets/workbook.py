"""The workbook from its list of tables to the sources of every figure."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from services.report.domain.bulletin import Bulletin
from services.report.domain.picture import NO_PICTURES, Pictures
from services.report.render.heat import heat_grid
from services.report.render.labels import Labels
from services.report.render.letters import printable
from services.report.render.outline import outline
from services.report.render.sheets.articles import add_articles
from services.report.render.sheets.formats import Formats
from services.report.render.sheets.front import add_front
from services.report.render.sheets.page import Page
from services.report.render.sheets.sources import add_sources, placed
from services.report.render.sheets.table_sheet import add_grid, add_table
from services.report.render.sheets.trends import add_trends

#: what is written is what was meant: no text is taken for a formula, a link or a number
PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def xlsx_bytes(bulletin: Bulletin, labels: Labels, _: Pictures = NO_PICTURES) -> bytes:
    """The edition as an .xlsx file; the same bulletin gives the same bytes."""
    packed = BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, **PLAIN_TEXT}) as workbook:
        _describe(workbook, bulletin, labels)
        _fill(workbook, bulletin, labels)
    return packed.getvalue()


def _describe(workbook: Any, bulletin: Bulletin, labels: Labels) -> None:
    letterhead = bulletin.letterhead
    workbook.set_properties(
        {
            "title": printable(bulletin.title)[:255],
            "author": printable(letterhead.issuing_body)[:255],
            "subject": printable(letterhead.abstract)[:255],
            "category": printable(letterhead.document_type)[:255],
            "keywords": bulletin.period,
            "status": bulletin.status,
            "comments": f"{labels.content_hash}: {bulletin.content_hash}",
            "created": datetime.combine(letterhead.issued_on, time()),
        }
    )


def _fill(workbook: Any, bulletin: Bulletin, labels: Labels) -> None:
    formats = Formats(workbook, labels)
    plan = outline(bulletin, labels)
    exhibits = [each for section in plan.results for each in section.exhibits if each.caption]
    places = placed(exhibits, labels.provenance)
    front = Page(workbook.add_worksheet(printable(labels.contents)), formats)
    named = []
    for exhibit in exhibits:
        name = printable(exhibit.caption.partition(".")[0])
        add_table(Page(workbook.add_worksheet(name), formats), exhibit, labels, places)
        named.append((name, exhibit.caption))
    if plan.articles:
        add_articles(Page(workbook.add_worksheet(labels.articles), formats), plan.articles, labels)
        named.append((labels.articles, ", ".join(section.heading for section in plan.articles)))
    heat = heat_grid(exhibits, labels)
    if heat is not None:
        add_grid(Page(workbook.add_worksheet(labels.heat_sheet), formats), heat, labels.heat)
        named.append((labels.heat_sheet, labels.heat))
    if bulletin.trends:
        add_trends(Page(workbook.add_worksheet(labels.trend_sheet), formats), bulletin.trends, labels)
        named.append((labels.trend_sheet, labels.trends))
    add_sources(Page(workbook.add_worksheet(labels.provenance), formats), exhibits, labels)
    named.append((labels.provenance, labels.provenance))
    add_front(front, bulletin, named, labels)
