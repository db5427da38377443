"""The dated catalogue: units, indicators, targets, calendar, contacts."""

from __future__ import annotations

from shared.catalogue.baseline import StartingFigure
from shared.catalogue.calendar import ReportingCalendar, next_period, previous_period
from shared.catalogue.catalogue import Catalogue
from shared.catalogue.contact import Contact
from shared.catalogue.duty import DueRule, Duty
from shared.catalogue.group import Group, Membership
from shared.catalogue.index import Band, Component, Index, IndexGroup, Scored, Step
from shared.catalogue.indicator import Indicator, Members, TotalRule
from shared.catalogue.lineage import Lineage, Origin, Succession
from shared.catalogue.milestone import Milestone
from shared.catalogue.relation import Relation, Side, Term
from shared.catalogue.target import Programme, Scope, Target
from shared.catalogue.task import Task
from shared.catalogue.unit import Name, Unit
from shared.catalogue.working_days import WorkingDays

__all__ = [
    "Band",
    "Catalogue",
    "Component",
    "Contact",
    "DueRule",
    "Duty",
    "Group",
    "Index",
    "IndexGroup",
    "Indicator",
    "Lineage",
    "Members",
    "Membership",
    "Milestone",
    "Name",
    "Origin",
    "Programme",
    "Relation",
    "ReportingCalendar",
    "Scope",
    "Scored",
    "Side",
    "StartingFigure",
    "Step",
    "Succession",
    "Target",
    "Task",
    "Term",
    "TotalRule",
    "Unit",
    "WorkingDays",
    "next_period",
    "previous_period",
]
