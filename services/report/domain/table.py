"""One table of the bulletin, assembled from its variant of the layout and what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from services.report.domain.bulletin import Row, Table, Total
from services.report.domain.column import FilledColumn, filled_column
from services.report.domain.comparisons import comparison_notes
from services.report.domain.footnotes import footnotes
from services.report.domain.headings import heading_values
from services.report.domain.layout import RowRule, TableRule, Variant
from services.report.domain.pattern import fill
from services.report.domain.records import Known
from services.report.domain.sheet import Sheet
from services.report.domain.tongue import ENGLISH, VIETNAMESE, Tongue
from services.report.domain.total import total_of
from services.report.domain.twins import beside, in_english
from shared.catalogue import Members
from shared.facts import Evaluation
from shared.figures import dimension_text


def sheet_of(rule: TableRule, variant: Variant, known: Known) -> Sheet:
    """Assemble one table: every expected row stands in it, with or without figures."""
    rules = list(_rows(variant, known))
    units = [row.unit for row in rules]
    totals = [variant.total.unit] if variant.total else []
    columns = [filled_column(column, units, next(iter(totals), None), known) for column in variant.columns]
    rows = tuple(_row(row, variant, columns, known) for row in rules)
    total = _total(variant, columns, known)
    figures = {(unit, filled.column.key): figure for filled in columns for unit, figure in filled.figures.items()}
    names = {unit: known.catalogue.units[unit].short_name for unit in (*units, *totals)}
    return Sheet(_table(rule, variant, columns, rows, total, known), figures, names)


def _table(  # noqa: PLR0917  # a table is these six things
    rule: TableRule,
    variant: Variant,
    columns: Sequence[FilledColumn],
    rows: tuple[Row, ...],
    total: Total | None,
    known: Known,
) -> Table:
    made = Table(
        id=rule.id,
        section="",
        title="",
        columns=tuple(filled.column for filled in columns),
        rows=rows,
        total=total,
        landscape=variant.landscape,
    )
    told = _told(made, variant, columns, known, VIETNAMESE)
    english = [filled.in_english() for filled in columns]
    return beside(told, _told(in_english(made), variant.in_english(), english, known, ENGLISH))


def _told(  # what stands around a table is made of these
    table: Table, variant: Variant, columns: Sequence[FilledColumn], known: Known, tongue: Tongue
) -> Table:
    figures: list[Evaluation] = [figure for filled in columns for figure in filled.figures.values()]
    values = heading_values(figures, known.period, known.cut_off, tongue)
    notes = footnotes(table.rows, table.total, columns, tongue)
    compared = comparison_notes(table.rows, table.total, columns, known, tongue)
    update = {
        "section": variant.section,
        "title": fill(variant.title, values) or "",
        "note": fill(variant.note, values) or "",
        "footnotes": (*notes, *compared),
    }
    return table.model_copy(update=update)


def _rows(variant: Variant, known: Known) -> Iterator[RowRule]:
    yield from variant.rows
    listed = {row.unit for row in variant.rows}
    for unit in known.catalogue.members(Members(levels=variant.levels), known.cut_off):
        if unit.id not in listed:
            yield RowRule(unit=unit.id)


def _row(rule: RowRule, variant: Variant, columns: Sequence[FilledColumn], known: Known) -> Row:
    return Row(
        unit=rule.unit,
        name=_name(rule, variant, known),
        name_en=rule.name_en,
        rank=_rank(rule.unit, variant, known),
        cells={filled.column.key: filled.cell(rule.unit) for filled in columns},
    )


def _total(variant: Variant, columns: Sequence[FilledColumn], known: Known) -> Total | None:
    if variant.total is None:
        return None
    total = total_of(variant.total.unit, _name(variant.total, variant, known), columns)
    return total.model_copy(update={"name_en": variant.total.name_en})


def _rank(unit: str, variant: Variant, known: Known) -> int | None:
    column = next((column for column in variant.columns if column.key == variant.rank_by), None)
    if column is None:
        return None
    return known.records.rank(unit, column.indicator, dimension_text(column.dimension), known.period)


def _name(rule: RowRule, variant: Variant, known: Known) -> str:
    unit = known.catalogue.units[rule.unit]
    return rule.name or (unit.name_on(known.cut_off) if variant.names == "official" else unit.short_name)
