"""Units as documents name them, known by the catalogue's spellings, else by the name itself."""

from __future__ import annotations

import re
from functools import cached_property

from shared.catalogue import Catalogue
from shared.catalogue.resolve import resolve_unit
from shared.catalogue.spelling import bare_form, normal_form, spellings
from shared.errors import Refused

LONGEST = 120
#: what tables call the rows of figures that belong to no unit
NOBODY = frozenset({"khong xac dinh", "chua xac dinh", "khac", "don vi khac", "con lai"})


class Names:
    """What a name means. A name that the catalogue does not know means itself."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[str, str] = {}

    def key(self, text: str) -> str:
        """The unit's id, or the name without its diacritics where the catalogue does not know it."""
        if text not in self._known:
            self._known[text] = self._found(text)
        return self._known[text]

    def is_unit(self, text: str) -> bool:
        return self.key(text) in self._catalogue.units

    def competes(self, name: str) -> bool:
        """Whether it can be among the first: what is nobody in particular cannot."""
        return bare_form(name) not in NOBODY

    def short(self, key: str) -> str:
        unit = self._catalogue.units.get(key)
        return key if unit is None else unit.short_name

    def level(self, key: str) -> str:
        """The level of a unit; nothing where the catalogue does not know it."""
        unit = self._catalogue.units.get(key)
        return "" if unit is None else unit.level

    def is_province(self, key: str) -> bool:
        return self.level(key) == "province"

    def mentioned(self, text: str) -> list[str]:
        """The units that a text names, in order; of names inside names only the longest counts."""
        pattern, by_form = self._search
        return [by_form[found[0]] for found in pattern.finditer(normal_form(text))]

    @cached_property
    def _search(self) -> tuple[re.Pattern[str], dict[str, str]]:
        by_form = {
            form: unit.id
            for unit in self._catalogue.units.values()
            for form in spellings(unit)
            if len(form) > 2  # noqa: PLR2004
        }
        ordered = sorted(by_form, key=lambda form: (-len(form), form))
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered)) or '$^'})\b"), by_form

    def _found(self, text: str) -> str:
        try:
            return resolve_unit(self._catalogue, text[:LONGEST], candidates=False).id
        except Refused:
            return f"?{bare_form(text)[:LONGEST]}" if text.strip() else ""
