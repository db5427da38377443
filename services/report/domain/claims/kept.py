"""A document held against the edition that was kept: its head, the same tables cell by cell, the same facts."""

from __future__ import annotations

from services.report.domain.claims.document import Document
from services.report.domain.claims.edition import PrintedEdition
from services.report.domain.claims.finding import Finding, Place
from services.report.domain.claims.kept_head import head
from services.report.domain.claims.kept_passages import articles, compared, is_copy, sentences
from services.report.domain.claims.kept_tables import cells, paired
from services.report.domain.claims.names import Names
from shared.catalogue import Catalogue


def against(document: Document, kept: PrintedEdition, catalogue: Catalogue) -> list[Finding]:
    """Where the document states other figures, names or days than the edition, or has lost some; wording is free."""
    names, copy = Names(catalogue), is_copy(document, kept.computed)
    pairs = paired(document.tables, kept.computed.tables)
    found = [*head(document, kept), *(finding for pair in pairs for finding in cells(*pair, names))]
    if copy:
        there = [table for _, table in pairs]
        lost = [table for table in kept.computed.tables if table not in there]
        places = [Place(table.heading, caption=table.caption) for table in lost]
        found += [Finding("missing", "edition-table-missing", place, source="edition", says="") for place in places]
    both = compared(document, (*kept.computed.passages, *kept.written))
    new, written = list(both.new), set(kept.written)
    needed = kept.told if copy else frozenset()
    found += sentences([each for each in both.gone if each not in written], new, names, needed)
    return found + (list(articles([each for each in both.gone if each in written], new)) if copy else [])
