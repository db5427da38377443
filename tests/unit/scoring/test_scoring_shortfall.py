"""The number of cases that a target still needs is the smallest that reaches it, as trying them all shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.scoring.domain.arithmetic import arithmetic
from services.scoring.domain.shortfall import Count, Way, cases_needed, count_of, months_left, shortfall_of
from services.scoring.domain.verdict import judge, meets
from shared.catalogue import Indicator, Target
from shared.catalogue.target import Comparator
from shared.facts import Shortfall, Verdict
from shared.figures import ratio
from tests.unit.scoring.factories import LAST_DAY, a_figure, a_target, an_evaluation

DAY = LAST_DAY["2022-06"]
WAYS: st.SearchStrategy[Way] = st.sampled_from(["further", "among"])
COMPARATORS: st.SearchStrategy[Comparator] = st.sampled_from([">=", ">", "<=", "<", "between"])
# Thresholds as laws have them, and as a straight path leaves them on a day.
THRESHOLDS = st.integers(0, 100).map(Decimal) | st.integers(3, 297).map(lambda third: ratio(Decimal(third), Decimal(3)))
# A part of at most 12 is brought down to 1 % by fewer cases than this.
MANY = 1300
SHARE = Indicator("share", "", "", "percent")


def counted(part: int, whole: int, way: Way = "further", *, bounded: bool = True) -> Count:
    return Count(part, whole, way, 100, bounded)


def judged(count: Count, threshold: str | Decimal = "80", comparator: Comparator = ">=", upper: str = "") -> Verdict:
    target = a_target(comparator=comparator, threshold=str(threshold), upper=Decimal(upper) if upper else None)
    return judge(ratio(Decimal(count.part), Decimal(count.whole), count.scale), target, DAY)


@settings(max_examples=400, deadline=None)
@given(st.data(), WAYS, COMPARATORS, THRESHOLDS, st.integers(1, 12))
def test_the_smallest_number_is_the_first_that_trying_finds(
    data: st.DataObject, way: Way, comparator: Comparator, threshold: Decimal, whole: int
) -> None:
    count = counted(data.draw(st.integers(0, whole)), whole, way)
    upper = min(threshold + data.draw(st.integers(1, 20)), Decimal(101)) if comparator == "between" else None
    verdict = judged(count, threshold, comparator, str(upper or ""))

    cases = cases_needed(count, verdict)

    if verdict.verdict == "not_met":
        assert cases == tried(count, verdict)


def tried(count: Count, verdict: Verdict) -> int | None:
    """Case after case, each to the good side."""
    below = ratio(Decimal(count.part), Decimal(count.whole), 100) < verdict.threshold
    rises = verdict.comparator in (">=", ">") or (verdict.comparator == "between" and below)
    for cases in range(1, MANY):
        part, whole = count.part, count.whole
        if count.way == "further":
            part, whole = part + (cases if rises else 0), whole + cases
        else:
            part += cases if rises else -cases
        if not 0 <= part <= whole:
            return None
        if meets(ratio(Decimal(part), Decimal(whole), 100), verdict.comparator, verdict.threshold, verdict.upper):
            return cases
    return None


@pytest.mark.parametrize(
    ("count", "threshold", "comparator", "cases"),
    [
        (counted(10, 13), "80", ">=", 2),  # 12/15 is 80 exactly
        (counted(10, 13), "80", ">", 3),
        (counted(10, 13, "among"), "80", ">=", 1),
        (counted(10, 13, "among"), "100", ">=", 3),
        (counted(10, 13), "100", ">=", None),  # three have missed for good
        (counted(13, 13, "among"), "100", ">", None),
        (counted(3, 10), "5", "<=", 50),  # 3/60
        (counted(3, 10, "among"), "5", "<=", 3),
        (counted(3, 10), "0", "<=", None),
        (counted(3, 10, "among"), "0", "<=", 3),
        (counted(3, 10, "among"), "0", "<", None),
    ],
)
def test_cases_of_each_kind(count: Count, threshold: str, comparator: Comparator, cases: int | None) -> None:
    assert cases_needed(count, judged(count, threshold, comparator)) == cases


def test_a_range_that_whole_cases_jump_over_is_out_of_reach() -> None:
    count = counted(0, 1)

    verdict = judged(count, "40", "between", "45")

    assert cases_needed(count, verdict) is None
    assert arithmetic(count, verdict) == "out of reach: 0/1 = 0, and no whole number of cases leads to 40 to 45"


def test_accounts_may_outnumber_adults() -> None:
    count = counted(110, 100, "among", bounded=False)

    assert cases_needed(count, judged(count, "119.72")) == 10


@settings(max_examples=100, deadline=None)
@given(st.integers(10**6, 10**9), st.integers(1, 99))
def test_large_counts_are_exact(whole: int, percent: int) -> None:
    count = counted(0, whole, "among")

    assert cases_needed(count, judged(count, str(percent))) == -(-whole * percent // 100)


def test_the_arithmetic_shows_the_last_case_that_makes_the_difference() -> None:
    count = counted(10, 13)

    assert arithmetic(count, judged(count, "90")) == (
        "now: 10/13 = 76.923076923077; with 17 further, all in the numerator: 27/30 = 90; "
        "with 16: 26/29 = 89.655172413793"
    )
    assert arithmetic(count, judged(count, "100")) == (
        "out of reach: (10 + k)/(13 + k) never is >= 100: 3 of 13 have missed already"
    )


def test_a_window_counts_further_cases_and_a_stock_those_it_has() -> None:
    stock = a_figure("76.923076923077", parts=(10, 13))
    window = stock.model_copy(update={"window_start": date(2022, 1, 1)})

    ways = [count_of(an_evaluation(figure), SHARE) for figure in (stock, window)]

    assert [count.way if count else None for count in ways] == ["among", "further"]


@pytest.mark.parametrize("parts", [None, ("1.5", "3")])
def test_without_whole_cases_there_is_nothing_to_count(parts: tuple[str, str] | None) -> None:
    given_parts = {} if parts is None else {"numerator": Decimal(parts[0]), "denominator": Decimal(parts[1])}
    figure = an_evaluation(a_figure("50")).model_copy(update=given_parts)

    assert count_of(figure, SHARE) is None


@pytest.mark.parametrize(
    ("as_of", "until", "months"),
    [
        (date(2023, 9, 15), date(2023, 12, 31), 3),
        (date(2023, 9, 15), date(2023, 12, 15), 3),
        (date(2023, 9, 15), date(2023, 12, 14), 2),
        (date(2023, 12, 20), date(2023, 12, 31), 1),
        (date(2022, 11, 30), date(2024, 1, 31), 14),
    ],
)
def test_months_are_whole_ones_and_at_least_one(as_of: date, until: date, months: int) -> None:
    assert months_left(as_of, until) == months


def path(due: date | None = None, valid_to: date | None = None) -> Target:
    return a_target(threshold="80", due=due, valid=(None, valid_to), path_from=due and date(2022, 1, 1))


@pytest.mark.parametrize(
    ("target", "until", "per_month"),
    [
        (path(date(2022, 12, 31)), date(2022, 12, 31), 2),  # 12 cases in six whole months
        (path(date(2022, 8, 20), date(2022, 12, 31)), date(2022, 8, 20), 6),
        (path(valid_to=date(2022, 7, 1)), date(2022, 7, 1), 12),
        (path(), None, None),
        (path(valid_to=DAY), None, None),
    ],
)
def test_each_month_until_the_target_is_due_needs_its_share(
    target: Target, until: date | None, per_month: int | None
) -> None:
    count = counted(68, 100, "among")

    shortfall = shortfall_of(count, judged(count), target, DAY)

    assert shortfall == Shortfall(way="among", cases=12, until=until, per_month=per_month)


def test_a_met_target_lacks_nothing() -> None:
    count = counted(80, 100)

    assert shortfall_of(count, judged(count), path(), DAY) is None
    assert arithmetic(count, judged(count)) == ""
