"""The smallest number of further cases that reaches a target, and what each month needs of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Literal, Protocol

from services.scoring.domain.verdict import meets
from shared.catalogue import Indicator, Target
from shared.facts import Evaluation, Shortfall, Verdict
from shared.facts.verdict import Comparator
from shared.figures import ratio

Way = Literal["further", "among"]
MONTHS = 12


class Aim(Protocol):
    """Where a figure is wanted: what a verdict missed, or the value that is worth more points."""

    @property
    def comparator(self) -> Comparator: ...
    @property
    def threshold(self) -> Decimal: ...
    @property
    def upper(self) -> Decimal | None: ...


@dataclass(frozen=True)
class Count:
    """`part` of `whole` cases, as a ratio times `scale`; `bounded` where the part can never exceed the whole.

    Of a window, each case still to come joins the whole; of a stock, cases already there change sides.
    """

    part: int
    whole: int
    way: Way
    scale: int
    bounded: bool

    def after(self, cases: int, *, upwards: bool) -> tuple[int, int]:
        """Part and whole once so many more cases went to the good side: into the part, or not."""
        if self.way == "further":
            return self.part + cases * upwards, self.whole + cases
        return self.part + (cases if upwards else -cases), self.whole

    def allows(self, cases: int, *, upwards: bool) -> bool:
        part, whole = self.after(cases, upwards=upwards)
        return part >= 0 and whole > 0 and (part <= whole or not self.bounded)


def count_of(figure: Evaluation, indicator: Indicator) -> Count | None:
    """The cases of a figure, None where it does not count whole ones."""
    part, whole = figure.numerator, figure.denominator
    if part is None or whole is None or part % 1 or whole % 1 or part < 0 or whole <= 0:
        return None
    percent = indicator.measure == "percent"
    # Accounts per adult, members per team: the part is not drawn from the whole, so nothing joins both.
    bounded = percent and not indicator.above_100
    way: Way = "further" if bounded and figure.window_start is not None else "among"
    return Count(int(part), int(whole), way, 100 if percent else 1, bounded)


def shortfall_of(count: Count, verdict: Verdict, target: Target, as_of: date) -> Shortfall | None:
    """How far a missed target is away in cases; None for a met one."""
    if verdict.verdict == "met":
        return None
    cases = cases_needed(count, verdict)
    until = target.due or target.valid_to
    if cases is None or until is None or until <= as_of:
        return Shortfall(way=count.way, cases=cases)
    return Shortfall(
        way=count.way, cases=cases, until=until, per_month=ceil(Fraction(cases, months_left(as_of, until)))
    )


def cases_needed(count: Count, aim: Aim) -> int | None:
    """The smallest number of cases whose figure meets the aim, by the rule of verdicts; None where none does."""
    about = _estimate(count, aim)
    if about is None:
        return None
    # Figures are kept to twelve decimals, so the rounded one may meet a case earlier or later than the exact one.
    return next((cases for cases in range(max(about - 1, 0), about + 2) if _reached(count, aim, cases)), None)


def value_after(count: Count, aim: Aim, cases: int) -> Decimal:
    """The figure once so many more cases went to the good side."""
    part, whole = count.after(cases, upwards=upwards(count, aim))
    return ratio(Decimal(part), Decimal(whole), count.scale)


def upwards(count: Count, aim: Aim) -> bool:
    """Whether the figure has to rise: it misses its target, or the range, from below."""
    if aim.comparator != "between":
        return aim.comparator in {">=", ">"}
    return ratio(Decimal(count.part), Decimal(count.whole), count.scale) < aim.threshold


def _reached(count: Count, aim: Aim, cases: int) -> bool:
    if not count.allows(cases, upwards=upwards(count, aim)):
        return False
    return meets(value_after(count, aim, cases), aim.comparator, aim.threshold, aim.upper)


def _estimate(count: Count, aim: Aim) -> int | None:
    """The number of cases that exact ratios need; None where they only ever come closer to the target, or not even."""
    up = upwards(count, aim)
    bound = aim.threshold if up or aim.upper is None else aim.upper
    wanted = Fraction(bound) / count.scale
    if count.way == "further" and (wanted >= 1 if up else wanted <= 0):
        return None
    lacking = (wanted * count.whole - count.part) * (1 if up else -1)
    needed = lacking if count.way == "among" else lacking / (1 - wanted if up else wanted)
    return floor(needed) + 1 if aim.comparator in {">", "<"} else ceil(needed)


def months_left(as_of: date, until: date) -> int:
    """The whole months from `as_of` to `until`, at least 1."""
    months = MONTHS * (until.year - as_of.year) + until.month - as_of.month - (until.day < as_of.day)
    return max(months, 1)
