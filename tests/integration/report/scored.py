"""The real figures of Bình Phước, judged by scoring: what the report service is told in production."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from services.report.article_files import load_articles
from services.report.domain.assemble import assemble
from services.report.domain.bulletin import Bulletin, Cell, Sentence, Table
from services.report.layout_files import load_layout
from services.scoring import handlers
from shared.catalogue import Catalogue
from shared.catalogue.load import load_catalogue
from shared.events import ComplianceEvaluated, MetricSubmitted, RankingComputed
from shared.facts import Figure
from shared.figures import Status, parse_dimension, ratio
from shared.settings import ROOT
from tests.unit.scoring.memory_store import InMemoryStore

PROVINCE = ROOT / "deploy" / "provinces" / "binh-phuoc"
PERIODS = ("2022-06", "2023-02")
NOW = datetime(2023, 3, 20, 8, tzinfo=UTC)
Told = ComplianceEvaluated | RankingComputed


@dataclass(frozen=True)
class Judged:
    """What scoring told of the figures of all editions."""

    evaluations: tuple[ComplianceEvaluated, ...]
    rankings: tuple[RankingComputed, ...]


@cache
def catalogue() -> Catalogue:
    return load_catalogue(PROVINCE)


@cache
def judged(*, openings: bool = False) -> Judged:
    """Send both editions' figures through scoring, the older first; `openings` with those of January 2023 before."""
    store = InMemoryStore()
    for period in PERIODS:
        if openings and period == "2023-02":
            handlers.judge(submitted("2023-01", "openings"), store, catalogue(), NOW)
        handlers.judge(submitted(period), store, catalogue(), NOW)
    return Judged(
        tuple(event for event in store.announced if isinstance(event, ComplianceEvaluated)),
        tuple(event for event in store.announced if isinstance(event, RankingComputed)),
    )


@cache
def edition(period: str, *, openings: bool = False) -> Bulletin:
    """The bulletin of `period` by the province's own layout; `openings`: with its articles and something before it."""
    told = judged(openings=openings)
    return assemble(
        period,
        [event.data for event in told.evaluations if event.data.period <= period],
        [event.data for event in told.rankings],
        load_layout(PROVINCE, catalogue()),
        catalogue(),
        load_articles(PROVINCE, period).articles if openings else (),
    )


def submitted(period: str, folder: str = "figures") -> list[MetricSubmitted]:
    with (PROVINCE / folder / f"{period}.csv").open(encoding="utf-8", newline="") as opened:
        figures = [figure(row) for row in csv.DictReader(opened)]
    return [MetricSubmitted.of("/sources/sample", stated, time=NOW) for stated in figures]


def figure(row: dict[str, str]) -> Figure:
    numerator, denominator = _number(row["numerator"]), _number(row["denominator"])
    value = _number(row["value"])
    if value is None and numerator is not None and denominator is not None:
        value = ratio(numerator, denominator, 100)
    return Figure(
        unit=row["unit"],
        indicator=row["indicator"],
        dimension=parse_dimension(row["dimension"]),
        period=row["period"],
        window_start=date.fromisoformat(row["window_start"]) if row["window_start"] else None,
        as_of=date.fromisoformat(row["as_of"]),
        status=Status.REPORTED if value is not None else Status.NO_ACTIVITY,
        value=value,
        numerator=numerator,
        denominator=denominator,
        revision=int(row["revision"] or 1),
    )


def table(bulletin: Bulletin, name: str) -> Table:
    return next(table for table in bulletin.tables if table.id == name)


def sentence(bulletin: Bulletin, name: str) -> Sentence:
    return next(sentence for sentence in bulletin.sentences if sentence.id == name)


def said(bulletin: Bulletin) -> dict[str, str]:
    return {sentence.id: sentence.text for sentence in bulletin.sentences}


def row_texts(found: Table, unit: str, keys: Sequence[str] | None = None) -> list[str]:
    cells = cells_of(found, unit)
    return [cells[key].text for key in (keys or [column.key for column in found.columns])]


def cells_of(found: Table, unit: str) -> dict[str, Cell]:
    if found.total is not None and found.total.unit == unit:
        return found.total.cells
    return next(row.cells for row in found.rows if row.unit == unit)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
