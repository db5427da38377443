"""The words of leaflets, in Vietnamese and in English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.report.domain.bulletin import Cell
from services.report.domain.extract.parts import Heading, Named, Place
from services.report.domain.measures import MOST_PLACES, Measure, as_printed, figure_text
from services.report.domain.tongue import ENGLISH as EN
from services.report.domain.tongue import VIETNAMESE as VI
from services.report.domain.tongue import Tongue
from services.report.render.labels import Labels
from services.report.render.languages import labels_in
from services.report.render.leaflet.said import ENGLISH, VIETNAMESE
from shared.vietnamese import number_text

PADDED_BELOW = 10


@dataclass(frozen=True)
class Words:
    """The words of one language, and how figures are said in it."""

    labels: Labels

    def __getitem__(self, name: str) -> str:
        return (VIETNAMESE if self.is_vietnamese else ENGLISH)[name]

    @property
    def tongue(self) -> Tongue:
        return VI if self.is_vietnamese else EN

    @property
    def is_vietnamese(self) -> bool:
        return self.labels.language == "vi"

    def name(self, named: Named) -> str:
        return named.vi if self.is_vietnamese else named.en

    def count(self, number: int) -> str:
        """A number of things, in Vietnamese documents of two digits at least."""
        return f"{number:02d}" if self.is_vietnamese and 0 < number < PADDED_BELOW else str(number)

    def source(self, heading: Heading) -> str:
        """Which edition this is out of."""
        kind = heading.kind.capitalize() if self.is_vietnamese else "report"
        said = {"kind": kind, "issued": self.labels.day(heading.issued_on), "as_of": self.labels.day(heading.as_of)}
        if heading.number is None:
            return self["of_draft"].format(stage=self[heading.status], **said)
        return self["of_number"].format(number=heading.number, **said)

    def target(self, cell: Cell, measure: Measure) -> str:
        """What the figure was held against."""
        if cell.target is None:
            return ""
        asked = self.tongue.said(figure_text(Decimal(cell.target), measure))
        if cell.upper is not None:
            return f"{asked} – {self.tongue.said(figure_text(Decimal(cell.upper), measure))}"
        return f"{SIGNS.get(cell.comparator or '', '')}\u00a0{asked}".strip()

    def gap(self, cell: Cell, measure: Measure) -> str:
        """How far a judged figure is from its target; empty where it is just there."""
        if cell.verdict is None or cell.value is None or not cell.ends:
            return ""
        value, lower, upper = Decimal(cell.value), cell.ends[0], cell.ends[-1]
        if lower <= value <= upper:
            return "" if lower == upper else self["within"]
        size = value - upper if value > upper else lower - value
        return self[_side(cell, above=value > upper)].format(gap=self._apart(size, measure))

    def moved(self, cell: Cell) -> str:
        """How a percent moved, in points: "tăng 11,1 điểm %"."""
        change = Decimal(cell.change or 0)
        return self["rose" if change > 0 else "fell"].format(gap=self._apart(change, "percent"))

    def _apart(self, difference: Decimal, measure: Measure) -> str:
        """How far apart two figures are, never as nothing where there is something."""
        size = as_printed(abs(difference), "percent")
        text = self.tongue.said(number_text(size, MOST_PLACES))
        return f"{text} {self['point' if size == 1 else 'points']}" if measure == "percent" else text

    def place(self, place: Place | None) -> str:
        """The place among several; who is alone in a level has none."""
        return "" if place is None or place.of == 1 else self["of_all"].format(rank=place.rank, of=place.of)

    def day(self, day: date | None) -> str:
        return self["no_due"] if day is None else self.labels.day(day)


def _side(cell: Cell, *, above: bool) -> str:
    if cell.verdict == "met":
        return "over" if above else "below"
    return "exceeds" if above else "short"


SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}


def words_in(language: str) -> Words:
    """The words of `language` ("vi" or "en"). Raises Refused for any other."""
    return Words(labels_in(language))
