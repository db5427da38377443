"""What would become of each row of a file, beside what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, Field

from services.ingest.domain.heading import NUMBERS
from services.ingest.domain.outcome import Outcome, Summary
from services.ingest.domain.row import Row
from services.ingest.placing import Pace
from shared.errors import Refused
from shared.figures import dimension_text, plain
from shared.http.problem import shown
from shared.language import LANGUAGE
from shared.wording import Said, told

READINGS = ("one", "other")
AMBIGUOUS = "ambiguous-number"
MARK = "x"


class RowError(BaseModel):
    """One thing wrong with a row."""

    column: str = Field(description="The field that is wrong; empty for the row as a whole.")
    code: str
    message: str
    readings: tuple[str, ...] = Field(default=(), description="Of a number that can be read two ways, both.")


class RowReport(BaseModel):
    """One row: what stands in its cells, and what would become of it."""

    row: int
    status: Literal["accepted", "duplicate", "rejected"]
    cells: dict[str, str] = Field(description="By field; numbers as written in the language asked for.")
    errors: tuple[RowError, ...]


class FileReport(BaseModel):
    """Every row of a file that was only looked at."""

    accepted: int
    duplicate: int
    rejected: int
    rows: tuple[RowReport, ...]


def file_report(rows: Iterable[Row], summary: Summary, pace: Pace = iter) -> FileReport:
    """The report on rows that were tried together."""
    outcomes = pace(zip(rows, summary.outcomes, strict=True))
    return FileReport(
        accepted=summary.count("accepted"),
        duplicate=summary.count("duplicate"),
        rejected=summary.count("rejected"),
        rows=tuple(_row(row, outcome) for row, outcome in outcomes),
    )


def _row(row: Row, outcome: Outcome) -> RowReport:
    cells = {name: cell_text(name, content) for name, content in row.item.items()}
    errors = tuple(_error(refused) for refused in outcome.refusals)
    return RowReport(row=row.number, status=outcome.status, cells=cells, errors=errors)


def cell_text(name: str, content: Any) -> str:
    """What stands in a cell, as a person would write it: a number that was read in the notation of the language."""
    if isinstance(content, Refused):
        return "" if content.value is None else shown(content.value)
    if isinstance(content, bool):
        return MARK if content else ""
    if isinstance(content, Mapping):
        return dimension_text(dict(content))
    return _number(str(content)) if name in NUMBERS else str(content)


def _number(text: str) -> str:
    number = plain(Decimal(text))
    return number if LANGUAGE.get() == "en" else number.replace(".", ",")


def _error(refused: Refused) -> RowError:
    column = refused.pointer.lstrip("/").partition("/")[0]
    return RowError(column=column, code=refused.code, message=told(refused.message), readings=_readings(refused))


def _readings(refused: Refused) -> tuple[str, ...]:
    if refused.code != AMBIGUOUS or not isinstance(refused.message, Said):
        return ()
    found = (str(refused.message.facts.get(name, "")) for name in READINGS)
    return tuple(each.replace(",", ".") if LANGUAGE.get() == "en" else each for each in found if each)
