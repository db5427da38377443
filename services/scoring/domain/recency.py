"""Whether a figure says how its series stands now."""

from __future__ import annotations

from shared.events import Recency


def recency_of(period: str, before: str, after: str) -> Recency:
    """Where a figure of `period` stands in its series, whose latest period was `before` and is `after` its batch."""
    if period == after:
        return "latest"
    return "overtaken" if before <= period < after else "past"
