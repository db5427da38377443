"""The dimension of a figure, checked against what its indicator has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.ingest.domain.fields import clean_text, given
from shared.catalogue import Indicator
from shared.errors import Refused
from shared.wording import say


def read_dimension(item: Mapping[str, Any], indicator: Indicator) -> dict[str, str]:
    """The dimension that is given, {} for none. Raises Refused for a key or value the indicator does not have."""
    sent = given(item, "dimension")
    if sent is None:
        return {}
    if not isinstance(sent, Mapping):
        raise Refused("malformed-field", say("dimension-form"), pointer="/dimension")
    return {key: _value(indicator, key, value) for key, value in sent.items()}


def _value(indicator: Indicator, key: str, sent: object) -> str:
    allowed = indicator.dimensions or {}
    if key not in allowed:
        name, known = key[:40], ", ".join(allowed)
        which = "other-dimensions" if known else "no-dimension"
        raise Refused(
            "unknown-dimension",
            say(which, indicator=indicator.called, name=name, known=known),
            pointer=f"/dimension/{key[:40]}",
            value=key,
        )
    pointer = f"/dimension/{key}"
    value = clean_text(sent, pointer)
    if ";" in value or "=" in value:
        raise Refused("malformed-field", say("dimension-signs"), pointer=pointer, value=value)
    if allowed[key] and value not in allowed[key]:
        raise Refused(
            "unknown-dimension",
            say("dimension-values", name=key, indicator=indicator.called, known=", ".join(allowed[key])),
            pointer=pointer,
            value=value,
        )
    return value
