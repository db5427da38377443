"""A small province, its layout and what scoring told of it; a test names only what matters to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from services.report.domain.assemble import assemble
from services.report.domain.bulletin import Bulletin, Cell, Table
from services.report.domain.layout import Layout, TableRule
from services.report.domain.letterhead import LetterheadRule
from services.report.domain.records import Known, Records
from services.report.domain.sheet import Sheet
from services.report.domain.table import sheet_of
from shared.catalogue import Catalogue, Indicator, Name, Programme, ReportingCalendar, Unit
from shared.facts import Change, Confirmation, Doubt, Doubts, Evaluation, Place, Ranking, Verdict
from shared.figures import Status

BEFORE, NOW = "2022-06", "2023-02"
DAYS = {BEFORE: date(2022, 6, 16), NOW: date(2023, 3, 17)}
SHARE, USERS, MEETINGS = "share-pct", "users", "meetings"


def a_unit(name: str, level: Literal["province", "department", "district", "other"] = "district") -> Unit:
    return Unit(name, level, None, (Name(f"Huyện {name}"),), name.title())


CATALOGUE = Catalogue(
    units={
        unit.id: unit
        for unit in (
            a_unit("province", "province"),
            *(a_unit(name) for name in ("north", "south", "east", "west")),
            a_unit("nowhere", "other"),
        )
    },
    indicators={
        SHARE: Indicator(SHARE, "Tỷ lệ", "Share", "percent", ranked=True),
        USERS: Indicator(USERS, "Người dùng", "Users", "count"),
        MEETINGS: Indicator(MEETINGS, "Cuộc họp", "Meetings", "count", dimensions={"period": ("month", "year")}),
    },
    targets={},
    programmes={name: Programme(name, name, name, order) for order, name in enumerate(("law", "plan"))},
    calendar=ReportingCalendar(cut_offs={BEFORE: date(2022, 6, 20)}),
)
LETTERHEAD = LetterheadRule(
    parent_body="ỦY BAN NHÂN DÂN TỈNH",
    issuing_body="SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
    number="Số: {number}/BC-STTTT",
    place="Bình Phước",
    document_type="BÁO CÁO",
    title="Báo cáo tháng {month}",
    abstract="chuyên đề tháng {month}",
)


def a_verdict(result: Literal["met", "not_met"] = "met", *, programme: str = "law", threshold: str = "80") -> Verdict:
    return Verdict(
        programme=programme,
        target=f"{programme}-target",
        target_version="1",
        comparator=">=",
        threshold=Decimal(threshold),
        legal_basis=f"Văn bản của {programme}",
        verdict=result,
        gap=Decimal(1 if result == "met" else -1),
    )


def since(value: str, difference: str, period: str = BEFORE) -> Change:
    return Change(
        period=period, as_of=DAYS.get(period, DAYS[BEFORE]), value=Decimal(value), difference=Decimal(difference)
    )


def an_evaluation(
    value: str | None = "90",
    unit: str = "north",
    *,
    indicator: str = SHARE,
    period: str = NOW,
    sequence: int = 1,
    verdicts: tuple[Verdict, ...] = (),
    change: Change | None = None,
    parts: tuple[int, int] | None = None,
    **others: Any,
) -> Evaluation:
    """A figure as scoring tells of it; value None is no activity."""
    stated: dict[str, Any] = {
        "as_of": DAYS[period],
        "status": Status.REPORTED if value is not None else Status.NO_ACTIVITY,
        "causes": (UUID(int=len(unit)),),
        **others,
    }
    return Evaluation(
        unit=unit,
        indicator=indicator,
        period=period,
        value=None if value is None else Decimal(value),
        numerator=None if parts is None else Decimal(parts[0]),
        denominator=None if parts is None else Decimal(parts[1]),
        sequence=sequence,
        verdicts=verdicts,
        change=change,
        **stated,
    )


TOO_HIGH = Doubt(rule="above_100", severity="error", facts={"value": "120"})


def doubts_about(
    value: str, *, found: tuple[Doubt, ...] = (TOO_HIGH,), by: str = "", sequence: int = 1, unit: str = "north"
) -> Doubts:
    """Doubts about a unit's share; `by` answers for it."""
    word = Confirmation(by=by, on=DAYS[NOW], note="đã đối chiếu") if by else None
    return Doubts(
        unit=unit,
        indicator=SHARE,
        period=NOW,
        revision=1,
        value=Decimal(value),
        sequence=sequence,
        doubts=found,
        confirmation=word,
    )


def a_ranking(*units: str, sequence: int = 1) -> Ranking:
    places = tuple(Place(unit=unit, level="district", rank=rank) for rank, unit in enumerate(units, start=1))
    return Ranking(indicator=SHARE, period=NOW, sequence=sequence, places=places)


def a_column(indicator: str = SHARE, **given: Any) -> dict[str, Any]:
    return {"key": "figure", "indicator": indicator, "heading": "Kết quả", **given}


def a_table(*columns: dict[str, Any], **given: Any) -> TableRule:
    """A table of four districts with one column, unless the test says otherwise."""
    variant = {
        "periods": {"from": BEFORE},
        "order": 1,
        "section": "1. Kết quả",
        "title": "Bảng",
        "rows": ["north", "south", "east", "west"],
        "columns": list(columns) or [a_column()],
        **given,
    }
    return TableRule.model_validate({"id": "table", "variants": [variant]})


def a_layout(*tables: TableRule) -> Layout:
    return Layout(tables=tables, letterhead=LETTERHEAD)


def a_sheet(table: TableRule, *evaluations: Evaluation, rankings: tuple[Ranking, ...] = (), period: str = NOW) -> Sheet:
    variant = table.variant(period)
    assert variant is not None
    return sheet_of(table, variant, Known(period, Records.of(evaluations, rankings).standing(), CATALOGUE))


def printed(table: TableRule, *evaluations: Evaluation, rankings: tuple[Ranking, ...] = ()) -> Table:
    return a_sheet(table, *evaluations, rankings=rankings).table


def cell_of(table: Table, unit: str = "north", column: str = "figure") -> Cell:
    return next(row.cells[column] for row in table.rows if row.unit == unit)


def an_edition(*evaluations: Evaluation, tables: tuple[TableRule, ...] | None = None, period: str = NOW) -> Bulletin:
    layout = a_layout(*(tables if tables is not None else (a_table(),)))
    return assemble(period, evaluations, (), layout, CATALOGUE)
