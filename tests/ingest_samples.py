"""A small province and figures sent to it, for the tests of ingest."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from services.ingest.domain.figure import Draft, read_figure
from services.ingest.domain.key import Key
from services.ingest.domain.names import Names
from shared.catalogue import Catalogue, Indicator, Name, Programme, ReportingCalendar, Scope, Target, Unit
from shared.errors import Refused

NOW = datetime(2023, 3, 20, 2, tzinfo=UTC)
TODAY = date(2023, 3, 20)
KEY = Key("k1", "cong-dvc")


def unit(identifier: str, name: str, **fields: Any) -> Unit:
    return Unit(identifier, fields.pop("level", "department"), "binh-phuoc", (Name(name),), name, **fields)


UNITS = (
    unit("so-gtvt", "Sở Giao thông vận tải", national_code="H10.08"),
    unit("so-y-te", "Sở Y tế"),
    unit("so-gddt", "Sở Giáo dục và Đào tạo"),
    unit("chon-thanh", "Huyện Chơn Thành", level="district", valid_to=date(2022, 9, 30)),
)
INDICATORS = (
    Indicator("online-pct", "Tỷ lệ trực tuyến", "Online share", "percent", dimensions={"status": ("received", "done")}),
    Indicator("accounts-pct", "Tài khoản", "Accounts", "percent", above_100=True),
    Indicator("app-users", "Người dùng", "Users", "count", dimensions={"channel": ()}),
    Indicator("fees-vnd", "Phí", "Fees", "vnd"),
    Indicator("handling-days", "Số ngày giải quyết", "Days to resolve", "number"),
    Indicator("portal-rank", "Xếp hạng", "Rank", "rank"),
)
CATALOGUE = Catalogue(
    units={each.id: each for each in UNITS},
    indicators={each.id: each for each in INDICATORS},
    targets={
        ("t1", "1"): Target("t1", "1", "plan", "online-pct", Scope("all"), ">=", Decimal(80), "Kế hoạch 57/KH-UBND")
    },
    programmes={"plan": Programme("plan", "Kế hoạch", "Plan", 1)},
    calendar=ReportingCalendar(),
)


def item(**changes: Any) -> dict[str, Any]:
    """A figure as it is sent; a field set to None is left out."""
    sent = {"unit": "so-gtvt", "indicator": "online-pct", "as_of": "2023-03-17", "value": "88.9"} | changes
    return {name: value for name, value in sent.items() if value is not None}


def draft(**changes: Any) -> Draft:
    """What the item reads as; it must be right."""
    read = read_figure(item(**changes), Names(CATALOGUE), TODAY)
    assert isinstance(read, Draft), read
    return read


def refusals(**changes: Any) -> list[Refused]:
    """What is wrong with the item."""
    read = read_figure(item(**changes), Names(CATALOGUE), TODAY)
    assert isinstance(read, list), read
    return read
