"""Bars against the target line: hatched for met, dark for not met, so that it survives a copier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from services.report.domain.bulletin import Chart
from services.report.render.drawing.svg import DARK, GRID, LETTER, NARROW, WIDE, Drawing, line, tag, words
from services.report.render.labels import Labels
from services.report.render.plot import Judged, Plot, Stick, plot
from services.report.render.widths import letters_em

NAME_LEAST, NAME_MOST = 90.0, 260.0
TOP, BOTTOM = 30.0, 52.0
KEY_GAP = 130.0


@dataclass(frozen=True)
class Frame:
    """Where the bars stand: from `axis` to the right, a row each; on a narrow sheet names stand above their bars."""

    width: float
    axis: float
    right: float
    row: float
    bar: float
    above: bool
    rows: int

    @property
    def floor(self) -> float:
        return TOP + self.row * self.rows

    @property
    def span(self) -> float:
        return self.width - self.axis - self.right

    def middle(self, place: int) -> float:
        """The middle of a bar, from the top."""
        return TOP + self.row * (place + 1) - self.bar / 2 - (3 if self.above else (self.row - self.bar) / 2)


def bars(chart: Chart, labels: Labels, *, narrow: bool = False) -> Drawing:
    """Draw `chart`, first bar on top; `narrow` for a telephone."""
    drawn = plot(chart, labels)
    frame = _frame(drawn, narrow=narrow)
    name = f"met-{chart.id}{'-narrow' if narrow else ''}"
    fills: dict[Judged, str] = {"met": f"url(#{name})", "not_met": DARK, "none": "#a9b1b9"}
    inside = [
        _hatching(name),
        *_scale(drawn, frame, chart.unit_of_measure, narrow=narrow),
        *(part for place, stick in enumerate(drawn.sticks) for part in _bar(stick, frame, place, fills)),
        line(frame.axis, TOP, frame.axis, frame.floor),
        *_target(drawn, frame),
        *(_value(stick, frame, place) for place, stick in enumerate(drawn.sticks)),
        *_keys(drawn, frame, fills),
    ]
    return Drawing(frame.width, frame.floor + BOTTOM, tuple(inside), chart.alt)


def _frame(drawn: Plot, *, narrow: bool) -> Frame:
    rows = len(drawn.sticks)
    if narrow:
        return Frame(width=NARROW, axis=4, right=62, row=33, bar=12, above=True, rows=rows)
    longest = max((letters_em(stick.name) for stick in drawn.sticks), default=0.0)
    axis = min(max(longest * LETTER * 1.08 + 12, NAME_LEAST), NAME_MOST)
    return Frame(width=WIDE, axis=axis, right=70, row=15, bar=10, above=False, rows=rows)


def _hatching(name: str) -> str:
    ground = tag("rect", width=6, height=6, fill="#eef1f4")
    stroke = tag("line", x1=0, y1=0, x2=0, y2=6, stroke="#5b6b7b", stroke_width=2)
    shape: dict[str, Any] = {
        "width": 6,
        "height": 6,
        "patternUnits": "userSpaceOnUse",
        "patternTransform": "rotate(45)",
    }
    return tag("defs", children=[tag("pattern", id=name, children=[ground, stroke], **shape)])


def _scale(drawn: Plot, frame: Frame, unit: str, *, narrow: bool) -> Iterator[str]:
    for mark in drawn.ticks:
        x = frame.axis + frame.span * mark.share
        yield line(x, TOP, x, frame.floor, GRID)
        anchor = "start" if narrow and mark.share == 0 else "middle"
        yield words(f"{mark.text}{unit}", x, frame.floor + 16, anchor)


def _bar(stick: Stick, frame: Frame, place: int, fills: dict[Judged, str]) -> Iterator[str]:
    y = frame.middle(place)
    if stick.share is not None:
        size: dict[str, Any] = {"width": frame.span * stick.share, "height": frame.bar}
        look: dict[str, Any] = {"fill": fills[stick.judged], "stroke": DARK, "stroke_width": 0.8}
        yield tag("rect", x=frame.axis, y=y - frame.bar / 2, **size, **look)
    if frame.above:
        yield words(stick.name, frame.axis + 4, y - frame.bar / 2 - 4)
    else:
        yield words(stick.name, frame.axis - 8, y + 4.5, "end")


def _target(drawn: Plot, frame: Frame) -> Iterator[str]:
    if drawn.target is not None:
        x = frame.axis + frame.span * drawn.target.share
        yield line(x, TOP - 6, x, frame.floor, "#000", stroke_width=1.6, stroke_dasharray="7 4")
        half = letters_em(drawn.target.text) * LETTER / 2
        yield words(drawn.target.text, min(x, frame.width - half), TOP - 11, "middle", font_weight="bold")


def _value(stick: Stick, frame: Frame, place: int) -> str:
    look: dict[str, Any] = {"font_style": "italic" if stick.share is None else None}
    x = frame.axis + frame.span * (stick.share or 0) + 6
    halo: dict[str, Any] = {"paint_order": "stroke", "stroke": "#fff", "stroke_width": 4}
    return words(stick.text, x, frame.middle(place) + 4.5, **halo, **look)


def _keys(drawn: Plot, frame: Frame, fills: dict[Judged, str]) -> Iterator[str]:
    gap = frame.width / 3 if frame.above else KEY_GAP
    for place, (judged, word) in enumerate(drawn.legend):
        x = frame.axis + gap * place
        look: dict[str, Any] = {"fill": fills[judged], "stroke": DARK, "stroke_width": 0.8}
        yield tag("rect", x=x, y=frame.floor + 30, width=22, height=12, **look)
        yield words(word, x + 29, frame.floor + 40.5)
