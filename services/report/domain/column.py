"""One column of a table: its figures, its headings and the period its changes are counted from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from services.report.domain.aim import Aim, common_aim
from services.report.domain.bulletin import Cell, Column
from services.report.domain.cell import MISSING, WAIVED, cell_of, verdict_of
from services.report.domain.doubted import cell_doubts
from services.report.domain.headings import heading_values
from services.report.domain.layout import ColumnRule
from services.report.domain.pattern import fill
from services.report.domain.records import Known
from services.report.domain.tongue import ENGLISH, VIETNAMESE, Tongue
from services.report.domain.twins import beside, in_english
from shared.facts import Doubts, Evaluation, Verdict
from shared.figures import FigureKey, dimension_text


@dataclass(frozen=True)
class FilledColumn:
    """A column with the evaluations of its rows (and total), by unit; it does not concern the `waived` units."""

    column: Column
    figures: Mapping[str, Evaluation]
    verdicts: Mapping[str, Verdict | None]
    waived: frozenset[str] = frozenset()
    doubts: Mapping[str, Doubts] = field(default_factory=dict)

    def in_english(self) -> FilledColumn:
        """The same under its English heading."""
        return replace(self, column=in_english(self.column))

    def cell(self, unit: str) -> Cell:
        """The cell of `unit`; marked as missing where nothing was received."""
        if unit not in self.figures:
            return WAIVED if unit in self.waived else MISSING
        figure, measure = self.figures[unit], self.column.measure
        cell = cell_of(figure, measure, self.verdicts[unit], self.column.compared_with)
        return cell.model_copy(update={"doubts": cell_doubts(self.doubts.get(unit), figure, measure)})


def filled_column(rule: ColumnRule, units: Sequence[str], total: str | None, known: Known) -> FilledColumn:
    """Look up the figures of a column and write its headings. `units` are the rows', in printed order."""
    figures = dict(_figures(rule, [*units, *([total] if total else [])], known))
    programmes = known.catalogue.programmes
    verdicts = {unit: verdict_of(figure, rule.programme, programmes) for unit, figure in figures.items()}
    compared_with = _compared_with(rule, units, known)
    aim = common_aim(verdicts.values())
    doubts = {unit: known.doubts[figure.key] for unit, figure in figures.items() if figure.key in known.doubts}
    column = _column(rule, list(figures.values()), known, compared_with, aim)
    return FilledColumn(column, figures, verdicts, _waived(rule, known), doubts)


def _compared_with(rule: ColumnRule, units: Sequence[str], known: Known) -> str | None:
    """The period changes are counted from: the last one in which the table has figures in this column.

    Figures of units that those of the table came out of count as theirs.

    Only where the layout prints changes: counts that start anew each year, say, are not comparable.
    """
    if not rule.show_change:
        return None
    ancestors = [former for unit in units for former in known.catalogue.lineage.ancestors(unit)]
    everybody = [*units, *ancestors]
    return known.records.last_before(known.period, everybody, rule.indicator, dimension_text(rule.dimension))


def _figures(rule: ColumnRule, units: Sequence[str], known: Known) -> Iterator[tuple[str, Evaluation]]:
    dimension = dimension_text(rule.dimension)
    for unit in units:
        found = known.records.evaluations.get(FigureKey(unit, rule.indicator, dimension, known.period))
        if found is not None:
            yield unit, found


def _waived(rule: ColumnRule, known: Known) -> frozenset[str]:
    column = (rule.indicator, dimension_text(rule.dimension), known.period)
    return frozenset(key.unit for key in known.records.waived if (key.indicator, key.dimension, key.period) == column)


def _column(
    rule: ColumnRule, figures: Sequence[Evaluation], known: Known, compared_with: str | None, aim: Aim | None
) -> Column:
    measure = known.catalogue.indicators[rule.indicator].measure
    made = Column(
        key=rule.key,
        indicator=rule.indicator,
        dimension=rule.dimension,
        heading="",
        measure=measure,
        compared_with=compared_with,
        show_change=compared_with is not None,
        show_verdict=rule.show_verdict,
        target=aim.target if aim else None,
        limit=aim.limit if aim else None,
        upper=aim.upper if aim else None,
    )
    headed = _headed(made, rule, figures, known, VIETNAMESE)
    return beside(headed, _headed(made, rule.in_english(), figures, known, ENGLISH))


def _headed(  # headings are made of these
    column: Column, rule: ColumnRule, figures: Sequence[Evaluation], known: Known, tongue: Tongue
) -> Column:
    compared_with = column.compared_with
    values = heading_values(figures, known.period, known.cut_off, tongue)
    values["compared_with"] = tongue.month(compared_with) if compared_with else None
    values["compared_quarter"] = tongue.quarter(compared_with) if compared_with else None
    values["target"] = column.aim.text(column.measure, tongue) if column.aim else None
    update = {
        "heading": fill(rule.heading, values) or "",
        "group": fill(rule.group, values) or "",
        "change_heading": (fill(rule.change_heading, values) or "") if compared_with else "",
        "verdict_heading": fill(rule.verdict_heading, values) or "",
    }
    return column.model_copy(update=update)
