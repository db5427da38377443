"""A source of the small province of ingest's tests, pulled from a server on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.ingest.domain.pull.source import Source
from services.ingest.pull.report import Report
from services.ingest.pull.running import pull_now
from shared.parts import Parts
from tests.ingest_samples import NOW
from tests.list_source import ListSource


@dataclass
class Moment:
    """A clock that is set."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


def described(url: str, **changes: Any) -> dict[str, Any]:
    """The file of a source, as it is read."""
    figure = {"unit": "/unit", "indicator": "online-pct", "as_of": "/day", "period": "/month", "value": "/value"}
    given = {"url": url, "every": "1h", "networks": ["127.0.0.1/32"], "records": "/items", "figures": [figure]}
    return given | changes


def source_at(server: ListSource, path: str = "/list", **changes: Any) -> Source:
    """A source called cong-dvc at a path of the server."""
    return Source.model_validate({"name": "cong-dvc", **described(server.url + path, **changes)})


def record(unit: str = "so-gtvt", value: Any = "88.9", **more: Any) -> dict[str, Any]:
    """A record of its list."""
    return {"unit": unit, "day": "2023-03-17", "month": "2023-02", "value": value} | more


def pulled(source: Source, parts: Parts) -> Report:
    """What became of a pull that was not waited for."""
    report = pull_now(source, parts, early=True)
    assert report is not None
    return report
