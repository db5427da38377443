"""An editor at the desk: who it is, when, and what they work with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.report.away import Away
from services.report.domain.editor import Editor
from services.report.editing import Hand
from services.report.manuscript_drawer import Drawer
from shared.errors import Refused
from shared.figures import is_period
from shared.language import LANGUAGE
from shared.parts import Parts


@dataclass(frozen=True)
class Seat:
    """One request of an editor. What takes long is done `away`: the service goes on answering."""

    parts: Parts
    editor: Editor
    now: datetime
    away: Away

    def drawer(self, period: str) -> Drawer:
        """The articles of a period. Raises Refused for what is no month."""
        if not is_period(period):
            raise Refused("not-found", f"{period!r} is not a month such as 2023-02", value=period)
        return Drawer(self.parts.database, self.parts.settings.province, period)

    def hand(self, seen: str, note: str) -> Hand:
        return Hand(self.editor.name, self.now, seen, note, self.editor.id)

    def indicator(self, indicator: str) -> str:
        """The name of an indicator in the language of the request."""
        known = self.parts.catalogue.indicators.get(indicator)
        if known is None:
            return indicator
        return known.name_en if LANGUAGE.get() == "en" else known.name_vi
