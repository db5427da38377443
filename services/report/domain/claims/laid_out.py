"""A table of the layout against what the layout prints in it: its rows in their order, its columns, its row of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from services.report.domain.claims.document import PageTable
from services.report.domain.claims.finding import Finding, Result
from services.report.domain.claims.kept_rows import out_of_order
from services.report.domain.claims.matching import NUMBERED, Matched
from services.report.domain.claims.names import Names
from services.report.domain.claims.tabulation import Entry, Tabulation
from services.report.domain.claims.wordings import unfilled
from services.report.domain.layout import RowRule, Variant
from shared.catalogue import Catalogue
from shared.wording import say

#: a table is the layout's own where at most as many of its rows are others, in hundredths; fewer prove nothing
MOST_OTHERS, LEAST_ROWS = 25, 4


def laid_out(variants: Sequence[Variant], tables: Sequence[Tabulation], names: Names) -> Iterator[Finding]:
    """Rows that are lost, others, or in other places, and columns that are lost; only of tables under their very title.

    The layout must list their rows: those of whole levels change with the units that there are.
    """
    for variant in variants:
        table = next((one for one in tables if has_title(variant, one.page)), None)
        if table is not None and variant.rows and not variant.levels:
            wanted = {_key(row, names): row for row in variant.rows}
            if _is_own(table, wanted):
                yield from _columns(variant, table)
                yield from _rows(variant, table, wanted, names)


def _is_own(table: Tabulation, wanted: Mapping[str, RowRule]) -> bool:
    there = {entry.key for entry in table.entries}
    most = MOST_OTHERS * len(wanted)
    return 100 * max(len(there - wanted.keys()), len(wanted.keys() - there)) <= most


def has_title(variant: Variant, page: PageTable) -> bool:
    """Whether a table stands under the title of this one, with whatever days in it."""
    return bool(page.caption) and unfilled(variant.title, NUMBERED.sub("", page.caption)) is not None


def impossible(tables: Sequence[Matched], catalogue: Catalogue) -> Iterator[Finding]:
    """Percents above 100 of what is a part of a whole."""
    for matched in tables:
        for column in matched.variant.columns:
            indicator = catalogue.indicators.get(column.indicator)
            if indicator is None or indicator.measure != "percent" or indicator.above_100:
                continue
            leaf = matched.leaves[column.key]
            for entry, number in matched.table.figures(leaf):
                if number.value > 100:  # noqa: PLR2004 - percent
                    yield Finding("contradicted", "above-100", matched.table.place(leaf, entry), number.text, "≤ 100%")


def _columns(variant: Variant, table: Tabulation) -> Iterator[Finding]:
    """Changes are printed only where there is something to compare with."""
    headings = [column.heading or column.group for column in variant.columns]
    headings += [column.verdict_heading for column in variant.columns if column.show_verdict]
    there = [leaf for leaf in table.leaves if leaf.kind not in ("ordinal", "unit", "change")]
    if len(there) < len(headings):
        labels = [label for leaf in there for label in leaf.heads]
        lost = [text for text in headings if text and all(unfilled(text, label) is None for label in labels)]
        yield _lost(table, "layout-column", "; ".join(lost[: len(headings) - len(there)]))


def _rows(variant: Variant, table: Tabulation, wanted: Mapping[str, RowRule], names: Names) -> Iterator[Finding]:
    own = [entry for entry in table.entries if entry.key in wanted]
    others = [entry for entry in table.entries if entry.key not in wanted]
    lost = [key for key in wanted if key not in {entry.key for entry in own}]
    right = ", ".join(_name(wanted[key], names) for key in lost)
    for entry in others:
        yield Finding("contradicted", "layout-other-row", table.place(None, entry), entry.name, right)
    for key in lost if not others else ():
        yield _lost(table, "layout-row", _name(wanted[key], names))
    if variant.total is not None and table.total is None and len(wanted) >= LEAST_ROWS:
        yield _lost(table, "layout-row", _name(variant.total, names))
    yield from in_place(table, own, list(wanted), names)


def in_place(table: Tabulation, entries: Sequence[Entry], order: Sequence[str], names: Names) -> Iterator[Finding]:
    """The fewest rows without which the others stand in this order; where many would have to move it is another one."""
    there = {entry.key: place for place, entry in enumerate(entries)}
    moved = out_of_order([there[key] for key in order if key in there])
    if len(order) >= LEAST_ROWS and 100 * len(moved) <= MOST_OTHERS * len(order):
        for place in sorted(moved):
            entry, right = entries[place], order.index(entries[place].key)
            why = say("verify-after-row", name=names.short(order[right - 1])) if right else ""
            yield Finding("contradicted", "layout-order", table.place(None, entry), entry.name, "", why)


def _key(row: RowRule, names: Names) -> str:
    return names.key(row.name) if row.name else row.unit


def _name(row: RowRule, names: Names) -> str:
    return row.name or names.short(row.unit)


def _lost(table: Tabulation, rule: str, right: str) -> Finding:
    result: Result = "missing"
    return Finding(result, rule, table.place(), "", right)
