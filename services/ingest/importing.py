"""Importing a file: send every row, gather what became of each, in words of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.ingest.client import Answer, Door
from services.ingest.csv_file import Row
from shared.errors import Stop

TAKEN = (200, 202)


@dataclass
class Report:
    """What became of the rows so far. `errors` name row and column."""

    accepted: int = 0
    duplicate: int = 0
    rejected: int = 0
    receipts: list[str] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)

    def add(self, rows: Sequence[Row], answer: Answer) -> None:
        """Add the answer to one request. Raises Stop when it is not about its rows."""
        content = answer.content
        if answer.status in TAKEN:
            self.accepted += content["accepted"]
            self.duplicate += content["duplicate"]
            self.rejected += content["rejected"]
            if content["receipt"]:
                self.receipts.append(content["receipt"])
            errors = [error for item in content["items"] for error in item["errors"]]
        elif content.get("errors"):
            errors = content["errors"]
            self.rejected += len({error["index"] for error in errors})
        else:
            raise Stop(f"refused: {content.get('title', answer.status)} {content.get('detail', '')}")
        self.errors.extend(_in_file(rows, error) for error in errors)


def send_all(
    chunks: Iterable[list[Row]], door: Door, *, atomic: bool, dry_run: bool, sent: Callable[[int], None]
) -> Report:
    """Send chunk by chunk; `sent` hears how many rows each had."""
    report = Report()
    for chunk in chunks:
        report.add(chunk, door.send(chunk, atomic=atomic, dry_run=dry_run))
        sent(len(chunk))
    return report


def _in_file(rows: Sequence[Row], error: dict[str, Any]) -> dict[str, Any]:
    column = str(error.get("pointer", "")).lstrip("/").partition("/")[0]
    return {
        "row": rows[error["index"]].number,
        "column": column,
        "code": error["code"],
        "value": error.get("value"),
        "message": error["message"],
    }
