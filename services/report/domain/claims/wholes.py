"""Claims about the figure of the whole, or of one unit."""

from __future__ import annotations

from decimal import Decimal

from services.report.domain.claims.claim import Total, Trend
from services.report.domain.claims.names import Names
from services.report.domain.claims.numerals import Numeral, differs, printed
from services.report.domain.claims.relations import moved
from services.report.domain.claims.ruling import HOLDS, Ruling, open_question, wrong
from services.report.domain.claims.sayings import days_in
from services.report.domain.claims.tabulation import Entry, Leaf, Tabulation
from shared.vietnamese import date_text
from shared.wording import say


def total(claim: Total, table: Tabulation, leaf: Leaf, names: Names) -> Ruling:
    entry = entry_of(claim.unit, table, names)
    if claim.unit and entry is None:
        return open_question(say("verify-unit-elsewhere"))
    found = _value(entry, table, leaf)
    if found is None:
        return open_question(say("verify-no-figure"))
    if claim.value.states(found):
        return HOLDS
    if claim.about:
        return open_question(say("verify-rough"))
    return wrong(claim.value.text, printed(found, percent=claim.value.percent))


def trend(claim: Trend, table: Tabulation, leaf: Leaf) -> Ruling:
    """Up is up; the later figure is that of the whole, or one that the units can come to."""
    went = "up" if claim.end.value > claim.start.value else "down" if claim.end.value < claim.start.value else "equal"
    if went != claim.direction and not claim.slight:
        word = {"up": "tăng", "down": "giảm", "equal": "giữ nguyên"}
        return wrong(word[claim.direction], word[went], f"{claim.start.text} → {claim.end.text}")
    days = days_in(f"{leaf.label} {table.page.caption}")
    if claim.end_day is not None and days and claim.end_day not in days:
        return wrong(date_text(claim.end_day), " / ".join(dict.fromkeys(map(date_text, days))))
    whole = table.number(table.total, leaf) if table.total else None
    if whole is None:
        return _possible(claim, table, leaf)
    # Two figures side by side have equally many decimals, and more than the table where one of them needs them.
    if not (claim.end.states(whole.value) or whole.states(claim.end.value)):
        return wrong(claim.end.text, whole.text)
    return _start(claim, table, leaf, whole)


def _possible(claim: Trend, table: Tabulation, leaf: Leaf) -> Ruling:
    rows = table.figures(leaf)
    values = [number.value for _, number in rows]
    if not claim.end.percent or not values:
        return open_question(say("verify-no-whole"))
    outside = [row for row in rows if row[1].value != claim.end.value]
    if not outside or min(values) < claim.end.value < max(values):
        return HOLDS if not outside else open_question(say("verify-no-whole"))
    right = ", ".join(f"{entry.name} ({number.text})" for entry, number in outside)
    return wrong(claim.end.text, right, f"{printed(min(values), percent=True)} – {printed(max(values), percent=True)}")


def _start(claim: Trend, table: Tabulation, leaf: Leaf, whole: Numeral) -> Ruling:
    """Where the table has the change of the whole, the figure before is known."""
    beside = table.beside(leaf, "change")
    change = moved(table.total.texts[beside.place], table) if beside and table.total else None
    if change is None or not differs(change, whole, claim.start):
        return HOLDS
    return wrong(claim.start.text, printed(whole.value - change.value, percent=whole.percent))


def entry_of(unit: str, table: Tabulation, names: Names) -> Entry | None:
    """The row of a unit; of the whole its row, or the only one there is."""
    rows = [*table.entries, *([table.total] if table.total else [])]
    if unit and not names.is_province(unit):
        return next((entry for entry in rows if entry.key == unit), None)
    return table.total or (rows[0] if len(rows) == 1 else None)


def _value(entry: Entry | None, table: Tabulation, leaf: Leaf) -> Decimal | None:
    if entry is not None:
        number = table.number(entry, leaf)
        return None if number is None else number.value
    if table.total is not None or table.percent(leaf):
        return None
    return sum((number.value for _, number in table.figures(leaf)), Decimal(0))
