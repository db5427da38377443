"""The changes that a document prints, against the edition before it: two editions tell what was and what is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from services.report.domain.bulletin import Bulletin
from services.report.domain.change_text import change_text
from services.report.domain.claims.finding import Finding
from services.report.domain.claims.matching import Matched
from services.report.domain.claims.months import months_compared
from services.report.domain.claims.numerals import Numeral, differs, printed
from services.report.domain.claims.relations import moved
from services.report.domain.claims.tabulation import Entry
from services.report.domain.layout import ColumnRule
from shared.figures import dimension_text
from shared.vietnamese import month_text, quarter_text

#: decimals of a figure that is known apart from its print
EXACT = 6
#: unit, indicator, dimension
Key = tuple[str, str, str]


def changes_since(previous: Bulletin, tables: Sequence[Matched]) -> Iterator[Finding]:
    """Each printed change that is not the difference to the figure of the edition before.

    A column whose heading names another month is compared with something else.
    """
    known = figures_of(previous)
    named = {f"tháng {month_text(previous.period)}", f"quý {quarter_text(previous.period)}"}
    for table in tables:
        for column in table.variant.columns:
            beside = table.table.beside(table.leaves[column.key], "change") if column.show_change else None
            if beside is not None and set(months_compared(beside.label)) <= named:
                yield from _column(table, column, known)


def figures_of(bulletin: Bulletin) -> Mapping[Key, Decimal]:
    """Every figure that an edition prints."""
    return {
        (holder.unit, column.indicator, dimension_text(column.dimension)): Decimal(value)
        for table in bulletin.tables
        for holder in (*table.rows, *((table.total,) if table.total else ()))
        for column in table.columns
        if (value := holder.cells[column.key].value) is not None
    }


def _column(matched: Matched, column: ColumnRule, known: Mapping[Key, Decimal]) -> Iterator[Finding]:
    table, leaf = matched.table, matched.leaves[column.key]
    beside = table.beside(leaf, "change")
    for entry in (*table.entries, *((table.total,) if table.total else ())):
        key = (_unit(matched, entry), column.indicator, dimension_text(column.dimension))
        now, before = table.number(entry, leaf), known.get(key)
        change = moved(entry.texts[beside.place], table) if beside else None
        if now is None or before is None or change is None:
            continue
        then = Numeral(printed(before, percent=now.percent), before, now.percent, EXACT)
        if differs(change, now, then):
            right = change_text(now.value - before, "percent" if now.percent else "number")
            place = table.place(beside, entry)
            yield Finding("contradicted", "change", place, change.text, right, f"{then.text} → {now.text}", "edition")


def _unit(matched: Matched, entry: Entry) -> str:
    total = matched.variant.total
    return total.unit if total is not None and entry == matched.table.total else entry.key
