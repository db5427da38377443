"""Lines over editions: the whole with dots, the best and the worst unit dashed, told apart without colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.report.domain.trend import Trend, TrendPoint
from services.report.render.drawing.svg import DARK, GRID, LETTER, NARROW, WIDE, Drawing, line, tag, words
from services.report.render.labels import Labels
from services.report.render.plot import STEPS, top_of
from services.report.render.widths import letters_em
from shared.figures import plain as plain_decimal

LEFT, RIGHT, TOP, FLOOR, HEIGHT = 46.0, 30.0, 30.0, 210.0, 270.0
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
    drawn = [stroke for stroke in strokes if any(stroke.pick(point) is not None for point in trend.points)]
    scale = _Scale(trend, width, drawn)
    inside = [
        *scale.grid(trend, labels),
        *(part for stroke in drawn for part in scale.stroke(trend, stroke)),
        *scale.target(trend),
        *scale.values(trend, labels),
        *_keys(drawn, width),
    ]
    return Drawing(width, HEIGHT, tuple(inside), trend.alt)


class _Scale:
    """Where an edition and a figure stand on the paper."""

    def __init__(self, trend: Trend, width: float, strokes: list[_Stroke]) -> None:
        known = [Decimal(value) for stroke in strokes for point in trend.points if (value := stroke.pick(point))]
        self._top = top_of([*known, *([Decimal(trend.target)] if trend.target else [])], trend.unit_of_measure)
        self._width = width
        self._step = (width - LEFT - RIGHT - 30) / max(len(trend.points) - 1, 1)

    def x(self, place: int) -> float:
        return LEFT + 15 + self._step * place

    def y(self, value: str) -> float:
        return FLOOR - (FLOOR - TOP) * float(max(Decimal(value), Decimal(0)) / self._top)

    def grid(self, trend: Trend, labels: Labels) -> Iterator[str]:
        for step in range(STEPS + 1):
            mark = f"{self._top * step / STEPS:f}"
            yield line(LEFT, self.y(mark), self._width - RIGHT, self.y(mark), GRID)
            yield words(f"{labels.figure_text(mark)}{trend.unit_of_measure}", LEFT - 6, self.y(mark) + 4.5, "end")
        every = -(-len(trend.points) * 66 // int(self._width - LEFT))
        for place, point in enumerate(trend.points):
            if (len(trend.points) - 1 - place) % every == 0:
                year, month = point.period.split("-")
                yield words(f"{month}/{year}", self.x(place), FLOOR + 18, "middle")

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

    def target(self, trend: Trend) -> Iterator[str]:
        if trend.target is not None:
            y = self.y(trend.target)
            yield line(LEFT, y, self._width - RIGHT, y, "#000", stroke_width=1.6, stroke_dasharray="12 4 2 4")
            halo: dict[str, Any] = {"paint_order": "stroke", "stroke": "#fff", "stroke_width": 4, "font_weight": "bold"}
            yield words(trend.target_label, self._width - RIGHT, y + 14, "end", **halo)

    def values(self, trend: Trend, labels: Labels) -> Iterator[str]:
        halo: dict[str, Any] = {"paint_order": "stroke", "stroke": "#fff", "stroke_width": 4}
        texts = [_text(point.value, labels, trend.unit_of_measure) for point in trend.points]
        room = max(map(letters_em, texts)) * LETTER < self._step
        for place, (point, text) in enumerate(zip(trend.points, texts, strict=True)):
            if point.value is not None and (room or place in {0, len(texts) - 1}):
                yield words(text, self.x(place), self.y(point.value) - 8, "middle", **halo)


def _text(value: str | None, labels: Labels, unit: str) -> str:
    """A figure with two decimals at most, as the tables have it."""
    return "" if value is None else f"{labels.figure_text(plain_decimal(round(Decimal(value), 2)))}{unit}"


def _keys(strokes: list[_Stroke], width: float) -> Iterator[str]:
    gap = min(190.0, (width - LEFT) / len(strokes))
    for place, stroke in enumerate(strokes):
        x, y = (LEFT if width == WIDE else 4) + gap * place, FLOOR + 45
        yield line(x, y, x + 26, y, DARK, stroke_width=stroke.width, stroke_dasharray=stroke.dash)
        if stroke.radius:
            yield tag("circle", cx=x + 13, cy=y, r=stroke.radius, fill=DARK)
        yield words(stroke.word, x + 31, y + 4.5)
