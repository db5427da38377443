"""Charts as drawings of lines and letters: one drawing for the web page, for PDF and for the picture in Word."""

from services.report.render.drawing.bars import bars
from services.report.render.drawing.svg import Drawing
from services.report.render.drawing.trend import trend_lines

__all__ = ["Drawing", "bars", "trend_lines"]
