"""Bars against the target line: hatched for met, dark for not met, so that it survives a copier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from services.report.domain.bar_chart import Chart
from services.report.render.drawing.frame import Frame, frames
from services.report.render.drawing.parts import Block, Box, Part, Words
from services.report.render.drawing.svg import DARK, GRID, LETTER, NARROW, WIDE, Drawing, backed, line
from services.report.render.labels import Labels
from services.report.render.plot import Judged, Mark, Plot, Stick, plot
from services.report.render.widths import letters_em

SCALE, KEYS = 22.0, 24.0
KEY_GAP = 130.0
#: what a bar is filled with; None is hatching
FILLS: Mapping[Judged, str | None] = {"met": None, "not_met": DARK, "none": "#a9b1b9"}


def bars(chart: Chart, labels: Labels, *, narrow: bool = False) -> Drawing:
    """Draw `chart`, first bar on top; `narrow` for a telephone."""
    drawn = plot(chart, labels)
    columns = frames(drawn, narrow=narrow)
    inside = [
        *(part for frame in columns for part in _column(drawn, frame, chart.unit_of_measure)),
        *_keys(drawn, columns[0]),
    ]
    height = columns[0].floor + SCALE + (KEYS if drawn.legend else 0)
    name = f"met-{chart.id}{'-narrow' if narrow else ''}"
    return Drawing(NARROW if narrow else WIDE, height, tuple(inside), chart.alt, name)


def _column(drawn: Plot, frame: Frame, unit: str) -> Iterator[Part]:
    yield from _scale(drawn.ticks, frame, unit)
    for place, stick in enumerate(frame.sticks):
        yield from _bar(stick, frame, place)
    yield line(frame.axis, frame.top, frame.axis, frame.floor)
    yield from _target(drawn, frame)
    for place, stick in enumerate(frame.sticks):
        yield from _value(stick, frame, place)


def _scale(ticks: tuple[Mark, ...], frame: Frame, unit: str) -> Iterator[Part]:
    texts = [mark.text for mark in ticks[:-1]] + [f"{ticks[-1].text}{unit}"]
    halves = [letters_em(text) * LETTER / 2 for text in texts]
    room = all(left + right + 2 < frame.span / (len(ticks) - 1) for left, right in pairwise(halves))
    for mark, text, half in zip(ticks, texts, halves, strict=True):
        x = frame.axis + frame.span * mark.share
        yield line(x, frame.top, x, frame.floor, GRID)
        if room or mark in (ticks[0], ticks[-1]):
            yield Words(text, frame.place(x, half), frame.floor + 16, "middle")


def _bar(stick: Stick, frame: Frame, place: int) -> Iterator[Part]:
    y = frame.middle(place)
    if stick.share is not None:
        box = Box(frame.axis, y - frame.bar / 2, frame.span * stick.share, frame.bar)
        yield Block(box, FILLS[stick.judged])
    if frame.above:
        yield Words(stick.name, frame.axis + 4, y - frame.bar / 2 - 4)
    else:
        yield Words(stick.name, frame.axis - 8, y + 4.8, "end")


def _target(drawn: Plot, frame: Frame) -> Iterator[Part]:
    for end in (drawn.upper, drawn.target):
        if end is not None:
            x = frame.axis + frame.span * end.share
            yield line(x, frame.top - 6, x, frame.floor, "#000", stroke_width=1.6, stroke_dasharray="7 4")
    if drawn.target is not None:
        x = frame.axis + frame.span * drawn.target.share
        half = letters_em(drawn.target.text) * LETTER / 2
        yield Words(drawn.target.text, frame.place(x, half), frame.top - 11, "middle", bold=True)


def _value(stick: Stick, frame: Frame, place: int) -> Iterator[Part]:
    x = frame.axis + frame.span * (stick.share or 0) + 6
    yield from backed(Words(stick.text, x, frame.middle(place) + 4.8, italic=stick.share is None))


def _keys(drawn: Plot, frame: Frame) -> Iterator[Part]:
    gap = NARROW / 3 if frame.above else KEY_GAP
    for place, (judged, word) in enumerate(drawn.legend):
        x = frame.axis + gap * place
        yield Block(Box(x, frame.floor + SCALE + 8, 22, 12), FILLS[judged])
        yield Words(word, x + 29, frame.floor + SCALE + 18.5)
