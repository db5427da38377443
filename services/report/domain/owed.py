"""Whether the catalogue's duties ask a unit for a figure."""

from __future__ import annotations

from datetime import date

from shared.catalogue import Catalogue, Duty, Unit
from shared.catalogue.binding import SPECIFIC, is_asked
from shared.catalogue.duty import last_day
from shared.figures import FigureKey


def is_owed(key: FigureKey, catalogue: Catalogue) -> bool | None:
    """Whether a programme asks for the figure; None where no duty speaks of its indicator at all in that period."""
    duties = [duty for duty in catalogue.duties_of(key.indicator, key.dimension) if duty.in_force_in(key.period)]
    if not duties:
        return None
    unit = catalogue.units.get(key.unit)
    if unit is None or not unit.exists_on(last_day(key.period)):
        return False
    return any(duty.applies and duty.is_due_for(key.period) for duty in _spoken(duties, unit, key.period, catalogue))


def _spoken(duties: list[Duty], unit: Unit, period: str, catalogue: Catalogue) -> list[Duty]:
    """Per programme the duty that speaks of the unit most specifically."""
    spoken: dict[str, Duty] = {}
    for duty in sorted(duties, key=lambda duty: (SPECIFIC[duty.scope.kind], duty.valid_from or date.min, duty.id)):
        if is_asked(duty.scope, unit, last_day(period), catalogue):
            spoken[duty.programme] = duty
    return list(spoken.values())
