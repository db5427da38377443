"""The row of the whole against the rows above it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from services.report.domain.claims.finding import Finding
from services.report.domain.claims.groups import LETTERED, is_of_which
from services.report.domain.claims.matching import Matched
from services.report.domain.claims.numerals import Numeral, printed
from services.report.domain.claims.tabulation import Entry, Leaf, Tabulation
from shared.catalogue import Catalogue
from shared.catalogue.spelling import bare_form
from shared.wording import say

#: columns of numbers that nobody adds up
NOT_ADDED = re.compile(r"\b(?:xep hang|thu hang|so diem|diem so|binh quan|trung binh|he so|chi so|nam thanh lap)\b")
#: changes that are no differences
RELATIVE = re.compile(r"%|\blần\b|\btỷ lệ\b|\btimes\b", re.IGNORECASE)
#: what says that there is no figure
NOTHING = frozenset({"-", "–", "−", "—", "x", "X", "/"})
LOST, FACTOR = Decimal(1000), 1000
#: how far a printed percent may be from what it is; shares of one whole add up to it
ROUNDED = Decimal("0.05")


def totals(table: Tabulation, wider: Collection[Leaf] = ()) -> Iterator[Finding]:
    """Counts and their changes must add up; a percent of the whole lies between those of its parts.

    Figures whose whole is `wider` than the rows are left alone.
    """
    if table.total is None or len(table.entries) < 2 or _goes_on(table):  # noqa: PLR2004
        return
    for leaf in table.leaves:
        whole = table.number(table.total, leaf)
        figure = table.figure_of(leaf) if leaf.kind == "change" else leaf
        if whole is None or leaf.kind not in ("figure", "change") or figure in wider:
            continue
        if leaf.kind == "change" and RELATIVE.search(leaf.label):
            continue
        if whole.percent or table.percent(leaf):
            yield from _between(table, leaf, whole)
        elif not NOT_ADDED.search(bare_form(leaf.label)):
            yield from _sum(table, leaf, whole)


def wider(table: Tabulation, known: Iterable[Matched], catalogue: Catalogue) -> set[Leaf]:
    """The figures of a known table whose total also counts units of levels that no row is of."""
    levels = {catalogue.units[entry.key].level for entry in table.entries if entry.key in catalogue.units}
    found = set()
    for match in known:
        for rule in match.variant.columns if match.table is table else ():
            total = catalogue.indicators[rule.indicator].total
            if total is not None and not levels.issuperset(total.members.levels):
                found.add(match.leaves[rule.key])
    return found


def _sum(table: Tabulation, leaf: Leaf, whole: Numeral) -> Iterator[Finding]:
    parts = table.figures(leaf)
    found = sum((number.value for _, number in parts), Decimal(0))
    if found == whole.value or not parts or _by_groups(table, leaf, whole):
        return
    if whole.places and whole.states(found / len(parts)):
        return  # what is no count may be the mean
    lost = [(entry, number) for entry, number in parts if 0 < number.value < LOST]
    restored = found + sum((number.value for _, number in lost), Decimal(0)) * (FACTOR - 1)
    place = table.place(leaf, table.total)
    if restored == whole.value:
        yield from _lost_zeros(table, leaf, lost)
    elif _mixed(table, leaf):
        yield Finding("undecided", "total", place, whole.text, "", say("verify-rows-of-rows"))
    elif found > whole.value or not _unknown(table, leaf):
        yield Finding("contradicted", "total", place, whole.text, printed(found, percent=False), say("verify-sum"))
    else:
        yield Finding("undecided", "total", place, whole.text, "", say("verify-rows-open"))


def _goes_on(table: Tabulation) -> bool:
    """Whether the first rows stand in another table: the numbers of these do not begin at 1."""
    places = [leaf.place for leaf in table.of_kind("ordinal")[:1]]
    numbers = [entry.texts[place].strip() for entry in table.entries[:2] for place in places]
    return len(numbers) > 1 and all(map(str.isdecimal, numbers)) and 1 < int(numbers[0]) == int(numbers[1]) - 1


def _by_groups(table: Tabulation, leaf: Leaf, whole: Numeral) -> bool:
    """Whether the whole is the sum of the groups, of both, or of the rows that are no part of another one."""
    units = {entry.row: number.value for entry, number in table.figures(leaf)}
    groups = [number.value for entry in table.groups if (number := table.number(entry, leaf)) is not None]
    own = [units[entry.row] for entry in _own(table) if entry.row in units]
    sums = [groups, [*units.values(), *groups], own]
    return whole.value in (sum(numbers, Decimal(0)) for numbers in sums if numbers)


def _own(table: Tabulation) -> Iterator[Entry]:
    """The rows without those after "Trong đó:", up to the next that has a number."""
    place = next((leaf.place for leaf in table.of_kind("ordinal")), None)
    inside = False
    for entry in table.entries:
        inside = is_of_which(entry.name) or (inside and place is not None and not entry.texts[place].strip())
        if not inside:
            yield entry


def _mixed(table: Tabulation, leaf: Leaf) -> bool:
    """Whether rows stand among the units that may count them a second time."""
    others = (entry for entry in table.groups if entry not in _lettered(table) and table.number(entry, leaf))
    return any(others) or any(is_of_which(entry.name) for entry in table.entries)


def _lettered(table: Tabulation) -> list[Entry]:
    """The rows of groups that have a letter or a Roman number: all up to the next one are of the group."""
    places = [leaf.place for leaf in table.of_kind("ordinal")[:1]]
    return [entry for entry in table.groups if any(LETTERED.match(entry.texts[place].strip()) for place in places)]


def groups(table: Tabulation) -> Iterator[Finding]:
    """A row of a group with a letter is the sum of the rows under it."""
    lettered = _lettered(table)
    last = max((entry.row for entry in table.entries), default=0)
    for group, after in zip(lettered, [*lettered[1:], None], strict=False):
        end = last + 1 if after is None else after.row
        members = tuple(entry for entry in table.entries if group.row < entry.row < end)
        if len(members) > 1 and not any(is_of_which(entry.name) for entry in members):
            yield from totals(replace(table, entries=members, total=group, groups=()))


def _lost_zeros(table: Tabulation, leaf: Leaf, lost: Sequence[tuple[Entry, Numeral]]) -> Iterator[Finding]:
    for entry, number in lost:
        right = printed(number.value * FACTOR, percent=False)
        yield Finding("contradicted", "lost-zeros", table.place(leaf, entry), number.text, right, say("verify-sum"))


def _between(table: Tabulation, leaf: Leaf, whole: Numeral) -> Iterator[Finding]:
    values = [number.value for _, number in table.figures(leaf)]
    if not values or leaf.kind != "figure" or _unknown(table, leaf):
        return
    low, high = min(values), max(values)
    adds_up = abs(sum(values, Decimal(0)) - whole.value) <= ROUNDED * len(values)
    if not low <= whole.value <= high and not adds_up:
        span = f"{printed(low, percent=True)} – {printed(high, percent=True)}"
        yield Finding("contradicted", "total", table.place(leaf, table.total), whole.text, span, say("verify-between"))


def _unknown(table: Tabulation, leaf: Leaf) -> bool:
    """Whether a row has not said its figure yet, or says it in a way that cannot be read."""
    return any(
        table.number(entry, leaf) is None and entry.texts[leaf.place].strip() not in NOTHING for entry in table.entries
    )
