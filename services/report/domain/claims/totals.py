"""The row of the whole against the rows above it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from services.report.domain.claims.finding import Finding
from services.report.domain.claims.matching import Matched
from services.report.domain.claims.numerals import Numeral, printed
from services.report.domain.claims.tabulation import Entry, Leaf, Tabulation
from shared.catalogue import Catalogue
from shared.catalogue.spelling import bare_form
from shared.wording import say

#: columns of numbers that nobody adds up
NOT_ADDED = re.compile(r"\b(?:xep hang|thu hang|so diem|diem so|binh quan|trung binh|he so|chi so|nam thanh lap)\b")
LOST, FACTOR = Decimal(1000), 1000


def totals(table: Tabulation, wider: Collection[Leaf] = ()) -> Iterator[Finding]:
    """Counts and their changes must add up; a percent of the whole lies between those of its parts.

    Figures whose whole is `wider` than the rows are left alone.
    """
    if table.total is None or len(table.entries) < 2:  # noqa: PLR2004
        return
    for leaf in table.leaves:
        whole = table.number(table.total, leaf)
        figure = table.figure_of(leaf) if leaf.kind == "change" else leaf
        if whole is None or leaf.kind not in ("figure", "change") or figure in wider:
            continue
        if whole.percent or table.percent(leaf):
            yield from _between(table, leaf, whole)
        elif not NOT_ADDED.search(bare_form(leaf.label)):
            yield from _sum(table, leaf, whole)


def wider(table: Tabulation, known: Iterable[Matched], catalogue: Catalogue) -> set[Leaf]:
    """The figures of a known table whose total also counts units of levels that no row is of."""
    levels = {catalogue.units[entry.key].level for entry in table.entries if entry.key in catalogue.units}
    found = set()
    for match in known:
        for rule in match.variant.columns if match.table is table else ():
            total = catalogue.indicators[rule.indicator].total
            if total is not None and not levels.issuperset(total.members.levels):
                found.add(match.leaves[rule.key])
    return found


def _sum(table: Tabulation, leaf: Leaf, whole: Numeral) -> Iterator[Finding]:
    parts = table.figures(leaf)
    found = sum((number.value for _, number in parts), Decimal(0))
    if found == whole.value or not parts:
        return
    lost = [(entry, number) for entry, number in parts if 0 < number.value < LOST]
    restored = found + sum((number.value for _, number in lost), Decimal(0)) * (FACTOR - 1)
    place = table.place(leaf, table.total)
    if restored == whole.value:
        yield from _lost_zeros(table, leaf, lost)
    elif found > whole.value or not _unknown(table, leaf):
        yield Finding("contradicted", "total", place, whole.text, printed(found, percent=False), say("verify-sum"))
    else:
        yield Finding("undecided", "total", place, whole.text, "", say("verify-rows-open"))


def _lost_zeros(table: Tabulation, leaf: Leaf, lost: Sequence[tuple[Entry, Numeral]]) -> Iterator[Finding]:
    for entry, number in lost:
        right = printed(number.value * FACTOR, percent=False)
        yield Finding("contradicted", "lost-zeros", table.place(leaf, entry), number.text, right, say("verify-sum"))


def _between(table: Tabulation, leaf: Leaf, whole: Numeral) -> Iterator[Finding]:
    values = [number.value for _, number in table.figures(leaf)]
    if not values or leaf.kind != "figure" or _unknown(table, leaf):
        return
    low, high = min(values), max(values)
    if not low <= whole.value <= high:
        span = f"{printed(low, percent=True)} – {printed(high, percent=True)}"
        yield Finding("contradicted", "total", table.place(leaf, table.total), whole.text, span, say("verify-between"))


def _unknown(table: Tabulation, leaf: Leaf) -> bool:
    return any(entry.texts[leaf.place].strip() in {"", "…", "..."} for entry in table.entries)
