"""Hatching as the strokes it is made of: not every program that shows a drawing knows patterns."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, sqrt

from services.report.render.drawing.parts import Box
from services.report.render.drawing.svg import APART, STROKE, THIN, plain, tag

#: how far apart strokes are along the sheet
STEP = APART * sqrt(2)


def hatching(box: Box) -> Iterator[str]:
    """Strokes that rise across `box` and end at its sides; none where it has no room."""
    if way := "".join(_strokes(box)):
        yield tag("path", d=way, fill="none", stroke=STROKE, stroke_width=THIN)


def _strokes(box: Box) -> Iterator[str]:
    """Along each stroke x + y is the same, a multiple of the step: so those of all bars lie on the same lines."""
    if min(box.width, box.height) <= 0:
        return
    right, bottom = box.left + box.width, box.top + box.height
    for number in range(ceil((box.left + box.top) / STEP), floor((right + bottom) / STEP) + 1):
        place = number * STEP
        start, end = max(box.left, place - bottom), min(right, place - box.top)
        yield f"M{plain(start)} {plain(place - start)}L{plain(end)} {plain(place - end)}"
