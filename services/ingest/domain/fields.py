"""Text, days, periods and revisions as senders write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from services.ingest.domain.item import FIELDS
from services.ingest.domain.strict_json import Unreadable
from shared.catalogue import ReportingCalendar
from shared.errors import Refused
from shared.figures import is_period, nfc
from shared.wording import say

LONGEST = 200
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
#: control characters, and halves of surrogate pairs
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
FIRST_YEAR = 2000
MAX_REVISION = 2**31 - 1


def check_fields(item: Mapping[str, Any]) -> None:
    """Raises Refused for a field that does not exist."""
    for field in item:
        if field not in FIELDS:
            raise Refused(
                "unknown-field",
                say("no-such-field", name=field[:40], fields=", ".join(FIELDS)),
                pointer=f"/{field[:40]}",
                value=field,
            )


def given(item: Mapping[str, Any], field: str) -> Any:
    """What stands in a field, None when it is not given. Raises the Refused that stands there."""
    sent = item.get(field)
    if isinstance(sent, Refused):
        raise sent
    return sent


def read_text(item: Mapping[str, Any], field: str) -> str | None:
    """The text of a field in composed Unicode, None when it is not given."""
    sent = given(item, field)
    return None if sent is None else clean_text(sent, f"/{field}")


def clean_text(sent: object, pointer: str) -> str:
    """Composed, trimmed text. Raises Refused when it is no text, empty, too long, or holds control characters."""
    if isinstance(sent, Unreadable) or not isinstance(sent, str):
        raise Refused("malformed-field", say("not-text"), pointer=pointer, value=sent)
    text = nfc(sent).strip()
    if not text or len(text) > LONGEST:
        raise Refused("malformed-field", say("text-length", most=LONGEST), pointer=pointer, value=sent)
    if CONTROL.search(text):
        raise Refused("malformed-field", say("control-characters"), pointer=pointer, value=sent)
    return text


def required(item: Mapping[str, Any], field: str) -> str:
    """The text of a field that must be there."""
    text = read_text(item, field)
    if text is None:
        raise Refused("missing-field", say("missing", field=field), pointer=f"/{field}")
    return text


def read_day(item: Mapping[str, Any], field: str, today: date) -> date | None:
    """The day in a field. Tomorrow is allowed: clocks and zones differ."""
    text = read_text(item, field)
    if text is None:
        return None
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or day.year < FIRST_YEAR:
        raise Refused("not-a-date", say("no-day", text=text[:40]), pointer=f"/{field}", value=text)
    if day > today + timedelta(days=1):
        raise Refused("date-in-future", say("day-after-today", day=day, today=today), pointer=f"/{field}", value=text)
    return day


def read_period(item: Mapping[str, Any], as_of: date, calendar: ReportingCalendar, today: date) -> str:
    """The period that is given, else the one the reporting calendar puts `as_of` in."""
    text = read_text(item, "period")
    if text is None:
        return calendar.period_of(as_of)
    if not is_period(text) or not text.isascii() or int(text[:4]) < FIRST_YEAR:
        raise Refused("not-a-period", say("no-period", text=text[:40]), pointer="/period", value=text)
    last = f"{today + timedelta(days=1):%Y-%m}"
    if text > last:
        raise Refused("date-in-future", say("period-after-this", period=text, last=last), pointer="/period", value=text)
    if as_of > calendar.last_day(text):
        raise Refused(
            "period-closed",
            say(
                "period-ended",
                period=text,
                last=calendar.last_day(text),
                as_of=as_of,
                right=calendar.period_of(as_of),
            ),
            pointer="/period",
            value=text,
        )
    return text


def read_revision(item: Mapping[str, Any]) -> int | None:
    """The revision that is given; a CSV file gives it as digits."""
    sent = given(item, "revision")
    if sent is None:
        return None
    digits = isinstance(sent, str) and sent.isascii() and sent.isdigit() and len(sent) < 12  # noqa: PLR2004
    whole = isinstance(sent, Decimal | int) and not isinstance(sent, bool) and sent == int(sent)
    number = int(sent) if digits or whole else 0
    if not 1 <= number <= MAX_REVISION:
        raise Refused("malformed-field", say("revision-form"), pointer="/revision", value=sent)
    return number
