"""Leaflets as files, by format."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from services.report.domain.extract.parts import Extract, Summary
from services.report.domain.twins import in_english
from services.report.render.leaflet.leaders_page import leaders_page
from services.report.render.leaflet.leaflet import Leaflet
from services.report.render.leaflet.unit_page import unit_page
from services.report.render.leaflet.words import Words, words_in
from shared.errors import Refused

SUMMARY: Final = "summary"
Stated = TypeVar("Stated", Extract, Summary)


def extract_files(extract: Extract, formats: Sequence[str], language: str = "vi") -> dict[str, bytes]:
    """The page of a unit by name, UNIT.FORMAT for each of `formats`; the same extract gives the same bytes.

    Raises Refused for a format or language there is not.
    """
    words = words_in(language)
    return _files(extract, extract.unit, unit_page(_told(extract, words), words), formats, words)


def summary_files(summary: Summary, formats: Sequence[str], language: str = "vi") -> dict[str, bytes]:
    """The page for leaders by name, summary.FORMAT; Refused as `extract_files` does."""
    words = words_in(language)
    return _files(summary, SUMMARY, leaders_page(_told(summary, words), words), formats, words)


def _told(stated: Stated, words: Words) -> Stated:
    return stated if words.is_vietnamese else in_english(stated)


def _files(
    stated: Extract | Summary, name: str, leaflet: Leaflet, formats: Sequence[str], words: Words
) -> dict[str, bytes]:
    for wanted in formats:
        if wanted not in LEAFLETS:
            raise Refused("unknown-format", f"format is one of {', '.join(LEAFLETS)}", pointer="format", value=wanted)
    return {f"{name}.{wanted}": LEAFLETS[wanted](stated, leaflet, words) for wanted in formats}


def _json(stated: Extract | Summary, _leaflet: Leaflet, _words: Words) -> bytes:
    return (json.dumps(stated.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n").encode()


def _html(_stated: Extract | Summary, leaflet: Leaflet, words: Words) -> bytes:
    from services.report.render.leaflet.web import leaflet_html  # noqa: PLC0415 - each pays for its own libraries

    return leaflet_html(leaflet, words)


def _docx(_stated: Extract | Summary, leaflet: Leaflet, _words: Words) -> bytes:
    from services.report.render.leaflet.word import leaflet_docx  # noqa: PLC0415 - each pays for its own libraries

    return leaflet_docx(leaflet)


def _pdf(_stated: Extract | Summary, leaflet: Leaflet, _words: Words) -> bytes:
    from services.report.render.leaflet.pdf import leaflet_pdf  # noqa: PLC0415 - each pays for its own libraries

    return leaflet_pdf(leaflet)


LEAFLETS: Mapping[str, Callable[[Extract | Summary, Leaflet, Words], bytes]] = {
    "json": _json,
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
}
