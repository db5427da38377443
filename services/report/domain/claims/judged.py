"""The verdict column against the figure and its target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from services.report.domain.claims.finding import Finding
from services.report.domain.claims.numerals import Numeral, cell_numeral
from services.report.domain.claims.tabulation import Entry, Leaf, Tabulation
from shared.catalogue.spelling import bare_form

TARGET = re.compile(r"\(?\s*(?P<sign>[≥>≤<]?)\s*(?P<number>\d[\d.,]*\s*%?)\s*\)?\s*$")
MET, NOT_MET = frozenset({"dat", "vuot", "met"}), frozenset({"khong dat", "chua dat", "not met"})


def verdicts(table: Tabulation) -> Iterator[Finding]:
    """Each verdict by the target in its heading; without one, no unit may miss what a lower figure meets."""
    for leaf in table.of_kind("verdict"):
        figure = table.figure_of(leaf)
        if figure is None:
            continue
        judged = list(_judged(table, leaf, figure))
        target = target_of(leaf)
        if target is not None:
            yield from _by_target(table, leaf, judged, target)
        else:
            yield from _by_order(table, leaf, judged)


Judged = tuple[Entry, Numeral, bool]


def _judged(table: Tabulation, leaf: Leaf, figure: Leaf) -> Iterator[Judged]:
    for entry in (*table.entries, *((table.total,) if table.total else ())):
        number, said = table.number(entry, figure), bare_form(entry.texts[leaf.place])
        if number is not None and said in MET | NOT_MET:
            yield entry, number, said in MET


def target_of(leaf: Leaf) -> tuple[str, Decimal] | None:
    """The sign and the target that a verdict's heading names."""
    found = TARGET.search(leaf.heads[-1]) if leaf.heads else None
    number = cell_numeral(found["number"]) if found else None
    return None if found is None or number is None else (found["sign"] or "≥", number.value)


def _by_target(table: Tabulation, leaf: Leaf, judged: list[Judged], target: tuple[str, Decimal]) -> Iterator[Finding]:
    for entry, number, met in judged:
        if met != _meets(number.value, *target):
            says, right = ("Đạt", "Không đạt") if met else ("Không đạt", "Đạt")
            why = f"{number.text} {target[0]} {target[1]}"
            yield Finding("contradicted", "verdict", table.place(leaf, entry), says, right, why)


def _meets(value: Decimal, sign: str, target: Decimal) -> bool:
    return {"≥": value >= target, ">": value > target, "≤": value <= target, "<": value < target}[sign]


def _by_order(table: Tabulation, leaf: Leaf, judged: list[Judged]) -> Iterator[Finding]:
    """The fewest verdicts whose turning would leave all who met above all who did not."""
    bounds = sorted({number.value for _, number, _ in judged})
    if not bounds or len({met for *_, met in judged}) == 1:
        return
    wrong = min(
        ([one for one in judged if one[2] != (one[1].value >= bound)] for bound in [*bounds, bounds[-1] + 1]), key=len
    )
    if 0 < len(wrong) * 3 <= len(judged):
        for entry, number, met in wrong:
            says, right = ("Đạt", "Không đạt") if met else ("Không đạt", "Đạt")
            yield Finding("contradicted", "verdict", table.place(leaf, entry), says, right, number.text)
