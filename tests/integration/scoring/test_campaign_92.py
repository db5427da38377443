"""The campaign of 92 days, as the province reported its results: changes since it began, and over its target."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shared.catalogue import Catalogue
from shared.catalogue.load import load_catalogue
from shared.facts import Evaluation, Figure
from shared.figures import FigureKey, parse_dimension
from shared.settings import ROOT
from tests.unit.scoring.desk import Desk, in_memory
from tests.unit.scoring.memory_store import final_evaluations

PROGRAMME, SERVICES, DIGITISED = "chien-dich-92-ngay", "services-with-online-dossiers-pct", "dossiers-digitised-pct"
#: result, change and share above the target, as printed
PUBLISHED = {
    "level=province": ("99.52", "8.52", "19.52"),
    "place=district-one-stop": ("96.39", "36.81", "16.39"),
    "place=district-land-office": ("87.97", "21.99", "7.97"),
    "place=commune-one-stop": ("98.86", "17.36", "18.86"),
}
BEGAN, FIRST, LAST = date(2022, 5, 31), date(2022, 6, 1), date(2022, 8, 31)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "deploy" / "provinces" / "binh-phuoc")


def judged(catalogue: Catalogue, value: str, dimension: str, indicator: str = SERVICES, day: date = LAST) -> Evaluation:
    figure = Figure(
        unit="binh-phuoc",
        indicator=indicator,
        dimension=parse_dimension(dimension),
        period=catalogue.calendar.period_of(day),
        window_start=min(FIRST, day),
        as_of=day,
        value=Decimal(value),
    )
    desk = Desk(in_memory(), catalogue)
    desk.submit(figure)
    return final_evaluations(desk.announced)[FigureKey("binh-phuoc", indicator, dimension, figure.period)]


@pytest.mark.parametrize("dimension", PUBLISHED)
def test_the_printed_changes_and_the_shares_above_the_target_come_out(catalogue: Catalogue, dimension: str) -> None:
    value, change, over = PUBLISHED[dimension]

    evaluation = judged(catalogue, value, dimension)

    (baseline,) = evaluation.baselines
    assert (baseline.programme, baseline.as_of, baseline.difference) == (PROGRAMME, BEGAN, Decimal(change))
    assert [(verdict.programme, verdict.verdict, verdict.gap) for verdict in evaluation.verdicts] == [
        (PROGRAMME, "met", Decimal(over))
    ]


@pytest.mark.parametrize(("dimension", "value"), [("level=province", "98.05"), ("place=district-one-stop", "63.8")])
def test_the_shares_digitised_fell_short_of_all_dossiers(catalogue: Catalogue, dimension: str, value: str) -> None:
    (verdict,) = judged(catalogue, value, dimension, DIGITISED).verdicts

    assert (verdict.programme, verdict.verdict, verdict.gap) == (PROGRAMME, "not_met", Decimal(value) - 100)


def test_what_the_province_had_reached_before_is_what_it_printed_then(catalogue: Catalogue) -> None:
    """The bulletin of June 2022 has 91,0 % for the whole province up to 31/5/2022."""
    starts = {start.series.dimension: start.value for start in catalogue.baselines}

    assert starts["level=province"] == Decimal(91)


@pytest.mark.parametrize("day", [BEGAN, date(2022, 9, 18)])
def test_nothing_is_counted_from_the_start_of_a_campaign_before_or_after_it(catalogue: Catalogue, day: date) -> None:
    assert judged(catalogue, "95", "level=province", day=day).baselines == ()
