"""A published table beside ours: rows, order, figures, days, changes, verdicts, names and headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from services.report.domain.bulletin import Cell
from shared.catalogue import Catalogue
from shared.catalogue.resolve import resolve_unit
from shared.catalogue.spelling import normal_form
from tests.integration.report.our_edition import OurEdition, dimension_of, lines
from tests.integration.report.paper import PROVINCE, Heading, Printed, headings, labels, printed

VERDICTS = {"Đạt": "met", "Không đạt": "not_met", "-": None}
#: a column of changes that the data names as an indicator: ours is the change of this one
INCREASES = {"app-users-increase": "app-users"}
PLACE_KINDS = re.compile(r"^(?:ubnd )?(huyện|h|thị xã|tx|thành phố|tp)\b ?")
KIND = {"h": "huyện", "tx": "thị xã", "tp": "thành phố"}


class Difference(NamedTuple):
    """What a place on paper says, and what ours says there ("" for nothing)."""

    table: str
    unit: str
    indicator: str
    dimension: str
    part: str
    paper: str
    ours: str


@dataclass
class Beside:
    """One published table: of each part how many are the same and how many there are."""

    table: str
    rows: int
    of: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    written_otherwise: int = 0
    differences: list[Difference] = field(default_factory=list)

    def met(self, part: str, cell: Printed | Heading, paper: str, ours: str, *, same: bool) -> None:
        """Count one place of a part."""
        self.of[part] += 1
        self.same[part] += same
        if not same:
            unit, column = (cell.unit, cell.column) if isinstance(cell, Printed) else ("", cell.column)
            self.differences.append(Difference(self.table, unit, *column, part, paper, ours))


def beside(edition: str, ours: OurEdition, catalogue: Catalogue) -> list[Beside]:
    """Every published table beside ours, in the order of the paper."""
    names, says = labels(edition), headings(edition)
    found = []
    for table, cells in printed(edition).items():
        one = Beside(table, rows=len({cell.unit for cell in cells}))
        for cell in cells:
            _cell(one, cell, ours)
        _rows(one, cells, ours)
        _names(one, cells, names, ours, catalogue)
        for heading in says:
            if heading.table == table:
                _heading(one, heading, ours)
        _more(one, cells, ours)
        found.append(one)
    return found


def _cell(one: Beside, cell: Printed, ours: OurEdition) -> None:
    found = ours.cells.get((cell.unit, INCREASES.get(cell.indicator, cell.indicator), ""))
    increase = cell.indicator in INCREASES
    if not increase:
        found = ours.cells.get(cell.key) if cell.period == ours.bulletin.period else None
    if found is None:
        where = ours.elsewhere(cell)
        one.places[where or "nowhere"] += 1
        one.met("figure", cell, cell.text, "", same=where is not None)
        return
    text, value = (found.change_text, found.change) if increase else (found.text, found.value)
    one.places["table"] += 1
    one.met("figure", cell, cell.text, text, same=stands(value, cell.value))
    one.written_otherwise += stands(value, cell.value) and text != cell.text
    if not increase:
        _beside_it(one, cell, found)


def _beside_it(one: Beside, cell: Printed, found: Cell) -> None:
    one.met("day", cell, cell.as_of, str(found.as_of), same=cell.as_of == str(found.as_of))
    if cell.change:
        one.met("change", cell, cell.change, found.change_text, same=cell.change == found.change_text)
    if cell.verdict in VERDICTS:
        one.met("verdict", cell, cell.verdict, str(found.verdict), same=VERDICTS[cell.verdict] == found.verdict)
    elif cell.verdict:
        above = re.fullmatch(r"vượt (\d+)%", cell.verdict)
        assert above is not None, cell
        same = found.verdict == "met" and found.gap is not None and stands(found.gap, above[1])
        one.met("verdict", cell, cell.verdict, f"{found.verdict}, {found.gap}", same=same)


def stands(ours: str | None, paper: str) -> bool:
    """Whether ours is the published number, at the precision it was published with."""
    if not paper or ours is None:
        return not paper and ours is None
    return round(Decimal(ours), max(0, -int(Decimal(paper).as_tuple().exponent))) == Decimal(paper)


def _rows(one: Beside, cells: Sequence[Printed], ours: OurEdition) -> None:
    """The same rows in the same order; a published total may be the last row."""
    table = ours.table(one.table)
    here = (cell.unit for cell in cells if cell.period == ours.bulletin.period)
    paper = [unit for unit in dict.fromkeys(here) if unit != PROVINCE]
    if table is None or not paper:
        return
    printed_by_us = [row.unit for row in table.rows if row.unit != PROVINCE]
    one.of["order"] += 1
    one.same["order"] += paper == printed_by_us
    if paper != printed_by_us:
        one.differences.append(Difference(one.table, "", "", "", "order", ", ".join(paper), ", ".join(printed_by_us)))


def _names(  # names on paper, ours, and what they mean
    one: Beside, cells: Sequence[Printed], names: dict[tuple[str, str], str], ours: OurEdition, catalogue: Catalogue
) -> None:
    table = ours.table(one.table)
    ours_by_unit = {row.unit: row.name for row in lines(table)} if table else {}
    for cell in {cell.unit: cell for cell in cells}.values():
        name = names.get((one.table, cell.unit))
        if name is None or cell.unit not in ours_by_unit:
            continue
        own = ours_by_unit[cell.unit]
        meant = resolve_unit(catalogue, name).id == resolve_unit(catalogue, own).id == cell.unit
        same = meant and (catalogue.units[cell.unit].level != "district" or _same_place(name, own))
        one.met("name", replace(cell, indicator="", dimension=""), name, own, same=same)


def _same_place(paper: str, ours: str) -> bool:
    """Whether two names of a district are one word for word, where both say so also of one kind."""
    (kind, name), (own_kind, own_name) = _kind(paper), _kind(ours)
    return name == own_name and (not kind or not own_kind or kind == own_kind)


def _kind(name: str) -> tuple[str, str]:
    plain = normal_form(name).removeprefix("đảng bộ ")
    found = PLACE_KINDS.match(plain)
    return (KIND.get(found[1], found[1]), plain[found.end() :]) if found else ("", plain)


def _heading(one: Beside, heading: Heading, ours: OurEdition) -> None:
    table, column = ours.columns[heading.column]
    texts = {
        "figure": f"{table.section} {table.title} {column.group} {column.heading}",
        "change": column.change_heading,
        "verdict": column.verdict_heading,
    }
    text = texts[heading.part]
    lacking = [word for word in heading.words if word.casefold() not in text.casefold()]
    shown = text if heading.part != "figure" else f"{table.title}: {column.heading}"
    one.met("heading", heading, "; ".join(lacking), shown, same=not lacking)


def _more(one: Beside, cells: Sequence[Printed], ours: OurEdition) -> None:
    """What our table shows and the published one does not."""
    table = ours.table(one.table)
    if table is None or table.id != one.table:
        return
    paper = {cell.key for cell in cells}
    for unit, indicator, dimension in _shown(ours, one.table):
        if (unit, indicator, dimension) not in paper:
            text = ours.cells[unit, indicator, dimension].text
            one.differences.append(Difference(one.table, unit, indicator, dimension, "added", "", text))


def _shown(ours: OurEdition, name: str) -> Iterator[tuple[str, str, str]]:
    table = ours.table(name)
    assert table is not None
    for row in lines(table):
        for column in table.columns:
            yield row.unit, column.indicator, dimension_of(column)
