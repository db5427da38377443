"""A province with as much to print as there can be: all units in every table, every table in every month, articles."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from services.report.domain.layout import Variant
from services.report.layout_files import load_layout
from shared.catalogue import Catalogue, Indicator
from shared.catalogue.calendar import next_period
from shared.catalogue.load import load_catalogue
from tests.bench.articles import write_articles
from tests.system.product import PROVINCE

LEVELS = ("department", "district")
FIRST, MONTHS = "2022-06", 12
ARTICLES = 20
#: of a percent that is submitted with its parts
WHOLE = 400


def write_province(folder: Path) -> Path:
    """Copy the province and fill its layout; what rules say of figures that belong together is left out."""
    home = Path(shutil.copytree(PROVINCE, folder / "province"))
    relations = home / "relations.csv"
    relations.write_text(relations.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    units = _units(home)
    for path in (home / "layout" / "tables").glob("*.yaml"):
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        table["variants"] = [_filled(max(table["variants"], key=lambda each: len(each["columns"])), units)]
        path.write_text(yaml.safe_dump(table, allow_unicode=True), encoding="utf-8")
    write_articles(home / "articles" / HISTORY[-1], ARTICLES)
    return home


def figures(home: Path, periods: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What the units send of every cell that the tables print, month after month."""
    catalogue = load_catalogue(home)
    cells = list(dict.fromkeys(_cells(home, catalogue)))
    for period in periods:
        for place, (unit, indicator, dimension) in enumerate(cells):
            yield _figure(catalogue.indicators[indicator], unit, dict(dimension), period, place)


def months(first: str, count: int) -> list[str]:
    """`count` months, from `first` on."""
    found = [first]
    while len(found) < count:
        found.append(next_period(found[-1]))
    return found


Place = tuple[str, str, tuple[tuple[str, str], ...]]


def _cells(home: Path, catalogue: Catalogue) -> Iterator[Place]:
    for _, variant in load_layout(home, catalogue).printed(HISTORY[-1]):
        for unit in _printed_units(variant):
            for column in variant.columns:
                if not _is_computed(catalogue.indicators[column.indicator], unit, column.dimension):
                    yield unit, column.indicator, tuple(sorted(column.dimension.items()))


def _printed_units(variant: Variant) -> list[str]:
    return [row.unit for row in (*variant.rows, *([variant.total] if variant.total else []))]


def _is_computed(indicator: Indicator, unit: str, dimension: dict[str, str]) -> bool:
    rule = indicator.total
    if rule is None or rule.unit != unit:
        return False
    over = any(dimension.get(key, "") == value for key, value in rule.over_dimensions)
    return over or bool(rule.members.levels or rule.members.units or rule.parts)


def _figure(indicator: Indicator, unit: str, dimension: dict[str, str], period: str, place: int) -> dict[str, Any]:
    month = 12 * int(period[:4]) + int(period[5:]) - 12 * int(FIRST[:4]) - int(FIRST[5:])
    stated: dict[str, Any] = {"unit": unit, "indicator": indicator.id, "period": period, "as_of": f"{period}-20"}
    if dimension:
        stated["dimension"] = dimension
    if indicator.measure == "percent":
        # Around the targets, and up a little every month.
        part = min(WHOLE, WHOLE * (60 + place * 7 % 36) // 100 + month)
        return stated | {"numerator": part, "denominator": WHOLE}
    return stated | {"value": str(100 + place % 60 + 10 * month)}


def _filled(variant: dict[str, Any], units: list[str]) -> dict[str, Any]:
    """One variant for all months, with a row for each unit where it has rows of units."""
    rows = units if len(variant["rows"]) > 1 else variant["rows"]
    return variant | {"periods": {"from": FIRST}, "rows": rows}


def _units(home: Path) -> list[str]:
    with (home / "units.csv").open(encoding="utf-8", newline="") as file:
        return [row["id"] for row in csv.DictReader(file) if row["level"] in LEVELS]


#: the months that are sent before the edition is built; the last is that of the edition
HISTORY = months(FIRST, MONTHS)
#: what goes on coming meanwhile is of months after it
COMING = months(next_period(HISTORY[-1]), MONTHS)
