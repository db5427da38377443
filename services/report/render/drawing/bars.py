"""Bars against the target line: hatched for met, dark for not met, so that it survives a copier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from services.report.domain.bulletin import Chart
from services.report.render.drawing.frame import Frame, frames
from services.report.render.drawing.svg import DARK, GRID, LETTER, NARROW, WIDE, Drawing, backed, line, tag, words
from services.report.render.labels import Labels
from services.report.render.plot import Judged, Mark, Plot, Stick, plot
from services.report.render.widths import letters_em

SCALE, KEYS = 22.0, 24.0
KEY_GAP = 130.0
Fills = Mapping[Judged, str]


def bars(chart: Chart, labels: Labels, *, narrow: bool = False) -> Drawing:
    """Draw `chart`, first bar on top; `narrow` for a telephone."""
    drawn = plot(chart, labels)
    columns = frames(drawn, narrow=narrow)
    name = f"met-{chart.id}{'-narrow' if narrow else ''}"
    fills: Fills = {"met": f"url(#{name})", "not_met": DARK, "none": "#a9b1b9"}
    inside = [
        _hatching(name),
        *(part for frame in columns for part in _column(drawn, frame, chart.unit_of_measure, fills)),
        *_keys(drawn, columns[0], fills),
    ]
    height = columns[0].floor + SCALE + (KEYS if drawn.legend else 0)
    return Drawing(NARROW if narrow else WIDE, height, tuple(inside), chart.alt)


def _column(drawn: Plot, frame: Frame, unit: str, fills: Fills) -> Iterator[str]:
    yield from _scale(drawn.ticks, frame, unit)
    for place, stick in enumerate(frame.sticks):
        yield from _bar(stick, frame, place, fills)
    yield line(frame.axis, frame.top, frame.axis, frame.floor)
    yield from _target(drawn, frame)
    for place, stick in enumerate(frame.sticks):
        yield from _value(stick, frame, place)


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


def _scale(ticks: tuple[Mark, ...], frame: Frame, unit: str) -> Iterator[str]:
    texts = [mark.text for mark in ticks[:-1]] + [f"{ticks[-1].text}{unit}"]
    halves = [letters_em(text) * LETTER / 2 for text in texts]
    room = all(left + right + 2 < frame.span / (len(ticks) - 1) for left, right in pairwise(halves))
    for mark, text, half in zip(ticks, texts, halves, strict=True):
        x = frame.axis + frame.span * mark.share
        yield line(x, frame.top, x, frame.floor, GRID)
        if room or mark in (ticks[0], ticks[-1]):
            yield words(text, frame.place(x, half), frame.floor + 16, "middle")


def _bar(stick: Stick, frame: Frame, place: int, fills: Fills) -> Iterator[str]:
    y = frame.middle(place)
    if stick.share is not None:
        size: dict[str, Any] = {"width": frame.span * stick.share, "height": frame.bar}
        look: dict[str, Any] = {"fill": fills[stick.judged], "stroke": DARK, "stroke_width": 0.8}
        yield tag("rect", x=frame.axis, y=y - frame.bar / 2, **size, **look)
    if frame.above:
        yield words(stick.name, frame.axis + 4, y - frame.bar / 2 - 4)
    else:
        yield words(stick.name, frame.axis - 8, y + 4.8, "end")


def _target(drawn: Plot, frame: Frame) -> Iterator[str]:
    for end in (drawn.upper, drawn.target):
        if end is not None:
            x = frame.axis + frame.span * end.share
            yield line(x, frame.top - 6, x, frame.floor, "#000", stroke_width=1.6, stroke_dasharray="7 4")
    if drawn.target is not None:
        x = frame.axis + frame.span * drawn.target.share
        half = letters_em(drawn.target.text) * LETTER / 2
        yield words(drawn.target.text, frame.place(x, half), frame.top - 11, "middle", font_weight="bold")


def _value(stick: Stick, frame: Frame, place: int) -> Iterator[str]:
    look: dict[str, Any] = {"font_style": "italic" if stick.share is None else None}
    x = frame.axis + frame.span * (stick.share or 0) + 6
    yield from backed(stick.text, x, frame.middle(place) + 4.8, **look)


def _keys(drawn: Plot, frame: Frame, fills: Fills) -> Iterator[str]:
    gap = NARROW / 3 if frame.above else KEY_GAP
    for place, (judged, word) in enumerate(drawn.legend):
        x = frame.axis + gap * place
        look: dict[str, Any] = {"fill": fills[judged], "stroke": DARK, "stroke_width": 0.8}
        yield tag("rect", x=x, y=frame.floor + SCALE + 8, width=22, height=12, **look)
        yield words(word, x + 29, frame.floor + SCALE + 18.5)
