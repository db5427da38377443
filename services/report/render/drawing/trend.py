"""Lines over editions: the whole with dots, the best and the worst unit dashed, told apart without colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any

from services.report.domain.trend import Trend, TrendPoint
from services.report.render.drawing.parts import Part, Words
from services.report.render.drawing.svg import DARK, GRID, LETTER, NARROW, WIDE, Drawing, backed, line, tag
from services.report.render.labels import Labels
from services.report.render.plot import STEPS, ends_of, top_of
from services.report.render.widths import letters_em
from shared.figures import plain as plain_decimal

TOP, FLOOR, HEIGHT = 18.0, 152.0, 206.0
#: a line has this many points at least
LEAST = 2
Pick = Callable[[TrendPoint], str | None]


@dataclass(frozen=True)
class _Stroke:
    word: str
    pick: Pick
    dash: str | None
    width: float
    radius: float


def trend_lines(trend: Trend, labels: Labels, *, narrow: bool = False) -> Drawing:
    """Draw `trend`, oldest edition on the left; `narrow` for a telephone."""
    width = NARROW if narrow else WIDE
    strokes = (
        _Stroke(labels.whole, lambda point: point.value, None, 2.2, 3.4),
        _Stroke(labels.highest, lambda point: point.highest, "7 4", 1.1, 0),
        _Stroke(labels.lowest, lambda point: point.lowest, "2 3", 1.1, 0),
    )
    drawn = [stroke for stroke in strokes if _known(stroke, trend) >= (1 if stroke.radius else LEAST)]
    scale = _Scale(trend, labels, width, drawn)
    inside = [
        *scale.grid(trend),
        *(part for stroke in drawn for part in scale.stroke(trend, stroke)),
        *scale.target(trend),
        *scale.values(trend),
        *_keys(drawn, width),
    ]
    return Drawing(width, HEIGHT, tuple(inside), trend.alt)


def _known(stroke: _Stroke, trend: Trend) -> int:
    return sum(stroke.pick(point) is not None for point in trend.points)


class _Scale:
    """Where an edition and a figure stand on the paper."""

    def __init__(self, trend: Trend, labels: Labels, width: float, strokes: list[_Stroke]) -> None:
        known = [Decimal(value) for stroke in strokes for point in trend.points if (value := stroke.pick(point))]
        self._top = top_of([*known, *ends_of(trend)], trend.unit_of_measure)
        marks = [f"{self._top * step / STEPS:f}" for step in range(STEPS + 1)]
        self._ticks = {mark: f"{labels.figure_text(mark)}{trend.unit_of_measure}" for mark in marks}
        self._texts = [_text(point.value, labels, trend.unit_of_measure) for point in trend.points]
        inset = max(_width("00/0000"), *map(_width, self._texts)) / 2 + 4
        self._left = max(map(_width, self._ticks.values())) + 8
        # The words of the target stand behind its line, where no other line comes.
        self._right = width - (_width(trend.target_label) * 1.08 + 8 if trend.target else 4)
        self._first = self._left + inset
        self._step = (self._right - self._first - inset) / max(len(trend.points) - 1, 1)

    def x(self, place: int) -> float:
        return self._first + self._step * place

    def y(self, value: str) -> float:
        return FLOOR - (FLOOR - TOP) * float(max(Decimal(value), Decimal(0)) / self._top)

    def grid(self, trend: Trend) -> Iterator[Part]:
        for mark, text in self._ticks.items():
            yield line(self._left, self.y(mark), self._right, self.y(mark), GRID)
            yield Words(text, self._left - 6, self.y(mark) + 4.8, "end")
        every = ceil((_width("00/0000") + 8) / self._step) if len(trend.points) > 1 else 1
        for place, point in enumerate(trend.points):
            if (len(trend.points) - 1 - place) % every == 0:
                year, month = point.period.split("-")
                yield Words(f"{month}/{year}", self.x(place), FLOOR + 18, "middle")

    def stroke(self, trend: Trend, stroke: _Stroke) -> Iterator[str]:
        placed = [
            (self.x(place), self.y(value)) for place, point in enumerate(trend.points) if (value := stroke.pick(point))
        ]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        look: dict[str, Any] = {
            "fill": "none",
            "stroke": DARK,
            "stroke_width": stroke.width,
            "stroke_dasharray": stroke.dash,
        }
        yield tag("polyline", points=way, **look)
        if stroke.radius:
            yield from (tag("circle", cx=x, cy=y, r=stroke.radius, fill=DARK) for x, y in placed)

    def target(self, trend: Trend) -> Iterator[Part]:
        for end in (trend.target, trend.upper):
            if end is not None:
                y = self.y(end)
                yield line(self._left, y, self._right, y, "#000", stroke_width=1.6, stroke_dasharray="12 4 2 4")
        if trend.target is not None:
            y = self.y(trend.target)
            yield Words(trend.target_label, self._right + 6, y + 4.8, bold=True)

    def values(self, trend: Trend) -> Iterator[Part]:
        room = max(map(_width, self._texts)) < self._step
        for place, (point, text) in enumerate(zip(trend.points, self._texts, strict=True)):
            if point.value is not None and (room or place in {0, len(self._texts) - 1}):
                yield from backed(Words(text, self.x(place), self.y(point.value) - 8, "middle"))


def _width(text: str) -> float:
    return letters_em(text) * LETTER


def _text(value: str | None, labels: Labels, unit: str) -> str:
    """A figure with two decimals at most, as the tables have it."""
    return "" if value is None else f"{labels.figure_text(plain_decimal(round(Decimal(value), 2)))}{unit}"


def _keys(strokes: list[_Stroke], width: float) -> Iterator[Part]:
    gap = min(190.0, width / len(strokes))
    for place, stroke in enumerate(strokes):
        x, y = (46 if width == WIDE else 4) + gap * place, FLOOR + 44
        yield line(x, y, x + 26, y, DARK, stroke_width=stroke.width, stroke_dasharray=stroke.dash)
        if stroke.radius:
            yield tag("circle", cx=x + 13, cy=y, r=stroke.radius, fill=DARK)
        yield Words(stroke.word, x + 31, y + 4.5)
