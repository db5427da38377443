"""Hatching: strokes across a bar, as far apart as in every other, and none beyond its sides."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.report.render.drawing.hatching import STEP, hatching
from services.report.render.drawing.parts import Box

#: what is written has one decimal
ROUNDED = 0.051
SIDE = st.floats(0, 700).map(lambda value: round(value, 1))


def strokes(box: Box) -> list[tuple[float, float, float, float]]:
    """Where each stroke starts and ends."""
    found = re.findall(r"M(\S+) (\S+)L(\S+) ([^M\"]+)", "".join(hatching(box)))
    return [(float(x1), float(y1), float(x2), float(y2)) for x1, y1, x2, y2 in found]


@given(SIDE, SIDE, SIDE, SIDE)
def test_no_stroke_leaves_its_bar(left: float, top: float, width: float, height: float) -> None:
    for x1, y1, x2, y2 in strokes(Box(left, top, width, height)):
        assert left - ROUNDED <= x1 <= x2 <= left + width + ROUNDED
        assert top - ROUNDED <= y2 <= y1 <= top + height + ROUNDED


@given(SIDE, SIDE, st.floats(1, 700), st.floats(1, 40))
def test_every_stroke_rises_alike_and_ends_at_two_sides(left: float, top: float, width: float, height: float) -> None:
    for x1, y1, x2, y2 in strokes(Box(left, top, width, height)):
        assert x2 - x1 == pytest.approx(y1 - y2, abs=2 * ROUNDED)
        assert min(x1 - left, top + height - y1) <= ROUNDED
        assert min(left + width - x2, y2 - top) <= ROUNDED


@given(SIDE, SIDE, st.floats(40, 700))
def test_strokes_are_evenly_apart_and_leave_no_corner_bare(left: float, top: float, width: float) -> None:
    places = [x1 + y1 for x1, y1, _, _ in strokes(Box(left, top, width, 10))]

    assert all(b - a == pytest.approx(STEP, abs=4 * ROUNDED) for a, b in pairwise(places))
    assert places[0] - (left + top) <= STEP + 2 * ROUNDED
    assert left + width + top + 10 - places[-1] <= STEP + 2 * ROUNDED


@pytest.mark.parametrize("size", [(0.0, 10.0), (0.5, 10.0), (10.0, 0.0)])
def test_a_bar_without_room_within_its_outline_is_not_hatched(size: tuple[float, float]) -> None:
    assert list(hatching(Box(10, 10, *size).within(0.4))) == []
