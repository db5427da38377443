"""The real figures of two editions, judged by the real catalogue, against what the province published."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from shared.catalogue.load import load_catalogue
from shared.facts import Evaluation, Figure
from shared.figures import FigureKey, Status, parse_dimension
from shared.settings import ROOT
from tests.unit.scoring.desk import Desk, in_memory
from tests.unit.scoring.memory_store import final_evaluations

PROVINCE = ROOT / "deploy" / "provinces" / "binh-phuoc"
ORACLE = ROOT / "tests" / "oracle"
SERVICES, DOSSIERS = "services-with-online-dossiers-pct", "dossiers-handled-online-pct"
WORDS = {"Đạt": "met", "Không đạt": "not_met", "-": None}
EDITIONS = ("2022-06", "2023-02")


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def figure(row: Mapping[str, str]) -> Figure:
    numbers = {name: Decimal(row[name]) for name in ("value", "numerator", "denominator") if row[name]}
    return Figure(
        unit=row["unit"],
        indicator=row["indicator"],
        dimension=parse_dimension(row["dimension"]),
        period=row["period"],
        window_start=date.fromisoformat(row["window_start"]) if row["window_start"] else None,
        as_of=date.fromisoformat(row["as_of"]),
        status=Status.NO_ACTIVITY if row["no_activity"] == "1" else Status.REPORTED,
        revision=int(row["revision"] or 1),
        **numbers,
    )


@pytest.fixture(scope="module")
def evaluations() -> dict[FigureKey, Evaluation]:
    """What scoring says in the end, the later edition having arrived first."""
    desk = Desk(in_memory(), load_catalogue(PROVINCE))
    for edition in reversed(EDITIONS):
        desk.submit(*map(figure, rows(PROVINCE / "figures" / f"{edition}.csv")))
    return final_evaluations(desk.announced)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_published_verdict_is_reproduced(edition: str, evaluations: Mapping[FigureKey, Evaluation]) -> None:
    published = [row for row in rows(ORACLE / edition / "published.csv") if row["verdict"]]

    wrong = []
    for row in published:
        judged = evaluations.get(FigureKey(row["unit"], row["indicator"], row["dimension"], edition))
        verdict = judged.verdicts[0].verdict if judged and judged.verdicts else None
        if judged is None or verdict != WORDS[row["verdict"]]:
            wrong.append((row["unit"], row["indicator"], row["value"], row["verdict"], verdict))

    assert len(published) >= 50
    assert wrong == []


def behind(evaluations: Mapping[FigureKey, Evaluation], indicator: str, period: str) -> dict[str, Decimal | None]:
    return {
        key.unit: judged.value
        for key, judged in evaluations.items()
        if (key.indicator, key.period) == (indicator, period)
        and judged.verdicts
        and judged.verdicts[0].verdict == "not_met"
    }


def test_the_units_behind_in_june_2022_are_those_of_the_published_tables(
    evaluations: Mapping[FigureKey, Evaluation],
) -> None:
    services = behind(evaluations, SERVICES, "2022-06")
    dossiers = behind(evaluations, DOSSIERS, "2022-06")

    assert services == {
        "so-tnmt": Decimal("76.9"),
        "so-tu-phap": Decimal(75),
        "chon-thanh": Decimal("54.8"),
        "hon-quan": Decimal("75.9"),
        "phu-rieng": Decimal("68.8"),
        "bu-dop": Decimal("63.2"),
        "bu-dang": Decimal("78.9"),
    }
    assert dossiers == {
        "so-gddt": Decimal("2.94"),
        "so-noi-vu": Decimal(0),
        "dong-phu": Decimal("19.55"),
        "hon-quan": Decimal("28.5"),
        "phu-rieng": Decimal("39.91"),
        "bu-dop": Decimal("49.41"),
        "bu-gia-map": Decimal("25.53"),
        "loc-ninh": Decimal("15.47"),
        "bu-dang": Decimal("48.65"),
    }


def test_percents_without_their_parts_leave_the_province_its_submitted_figure(
    evaluations: Mapping[FigureKey, Evaluation],
) -> None:
    total = evaluations[FigureKey("binh-phuoc", SERVICES, "", "2022-06")]

    assert (total.value, total.how) == (Decimal("94.5"), "submitted")
