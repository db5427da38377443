"""An API key: who sends with it, and what it may send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase

from shared.errors import Refused
from shared.facts import Figure


def event_source(source: str) -> str:
    """The CloudEvents source of what is sent with a key of `source`."""
    return f"/sources/{source}"


@dataclass(frozen=True)
class Key:
    """`units` and `indicators` are ids or globs ("so-*"); none of them means all."""

    id: str
    source: str
    units: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    last_used_at: datetime | None = None

    @property
    def event_source(self) -> str:
        """The CloudEvents source of what is sent with this key."""
        return event_source(self.source)

    def check_right(self, figure: Figure) -> None:
        """Raises Refused when the key may not send this figure."""
        for field, patterns in (("unit", self.units), ("indicator", self.indicators)):
            name = getattr(figure, field)
            if patterns and not any(fnmatchcase(name, pattern) for pattern in patterns):
                raise Refused(
                    "not-allowed",
                    f"Khóa API không có quyền gửi {name}; được gửi: {', '.join(patterns)}",
                    pointer=f"/{field}",
                    value=name,
                )
