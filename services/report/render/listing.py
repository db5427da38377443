"""How wide the columns of a small table are, one that stands within an article."""

from __future__ import annotations

from services.report.render.prose import Run, text_of
from services.report.render.widths import letters_em

#: a column of short words is not narrower than this share of what the widest has, so that headings fit
NARROWEST = 0.25
LEAST_EM = 4.0

Rows = tuple[tuple[tuple[Run, ...], ...], ...]


def listing_widths(rows: Rows, width_mm: float) -> tuple[float, ...]:
    """The widths in millimetres, together `width_mm`: by the longest text of each column, none too narrow."""
    columns = max(map(len, rows))
    longest = [max(_em(row, place) for row in rows) for place in range(columns)]
    floor = max(longest) * NARROWEST
    wanted = [max(width, floor, LEAST_EM) for width in longest]
    return tuple(width_mm * width / sum(wanted) for width in wanted)


def _em(row: tuple[tuple[Run, ...], ...], place: int) -> float:
    return letters_em(text_of(row[place])) if place < len(row) else 0.0
