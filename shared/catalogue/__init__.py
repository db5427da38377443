"""The dated catalogue: units, indicators, targets, calendar, contacts."""

from __future__ import annotations

from shared.catalogue.calendar import ReportingCalendar, next_period, previous_period
from shared.catalogue.catalogue import Catalogue
from shared.catalogue.contact import Contact
from shared.catalogue.indicator import Indicator, Members, TotalRule
from shared.catalogue.target import Programme, Scope, Target
from shared.catalogue.unit import Name, Unit

__all__ = [
    "Catalogue",
    "Contact",
    "Indicator",
    "Members",
    "Name",
    "Programme",
    "ReportingCalendar",
    "Scope",
    "Target",
    "TotalRule",
    "Unit",
    "next_period",
    "previous_period",
]
