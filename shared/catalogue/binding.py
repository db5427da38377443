"""Which units a scope binds on a day."""

from __future__ import annotations

from datetime import date
from typing import Final

from shared.catalogue.catalogue import Catalogue
from shared.catalogue.target import Scope
from shared.catalogue.unit import Unit

#: what is said of one unit goes before what is said of its group, that before its level, and that before all
SPECIFIC: Final = {"all": 0, "level": 1, "group": 2, "unit": 3}
#: who reports when all are asked; the province's figures follow from theirs, and others only answer to their name
REPORTING_LEVELS: Final = frozenset({"department", "district", "commune"})


def is_asked(scope: Scope, unit: Unit, day: date, catalogue: Catalogue) -> bool:
    """Whether something asked of `scope` on `day` is asked of `unit`."""
    match scope.kind:
        case "all":
            return unit.level in REPORTING_LEVELS
        case "level":
            return unit.level == scope.value
        case "group":
            group = catalogue.groups.get(scope.value)
            return group is not None and group.includes(unit.id, day)
        case "unit":
            return unit.id == scope.value
