"""The dimension of a figure, checked against what its indicator has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.ingest.domain.fields import clean_text, given
from shared.catalogue import Indicator
from shared.errors import Refused


def read_dimension(item: Mapping[str, Any], indicator: Indicator) -> dict[str, str]:
    """The dimension that is given, {} for none. Raises Refused for a key or value the indicator does not have."""
    sent = given(item, "dimension")
    if sent is None:
        return {}
    if not isinstance(sent, Mapping):
        raise Refused(
            "malformed-field", 'dimension là một đối tượng, ví dụ {"status": "completed"}', pointer="/dimension"
        )
    return {key: _value(indicator, key, value) for key, value in sent.items()}


def _value(indicator: Indicator, key: str, sent: object) -> str:
    allowed = indicator.dimensions or {}
    if key not in allowed:
        known = ", ".join(allowed) or "không có"
        raise Refused(
            "unknown-dimension",
            f"{indicator.id} không có chiều phân tổ {key[:40]!r}; các chiều: {known}",
            pointer=f"/dimension/{key[:40]}",
            value=key,
        )
    pointer = f"/dimension/{key}"
    value = clean_text(sent, pointer)
    if ";" in value or "=" in value:
        raise Refused("malformed-field", "Giá trị phân tổ không chứa ; và =", pointer=pointer, value=value)
    if allowed[key] and value not in allowed[key]:
        raise Refused(
            "unknown-dimension",
            f"{key} của {indicator.id} là một trong: {', '.join(allowed[key])}",
            pointer=pointer,
            value=value,
        )
    return value
