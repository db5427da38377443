"""The targets that come with the product judge the published figures as the bulletins of Bình Phước did."""

from __future__ import annotations

import csv
import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest

from shared.catalogue import Catalogue, Target
from shared.catalogue.load import load_catalogue
from shared.settings import ROOT

FOLDER = ROOT / "deploy" / "provinces" / "binh-phuoc"
SERVICES, DOSSIERS = "services-with-online-dossiers-pct", "dossiers-handled-online-pct"
COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
Row = dict[str, str]


def figures(edition: str) -> list[Row]:
    with (FOLDER / "figures" / f"{edition}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(FOLDER)


def value(row: Row) -> Decimal | None:
    if row["no_activity"] == "1":
        return None
    return Decimal(row["value"]) if row["value"] else 100 * Decimal(row["numerator"]) / Decimal(row["denominator"])


def applies(target: Target, row: Row, catalogue: Catalogue) -> bool:
    bound = {"all": True, "unit": target.scope.value == row["unit"]}.get(
        target.scope.kind, target.scope.value == catalogue.units[row["unit"]].level
    )
    same = (target.indicator, target.dimension) == (row["indicator"], row["dimension"])
    return bound and same and target.in_force_on(date.fromisoformat(row["as_of"]))


def missed(edition: str, catalogue: Catalogue) -> set[tuple[str, str]]:
    return {
        (row["unit"], row["indicator"])
        for row in figures(edition)
        for target in catalogue.targets.values()
        if applies(target, row, catalogue)
        and (figure := value(row)) is not None
        and not COMPARE[target.comparator](figure, target.threshold)
    }


def test_in_june_2022_exactly_the_units_printed_as_behind_miss_a_target(catalogue: Catalogue) -> None:
    services = "so-tnmt so-tu-phap chon-thanh hon-quan phu-rieng bu-dop bu-dang"
    dossiers = "so-gddt so-noi-vu dong-phu hon-quan phu-rieng bu-dop bu-gia-map loc-ninh bu-dang"

    assert missed("2022-06", catalogue) == {
        *((unit, SERVICES) for unit in services.split()),
        *((unit, DOSSIERS) for unit in dossiers.split()),
    }


def test_in_february_2023_no_unit_misses_a_target(catalogue: Catalogue) -> None:
    assert missed("2023-02", catalogue) == set()
