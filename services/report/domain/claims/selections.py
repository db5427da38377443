"""Claims that name units: those on one side of a value, the first ones, and all of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from services.report.domain.claims.aims import holds, target_in
from services.report.domain.claims.claim import AllAt, Listed, Selected, Top
from services.report.domain.claims.names import Names
from services.report.domain.claims.numerals import Numeral, printed
from services.report.domain.claims.ruling import HOLDS, Ruling, open_question, wrong
from services.report.domain.claims.tabulation import JUDGED, Entry, Leaf, Tabulation
from shared.catalogue.spelling import bare_form
from shared.wording import say

Row = tuple[Entry, Numeral]
NOBODY = "không có đơn vị nào"


def selected(claim: Selected, table: Tabulation, leaf: Leaf, names: Names) -> Ruling:
    """Exactly the units on that side are named (or, of the rest, those on the other), and counted rightly."""
    if (other := _other_target(claim, table, leaf)) is not None:
        return wrong(claim.value.text, other)
    rows = _rows(claim, table, leaf)
    there = [row for row in rows if holds(row[1].value, claim.relation, claim.value, claim.upper)]
    named = [row for row in rows if row not in there] if claim.rest else there
    if claim.units and not any(_in_table(unit, table) for unit in claim.units):
        return open_question(say("verify-units-elsewhere"))
    if claim.units:
        missing = [(entry, None) for entry in table.entries if claim.rest and _waiting(entry, leaf)]
        wanted = [row for row in named if _names(claim, row)]
        ruling = _same_units(claim.units, wanted, {entry.key for entry, _ in missing}, names)
        if ruling is not HOLDS:
            return ruling
    counted = len(there)
    if claim.count not in (None, counted):
        says = f"{claim.count:02d}" if claim.count else NOBODY
        return wrong(says, f"{counted:02d}", _listing(named, names))
    if claim.of is not None and claim.of not in {len(rows), *(() if claim.judged else _sizes(table, leaf))}:
        return wrong(str(claim.of), str(len(rows)))
    return HOLDS


def top(claim: Top, table: Tabulation, leaf: Leaf, names: Names) -> Ruling:
    """The first places with all who share the last of them, from the first down."""
    rows = [row for row in table.figures(leaf) if names.competes(row[0].name) and (claim.lowest or row[1].value > 0)]
    if not claim.units or not any(_among(unit, rows) for unit in claim.units):
        return open_question(say("verify-units-elsewhere"))
    ordered = sorted(rows, key=lambda row: row[1].value, reverse=not claim.lowest)
    if claim.value is not None:
        first = ordered[0][1]
        if not claim.value.states(first.value):
            return wrong(claim.value.text, first.text)
        right = [row for row in ordered if row[1].value == first.value]
    else:
        right = _places(ordered, claim.count or len(claim.units))
    if claim.count not in (None, len(claim.units)):
        return wrong(f"{claim.count:02d}", f"{len(right):02d}", _listing(right, names))
    ruling = _same_units(claim.units, right, set(), names)
    return _in_order(claim, right, names) if ruling is HOLDS else ruling


def all_at(claim: AllAt, table: Tabulation, leaf: Leaf, names: Names) -> Ruling:
    if (other := _other_target(claim, table, leaf)) is not None:
        return wrong(claim.value.text, other)
    rows = _rows(claim, table, leaf)
    others = [row for row in rows if not holds(row[1].value, claim.relation, claim.value, claim.upper)]
    if others:
        return wrong(claim.value.text, _listing(others, names), f"{len(rows) - len(others)}/{len(rows)}")
    if claim.of is not None and claim.of not in {len(rows), *(() if claim.judged else _sizes(table, leaf))}:
        return wrong(str(claim.of), str(len(rows)))
    if any(_waiting(entry, leaf) for entry in table.entries) and claim.of is None:
        return open_question(say("verify-rows-open"))
    return HOLDS


def _rows(claim: Selected | AllAt, table: Tabulation, leaf: Leaf) -> list[Row]:
    """The rows with a figure; of a target those that are judged by it, where the table says which."""
    rows, beside = table.figures(leaf), table.beside(leaf, "verdict")
    if not claim.judged or beside is None:
        return rows
    return [row for row in rows if bare_form(row[0].texts[beside.place]) in JUDGED]


def _other_target(claim: Selected | AllAt, table: Tabulation, leaf: Leaf) -> str | None:
    """The target that the heading of the verdicts names, where the sentence names another."""
    beside = table.beside(leaf, "verdict") if claim.judged else None
    named = target_in(beside.heads[-1]) if beside and beside.heads else None
    if named is None or _ends(named.bound, named.upper) == _ends(claim.value, claim.upper):
        return None
    return printed(named.bound.value, percent=claim.value.percent) if named.upper is None else named.text


def _ends(bound: Numeral, upper: Numeral | None) -> tuple[Decimal, Decimal]:
    return bound.value, bound.value if upper is None else upper.value


def _same_units(units: Sequence[Listed], right: Sequence[Row], also: set[str], names: Names) -> Ruling:
    """Each right unit once, with its own figure; those of `also` may be named as well."""
    by_key = {entry.key: number for entry, number in right}
    keys = [unit.key for unit in units]
    extra = [unit for unit in units if unit.key not in by_key and unit.key not in also]
    lacking = [row for row in right if row[0].key not in keys]
    twice = [unit for place, unit in enumerate(units) if unit.key in keys[:place]]
    if extra or lacking or twice:
        says = ", ".join(_text(unit) for unit in [*extra, *twice])
        why = say("verify-lacking", units=_listing(lacking, names)) if lacking else ""
        return wrong(says, _listing(right, names), why)
    for unit in units:
        number = by_key.get(unit.key)
        if unit.number is not None and number is not None and not unit.number.states(number.value):
            return wrong(_text(unit), f"{unit.name} ({number.text})")
    return HOLDS


def _in_order(claim: Top, right: Sequence[Row], names: Names) -> Ruling:
    values = {entry.key: number.value for entry, number in right}
    said = [values[unit.key] for unit in claim.units]
    if said != sorted(said, reverse=not claim.lowest):
        return wrong(", ".join(unit.name for unit in claim.units), _listing(right, names), say("verify-order"))
    return HOLDS


def _places(ordered: Sequence[Row], count: int) -> list[Row]:
    last = ordered[min(count, len(ordered)) - 1][1].value
    first = ordered[0][1].value
    return [row for row in ordered if min(first, last) <= row[1].value <= max(first, last)]


def _names(claim: Selected, row: Row) -> bool:
    """Whether a unit must be named: examples name themselves only."""
    return not claim.some or any(unit.key == row[0].key for unit in claim.units)


def _among(unit: Listed, rows: Sequence[Row]) -> bool:
    return any(entry.key == unit.key for entry, _ in rows)


def _in_table(unit: Listed, table: Tabulation) -> bool:
    return any(entry.key == unit.key for entry in table.entries)


def _waiting(entry: Entry, leaf: Leaf) -> bool:
    return entry.texts[leaf.place].strip() in {"", "…", "..."}


def _sizes(table: Tabulation, leaf: Leaf) -> set[int]:
    """How many units there are: those with a figure, those that owe one, all rows."""
    figures = len(table.figures(leaf))
    return {figures, figures + sum(_waiting(entry, leaf) for entry in table.entries), len(table.entries)}


def _text(unit: Listed) -> str:
    return f"{unit.name} ({unit.number.text})" if unit.number else unit.name


def _listing(rows: Sequence[Row], names: Names) -> str:
    return ", ".join(
        f"{names.short(entry.key) if names.is_unit(entry.name) else entry.name} ({number.text})"
        for entry, number in rows
    )
