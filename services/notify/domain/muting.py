"""What keeps an alert quiet although it is open: a silence, a silent source, its parent's alert."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from services.notify.domain.alert import Alert, AlertKey, Kind
from services.notify.domain.mute import Mute
from services.notify.domain.silence import Silence, silenced
from shared.catalogue import Catalogue
from shared.facts import QuietSource


class Quiet:
    """What mutes alerts today: the silences, and those of the `standing` alerts that others wait for."""

    def __init__(
        self, standing: Collection[Alert], silences: Iterable[Silence], catalogue: Catalogue, today: date
    ) -> None:
        self.standing = standing
        self.silences = [silence for silence in silences if silence.holds_on(today)]
        self.catalogue, self.today = catalogue, today
        self.open = {alert.key: alert.id for alert in standing if alert.is_open}
        self.sources: dict[tuple[str, date | None], str] = {
            (alert.news.source, alert.news.due): alert.id for alert in standing if isinstance(alert.news, QuietSource)
        }

    def mute_of(self, alert: Alert) -> Mute | None:
        """What mutes the alert; None where it may be told."""
        silence = silenced(alert, self.silences, self.today)
        if silence is not None:
            return Mute("silence", silence.id)
        return self._source(alert) or self._parent(alert)

    def note(self, mute: Mute | None) -> str:
        """What mutes, for people who look it up later."""
        if mute is None:
            return ""
        silence = next((each for each in self.silences if mute == Mute("silence", each.id)), None)
        if silence is None:
            return f"{mute.by} {mute.ref}"
        return f"silence {silence.id}: {silence.document}, until {silence.until:%Y-%m-%d}, by {silence.author}"

    def _source(self, alert: Alert) -> Mute | None:
        """A source that sent nothing explains every figure of its that is missing."""
        if alert.kind is not Kind.MISSING or not self.sources:
            return None
        indicator = self.catalogue.indicators.get(alert.key.series.indicator)
        name = None if indicator is None else self.sources.get((indicator.source_system, alert.evaluation.due))
        return None if name is None else Mute("source", name)

    def _parent(self, alert: Alert) -> Mute | None:
        if alert.kind is Kind.TASK or not self.catalogue.alert_policy.mutes_children(alert.key.series.indicator):
            return None
        keys = (above(alert.key, unit) for unit in ancestors(alert.unit, self.catalogue))
        name = next((self.open[key] for key in keys if key in self.open), None)
        return None if name is None else Mute("parent", name)


def ancestors(unit: str, catalogue: Catalogue) -> Iterator[str]:
    """The units above a unit, the nearest first."""
    seen = {unit}
    known = catalogue.units.get(unit)
    while known is not None and known.parent is not None and known.parent not in seen:
        seen.add(known.parent)
        yield known.parent
        known = catalogue.units.get(known.parent)


def above(key: AlertKey, unit: str) -> AlertKey:
    """What the same alert would be about for a unit above."""
    return key._replace(series=replace(key.series, unit=unit))
