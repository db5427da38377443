"""What the library makes of an issue as it is kept: its page, the pages of units and of leaders."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from services.report.domain.bulletin import Bulletin
from services.report.domain.extract.parts import Extracts
from services.report.domain.twins import in_english
from services.report.pages.page import page_text
from services.report.pages.shelf import Volume
from services.report.render.leaflet import LEAFLETS, extract_files, summary_files
from shared.language import LANGUAGE

#: what a leaflet is offered as on pages
FORMS: Final = tuple(form for form in LEAFLETS if form != "json")


def volume_text(volume: Volume, body: str, extracts: bytes) -> str:
    """The page of an issue as HTML, from its bulletin.json and its extracts."""
    bulletin = Bulletin.model_validate_json(body)
    if LANGUAGE.get() == "en":
        bulletin = in_english(bulletin)
    facts = {"volume": volume, "bulletin": bulletin, "extracts": _read(extracts), "forms": FORMS}
    return page_text("edition", bulletin.title, **facts)


def units_of(extracts: bytes) -> list[str]:
    """Which units have a page of their own."""
    return [each.unit for each in _read(extracts).units]


def extract_file(extracts: bytes, unit: str, form: str) -> bytes | None:
    """The page of a unit, in the language of the request; None where it has none."""
    extract = _read(extracts).unit(unit)
    return None if extract is None else extract_files(extract, [form], LANGUAGE.get())[f"{unit}.{form}"]


def summary_file(extracts: bytes, form: str) -> bytes:
    """The page for leaders, in the language of the request."""
    return summary_files(_read(extracts).summary, [form], LANGUAGE.get())[f"summary.{form}"]


@lru_cache(maxsize=2)
def _read(extracts: bytes) -> Extracts:
    """Units are asked for one after the other."""
    return Extracts.model_validate_json(extracts)
