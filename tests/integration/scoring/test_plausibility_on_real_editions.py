"""Every figure of four published editions is held against the rules, as it was printed, errors included.

`tests/oracle/EDITION/facts.csv` holds the figures, `as_printed.csv` what was printed otherwise, and `arithmetical.csv`
every error known of the edition: whether arithmetic can reveal it, by which rule, at which figures.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from services.scoring.domain.plausibility.book import Book
from services.scoring.domain.plausibility.finding import Scope
from services.scoring.domain.plausibility.judge import Inspection, together
from shared.catalogue import Catalogue
from shared.catalogue.load import load_catalogue
from shared.facts import Doubt, Doubts, Figure
from shared.figures import FigureKey, Status, parse_dimension
from shared.settings import ROOT
from tests.unit.scoring.desk import Desk, in_memory
from tests.unit.scoring.memory_doubts import final_doubts

ORACLE = ROOT / "tests" / "oracle"
EDITIONS = ("2022-06", "2023-02", "2023-07-review", "2023-08-review")
CATALOGUE = load_catalogue(ROOT / "deploy" / "provinces" / "binh-phuoc")
NINE_IN_TEN, ONE_IN_A_HUNDRED = Decimal("0.9"), Decimal("0.01")

Cells = dict[str, list[tuple[str, FigureKey, str]]]


@dataclass(frozen=True)
class Measured:
    """Errors that arithmetic can reveal by id, each with its figures; and what the rules doubted."""

    errors: Cells
    doubts: dict[FigureKey, tuple[Doubt, ...]]
    figures: int

    def found(self, error: str) -> bool:
        return any(rule in {doubt.rule for doubt in self.doubts.get(key, ())} for rule, key, _ in self.errors[error])

    @property
    def false(self) -> list[FigureKey]:
        """The doubted figures that no error is known of."""
        wrong = {key for cells in self.errors.values() for _, key, _ in cells}
        return sorted(set(self.doubts) - wrong)

    def lines(self) -> Iterator[str]:
        for error, cells in sorted(self.errors.items()):
            rules = sorted({rule for rule, _, _ in cells})
            yield f"{'found ' if self.found(error) else 'MISSED'} {error:<18} {', '.join(rules):<32} {cells[0][2]}"
        found = sum(map(self.found, self.errors))
        yield f"errors that arithmetic can reveal: {len(self.errors)}; found: {found}"
        yield f"figures: {self.figures}; doubts on good ones: {len(self.false)} {self.false or ''}"


@pytest.fixture(scope="module")
def figures() -> dict[FigureKey, Figure]:
    return {figure.key: figure for edition in EDITIONS for figure in figures_of(edition)}


@pytest.fixture(scope="module")
def submitted(figures: dict[FigureKey, Figure]) -> dict[FigureKey, Doubts]:
    """What is told in the end when the editions come one after the other."""
    desk = Desk(in_memory(), CATALOGUE)
    for edition in EDITIONS:
        desk.submit(*{figure.key: figure for figure in figures_of(edition)}.values())
    return final_doubts(desk.announced)


def test_at_least_nine_in_ten_errors_are_found_and_hardly_a_good_figure_is_doubted(
    figures: dict[FigureKey, Figure], submitted: dict[FigureKey, Doubts]
) -> None:
    measured = Measured(errors(), {key: told.doubts for key, told in submitted.items()}, len(figures))

    print("", *measured.lines(), sep="\n")  # noqa: T201  # the list of what was found and missed

    found = [error for error in measured.errors if measured.found(error)]
    assert len(found) >= NINE_IN_TEN * len(measured.errors)
    assert len(measured.false) < ONE_IN_A_HUNDRED * len(figures)


def test_doubts_found_figure_by_figure_are_those_of_all_figures_at_once(
    figures: dict[FigureKey, Figure], submitted: dict[FigureKey, Doubts]
) -> None:
    whole = whole_of(figures, CATALOGUE)

    assert {key: told.doubts for key, told in submitted.items()} == whole


def test_every_known_error_is_classified_once() -> None:
    for edition in EDITIONS:
        numbers = [row["id"] for row in rows(edition, "arithmetical.csv")]

        assert sorted(set(numbers)) == [f"{edition}-{number:02}" for number in range(1, len(set(numbers)) + 1)]


def whole_of(figures: dict[FigureKey, Figure], catalogue: Catalogue) -> dict[FigureKey, tuple[Doubt, ...]]:
    inspection = Inspection(Book(figures.values()), catalogue)
    found = {key: together({scope: inspection.doubts(key, scope) for scope in Scope}) for key in figures}
    return {key: doubts for key, doubts in found.items() if doubts}


def errors() -> Cells:
    found: Cells = defaultdict(list)
    for edition in EDITIONS:
        for row in rows(edition, "arithmetical.csv"):
            if row["arithmetical"] == "yes":
                key = FigureKey(row["unit"], row["indicator"], row["dimension"], row["period"])
                found[row["id"]].append((row["rule"], key, row["why"]))
    return found


def figures_of(edition: str) -> Iterator[Figure]:
    printed = list(rows(edition, "as_printed.csv"))
    for row in rows(edition, "facts.csv"):
        for other in printed:
            if all(other[name] in {"*", row[name]} for name in ("unit", "indicator", "dimension", "period")):
                row = {**row, other["column"]: other["printed"]}  # noqa: PLW2901  # the row as it was printed
        yield a_fact(row)


def a_fact(row: dict[str, str]) -> Figure:
    value = Decimal(row["value"]) if row["value"] else None
    return Figure(
        unit=row["unit"],
        indicator=row["indicator"],
        dimension=parse_dimension(row["dimension"]),
        period=row["period"],
        window_start=date.fromisoformat(row["window_start"]) if row["window_start"] else None,
        as_of=date.fromisoformat(row["as_of"] or f"{row['period']}-01"),
        status=Status.NO_ACTIVITY if value is None else Status.REPORTED,
        value=value,
        numerator=Decimal(row["numerator"]) if row["numerator"] else None,
        denominator=Decimal(row["denominator"]) if row["denominator"] else None,
    )


def rows(edition: str, file: str) -> Iterator[dict[str, str]]:
    path: Path = ORACLE / edition / file
    if path.exists():
        with path.open(encoding="utf-8", newline="") as opened:
            yield from csv.DictReader(opened)
