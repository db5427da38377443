"""An edition as files, counted and timed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from services.report.domain.bulletin import Bulletin
from services.report.render import render
from shared.metrics import BULLETIN_SECONDS, BULLETINS_BUILT


def write_bulletin(bulletin: Bulletin, out: Path, formats: Sequence[str], language: str = "vi") -> list[Path]:
    """Write `out`/PERIOD/bulletin.FORMAT for each of `formats` (docx, html, json) and return the files.

    Raises Refused for a format or language there is not.
    """
    with BULLETIN_SECONDS.time():
        paths = render(bulletin, out / bulletin.period, formats, language)
    for form in formats:
        BULLETINS_BUILT.labels(format=form).inc()
    return paths
