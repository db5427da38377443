"""Pictures of a camera held on its side, turned as a screen turns them: paper does not."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image as Opened

ORIENTATION: Final = 0x0112
AS_STORED: Final = 1
#: how a picture is turned that its camera stored in another orientation (TIFF 6.0)
TURNS: Final = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
#: of 100: no eye tells it from what the camera wrote
QUALITY: Final = 90


def upright(content: bytes) -> bytes:
    """A picture as it is to be looked at, without what its camera noted when it had to be turned or mirrored.

    Any other comes back as it is. Raises OSError where it cannot be read. Takes the memory of all its pixels.
    """
    from PIL import Image  # noqa: PLC0415 - only for those who take pictures

    with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(content), formats=("JPEG", "PNG")) as stored:
        turn = TURNS.get(_orientation(stored))
        if turn is None:
            return content
        turned = BytesIO()
        colours = stored.info.get("icc_profile")
        stored.transpose(Image.Transpose[turn]).save(turned, stored.format, quality=QUALITY, icc_profile=colours)
    return turned.getvalue()


def _orientation(stored: Opened) -> int:
    try:
        noted = stored.getexif().get(ORIENTATION)
    except (struct.error, SyntaxError, TypeError, ValueError):
        # A damaged note says nothing; the picture beside it may be whole.
        return AS_STORED
    return noted if isinstance(noted, int) else AS_STORED
