"""What extracts add to the tables of an edition: places, earlier figures, names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.report.domain.bulletin import Cell, Column, Table
from services.report.domain.extract.parts import Named, Place, Point
from services.report.domain.measures import figure_text
from services.report.domain.records import Records
from services.report.domain.tongue import ENGLISH, VIETNAMESE, Tongue
from shared.catalogue import Catalogue
from shared.facts import Evaluation
from shared.figures import FigureKey, SeriesKey, dimension_text, plain

ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
#: how many periods a trend shows
PERIODS = 12


@dataclass(frozen=True)
class Background:
    """What is known beside the edition of `period`; `past` are the figures of each series before it, oldest first."""

    period: str
    records: Records
    catalogue: Catalogue
    past: Mapping[SeriesKey, tuple[Evaluation, ...]]

    @classmethod
    def of(cls, period: str, records: Records, catalogue: Catalogue) -> Background:
        past: dict[SeriesKey, list[Evaluation]] = defaultdict(list)
        for key, evaluation in sorted(records.evaluations.items(), key=lambda pair: pair[0].period):
            if key.period < period:
                past[evaluation.series].append(evaluation)
        return cls(period, records, catalogue, {series: tuple(known) for series, known in past.items()})

    def name(self, column: Column) -> Named:
        """What a column is about, its dimension included."""
        indicator, said = self.catalogue.indicators[column.indicator], self.catalogue.dimension_names
        both = (said.say(column.dimension, "vi"), said.say(column.dimension, "en"))
        return Named(
            vi=_with(indicator.name_vi, _days(both[0], VIETNAMESE)),
            en=_with(indicator.name_en, _days(both[1], ENGLISH)),
        )

    def level(self, unit: str) -> str:
        known = self.catalogue.units.get(unit)
        return "" if known is None else known.level

    def is_office(self, unit: str) -> bool:
        """Whether somebody can be told of the figures of `unit`: nobody is behind a remainder."""
        known = self.catalogue.units.get(unit)
        return known is None or not known.remainder

    def trend(self, unit: str, column: Column, cell: Cell) -> tuple[Point, ...]:
        """The figures of a series up to the printed one."""
        series = SeriesKey(unit, column.indicator, dimension_text(column.dimension))
        earlier = [_point(known, column) for known in self.past.get(series, ())]
        return (*earlier, Point(period=self.period, value=cell.value, text=cell.text))[-PERIODS:]

    def places(self, table: Table, column: Column) -> dict[str, Place]:
        """The places of units within their levels; none where they were worked out from other figures than printed."""
        dimension = dimension_text(column.dimension)
        ranking = self.records.rankings.get((column.indicator, dimension, self.period))
        if ranking is None or not self._as_printed(table, column, dimension):
            return {}
        sizes: dict[str, int] = defaultdict(int)
        for place in ranking.places:
            sizes[place.level] += 1
        return {place.unit: Place(rank=place.rank, of=sizes[place.level]) for place in ranking.places}

    def _as_printed(self, table: Table, column: Column, dimension: str) -> bool:
        known = self.records.evaluations
        keys = {row.unit: FigureKey(row.unit, column.indicator, dimension, self.period) for row in table.rows}
        return all(row.cells[column.key].value == _value(known.get(keys[row.unit])) for row in table.rows)


def cells_of(tables: Iterable[Table], unit: str) -> Iterable[tuple[Table, Column, Cell]]:
    """Every printed figure of a unit, that of a total row included, in printed order."""
    for table in tables:
        totals = (table.total,) if table.total else ()
        for holder in (*table.rows, *totals):
            if holder.unit == unit:
                yield from ((table, column, holder.cells[column.key]) for column in table.columns)


def _point(known: Evaluation, column: Column) -> Point:
    text = "-" if known.value is None else figure_text(known.value, column.measure)
    return Point(period=known.period, value=_value(known), text=text)


def _value(known: Evaluation | None) -> str | None:
    return None if known is None or known.value is None else plain(Decimal(known.value))


def _days(text: str, tongue: Tongue) -> str:
    """Days as people read them."""
    return ISO_DAY.sub(lambda found: tongue.day(date.fromisoformat(found[0])), text)


def _with(name: str, dimension: str) -> str:
    return f"{name} ({dimension})" if dimension else name
