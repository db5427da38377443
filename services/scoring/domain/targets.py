"""The targets that bind one figure."""

from __future__ import annotations

from datetime import date

from shared.catalogue import Catalogue, Target

# A target for the unit itself speaks before one for its group, that before one for its level, and that before all.
SPECIFIC = {"all": 0, "level": 1, "group": 2, "unit": 3}


def targets_for(catalogue: Catalogue, unit: str, indicator: str, dimension: str, as_of: date) -> list[Target]:
    """Per programme the most specific target in force on `as_of`, in the order of the programmes.

    `dimension` is canonical text; a target holds for exactly its own dimension.
    """
    found: dict[str, Target] = {}
    for target in catalogue.targets_of(indicator, dimension):
        if not target.in_force_on(as_of) or not _binds(target, unit, catalogue, as_of):
            continue
        if target.programme not in found or _weight(target) > _weight(found[target.programme]):
            found[target.programme] = target
    return sorted(found.values(), key=lambda target: (catalogue.programmes[target.programme].order, target.programme))


def _binds(target: Target, unit: str, catalogue: Catalogue, day: date) -> bool:
    match target.scope.kind:
        case "all":
            return True
        case "level":
            known = catalogue.units.get(unit)
            return known is not None and known.level == target.scope.value
        case "group":
            group = catalogue.groups.get(target.scope.value)
            return group is not None and group.includes(unit, day)
        case "unit":
            return unit == target.scope.value


def _weight(target: Target) -> tuple[int, date, str]:
    """Of two equally specific ones the later law counts; the id decides the rest."""
    return SPECIFIC[target.scope.kind], target.valid_from or date.min, target.id
