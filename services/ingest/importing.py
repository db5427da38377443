"""Importing a file: send every row, gather what became of each, in words of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from services.ingest.client import Answer, Door
from services.ingest.domain.row import Row
from shared.errors import Refused, Stop
from shared.http.problem import shown

TAKEN = (200, 202)

#: "held back" is a good row of a file of which nothing may be stored
Fate = Literal["accepted", "duplicate", "rejected", "held back"]


@dataclass
class Report:
    """What became of the rows so far. `errors` name row and column; `fates` is what became of each row."""

    accepted: int = 0
    duplicate: int = 0
    rejected: int = 0
    receipts: list[str] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    fates: dict[int, Fate] = field(default_factory=dict)

    def of_nothing_stored(self) -> Report:
        """The same for a file that was only looked at, because something in it is wrong and it is all or nothing."""
        wrong: Fate = "rejected"
        fates: dict[int, Fate] = {row: wrong if fate == wrong else "held back" for row, fate in self.fates.items()}
        return Report(rejected=self.rejected, errors=self.errors, fates=fates)

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
            self.fates.update({rows[item["index"]].number: item["status"] for item in content["items"]})
        elif content.get("errors"):
            errors = content["errors"]
            wrong = {error["index"] for error in errors}
            self.rejected += len(wrong)
            for index, row in enumerate(rows):
                self.fates[row.number] = "rejected" if index in wrong else "held back"
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
    """The error in words of the file; of a cell that could not even be read, why it could not."""
    row = rows[error["index"]]
    column = str(error.get("pointer", "")).lstrip("/").partition("/")[0]
    said = {"code": error["code"], "value": error.get("value"), "message": error["message"]}
    unread = row.item.get(column)
    if isinstance(unread, Refused):
        said = {"code": unread.code, "value": shown(unread.value), "message": unread.message}
    return {"row": row.number, "column": column, **said}
