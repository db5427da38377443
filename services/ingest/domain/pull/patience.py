"""When to ask a source again: at its interval, later when it fails, and not before it is resumed when it forbids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

from services.ingest.domain.pull.source import Source

Outcome = Literal["figures", "unchanged", "forbidden", "limited", "failed", "unreadable", "keyless"]

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
#: what a source may ask us to wait
LONGEST_ASKED = timedelta(days=1)
MOST_DOUBLINGS = 12
THOUSAND = 1000
OK, UNCHANGED, LIMITED = 200, 304, 429
FORBIDS = (401, 403)
REDIRECTS = range(300, 400)


@dataclass(frozen=True)
class Failure:
    """Why a pull ended before its end. `wait` is what the source asked for; `stops` until an operator resumes it."""

    outcome: Outcome
    why: str
    wait: timedelta | None = None
    stops: bool = False


def failure_of(status: int, headers: Mapping[str, str], now: datetime) -> Failure | None:
    """What a status means; None when the answer can be used."""
    if status in (OK, UNCHANGED):
        return None
    if status in FORBIDS:
        return Failure("forbidden", f"the source forbids it (HTTP {status})", stops=True)
    asked = retry_after(headers.get("retry-after", ""), now)
    if status == LIMITED:
        return Failure("limited", "the source asks to come less often (HTTP 429)", asked)
    if status in REDIRECTS:
        return Failure("failed", f"the source sends elsewhere (HTTP {status}), which is not followed: correct the url")
    return Failure("failed", f"the source answered HTTP {status}", asked)


def retry_after(header: str, now: datetime) -> timedelta | None:
    """What Retry-After asks to wait, as seconds or as a date; None where it says nothing that can be read."""
    text = header.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=min(int(text), int(LONGEST_ASKED.total_seconds()))), LONGEST_ASKED)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta()), LONGEST_ASKED)


def next_due(source: Source, now: datetime, thousandths: int) -> datetime:
    """When a source that answered is asked again: after its interval and some thousandths of its jitter."""
    jitter = source.every / 10 if source.jitter is None else source.jitter
    return now + source.every + jitter * thousandths / THOUSAND


def next_try(failure: Failure, failures: int, now: datetime, thousandths: int) -> datetime:
    """When a source that failed so many times in a row is asked again: twice as late each time, never all at once."""
    doublings = min(max(failures - 1, 0), MOST_DOUBLINGS)
    longest: timedelta = min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
    wait = longest * (THOUSAND + thousandths) / (2 * THOUSAND)
    return now + max(wait, failure.wait or timedelta())
