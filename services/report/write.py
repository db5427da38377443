"""An edition as files: bulletin.json and what is rendered from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from services.report.domain.bulletin import Bulletin
from services.report.domain.content import bulletin_json
from services.report.render import render
from shared.metrics import BULLETIN_SECONDS, BULLETINS_BUILT

JSON = "json"


def write_bulletin(bulletin: Bulletin, out: Path, formats: Sequence[str], language: str = "vi") -> list[Path]:
    """Write `out`/PERIOD/bulletin.FORMAT for each of `formats` and return the files. Raises Refused for unknown ones."""
    folder = out / bulletin.period
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    with BULLETIN_SECONDS.time():
        if JSON in formats:
            paths.append(folder / "bulletin.json")
            paths[0].write_text(bulletin_json(bulletin), encoding="utf-8", newline="\n")
        rendered = [form for form in formats if form != JSON]
        if rendered:
            paths.extend(render(bulletin, folder, rendered, language))
    for form in formats:
        BULLETINS_BUILT.labels(format=form).inc()
    return paths
