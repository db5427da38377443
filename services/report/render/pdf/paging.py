"""On which page each heading of the contents stands, as the edition is typeset."""

from __future__ import annotations

from typing import Final

from services.report.domain.bulletin import Bulletin
from services.report.render.labels import Labels
from services.report.render.pdf.document import TEMPLATE, edition_stated
from services.report.render.pdf.stated import Stated, sheets
from services.report.render.pieces import Contents, Piece
from services.report.render.typesetting import measured
from shared.errors import Refused

BLANK: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def pages_of(bulletin: Bulletin, labels: Labels, pieces: list[Piece]) -> dict[str, int]:
    """The pages by anchor; none where nothing lists them, or where a letter cannot be typeset."""
    listed = [entry.anchor for piece in pieces if isinstance(piece, Contents) for entry in piece.entries]
    if not listed:
        return {}
    laid = sheets(pieces)
    for sheet in laid:
        sheet["pieces"] = [_outline(piece) for piece in sheet["pieces"]]
    try:
        found = measured(TEMPLATE.read_bytes(), edition_stated(bulletin, labels, laid), "pages")
    except Refused:
        return {}
    return dict(zip(listed, map(int, found), strict=True))


def _outline(piece: Stated) -> Stated:
    """A picture takes its room whatever is on it."""
    return piece | {"svg": BLANK} if piece["kind"] == "drawing" else piece
