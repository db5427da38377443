"""A province as large as they come: 111 communes, 11 districts and 33 agencies, each measured by 60 indicators."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from shared.catalogue import Catalogue
from shared.catalogue.calendar import next_period
from shared.catalogue.load import load_catalogue
from shared.events import MetricSubmitted
from shared.facts import Figure
from shared.figures import ratio

PROVINCE = "province"
LEVELS = {"commune": 111, "district": 11, "department": 33}
FIRST = "2023-01"
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
PLAN = "Kế hoạch số 1/KH-UBND"


@dataclass(frozen=True)
class Size:
    """How many indicators, over how many months."""

    indicators: int = 60
    months: int = 36

    @property
    def figures(self) -> int:
        return self.indicators * self.months * sum(LEVELS.values())


class BigProvince:
    """Its catalogue, written to a folder and read from there, and what its units send."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.units = [f"{level}-{number}" for level, many in LEVELS.items() for number in range(many)]
        self.indicators = [f"indicator-{number}" for number in range(size.indicators)]
        self.periods = [FIRST]
        for _ in range(size.months - 1):
            self.periods.append(next_period(self.periods[-1]))
        self._write(folder)
        self.catalogue: Catalogue = load_catalogue(folder)

    def sent(self, indicator: str, period: str, units: Sequence[str]) -> list[MetricSubmitted]:
        """What the units send of one indicator and month."""
        time = datetime.combine(_day(period), datetime.min.time(), UTC)
        figures = (self._figure(unit, indicator, period) for unit in units)
        return [MetricSubmitted.of("/sources/bench", figure, time=time, trace=TRACE) for figure in figures]

    def _figure(self, unit: str, indicator: str, period: str) -> Figure:
        month = self.periods.index(period)
        whole = 50 + self.units.index(unit) % 40
        # Up and down around the targets, so that verdicts turn as they do in life.
        part = whole * (60 + (self.units.index(unit) * 7 + month * 5) % 40) // 100
        given = {"unit": unit, "indicator": indicator, "period": period, "as_of": _day(period)}
        if _is_percent(indicator):
            value = ratio(Decimal(part), Decimal(whole), 100)
            return Figure(**given, value=value, numerator=Decimal(part), denominator=Decimal(whole))
        return Figure(**given, value=Decimal(part + 10 * month))

    def _write(self, folder: Path) -> None:
        units = [
            [PROVINCE, "province", "", "Tỉnh"],
            *([unit, unit.rpartition("-")[0], PROVINCE, unit] for unit in self.units),
        ]
        _table(folder / "units.csv", "id,level,parent,short_name,aliases,national_code,valid_from,valid_to", units)
        _table(folder / "unit_names.csv", "unit,name,valid_from,valid_to", ([unit, unit] for unit, *_ in units))
        _table(folder / "contacts.csv", "unit,email,name,role,language", [])
        _table(folder / "programmes.csv", "id,name_vi,name_en,order", [["plan", "Kế hoạch", "Plan", "1"]])
        _table(
            folder / "indicators.csv",
            "id,name_vi,name_en,measure,higher_is_better,above_100,ranked,source_system,dimensions,"
            "total_unit,total_how,total_levels,total_units,total_over,total_parts",
            (_indicator(name) for name in self.indicators),
        )
        _table(
            folder / "targets.csv",
            "id,version,programme,indicator,dimension,scope_kind,scope_value,comparator,threshold,"
            "valid_from,valid_to,due,legal_basis,margin",
            (_target(name) for name in self.indicators),
        )
        (folder / "calendar.yaml").write_text("cut_off_day: 17\n", encoding="utf-8")


def _table(file: Path, header: str, rows: Iterable[Sequence[str]]) -> None:
    names = header.split(",")
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(names)
        writer.writerows([*row, *[""] * (len(names) - len(row))] for row in rows)


def _indicator(name: str) -> list[str]:
    how = "ratio_of_sums" if _is_percent(name) else "sum"
    measure = "percent" if _is_percent(name) else "count"
    return [name, name, name, measure, "1", "0", "1", "", "", PROVINCE, how, "|".join(LEVELS), "", "", ""]


def _target(name: str) -> list[str]:
    threshold, margin = ("80", "1") if _is_percent(name) else ("40", "")
    return [f"t-{name}", "1", "plan", name, "", "all", "", ">=", threshold, "2023-01-01", "", "", PLAN, margin]


def _is_percent(indicator: str) -> bool:
    return int(indicator.rpartition("-")[2]) % 2 == 0


def _day(period: str) -> date:
    return date.fromisoformat(f"{period}-20")
