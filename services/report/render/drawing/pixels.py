"""A drawing as a picture of pixels, for programs that cannot show lines."""

from __future__ import annotations

from services.report.render.drawing.svg import Drawing
from services.report.render.drawing.vectors import svg
from services.report.render.typesetting import typeset

#: whole pixels to a unit of the drawing keep its lines sharp and its file half as large; in print, 220 to the inch
PIXELS_PER_UNIT = 2
POINTS_PER_INCH = 72
PAGE = b"""#set page(width: eval(sys.inputs.width + "pt"), height: auto, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)"""


def png(drawing: Drawing) -> bytes:
    """The drawing in pixels, fine enough for print across a page."""
    given = {"drawing": svg(drawing).decode(), "width": f"{drawing.width:g}"}
    return typeset(PAGE, given, format="png", ppi=PIXELS_PER_UNIT * POINTS_PER_INCH)
