"""The province's own sample figures, as a sender reads them from their files."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from tests.system.product import PROVINCE

NUMBERS = ("value", "numerator", "denominator")


def figures(period: str) -> list[dict[str, Any]]:
    """The figures of one month, each as the JSON object that POST /v1/figures takes."""
    with (PROVINCE / "figures" / f"{period}.csv").open(encoding="utf-8", newline="") as file:
        return [_figure(row) for row in csv.DictReader(file)]


def _figure(row: dict[str, str]) -> dict[str, Any]:
    figure: dict[str, Any] = {name: row[name] for name in ("unit", "indicator", "period", "as_of")}
    figure |= {name: row[name] for name in ("window_start", *NUMBERS) if row[name]}
    if row["dimension"]:
        figure["dimension"] = dict(pair.split("=", 1) for pair in row["dimension"].split(";"))
    if row["no_activity"] == "1":
        figure["no_activity"] = True
    return figure


def published(period: str) -> list[dict[str, str]]:
    """What the published edition printed, cell by cell."""
    path = Path(__file__).resolve().parents[1] / "oracle" / period / "published.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
