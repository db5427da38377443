"""Which numbers an indicator can have."""

from __future__ import annotations

from decimal import Decimal

from shared.catalogue import Indicator
from shared.errors import Refused
from shared.figures import plain
from shared.wording import say

HUNDRED = Decimal(100)


def check_value(indicator: Indicator, value: Decimal) -> None:
    """Raises Refused when `value` cannot be a figure of the indicator."""
    match indicator.measure:
        case "percent":
            _check_percent(indicator, value)
        case "count":
            if value < 0 or not is_whole(value):
                raise Refused("not-a-count", say("not-whole", value=plain(value)), value=value)
        case "number":
            if value < 0:
                raise Refused("negative-amount", say("below-zero", value=plain(value)), value=value)
        case "vnd":
            if value < 0:
                raise Refused("negative-amount", say("dong-below-zero", value=plain(value)), value=value)
        case "rank":
            if value < 1 or not is_whole(value):
                raise Refused("not-a-rank", say("no-rank", value=plain(value)), value=value)


def is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _check_percent(indicator: Indicator, value: Decimal) -> None:
    if value < 0:
        raise Refused("percent-out-of-range", say("below-zero", value=plain(value)), value=value)
    if value > HUNDRED and not indicator.above_100:
        raise Refused(
            "percent-out-of-range",
            say("above-hundred", value=plain(value), indicator=indicator.called),
            value=value,
        )
