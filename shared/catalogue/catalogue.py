"""The catalogue of a province: its units, indicators, targets, calendar and contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shared.catalogue.calendar import ReportingCalendar
from shared.catalogue.contact import Contact
from shared.catalogue.indicator import Indicator, Members
from shared.catalogue.target import Programme, Target
from shared.catalogue.unit import Unit


@dataclass(frozen=True)
class Catalogue:
    """Everything a province is, apart from its figures. Immutable; keyed by id, in the order of the files."""

    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    targets: Mapping[str, Target]
    programmes: Mapping[str, Programme]
    calendar: ReportingCalendar
    contacts: tuple[Contact, ...] = ()

    def members(self, members: Members, day: date) -> list[Unit]:
        """The units that `members` names and that exist on `day`."""
        return [
            unit
            for unit in self.units.values()
            if (unit.level in members.levels or unit.id in members.units) and unit.exists_on(day)
        ]

    def contacts_of(self, unit: str) -> list[Contact]:
        return [contact for contact in self.contacts if contact.unit == unit]
