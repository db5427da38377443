"""The cheapest next points: reports first, then what needs the fewest cases a point, then plain improvement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.scoring.domain.index_gains import Gain, next_points
from services.scoring.domain.index_points import points_of
from services.scoring.domain.index_words import advice, how
from shared.catalogue import Index, Step
from shared.facts import Figure
from shared.figures import ratio
from tests.unit.scoring.factories import USERS, a_figure
from tests.unit.scoring.index_examples import a_component, a_share, an_index, known, score_of, some_users, with_indices

YEAR = date(2022, 1, 1)


def gains_of(index: Index, *figures: Figure) -> list[Gain]:
    return next_points(score_of(index, *figures), index, known(*figures), with_indices(index))


def of_parts(numerator: int, denominator: int, *, window: bool = True, **more: str) -> Figure:
    value = str(ratio(Decimal(numerator), Decimal(denominator), 100))
    dimension = {"type": more["type"]} if "type" in more else None
    return a_figure(value, parts=(numerator, denominator), window_start=YEAR if window else None, dimension=dimension)


def test_one_more_point_is_said_in_further_cases() -> None:
    (gain,) = gains_of(an_index(), of_parts(40, 100))

    # 55 of 115 is 47,83 %, 56 of 116 is 48,28 %.
    assert (gain.way, gain.cases, gain.further, gain.wanted) == ("cases", 16, True, Decimal(48))
    assert Decimal(1) <= gain.points < Decimal("1.1")


def test_of_a_stock_the_cases_are_among_those_there_are() -> None:
    (gain,) = gains_of(an_index(), of_parts(40, 100, window=False))

    assert (gain.cases, gain.further, gain.points) == (8, False, Decimal(1))


def test_a_figure_without_its_parts_is_told_the_value_it_needs() -> None:
    (gain,) = gains_of(an_index(), a_share("40"))

    assert (gain.way, gain.value, gain.wanted, gain.points, gain.cases) == (
        "value",
        Decimal(40),
        Decimal(48),
        Decimal(1),
        None,
    )


def test_the_last_points_are_fewer_than_one() -> None:
    (gain,) = gains_of(an_index(), a_share("76"))

    assert (gain.points, gain.wanted) == (Decimal("0.5"), Decimal(80))


def test_steps_are_taken_one_at_a_time() -> None:
    steps = (Step(Decimal(2), at_least=Decimal(50)), Step(Decimal(10), at_least=Decimal(90)))
    index = an_index(a_component(rule="steps", steps=steps))

    assert [(gain.points, gain.wanted) for gain in gains_of(index, a_share("60"))] == [(Decimal(8), Decimal(90))]


def test_what_has_all_its_points_or_nothing_to_count_is_not_named() -> None:
    index = an_index(a_component(), a_component("users", indicator=USERS))

    assert gains_of(index, a_share("80"), some_users(None)) == []


def test_further_cases_that_only_come_closer_are_out_of_reach() -> None:
    index = an_index(a_component(full=Decimal(100), rule="saturating"))

    (gain,) = gains_of(index, of_parts(95, 100))

    assert (gain.way, gain.wanted) == ("out_of_reach", Decimal(100))


def test_the_cheapest_come_first() -> None:
    index = an_index(
        a_component("out", full=Decimal(100), rule="saturating", dimension="type=out"),
        a_component("value", dimension="type=value"),
        a_component("dear", dimension="type=dear"),
        a_component("cheap", dimension="type=cheap"),
        a_component("unsent", indicator=USERS),
    )
    figures = [
        of_parts(95, 100, type="out"),
        a_figure("10", dimension={"type": "value"}),
        of_parts(400, 1000, type="dear"),
        of_parts(4, 10, type="cheap"),
    ]

    found = gains_of(index, *figures)

    assert [(gain.component, gain.way) for gain in found] == [
        ("unsent", "report"),
        ("cheap", "cases"),
        ("dear", "cases"),
        ("value", "value"),
        ("out", "out_of_reach"),
    ]


@given(st.integers(0, 300), st.integers(1, 300), st.sampled_from(["further", "among"]))
def test_the_number_of_cases_is_the_smallest_that_gains_the_points(part: int, whole: int, way: str) -> None:
    part, component, window = min(part, whole), a_component(), way == "further"
    gains = gains_of(an_index(component), of_parts(part, whole, window=window))
    now = points_of(component, ratio(Decimal(part), Decimal(whole), 100), up=True)

    for gain in gains:
        assert gain.cases is not None
        assert gain.wanted is not None
        shares = [
            ratio(Decimal(part + cases), Decimal(whole + cases * window), 100) for cases in (gain.cases, gain.cases - 1)
        ]
        assert shares[0] >= gain.wanted > shares[1]
        assert points_of(component, shares[0], up=True) >= min(now + 1, Fraction(10))
    assert gains or now == 10


def test_it_is_said_in_both_languages() -> None:
    index = an_index(a_component(), a_component("users", indicator=USERS))
    figures = [of_parts(40, 100)]
    score, indicators = score_of(index, *figures), with_indices(index).indicators
    unsent, cases = gains_of(index, *figures)

    assert [how(index.components[n], score.components[n], indicators[USERS], "vi") for n in (0, 1)] == [
        "10 × min(1; 40 ÷ 80)",
        "Chưa có số liệu: 0 điểm",
    ]
    assert advice(unsent, indicators[USERS], "vi") == "Gửi số liệu"
    assert advice(cases, indicators["services-pct"], "vi").startswith("Thêm 16 trường hợp mới, tất cả đạt: 40 → 48")
    assert advice(cases, indicators["services-pct"], "en").startswith("16 further cases, all")
