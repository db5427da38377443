"""What must hold of the figures that programmes started from."""

from __future__ import annotations

from decimal import Decimal

from shared.catalogue.baseline import StartingFigure
from shared.catalogue.checks.targets import dimension_faults
from shared.catalogue.checks.writing import text_problems
from shared.catalogue.draft import Draft, repeated
from shared.catalogue.indicator import Indicator
from shared.catalogue.problem import Problem
from shared.figures import plain, ratio

WHOLE = Decimal(100)


def baseline_problems(draft: Draft) -> list[Problem]:
    """Figures of what does not exist, two of one programme for one series, and figures that contradict their parts."""
    problems = repeated(draft.baselines, _place, "baseline")
    programmes = {stated.value.id for stated in draft.programmes}
    indicators = draft.by_indicator()
    for stated in draft.baselines:
        start = stated.value
        problems += text_problems(stated, (start.source,))
        if start.programme and start.programme not in programmes:
            problems.append(stated.problem(f"programme {start.programme} is not in programmes.csv"))
        if start.series.unit and start.series.unit not in draft.unit_ids():
            problems.append(stated.problem(f"unit {start.series.unit} is not in units.csv"))
        if (indicator := indicators.get(start.series.indicator)) is not None:
            faults = [*dimension_faults(start.series.dimension, indicator), *_value_faults(start, indicator)]
            problems += [stated.problem(fault) for fault in faults]
        elif start.series.indicator:
            problems.append(stated.problem(f"indicator {start.series.indicator} is not in indicators.csv"))
    return problems


def _place(start: StartingFigure) -> str:
    series = start.series
    return f"{start.programme} {series.unit} {series.indicator} [{series.dimension}]"


def _value_faults(start: StartingFigure, indicator: Indicator) -> list[str]:
    percent = indicator.measure == "percent"
    faults = []
    if start.value < 0 or (percent and start.value > WHOLE and not indicator.above_100):
        faults.append(f"value {plain(start.value)} is not possible for a {indicator.measure}")
    if start.denominator == 0:
        faults.append("denominator is 0")
    elif start.numerator is not None and start.denominator is not None:
        exact = ratio(start.numerator, start.denominator, 100 if percent else 1)
        # Half a unit of the last printed digit is as far as rounding takes a figure.
        digits = max(-int(start.value.as_tuple().exponent), 0)
        if abs(exact - start.value) > Decimal(1).scaleb(-digits) / 2:
            faults.append(f"value {plain(start.value)} is not numerator / denominator = {plain(exact)}")
    return faults
