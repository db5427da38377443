"""A leaflet as PDF/A, typeset with embedded letters."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from services.report.render.leaflet.leaflet import Leaflet
from services.report.render.letters import printable
from services.report.render.printing import printed
from services.report.render.typesetting import STANDARDS

TEMPLATE: Final = Path(__file__).parent / "templates" / "leaflet.typ"


def leaflet_pdf(leaflet: Leaflet) -> bytes:
    """The leaflet as PDF; the same leaflet gives the same bytes."""
    stated = asdict(leaflet)
    del stated["day"]
    given = {"leaflet": json.dumps(_clean(stated), ensure_ascii=False)}
    return printed(TEMPLATE.read_bytes(), given, leaflet.day, format="pdf", pdf_standards=list(STANDARDS))


def _clean(stated: Any) -> Any:
    if isinstance(stated, str):
        return printable(stated)
    if isinstance(stated, dict):
        return {key: _clean(value) for key, value in stated.items()}
    return [_clean(each) for each in stated] if isinstance(stated, list | tuple) else stated
