"""A leaflet as ready texts, for every format to lay out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True)
class Field:
    """One printed cell; what `weighs` is bold, so that it is found without colour."""

    text: str
    weighs: bool = False


@dataclass(frozen=True)
class Column:
    """One printed column: its heading, how its fields stand, and its share of the width."""

    heading: str
    share: int
    align: Align = "centre"


@dataclass(frozen=True)
class Panel:
    """A part of a leaflet: its heading, and a paragraph, a list or a table; `note` stands below."""

    heading: str
    text: str = ""
    points: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Field, ...], ...] = ()
    note: str = ""

    def without_gaps(self) -> Panel:
        """The same without columns that say nothing."""
        kept = [place for place in range(len(self.columns)) if any(row[place].text for row in self.rows)]
        columns = tuple(self.columns[place] for place in kept)
        return replace(self, columns=columns, rows=tuple(tuple(row[place] for place in kept) for row in self.rows))


@dataclass(frozen=True)
class Leaflet:
    """A page or two; `counts` stand large at its head. `identifier` is the hash of the edition it is out of."""

    language: str
    locale: str
    issuer: str
    mark: str
    title: str
    subject: str
    source: str
    counts: tuple[tuple[str, str], ...]
    panels: tuple[Panel, ...]
    identifier: str
    day: date
    size: float = 11.0
