"""What a figure says: a value, the parts it follows from, or that there was nothing to count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.ingest.domain.fields import given
from services.ingest.domain.measure import check_value
from services.ingest.domain.number import read_number
from shared.catalogue import Indicator
from shared.errors import Refused
from shared.figures import Status, plain, ratio
from shared.wording import say

PARTS = ("numerator", "denominator")


@dataclass(frozen=True)
class Parts:
    """Numerator and denominator of a percent."""

    numerator: Decimal
    denominator: Decimal


def read_amount(item: Mapping[str, Any], indicator: Indicator) -> dict[str, Any]:
    """The fields status, value, numerator and denominator of a Figure. Raises Refused."""
    value = _number(item, "value")
    parts = _parts(item, indicator)
    if _no_activity(item):
        return _nothing(value, parts)
    if parts is not None:
        return {
            "status": Status.REPORTED,
            "value": _from_parts(indicator, value, parts),
            "numerator": parts.numerator,
            "denominator": parts.denominator,
        }
    if value is None:
        raise Refused("no-figure", say("nothing-said"), pointer="/value")
    _at("/value", indicator, value)
    return {"status": Status.REPORTED, "value": value}


def _number(item: Mapping[str, Any], field: str) -> Decimal | None:
    sent = given(item, field)
    if sent is None:
        return None
    try:
        return read_number(sent)
    except Refused as refused:
        refused.pointer = f"/{field}"
        raise


def _no_activity(item: Mapping[str, Any]) -> bool:
    sent = given(item, "no_activity")
    if sent is None or isinstance(sent, bool):
        return bool(sent)
    raise Refused("malformed-field", say("no-activity-form"), pointer="/no_activity", value=sent)


def _nothing(value: Decimal | None, parts: Parts | None) -> dict[str, Any]:
    if value is not None:
        raise Refused("too-much", say("value-beside"), pointer="/value", value=value)
    if parts is None:
        return {"status": Status.NO_ACTIVITY}
    if parts.denominator or parts.numerator:
        raise Refused("too-much", say("parts-beside"), pointer="/denominator", value=parts.denominator)
    return {"status": Status.NO_ACTIVITY, "numerator": parts.numerator, "denominator": parts.denominator}


def _parts(item: Mapping[str, Any], indicator: Indicator) -> Parts | None:
    numerator, denominator = (_number(item, field) for field in PARTS)
    if numerator is None and denominator is None:
        return None
    if numerator is None or denominator is None:
        missing = PARTS[0] if numerator is None else PARTS[1]
        raise Refused("half-a-ratio", say("missing", field=missing), pointer=f"/{missing}")
    if indicator.measure != "percent":
        raise Refused("parts-not-taken", say("no-parts-here", indicator=indicator.called), pointer="/numerator")
    for field, part in zip(PARTS, (numerator, denominator), strict=True):
        if part < 0:
            raise Refused("not-a-count", say("below-zero", value=plain(part)), pointer=f"/{field}", value=part)
    return Parts(numerator, denominator)


def _from_parts(indicator: Indicator, value: Decimal | None, parts: Parts) -> Decimal:
    if not parts.denominator:
        raise Refused(
            "denominator-zero",
            say("zero-denominator"),
            pointer="/denominator",
            value="0",
        )
    if parts.numerator > parts.denominator and not indicator.above_100:
        raise Refused(
            "numerator-above-denominator",
            say("parts-above-one", numerator=plain(parts.numerator), denominator=plain(parts.denominator)),
            pointer="/numerator",
            value=parts.numerator,
        )
    exact = ratio(parts.numerator, parts.denominator, 100)
    if value is not None:
        _check_agreement(value, exact, parts)
    _at("/numerator", indicator, exact)
    return exact


def _check_agreement(value: Decimal, exact: Decimal, parts: Parts) -> None:
    # The sender rounded to the decimals it shows, one way or the other at a half.
    if abs(value - exact) > Decimal(5).scaleb(-_places(value) - 1):
        raise Refused(
            "contradiction",
            say(
                "disagreement",
                value=plain(value),
                numerator=plain(parts.numerator),
                denominator=plain(parts.denominator),
                exact=plain(round(exact, 4)),
            ),
            pointer="/value",
            value=value,
        )


def _places(value: Decimal) -> int:
    _sign, digits, exponent = value.as_tuple()
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    # Three decimals are written with a zero more, to tell them from thousands.
    return places - 1 if places == 4 and digits[-1] == 0 else places  # noqa: PLR2004


def _at(pointer: str, indicator: Indicator, value: Decimal) -> None:
    try:
        check_value(indicator, value)
    except Refused as refused:
        refused.pointer = pointer
        raise
