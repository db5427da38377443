"""What may be sent: the catalogue as senders see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

from pydantic import BaseModel

from shared.catalogue import Catalogue
from shared.errors import Refused
from shared.figures import plain
from shared.wording import say


class UnitAnswer(BaseModel):
    """A unit of the province."""

    id: str
    name: str
    level: str
    parent: str | None
    national_code: str | None
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None


class IndicatorAnswer(BaseModel):
    """An indicator; `dimensions` maps each dimension it may have to its values (none: any)."""

    id: str
    name_vi: str
    name_en: str
    measure: Literal["percent", "count", "number", "vnd", "rank"]
    higher_is_better: bool
    above_100: bool
    source_system: str
    dimensions: dict[str, tuple[str, ...]]


class TargetAnswer(BaseModel):
    """One version of a target; `scope_value` is a level, a group or a unit, empty for all."""

    id: str
    version: str
    programme: str
    indicator: str
    dimension: str
    scope: Literal["all", "level", "group", "unit"]
    scope_value: str
    kind: Literal["plan", "full_score", "ceiling"]
    comparator: str
    threshold: str
    upper: str | None
    legal_basis: str
    valid_from: date | None
    valid_to: date | None
    due: date | None


def units(catalogue: Catalogue, today: date) -> list[UnitAnswer]:
    """Every unit, with its name of today."""
    return [
        UnitAnswer(
            id=unit.id,
            name=unit.name_on(today),
            level=unit.level,
            parent=unit.parent,
            national_code=unit.national_code,
            aliases=unit.aliases,
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
        )
        for unit in catalogue.units.values()
    ]


def indicators(catalogue: Catalogue, _today: date) -> list[IndicatorAnswer]:
    """Every indicator."""
    return [
        IndicatorAnswer(
            id=indicator.id,
            name_vi=indicator.name_vi,
            name_en=indicator.name_en,
            measure=indicator.measure,
            higher_is_better=indicator.higher_is_better,
            above_100=indicator.above_100,
            source_system=indicator.source_system,
            dimensions=indicator.dimensions or {},
        )
        for indicator in catalogue.indicators.values()
    ]


def targets(catalogue: Catalogue, _today: date) -> list[TargetAnswer]:
    """Every target, of the past and the future too."""
    return [
        TargetAnswer(
            id=target.id,
            version=target.version,
            programme=target.programme,
            indicator=target.indicator,
            dimension=target.dimension,
            scope=target.scope.kind,
            scope_value=target.scope.value,
            kind=target.kind,
            comparator=target.comparator,
            threshold=plain(target.threshold),
            upper=None if target.upper is None else plain(target.upper),
            legal_basis=target.legal_basis,
            valid_from=target.valid_from,
            valid_to=target.valid_to,
            due=target.due,
        )
        for target in catalogue.targets.values()
    ]


Listing = Callable[[Catalogue, date], list[UnitAnswer] | list[IndicatorAnswer] | list[TargetAnswer]]
LISTINGS: Mapping[str, Listing] = {"units": units, "indicators": indicators, "targets": targets}


def listing(kind: str, catalogue: Catalogue, today: date) -> list[dict[str, object]]:
    """One part of the catalogue as JSON values. Raises Refused("not-found") when there is no such part."""
    if kind not in LISTINGS:
        raise Refused("not-found", say("catalogue-parts", parts=", ".join(LISTINGS)))
    return [found.model_dump(mode="json") for found in LISTINGS[kind](catalogue, today)]
