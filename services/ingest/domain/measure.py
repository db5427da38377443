"""Which numbers an indicator can have."""

from __future__ import annotations

from decimal import Decimal

from shared.catalogue import Indicator
from shared.errors import Refused
from shared.figures import plain

HUNDRED = Decimal(100)


def check_value(indicator: Indicator, value: Decimal) -> None:
    """Raises Refused when `value` cannot be a figure of the indicator."""
    match indicator.measure:
        case "percent":
            _check_percent(indicator, value)
        case "count":
            if value < 0 or not is_whole(value):
                raise Refused("not-a-count", f"{plain(value)} không phải số nguyên từ 0 trở lên", value=value)
        case "number":
            if value < 0:
                raise Refused("negative-amount", f"{plain(value)} nhỏ hơn 0", value=value)
        case "vnd":
            if value < 0:
                raise Refused("negative-amount", f"{plain(value)} đồng nhỏ hơn 0", value=value)
        case "rank":
            if value < 1 or not is_whole(value):
                raise Refused("not-a-rank", f"{plain(value)} không phải số nguyên từ 1 trở lên", value=value)


def is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _check_percent(indicator: Indicator, value: Decimal) -> None:
    if value < 0:
        raise Refused("percent-out-of-range", f"{plain(value)} nhỏ hơn 0", value=value)
    if value > HUNDRED and not indicator.above_100:
        raise Refused(
            "percent-out-of-range",
            f"{plain(value)} lớn hơn 100, chỉ tiêu {indicator.id} không thể vượt 100",
            value=value,
        )
