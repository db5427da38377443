"""How large a picture of an article is printed."""

from __future__ import annotations

from services.report.domain.picture import Picture

#: pixels of a picture on a millimetre of paper where the page is wide and high enough
PIXELS_PER_MM = 6
#: a third of a page, so that none leaves half a page empty before it
TALLEST_MM = 80
#: left and right of the widest picture together
MARGIN_MM = 15


def photo_mm(picture: Picture, width_mm: float) -> tuple[float, float]:
    """Width and height: a little narrower than `width_mm`, never enlarged beyond what its pixels bear."""
    width = min(width_mm - MARGIN_MM, picture.width / PIXELS_PER_MM, TALLEST_MM * picture.width / picture.height)
    return width, width * picture.height / picture.width
