"""Points under each rule: exact at the ends, and from points back to the value that is worth them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scoring.domain.index_points import points_of, value_for
from shared.catalogue import Component, Step
from tests.unit.scoring.index_examples import a_component

SATURATING = a_component(maximum="2", full=Decimal(80), rule="saturating")
MIRRORED = a_component(maximum="4", full=Decimal(20), rule="saturating")
LINEAR = a_component(maximum="6", zero=Decimal(50), full=Decimal(100), rule="linear")
FALLING = a_component(maximum="6", zero=Decimal(30), full=Decimal(0), rule="linear")
INVERSE = a_component(maximum="10", full=Decimal(5), rule="inverse")
STEPS = a_component(
    maximum="3",
    rule="steps",
    steps=(
        Step(Decimal(1), at_least=Decimal(50)),
        Step(Decimal(3), at_least=Decimal(90)),
        Step(Decimal(2), at_least=Decimal(70)),
    ),
)
FEWER = a_component(
    maximum="3", rule="steps", steps=(Step(Decimal(3), at_most=Decimal(2)), Step(Decimal(1), at_most=Decimal(10)))
)
RULES = [(SATURATING, True), (MIRRORED, False), (LINEAR, True), (FALLING, False), (INVERSE, False), (STEPS, True)]
RULES.append((FEWER, False))


@pytest.mark.parametrize(
    ("component", "up", "value", "points"),
    [
        (SATURATING, True, "80", "2"),
        (SATURATING, True, "79.999999999999", "1.999999999999975"),
        (SATURATING, True, "100", "2"),
        (SATURATING, True, "40", "1"),
        (SATURATING, True, "0", "0"),
        (MIRRORED, False, "20", "4"),
        (MIRRORED, False, "60", "2"),
        (MIRRORED, False, "100", "0"),
        (LINEAR, True, "50", "0"),
        (LINEAR, True, "10", "0"),
        (LINEAR, True, "75", "3"),
        (FALLING, False, "0", "6"),
        (FALLING, False, "15", "3"),
        (FALLING, False, "31", "0"),
        (INVERSE, False, "0", "10"),
        (INVERSE, False, "5", "10"),
        (INVERSE, False, "20", "2.5"),
        (STEPS, True, "49.9", "0"),
        (STEPS, True, "70", "2"),
        (STEPS, True, "90", "3"),
        (FEWER, False, "2", "3"),
        (FEWER, False, "2.1", "1"),
        (FEWER, False, "11", "0"),
    ],
)
def test_points_of_a_value(component: Component, up: object, value: str, points: str) -> None:
    assert points_of(component, Decimal(value), up=bool(up)) == Fraction(points)


@given(st.sampled_from(RULES), st.integers(1, 1000))
def test_the_value_for_some_points_is_worth_them_and_no_worse_value_is(
    rule: tuple[Component, bool], share: int
) -> None:
    component, up = rule
    points = Fraction(component.maximum) * share / 1000
    tiny = Decimal("0.000000000001")

    value = value_for(component, points, up=up)

    assert points_of(component, value, up=up) >= points
    assert points_of(component, value - tiny if up else value + tiny, up=up) < points


@given(st.sampled_from(RULES), st.decimals(0, 200, places=3), st.decimals(0, 200, places=3))
def test_a_better_value_is_never_worth_less(rule: tuple[Component, bool], one: Decimal, other: Decimal) -> None:
    component, up = rule
    worse, better = sorted((one, other), reverse=not up)

    assert 0 <= points_of(component, worse, up=up) <= points_of(component, better, up=up) <= component.maximum
