"""A document held against the edition that was kept: its head, the same tables cell by cell, every line of text."""

from __future__ import annotations

from collections.abc import Iterator

from services.report.domain.claims.document import Document
from services.report.domain.claims.edition import PrintedEdition
from services.report.domain.claims.finding import Finding, Place
from services.report.domain.claims.forms import text_form
from services.report.domain.claims.kept_head import head
from services.report.domain.claims.kept_lines import Pairing, lines_in
from services.report.domain.claims.kept_passages import facts, is_copy, wordings
from services.report.domain.claims.kept_tables import cells, paired
from services.report.domain.claims.names import Names
from shared.catalogue import Catalogue


def against(document: Document, kept: PrintedEdition, catalogue: Catalogue) -> list[Finding]:
    """Where the document states other figures, names or days than the edition, or has lost some.

    In other words for the same facts only a copy of the edition is told of, for information.
    """
    names, copy = Names(catalogue), is_copy(document, kept.computed)
    pairs = paired(document.tables, kept.computed.tables)
    found = [*head(document, kept), *(finding for pair in pairs for finding in cells(*pair, names))]
    lines = lines_in(document, {theirs.number for theirs, _ in pairs})
    pairing = Pairing(kept.reading, lines, frozenset(map(text_form, kept.also)))
    said = list(facts(pairing, names))
    if not copy:
        return found + [finding for finding in said if finding.result != "changed"]
    there = [table for _, table in pairs]
    lost = [table for table in kept.computed.tables if table not in there]
    places = [Place(table.heading, caption=table.caption) for table in lost]
    found += [Finding("missing", "edition-table-missing", place, source="edition", says="") for place in places]
    return [*found, *said, *wordings(pairing, kept, names), *_pictures(document, kept)]


def _pictures(document: Document, kept: PrintedEdition) -> Iterator[Finding]:
    """Charts that are gone; a file that keeps no words for any of them tells nothing."""
    there = set(document.pictures)
    lost = [text for text in kept.pictures if text not in there]
    if len(lost) < len(kept.pictures):
        for text in lost:
            yield Finding("changed", "edition-picture", Place(""), "", text, source="edition")
