"""A chart as a drawing inside the page: where every bar and letter stands."""

from __future__ import annotations

from dataclasses import dataclass

from services.report.domain.bulletin import Chart
from services.report.render.labels import Labels
from services.report.render.plot import Judged, Mark, Stick, plot
from services.report.render.widths import letters_em

WIDTH, ROW, BAR = 720.0, 22.0, 14.0
TOP, BOTTOM, RIGHT = 30.0, 52.0, 70.0
LETTER = 13.0
NAME_LEAST, NAME_MOST = 90.0, 260.0
KEY_GAP = 130.0


@dataclass(frozen=True)
class PlacedBar:
    """A bar from the axis to `length`, its middle at `y`."""

    stick: Stick
    y: float
    length: float


@dataclass(frozen=True)
class PlacedMark:
    """A vertical line at `x`."""

    text: str
    x: float


@dataclass(frozen=True)
class Picture:
    """The drawing in its own units; `axis` is where the bars begin and `floor` where they end below."""

    width: float
    height: float
    axis: float
    top: float
    floor: float
    bar: float
    bars: tuple[PlacedBar, ...]
    ticks: tuple[PlacedMark, ...]
    target: PlacedMark | None
    keys: tuple[tuple[Judged, str, float], ...]


def picture(chart: Chart, labels: Labels) -> Picture:
    """Place everything of `chart`."""
    drawing = plot(chart, labels)
    longest = max((letters_em(stick.name) for stick in drawing.sticks), default=0.0)
    axis = min(max(longest * LETTER * 1.08 + 12, NAME_LEAST), NAME_MOST)
    span = WIDTH - axis - RIGHT
    floor = TOP + ROW * len(drawing.sticks)

    def placed(mark: Mark) -> PlacedMark:
        return PlacedMark(mark.text, round(axis + span * mark.share, 1))

    return Picture(
        width=WIDTH,
        height=floor + BOTTOM,
        axis=round(axis, 1),
        top=TOP,
        floor=floor,
        bar=BAR,
        bars=tuple(
            PlacedBar(stick, TOP + ROW * (place + 0.5), round(span * (stick.share or 0), 1))
            for place, stick in enumerate(drawing.sticks)
        ),
        ticks=tuple(placed(mark) for mark in drawing.ticks),
        target=placed(drawing.target) if drawing.target else None,
        keys=tuple((judged, word, axis + KEY_GAP * place) for place, (judged, word) in enumerate(drawing.legend)),
    )
