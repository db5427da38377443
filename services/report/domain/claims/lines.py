"""What every row of a table must keep: its running number, and being there once."""

from __future__ import annotations

from collections.abc import Iterator

from services.report.domain.claims.document import PageTable
from services.report.domain.claims.finding import Finding, Place
from services.report.domain.claims.tabulation import ORDINAL, Entry, Tabulation
from shared.catalogue.spelling import bare_form

#: digits of a running number
LONGEST = 6


def ordinals(page: PageTable) -> Iterator[Finding]:
    """A first column that counts the rows counts them from 1 on, or anew in every group of them.

    Rows that have no number, such as totals, do not count.
    """
    heads = page.heads or 1
    if len(page.rows) <= heads or bare_form(page.rows[heads - 1][0]) not in ORDINAL:
        return
    counted = [row for row in page.rows[heads:] if row[0].strip()]
    if not counted or not all(row[0].strip().isdecimal() and len(row[0]) <= LONGEST for row in counted):
        return
    numbers = [int(row[0]) for row in counted]
    place = numbers[0] - 1 if numbers[1:2] == [numbers[0] + 1] else 0
    for at, row in enumerate(counted):
        if at and (row[0], row[1]) == (counted[at - 1][0], counted[at - 1][1]):
            continue  # one cell beside several rows
        place = 1 if numbers[at : at + 2] == [1, 2] else place + 1
        if int(row[0]) != place:
            where = Place(page.heading, table=page.number, caption=page.caption, row=row[1], column=page.rows[0][0])
            yield Finding("contradicted", "ordinal", where, row[0], str(place))


def repeated(table: Tabulation) -> Iterator[Finding]:
    """The same unit in two rows, where the rows tell nothing else apart."""
    seen: dict[str, Entry] = {}
    for entry in table.entries:
        before = seen.setdefault(entry.key, entry)
        if before is not entry and not _apart(table, before, entry):
            leaf = table.of_kind("unit")[0]
            yield Finding("contradicted", "row-twice", table.place(leaf, entry), entry.name)


def _apart(table: Tabulation, one: Entry, other: Entry) -> bool:
    """Whether the rows are of several things of one unit, or of one merged cell."""
    if any(one.texts[leaf.place] != other.texts[leaf.place] for leaf in table.of_kind("text")):
        return True
    ordinals = [leaf.place for leaf in table.of_kind("ordinal")]
    return other.row == one.row + 1 and all(other.texts[place] in {"", one.texts[place]} for place in ordinals)
