"""What a key may send: its units, indicators and months, and how large a file may be."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from services.ingest.domain.key import Key
from shared.catalogue import Catalogue, ReportingCalendar
from shared.clock import BUSINESS_ZONE
from shared.settings import Settings

#: a month that closed is still corrected for a while
MONTHS_OFFERED = 4


class SenderUnit(BaseModel):
    """A unit that the key may send for, with its name of today."""

    id: str
    name: str


class SenderIndicator(BaseModel):
    """An indicator that the key may send."""

    id: str
    name_vi: str
    name_en: str
    measure: Literal["percent", "count", "number", "vnd", "rank"]


class SenderPeriod(BaseModel):
    """A month that figures may be sent for."""

    period: str
    cut_off: date = Field(description="The last day whose figures belong to the month.")
    last_day: date = Field(description="The same for a figure that names the month itself.")
    current: bool


class SenderLimits(BaseModel):
    """What one file may have."""

    file_bytes: int
    file_figures: int


class SenderAnswer(BaseModel):
    """Who sends with this key, and what it may send."""

    source: str
    expires_at: datetime | None
    units: tuple[SenderUnit, ...]
    indicators: tuple[SenderIndicator, ...]
    periods: tuple[SenderPeriod, ...]
    limits: SenderLimits


def sender_answer(key: Key, catalogue: Catalogue, settings: Settings, now: datetime) -> SenderAnswer:
    """What the sender may send today."""
    today = now.astimezone(BUSINESS_ZONE).date()
    units = (unit for unit in catalogue.units.values() if unit.exists_on(today) and key.covers("unit", unit.id))
    indicators = (each for each in catalogue.indicators.values() if key.covers("indicator", each.id))
    return SenderAnswer(
        source=key.source,
        expires_at=key.expires_at,
        units=tuple(SenderUnit(id=unit.id, name=unit.name_on(today)) for unit in units),
        indicators=tuple(
            SenderIndicator(id=each.id, name_vi=each.name_vi, name_en=each.name_en, measure=each.measure)
            for each in indicators
        ),
        periods=_periods(catalogue.calendar, today),
        limits=SenderLimits(file_bytes=settings.max_file_bytes, file_figures=settings.max_file_figures),
    )


def _periods(calendar: ReportingCalendar, today: date) -> tuple[SenderPeriod, ...]:
    """The month that takes figures of today, and those with editions before it."""
    period = current = calendar.period_of(today)
    found = []
    for _month in range(MONTHS_OFFERED):
        days = {"cut_off": calendar.cut_off(period), "last_day": calendar.last_day(period)}
        found.append(SenderPeriod(period=period, current=period == current, **days))
        period = calendar.edition_before(period)
    return tuple(found)
