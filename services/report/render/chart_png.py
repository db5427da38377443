"""A chart as a picture for paper: light hatching for met, dark for not met, so that it survives a copier."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from services.report.domain.bulletin import Chart
from services.report.render.labels import Labels
from services.report.render.letters import printable
from services.report.render.plot import Plot, Stick, plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DOTS_PER_INCH = 200
MM_PER_INCH = 25.4
BAR_MM, FRAME_MM, TALLEST_MM = 3.3, 22.0, 215.0
# Shipped with matplotlib itself, with every Vietnamese letter: the picture does not depend on the machine's fonts.
FONT = "DejaVu Sans"
SMALL, PLAIN = 7.0, 7.5
FILLS: dict[str, dict[str, Any]] = {
    "met": {"facecolor": "#e4e4e4", "edgecolor": "#333333", "hatch": "////"},
    "not_met": {"facecolor": "#303030", "edgecolor": "#303030"},
    "none": {"facecolor": "#b5b5b5", "edgecolor": "#333333"},
}
LAST_INSIDE = 1.0


def chart_png(chart: Chart, labels: Labels, width_mm: float) -> bytes:
    """Draw `chart` `width_mm` wide, first bar on top."""
    # Half a second the first time: paid only by those who draw.
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    drawing = plot(chart, labels)
    height_mm = min(FRAME_MM + BAR_MM * len(drawing.sticks), TALLEST_MM)
    picture = BytesIO()
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({"font.family": FONT, "font.size": PLAIN, "hatch.linewidth": 0.5, "text.parse_math": False})
        sheet = Figure(
            figsize=(width_mm / MM_PER_INCH, height_mm / MM_PER_INCH), dpi=DOTS_PER_INCH, layout="constrained"
        )
        FigureCanvasAgg(sheet)
        _draw(sheet.add_subplot(), drawing, chart.unit_of_measure)
        sheet.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()


def _draw(axes: Axes, drawing: Plot, unit: str) -> None:
    for place, stick in enumerate(drawing.sticks):
        _bar(axes, place, stick)
    axes.set_yticks(range(len(drawing.sticks)), [printable(stick.name) for stick in drawing.sticks])
    axes.set_xticks([mark.share for mark in drawing.ticks], [f"{mark.text}{unit}" for mark in drawing.ticks])
    axes.set_xlim(0, 1.12)
    axes.set_ylim(len(drawing.sticks) - 0.4, -0.6)
    axes.tick_params(length=2, labelsize=PLAIN)
    axes.spines[["top", "right"]].set_visible(False)
    if drawing.target:
        axes.axvline(drawing.target.share, color="black", linestyle=(0, (5, 3)), linewidth=1.2, zorder=3)
        axes.annotate(
            printable(drawing.target.text),
            (drawing.target.share, 1),
            xytext=(0, 3),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="center",
            fontsize=PLAIN,
            fontweight="bold",
        )
    _legend(axes, drawing)


def _bar(axes: Axes, place: int, stick: Stick) -> None:
    axes.barh(place, stick.share or 0, height=0.66, linewidth=0.7, zorder=2, **FILLS[stick.judged])
    axes.annotate(
        printable(stick.text),
        (stick.share or 0, place),
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        fontsize=SMALL,
        fontstyle="normal" if stick.share is not None else "italic",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        zorder=4,
    )


def _legend(axes: Axes, drawing: Plot) -> None:
    from matplotlib.patches import Patch  # noqa: PLC0415 - see chart_png

    if drawing.legend:
        patches = [Patch(label=word, linewidth=0.7, **FILLS[judged]) for judged, word in drawing.legend]
        axes.figure.legend(
            handles=patches, loc="outside lower center", ncols=len(patches), frameon=False, fontsize=PLAIN
        )
