"""A drawing as a picture of pixels, for documents that cannot hold lines."""

from __future__ import annotations

from services.report.render.drawing.svg import Drawing
from services.report.render.typesetting import typeset

DOTS_PER_INCH = 200
PAGE = b"""#set page(width: eval(sys.inputs.width + "mm"), height: auto, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)"""


def png(drawing: Drawing, width_mm: float) -> bytes:
    """The drawing `width_mm` wide, fine enough for print."""
    return typeset(PAGE, {"drawing": drawing.svg, "width": f"{width_mm:g}"}, format="png", ppi=DOTS_PER_INCH)
