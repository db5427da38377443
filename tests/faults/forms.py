"""The forms in which a sender may put the same figures: JSON, and files as an office has them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from tests.faults.figures import Sent

HEADING = ("unit", "indicator", "period", "as_of", "numerator", "denominator")


@dataclass(frozen=True)
class Form:
    """Where figures go in this form, what it is called, and how it is written."""

    path: str
    kind: str
    body: Callable[[Sequence[Sent]], bytes]


def in_json(figures: Sequence[Sent]) -> bytes:
    """An array."""
    return json.dumps([one.item() for one in figures]).encode()


def in_csv(figures: Sequence[Sent]) -> bytes:
    """A CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADING, *(_row(one) for one in figures)])
    return text.getvalue().encode()


def in_xlsx(figures: Sequence[Sent]) -> bytes:
    """A workbook."""
    book, out = Workbook(), io.BytesIO()
    for row in (HEADING, *(_row(one) for one in figures)):
        book.worksheets[0].append(list(row))
    book.save(out)
    return out.getvalue()


def _row(one: Sent) -> list[str | int]:
    item = one.item()
    return [item[name] for name in HEADING]


JSON = Form("/v1/figures", "application/json", in_json)
CSV = Form("/v1/files", "text/csv", in_csv)
XLSX = Form("/v1/files", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", in_xlsx)
