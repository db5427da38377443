"""What every row of a table must keep: its running number, and being there once."""

from __future__ import annotations

from collections.abc import Iterator

from services.report.domain.claims.document import PageTable
from services.report.domain.claims.finding import Finding, Place
from services.report.domain.claims.tabulation import ORDINAL, Tabulation
from shared.catalogue.spelling import bare_form

#: digits of a running number
LONGEST = 6


def ordinals(page: PageTable) -> Iterator[Finding]:
    """A first column that counts the rows counts them from 1 on; rows that have none, such as totals, do not count."""
    heads = page.heads or 1
    if len(page.rows) <= heads or bare_form(page.rows[heads - 1][0]) not in ORDINAL:
        return
    counted = [row for row in page.rows[heads:] if row[0].strip()]
    if not all(row[0].strip().isdecimal() and len(row[0]) <= LONGEST for row in counted):
        return
    for place, row in enumerate(counted, start=1):
        if int(row[0]) != place:
            where = Place(page.heading, table=page.number, caption=page.caption, row=row[1], column=page.rows[0][0])
            yield Finding("contradicted", "ordinal", where, row[0], str(place))


def repeated(table: Tabulation) -> Iterator[Finding]:
    """The same unit in two rows."""
    seen: set[str] = set()
    for entry in table.entries:
        if entry.key in seen:
            leaf = table.of_kind("unit")[0]
            yield Finding("contradicted", "row-twice", table.place(leaf, entry), entry.name)
        seen.add(entry.key)
