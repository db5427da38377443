"""Which unit or indicator a sender means: by id, national code or any spelling of a name, never by guessing."""

from __future__ import annotations

import re
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from shared.catalogue.catalogue import Catalogue
from shared.catalogue.indicator import Indicator
from shared.catalogue.spelling import bare_form, normal_form, spellings
from shared.catalogue.unit import Level, Unit
from shared.errors import Refused
from shared.vietnamese import date_text
from shared.wording import InBoth, say

SHOWN = 3
NEAR = 0.5
COMMITTEE = re.compile(r"^(?:ubnd|ủy ban nhân dân) ")
# What kind of unit a name calls itself; the rest of the name must then be a unit of one of these levels.
KINDS: tuple[tuple[re.Pattern[str], tuple[Level, ...]], ...] = (
    (re.compile(r"^(?:huyện|thị xã|thành phố) "), ("district",)),
    (re.compile(r"^(?:xã|phường|thị trấn|đặc khu) "), ("commune",)),
    (re.compile(r"^(?:tỉnh|thành phố) "), ("province",)),
)
SHORT_KINDS = {"h": "huyện", "tx": "thị xã", "tp": "thành phố", "x": "xã", "p": "phường", "tt": "thị trấn"}
SHORT_KIND = re.compile(rf"^({'|'.join(SHORT_KINDS)}) ")


def resolve_unit(catalogue: Catalogue, text: str, on: date | None = None, *, candidates: bool = True) -> Unit:
    """The unit that `text` means on the day `on` (None: whenever).

    Raises Refused "unknown-unit" or "ambiguous-unit", naming the nearest units.
    `candidates` false spares finding them, which is dear.
    """
    found = _coded(catalogue, text.strip()) or _named(catalogue, normal_form(text))
    existing = [unit for unit in found if on is None or unit.exists_on(on)]
    if len(existing) == 1:
        return existing[0]
    if existing:
        message = say("several-units", text=text, units=_listed(existing, on))
        raise Refused("ambiguous-unit", message, pointer="/unit", value=text)
    if found:
        message = say("unit-not-then", units=_listed(found, on), day=date_text(on or date.max))
        raise Refused("unknown-unit", message, pointer="/unit", value=text)
    near = _listed(_nearest(catalogue, text), on) if candidates else ""
    message = say("no-unit-near", text=text, near=near) if near else say("no-unit", text=text)
    raise Refused("unknown-unit", message, pointer="/unit", value=text)


def resolve_indicator(catalogue: Catalogue, text: str) -> Indicator:
    """The indicator with this id. Raises Refused "unknown-indicator", naming the nearest ids."""
    indicator = catalogue.indicators.get(text.strip())
    if indicator is not None:
        return indicator
    names = get_close_matches(text.strip().lower(), list(catalogue.indicators), n=SHOWN, cutoff=NEAR)
    called = [catalogue.indicators[name].called for name in names]
    near = InBoth(", ".join(one.vi for one in called), ", ".join(one.en for one in called))
    message = say("no-indicator-near", text=text, near=near) if names else say("no-indicator", text=text)
    raise Refused("unknown-indicator", message, pointer="/indicator", value=text)


def _coded(catalogue: Catalogue, code: str) -> list[Unit]:
    by_id = catalogue.units.get(code)
    return [by_id] if by_id else [unit for unit in catalogue.units.values() if code and unit.national_code == code]


def _named(catalogue: Catalogue, form: str) -> list[Unit]:
    """Units with this spelling; else, what it is without its UBND, with its kind written out, and without its kind."""
    by_spelling = _by_spelling(tuple(catalogue.units.values()))
    if form in by_spelling:
        return list(by_spelling[form])
    bare = COMMITTEE.sub("", form)
    if bare in by_spelling:
        return [unit for unit in by_spelling[bare] if unit.level in ("province", "district", "commune")]
    written_out = SHORT_KIND.sub(lambda short: f"{SHORT_KINDS[short[1]]} ", bare)
    if written_out in by_spelling:
        return list(by_spelling[written_out])
    for kind, levels in KINDS:
        units = by_spelling.get(kind.sub("", written_out), ()) if kind.match(written_out) else ()
        if found := [unit for unit in units if unit.level in levels]:
            return found
    return []


@lru_cache(maxsize=8)
def _by_spelling(units: tuple[Unit, ...]) -> dict[str, tuple[Unit, ...]]:
    found: dict[str, tuple[Unit, ...]] = {}
    for unit in units:
        for form in spellings(unit):
            found[form] = (*found.get(form, ()), unit)
    return found


def _nearest(catalogue: Catalogue, text: str) -> list[Unit]:
    """Units whose spellings are most like `text`: first by their letters, then by their diacritics."""
    form, bare = normal_form(text), bare_form(text)

    def likeness(unit: Unit) -> float:
        return max(
            SequenceMatcher(None, bare, bare_form(spelling)).ratio()
            + SequenceMatcher(None, form, spelling).ratio() / 10
            for spelling in spellings(unit)
        )

    ranked = sorted(((likeness(unit), unit) for unit in catalogue.units.values()), key=lambda pair: -pair[0])
    return [unit for like, unit in ranked[:SHOWN] if like >= NEAR]


def _listed(units: list[Unit], on: date | None) -> str:
    return ", ".join(f"{unit.name_on(on or date.max)} ({unit.id})" for unit in units)
