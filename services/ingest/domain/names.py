"""The names of one request: each unknown one is looked up once, for finding candidates is dear."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from shared.catalogue import Catalogue, Indicator, Unit
from shared.catalogue.resolve import resolve_indicator, resolve_unit
from shared.errors import Refused

#: so many different unknown units of a request are told their candidates
HELPED = 20


@dataclass
class Names:
    """Units and indicators by the names senders gave them."""

    catalogue: Catalogue
    unknown: dict[tuple[str, date | None], Refused] = field(default_factory=dict)

    def unit(self, text: str, on: date) -> Unit:
        """The unit that `text` means on a day. Raises Refused."""
        self._remember(text, on)
        try:
            return resolve_unit(self.catalogue, text, on, candidates=len(self.unknown) < HELPED)
        except Refused as refused:
            raise self._refused(refused, text, on) from None

    def indicator(self, text: str) -> Indicator:
        """The indicator of this id. Raises Refused."""
        self._remember(text, None)
        try:
            return resolve_indicator(self.catalogue, text)
        except Refused as refused:
            raise self._refused(refused, text, None) from None

    def _remember(self, text: str, on: date | None) -> None:
        # The same mistake fills whole files.
        if (text, on) in self.unknown:
            raise self._refused(self.unknown[text, on], text, on)

    def _refused(self, refused: Refused, text: str, on: date | None) -> Refused:
        self.unknown[text, on] = refused
        return Refused(refused.code, refused.message, pointer="/unit" if on else "/indicator", value=text)
