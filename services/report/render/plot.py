"""A chart as lengths between 0 and its highest mark, for whatever draws it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Literal

from services.report.domain.bar_chart import Bar, Chart
from services.report.domain.trend import Trend
from services.report.render.labels import Labels

STEPS = 5
ROUND = (1, 2, 5, 10)
FULL = Decimal(100)
Judged = Literal["met", "not_met", "none"]


@dataclass(frozen=True)
class Stick:
    """One bar: `share` of the full length, None for a unit without a figure."""

    name: str
    text: str
    share: float | None
    judged: Judged


@dataclass(frozen=True)
class Mark:
    """A mark on the axis or the target line, at a `share` of the full length."""

    text: str
    share: float


@dataclass(frozen=True)
class Plot:
    """Everything to draw; `legend` has the verdicts that occur, if any do."""

    sticks: tuple[Stick, ...]
    ticks: tuple[Mark, ...]
    target: Mark | None
    upper: Mark | None
    legend: tuple[tuple[Judged, str], ...]


def plot(chart: Chart, labels: Labels) -> Plot:
    """Measure `chart`; an axis of percents ends at 100 unless a bar or the target is beyond it."""
    values = [Decimal(bar.value) for bar in chart.bars if bar.value is not None]
    top = top_of([*values, *ends_of(chart)], chart.unit_of_measure)
    sticks = tuple(_stick(bar, top, labels) for bar in chart.bars)
    words: dict[Judged, str] = {"met": labels.met_bar, "not_met": labels.not_met_bar, "none": labels.unjudged_bar}
    drawn = {stick.judged for stick in sticks if stick.share is not None}
    return Plot(
        sticks=sticks,
        ticks=tuple(Mark(labels.figure_text(f"{top * step / STEPS:f}"), step / STEPS) for step in range(STEPS + 1)),
        target=_target(chart, top, labels),
        upper=Mark("", float(Decimal(chart.upper) / top)) if chart.upper else None,
        legend=tuple((judged, word) for judged, word in words.items() if judged in drawn) if drawn != {"none"} else (),
    )


def ends_of(chart: Chart | Trend) -> list[Decimal]:
    """Where the lines of the target are: none, one, or those of a range."""
    return [Decimal(end) for end in (chart.target, chart.upper) if end]


def top_of(values: Iterable[Decimal], unit: str) -> Decimal:
    """The end of the axis: percents end at 100 or at a multiple of 20 beyond; other figures at the next round one."""
    highest = max(values, default=Decimal(0))
    if unit == "%":
        step = FULL / STEPS
        return Decimal(max(FULL, (highest / step).to_integral_value(ROUND_CEILING) * step)).quantize(Decimal(1))
    power = Decimal(10) ** max(highest.adjusted(), 0)
    return next((power * step for step in ROUND if power * step >= highest), power * 10).quantize(Decimal(1))


def _stick(bar: Bar, top: Decimal, labels: Labels) -> Stick:
    share = None if bar.value is None else float(max(Decimal(bar.value), Decimal(0)) / top)
    missing = labels.status["missing"].lower()
    return Stick(bar.name, bar.text or (missing if share is None else ""), share, bar.verdict or "none")


def _target(chart: Chart, top: Decimal, labels: Labels) -> Mark | None:
    if not chart.target:
        return None
    text = chart.target_label or f"{labels.target} {labels.figure_text(chart.target)}{chart.unit_of_measure}"
    return Mark(text, float(Decimal(chart.target) / top))
