"""A small province and its figures; a test names only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid5

from shared.catalogue import (
    Catalogue,
    Indicator,
    Members,
    Name,
    Programme,
    ReportingCalendar,
    Scope,
    Target,
    TotalRule,
    Unit,
)
from shared.catalogue.target import Comparator, ScopeKind
from shared.catalogue.unit import Level
from shared.events import NAMESPACE, MetricSubmitted
from shared.facts import Evaluation, Figure
from shared.figures import Status

NOW = datetime(2023, 3, 20, 8, tzinfo=UTC)
PROVINCE = "province"
SERVICES = "services-pct"
USERS = "app-users"
DOSSIERS = "dossiers"
TAX, FEE, TAX_AND_FEE = "tax", "fee", "tax-and-fee"
DISTRICTS = Members(levels=("district",), units=("nowhere",))
LAST_DAY = {"2022-06": date(2022, 6, 16), "2022-12": date(2022, 12, 15), "2023-02": date(2023, 3, 17)}


def a_unit(name: str, level: Level = "district", valid_to: date | None = None) -> Unit:
    return Unit(name, level, None, (Name(name),), name, valid_to=valid_to)


def a_target(
    programme: str = "plan",
    indicator: str = SERVICES,
    *,
    comparator: Comparator = ">=",
    threshold: str = "80",
    scope: tuple[ScopeKind, str] = ("all", ""),
    valid: tuple[date | None, date | None] = (None, None),
    due: date | None = None,
    dimension: str = "",
    name: str = "",
    **more: Any,
) -> Target:
    """A target; `more` are its optional fields, such as margin."""
    return Target(
        id=name or f"{programme}-{indicator}-{'-'.join(scope)}",
        version="1",
        programme=programme,
        indicator=indicator,
        scope=Scope(*scope),
        comparator=comparator,
        threshold=Decimal(threshold),
        legal_basis="Kế hoạch số 170/KH-UBND",
        valid_from=valid[0],
        valid_to=valid[1],
        due=due,
        dimension=dimension,
        **more,
    )


UNITS = (
    a_unit(PROVINCE, "province"),
    a_unit("education", "department"),
    a_unit("transport", "department"),
    *(a_unit(name) for name in ("north", "south", "east", "west")),
    a_unit("nowhere", "other"),
)
INDICATORS = (
    Indicator(SERVICES, "", "", "percent", ranked=True, total=TotalRule(PROVINCE, "ratio_of_sums", DISTRICTS)),
    Indicator(USERS, "", "", "count", ranked=True, total=TotalRule(PROVINCE, "sum", DISTRICTS)),
    Indicator(
        DOSSIERS, "", "", "count", total=TotalRule(PROVINCE, "sum", DISTRICTS, over_dimensions=(("status", "total"),))
    ),
    Indicator("late", "", "", "count", higher_is_better=False, ranked=True),
    Indicator(TAX, "", "", "vnd", total=TotalRule(PROVINCE, "sum", DISTRICTS)),
    Indicator(FEE, "", "", "vnd", total=TotalRule(PROVINCE, "sum", DISTRICTS)),
    Indicator(TAX_AND_FEE, "", "", "vnd", total=TotalRule(PROVINCE, "sum", parts=(TAX, FEE))),
)


def a_catalogue(
    *targets: Target, units: tuple[Unit, ...] = UNITS, indicators: tuple[Indicator, ...] = INDICATORS
) -> Catalogue:
    names = list(dict.fromkeys(["law", "plan", *(target.programme for target in targets)]))
    return Catalogue(
        units={unit.id: unit for unit in units},
        indicators={indicator.id: indicator for indicator in indicators},
        targets={(target.id, target.version): target for target in targets},
        programmes={name: Programme(name, name, name, order) for order, name in enumerate(names)},
        calendar=ReportingCalendar(),
    )


def a_figure(
    value: str | None = "90",
    unit: str = "north",
    *,
    indicator: str = SERVICES,
    period: str = "2022-06",
    parts: tuple[int, int] | None = None,
    revision: int = 1,
    dimension: dict[str, str] | None = None,
    as_of: date | None = None,
    window_start: date | None = None,
) -> Figure:
    """A reported figure; value None is no activity, `parts` are numerator and denominator."""
    return Figure(
        unit=unit,
        indicator=indicator,
        dimension=dimension or {},
        period=period,
        as_of=as_of or LAST_DAY[period],
        window_start=window_start,
        status=Status.REPORTED if value is not None else Status.NO_ACTIVITY,
        value=None if value is None else Decimal(value),
        numerator=None if parts is None else Decimal(parts[0]),
        denominator=None if parts is None else Decimal(parts[1]),
        revision=revision,
    )


def submitted(figure: Figure, time: datetime = NOW, source: str = "/sources/portal") -> MetricSubmitted:
    return MetricSubmitted.of(
        source, figure, time=time, trace=f"00-{uuid5(NAMESPACE, figure.unit).hex}-00f067aa0ba902b7-01"
    )


def an_evaluation(figure: Figure) -> Evaluation:
    """The figure as an evaluation that is not judged yet."""
    stated = {name: getattr(figure, name) for name in Figure.model_fields}
    return Evaluation(sequence=0, causes=(submitted(figure).id,), **stated)
