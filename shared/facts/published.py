"""Editions of the bulletin as other systems, and those who send them out, hear of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shared.facts.fact import Fact, Identifier, Number, Period

#: what is printed in the place of a figure: itself, that there was nothing to count, or that there is none
FigureState = Literal["reported", "no_activity", "missing"]


class PublishedFile(Fact):
    """A file of an edition: its `path` in the archive's folder, its size in bytes and its SHA-256."""

    name: str
    path: str
    media_type: str
    size: int
    sha256: str


class FigureRevision(Fact):
    """A published figure that the edition corrects: `published` and `corrected` are None where there is no figure.

    Their statuses say why: "no_activity" where there was nothing to count, "missing" where no figure came or it was
    withdrawn. They are None in what was said before there were any.
    """

    period: Period
    edition: str
    unit: Identifier
    indicator: Identifier
    dimension: dict[str, str] = Field(default_factory=dict)
    published: Number | None
    corrected: Number | None
    reason: str
    published_status: FigureState | None = None
    corrected_status: FigureState | None = None


class UnitResult(Fact):
    """What an edition says of one unit: figures on target, behind, and missing."""

    unit: Identifier
    met: int
    not_met: int
    missing: int = 0


class PublishedEdition(Fact):
    """An edition was issued: `number` of its kind and year, `issue` 1, or more when it was issued again under it.

    `as_of` is the last day of its figures, `units` are those it has lines for, `standings` say how these stand.
    `content_hash` is that of bulletin.json, `replaces` that of the issue before.
    """

    period: Period
    kind: str
    number: Annotated[int, Field(ge=1)]
    year: int
    issue: Annotated[int, Field(ge=1)]
    label: str
    title: str
    issued_on: date
    as_of: date
    content_hash: str
    replaces: str | None = None
    files: tuple[PublishedFile, ...]
    units: tuple[Identifier, ...]
    revised: tuple[FigureRevision, ...] = ()
    standings: tuple[UnitResult, ...] = ()
