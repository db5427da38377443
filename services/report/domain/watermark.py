"""What an edition still waits for: every figure it should print has come, or is declared missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.report.domain.absence import Absences
from services.report.domain.bulletin import Bulletin, Column, Row, Table, Total
from services.report.domain.owed import is_owed
from shared.catalogue import Catalogue
from shared.clock import BUSINESS_ZONE
from shared.errors import Refused
from shared.figures import FigureKey, dimension_text

NAMED = 5


@dataclass(frozen=True, order=True)
class Gap:
    """A figure that has not come; `reason` is that of its declaration, None where there is none.

    `table` is empty for a figure that is owed and goes into a total, but has no row of its own.
    """

    unit: str
    indicator: str
    dimension: str
    table: str
    reason: str | None = None


def gaps(bulletin: Bulletin, come: Collection[FigureKey], absences: Absences, catalogue: Catalogue) -> list[Gap]:
    """Every figure that the edition should print and that has not come, each once.

    Who owes it is what the duties say; where none speaks of an indicator, whoever the layout has a line for.
    `come` are the figures there are (no activity and what does not concern a unit among them).
    """
    found: dict[FigureKey, Gap] = {}
    for table in bulletin.tables:
        for gap in (*_printed(table, bulletin.period, catalogue), *_owed(table, bulletin.period, come, catalogue)):
            found.setdefault(FigureKey(gap.unit, gap.indicator, gap.dimension, bulletin.period), gap)
    return sorted(_declared(gap, absences) for gap in found.values())


def demand_complete(found: Collection[Gap], cut_off: date, now: datetime) -> None:
    """Raises Refused while something may still come that nobody has declared missing."""
    today = now.astimezone(BUSINESS_ZONE).date()
    if today < cut_off:
        raise Refused("edition-open", f"the edition takes figures until {cut_off}; today is {today}", value=str(today))
    waiting = [gap for gap in found if gap.reason is None]
    if waiting:
        raise Refused(
            "edition-incomplete",
            f"{len(waiting)} figures have not come: {_named(waiting)}; "
            "wait for them, or: nhipso bulletin declare-missing --unit … --reason …, then build again",
            value=len(waiting),
        )


def arrived(bulletin: Bulletin, standing: Collection[FigureKey]) -> list[Gap]:
    """The figures that the text prints as missing, declared or not, and that are `standing` now."""
    found = (
        Gap(holder.unit, column.indicator, dimension_text(column.dimension), table.id)
        for table in bulletin.tables
        for holder, column in _missing(table)
    )
    return [gap for gap in found if FigureKey(gap.unit, gap.indicator, gap.dimension, bulletin.period) in standing]


def demand_current(came: Sequence[Gap]) -> None:
    """Raises Refused where figures have come that the text says are missing."""
    if came:
        raise Refused(
            "edition-outdated",
            f"{len(came)} figures that the draft calls missing have come since: {_named(came)}; build it again",
            value=len(came),
        )


def _named(found: Sequence[Gap]) -> str:
    some = [f"{gap.unit} {gap.indicator}{f' [{gap.dimension}]' * bool(gap.dimension)}" for gap in found[:NAMED]]
    return ", ".join(some) + (f" and {len(found) - NAMED} more" if len(found) > NAMED else "")


def _missing(table: Table) -> Iterator[tuple[Row | Total, Column]]:
    for holder in (*table.rows, *((table.total,) if table.total else ())):
        yield from ((holder, column) for column in table.columns if holder.cells[column.key].status == "missing")


def _printed(table: Table, period: str, catalogue: Catalogue) -> Iterator[Gap]:
    for holder, column in _missing(table):
        key = FigureKey(holder.unit, column.indicator, dimension_text(column.dimension), period)
        if is_owed(key, catalogue) is not False:
            yield Gap(key.unit, key.indicator, key.dimension, table.id)


def _owed(table: Table, period: str, come: Collection[FigureKey], catalogue: Catalogue) -> Iterator[Gap]:
    for column in table.columns:
        dimension = dimension_text(column.dimension)
        if not catalogue.duties_of(column.indicator, dimension):
            continue
        for unit in catalogue.units:
            key = FigureKey(unit, column.indicator, dimension, period)
            if key not in come and is_owed(key, catalogue):
                yield Gap(unit, column.indicator, dimension, "")


def _declared(gap: Gap, absences: Absences) -> Gap:
    return Gap(gap.unit, gap.indicator, gap.dimension, gap.table, absences.reason(gap.unit, gap.indicator))
