"""A leaflet as one web page that needs nothing else; every text is escaped on the way."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from services.report.render.leaflet.leaflet import Leaflet
from services.report.render.leaflet.words import Words
from services.report.render.letters import printable

HERE = Path(__file__).parent / "templates"


def leaflet_html(leaflet: Leaflet, words: Words) -> bytes:
    """The leaflet as HTML."""
    environment = _environment()
    style = Markup((HERE / "leaflet.css").read_text(encoding="utf-8"))  # noqa: S704  # our own file
    template = environment.from_string((HERE / "leaflet.html").read_text(encoding="utf-8"))
    return template.render(leaflet=leaflet, labels=words.labels, style=style).encode()


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_finalize
    )


def _finalize(value: object) -> object:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
