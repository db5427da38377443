"""What must hold of the lineage of units: it agrees with the days on which they exist, and never goes in a circle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from shared.catalogue.checks.writing import text_problems
from shared.catalogue.draft import Draft, repeated
from shared.catalogue.lineage import Lineage, Succession
from shared.catalogue.problem import Problem
from shared.catalogue.unit import Unit

DAY = timedelta(days=1)
Successions = Sequence[Succession]


def lineage_problems(draft: Draft) -> list[Problem]:
    """Unknown units, successions that cannot have happened together, and days on which the units did not exist."""
    units = {stated.value.id: stated.value for stated in draft.units}
    every = [stated.value for stated in draft.lineage]
    lineage = Lineage(tuple(every))
    problems = repeated(draft.lineage, lambda one: f"{one.day} {one.predecessor} {one.successor}", "succession")
    for stated in draft.lineage:
        one = stated.value
        problems += text_problems(stated, (one.legal_basis,))
        unknown = [name for name in dict.fromkeys((one.predecessor, one.successor)) if name and name not in units]
        faults = [f"unit {name} is not in units.csv" for name in unknown]
        if one.predecessor in lineage.heirs(one.successor):
            faults.append(f"{one.predecessor} comes out of itself")
        if not unknown and one.day > date.min and one.predecessor and one.successor:
            faults += _way_faults(one, every) + _day_faults(one, every, units)
        problems += [stated.problem(fault) for fault in faults]
    return problems


def _way_faults(one: Succession, every: Successions) -> list[str]:
    """Whether the kind fits the other successions of that day."""
    into = [other for other in every if (other.day, other.successor) == (one.day, one.successor)]
    out_of = [other for other in every if (other.day, other.predecessor) == (one.day, one.predecessor)]
    faults = []
    if one.kind in ("rename", "level") and (len(into) > 1 or len(out_of) > 1):
        faults.append(f"a {one.kind} has one predecessor and one successor")
    if one.kind == "merge" and len(into) == 1:
        faults.append(f"{one.predecessor} alone is no merge; if {one.successor} existed, name it as predecessor too")
    if one.kind == "merge" and len(out_of) > 1:
        faults.append(f"{one.predecessor} has other successors that day: that is a split")
    if one.kind == "split" and len(out_of) == 1:
        faults.append(f"a split of {one.predecessor} has two successors or more; it is one of them if it remains")
    return faults


def _day_faults(one: Succession, every: Successions, units: dict[str, Unit]) -> list[str]:
    """Whether both units exist when they must, and not when they must not."""
    before, after = units[one.predecessor], units[one.successor]
    remains = any((other.day, other.predecessor, other.successor) == (one.day, before.id, before.id) for other in every)
    existed = any((other.day, other.predecessor, other.successor) == (one.day, after.id, after.id) for other in every)
    faults = []
    if not before.exists_on(one.day - DAY):
        faults.append(f"{before.id} does not exist on {one.day - DAY}, the day before")
    if not after.exists_on(one.day):
        faults.append(f"{after.id} does not exist on {one.day}")
    if not remains and before.exists_on(one.day):
        faults.append(f"{before.id} still exists on {one.day}: its valid_to is {one.day - DAY}, or it is a successor")
    if one.kind != "split" and not existed and after.exists_on(one.day - DAY):
        faults.append(f"{after.id} exists before {one.day}: its valid_from is that day, or it is a predecessor")
    return faults
