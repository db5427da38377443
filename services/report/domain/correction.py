"""A figure that was published and is not what it was."""

from __future__ import annotations

from typing import ClassVar, Literal

from services.report.domain.bulletin_status import CellStatus
from services.report.domain.part import English, Part
from shared.facts import Identifier, Period


class Said(Part):
    """A figure as it is printed: decimals are strings, `value` None where there is only a mark."""

    printed: ClassVar[tuple[str, ...]] = ("text",)

    status: CellStatus
    value: str | None = None
    text: str
    revision: int | None = None


class Printed(Part):
    """A figure as it was last told to readers, and where they find it; `number` is that of the edition ("01/2022")."""

    period: Period
    number: str
    table: str
    unit: Identifier
    name: str
    indicator: Identifier
    dimension: str
    heading: str
    measure: Literal["percent", "count", "number", "vnd", "rank"]
    said: Said
    name_en: English = ""
    heading_en: English = ""


class Correction(Part):
    """A published figure, what stands in its place, and why.

    `kind`: another figure stands there, none does any more, or one came where none had come in time.
    """

    period: Period
    number: str
    kind: Literal["corrected", "withdrawn", "supplied"]
    table: str
    unit: Identifier
    name: str
    indicator: Identifier
    dimension: str
    heading: str
    measure: Literal["percent", "count", "number", "vnd", "rank"]
    published: Said
    corrected: Said
    reason: str
    name_en: English = ""
    heading_en: English = ""
    reason_en: English = ""
