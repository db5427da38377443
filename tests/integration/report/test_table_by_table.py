"""The published editions of Bình Phước against our own, table by table; `pytest -s` prints the comparison."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from services.report.domain.bulletin import Bulletin, Cell
from shared.settings import ROOT
from tests.integration.report.scored import PERIODS, edition

ORACLE = ROOT / "tests" / "oracle"
WORDS = {"Đạt": "met", "Không đạt": "not_met", "-": None, "": None}
Key = tuple[str, str, str]
#: printed cells that no table of ours has, and why; `None` stands for every unit
ELSEWHERE: Mapping[tuple[str, str, str | None], str] = {
    ("2022-06", "ecabinet-meetings", "binh-phuoc"): "a note under the table: 182 for what its 33 rows add up to 1982",
    ("2023-02", "app-users-increase", None): "printed against a report of January that is not among the editions",
    ("2023-02", "party-handbook-pilot-committees", "binh-phuoc"): "a number in the sentence before the table",
    ("2023-02", "e-id-level2-accounts-issued", "chon-thanh"): "an article",
    ("2023-02", "citizen-id-card-dossiers-collected", "chon-thanh"): "an article",
    ("2023-02", "vehicle-registrations-online", "chon-thanh"): "an article",
    ("2023-02", "administrative-fines-online", "chon-thanh"): "an article",
    ("2023-02", "administrative-fines-online-amount-vnd", "chon-thanh"): "an article",
    ("2023-02", "bhxh-software-systems", "bhxh-tinh"): "an article",
    ("2023-02", "bhxh-procedures", "bhxh-tinh"): "an article",
    ("2023-02", "bhxh-services-level4-pct", "bhxh-tinh"): "an article",
}
#: where our table rightly says something else
OTHERWISE: Mapping[tuple[str, str, str], str] = {
    ("2023-02", "services-with-online-dossiers-pct", "binh-phuoc"): "100% of all, with units below",
    ("2023-02", "dossiers-handled-online-pct", "binh-phuoc"): "100% of all, with units below",
}


@dataclass
class Comparison:
    """One published table: its rows, and of its figures and verdicts those that are the same and those there are."""

    table: str
    rows: int = 0
    in_order: bool = True
    same: int = 0
    figures: int = 0
    verdicts: int = 0
    explained: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        told = f"{self.table:24} {self.rows:3} rows {'in order' if self.in_order else 'ELSEWHERE'}"
        why = "; ".join(dict.fromkeys(self.explained))
        return f"{told}, {self.same}/{self.figures} figures, {self.verdicts} verdicts{f' ({why})' if why else ''}"


def compared(period: str) -> list[Comparison]:
    """Every published table of a period against ours."""
    ours, order = cells(edition(period)), rows(edition(period))
    return [_compared(period, table, printed, ours, order) for table, printed in published(period).items()]


def _compared(
    period: str,
    table: str,
    printed: Sequence[dict[str, str]],
    ours: Mapping[Key, Cell],
    order: Mapping[str, Sequence[str]],
) -> Comparison:
    units = list(dict.fromkeys(fact["unit"] for fact in printed))
    found = Comparison(table, rows=len(units))
    if table in order:
        known = [unit for unit in order[table] if unit in units]
        found.in_order = known == [unit for unit in units if unit in known]
    for fact in printed:
        _compare(period, fact, ours.get((fact["unit"], fact["indicator"], fact["dimension"])), found)
    return found


def _compare(period: str, fact: dict[str, str], cell: Cell | None, found: Comparison) -> None:
    found.figures += 1
    unit, indicator = fact["unit"], fact["indicator"]
    if cell is None:
        why = ELSEWHERE.get((period, indicator, unit)) or ELSEWHERE.get((period, indicator, None))
        (found.explained if why else found.wrong).append(why or f"{unit} {indicator}: in no table of ours")
    elif not stands(cell, fact["value"]):
        why = OTHERWISE.get((period, indicator, unit))
        (found.explained if why else found.wrong).append(why or f"{unit} {indicator}: {fact['printed']}, {cell.text}")
    else:
        found.same += 1
    if cell is not None and fact["verdict"] in WORDS and fact["verdict"]:
        found.verdicts += 1
        if cell.verdict != WORDS[fact["verdict"]]:
            found.wrong.append(f"{unit} {indicator}: {fact['verdict']}, {cell.verdict}")


def stands(cell: Cell, value: str) -> bool:
    """Whether a cell shows a published figure, at the precision it was published with."""
    if not value or cell.value is None:
        return not value and cell.value is None
    return round(Decimal(cell.value), max(0, -int(Decimal(value).as_tuple().exponent))) == Decimal(value)


def published(period: str) -> dict[str, list[dict[str, str]]]:
    """The printed cells of a period by table; plans for other periods are not of its results."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (ORACLE / period / "facts.csv").open(encoding="utf-8", newline="") as opened:
        for fact in csv.DictReader(opened):
            if fact["period"] == period:
                found[fact["table"]].append(fact)
    return found


def cells(bulletin: Bulletin) -> dict[Key, Cell]:
    """The cells of all tables by unit, indicator and dimension."""
    return dict(_cells(bulletin))


def _cells(bulletin: Bulletin) -> Iterator[tuple[Key, Cell]]:
    for table in bulletin.tables:
        for holder in (*table.rows, *((table.total,) if table.total else ())):
            for column in table.columns:
                dimension = ";".join(f"{key}={value}" for key, value in sorted(column.dimension.items()))
                yield (holder.unit, column.indicator, dimension), holder.cells[column.key]


def rows(bulletin: Bulletin) -> dict[str, list[str]]:
    return {table.id: [row.unit for row in table.rows] for table in bulletin.tables}


@pytest.mark.parametrize(
    ("period", "tables", "figures", "same", "verdicts"),
    [("2022-06", 18, 462, 461, 58), ("2023-02", 14, 461, 437, 54)],
)
def test_every_published_table_is_printed_again(  # an edition's figures
    period: str, tables: int, figures: int, same: int, verdicts: int
) -> None:
    found = compared(period)

    print(f"\n{period}", *(each.line() for each in found), sep="\n")  # noqa: T201  # the comparison
    assert [wrong for each in found for wrong in each.wrong] == []
    assert [each.table for each in found if not each.in_order] == []
    assert sum(each.figures - each.same for each in found) == sum(len(each.explained) for each in found)
    counted = [len(found), *(sum(getattr(each, what) for each in found) for what in ("figures", "same", "verdicts"))]
    assert counted == [tables, figures, same, verdicts]


def test_every_period_is_compared() -> None:
    assert PERIODS == ("2022-06", "2023-02")
