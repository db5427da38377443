"""The tables of a document beside those of the edition that was kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from services.report.domain.claims.document import PageTable
from services.report.domain.claims.finding import Finding, Place, Result
from services.report.domain.claims.kept_rows import NAME, rows
from services.report.domain.claims.names import Names
from services.report.domain.claims.numerals import Notation, cell_numeral, marks
from services.report.domain.claims.stated import numbers
from services.report.domain.claims.words import likeness, weights, words
from shared.catalogue.spelling import normal_form

ALIKE = 600
Pair = tuple[PageTable, PageTable]


def paired(theirs: Sequence[PageTable], ours: Sequence[PageTable]) -> list[Pair]:
    """Each table of the edition with the one of its caption, else with the one most like it."""
    left, found = list(theirs), {}
    for place, table in enumerate(ours):
        exact = next((other for other in left if _alike(other, table)), None)
        if exact is not None:
            left.remove(exact)
            found[place] = exact
    labels = [_words(table) for table in ours] if len(found) < len(ours) else []
    weight, others = weights(labels), {table.number: _words(table) for table in left if labels}
    for place in range(len(labels)):
        if place not in found and left:
            best = max(left, key=lambda other: (likeness(others[other.number], labels[place], weight), -other.number))
            if likeness(others[best.number], labels[place], weight) >= ALIKE:
                left.remove(best)
                found[place] = best
    return [(found[place], ours[place]) for place in sorted(found)]


def _words(table: PageTable) -> frozenset[str]:
    return words(f"{table.caption} {' '.join(labels_of(table))}")


def _alike(other: PageTable, table: PageTable) -> bool:
    """Under one caption; or under none, with the same headings."""
    if table.caption or other.caption:
        return normal_form(other.caption) == normal_form(table.caption)
    return labels_of(other) == labels_of(table) and other.heading == table.heading


def cells(theirs: PageTable, ours: PageTable, names: Names) -> Iterator[Finding]:
    """The headings, the rows with their order, and every cell that differs."""
    if normal_form(theirs.caption) != normal_form(ours.caption):
        yield _finding(theirs, "edition-caption", says=theirs.caption, right=ours.caption)
    columns, labels, others = _columns(theirs, ours), labels_of(ours), labels_of(theirs)
    for place, label in enumerate(labels):
        if place not in columns:
            yield _finding(theirs, "edition-column-missing", "missing", column=label, right=label)
        elif normal_form(label) != normal_form(others[columns[place]]):
            yield _finding(theirs, "edition-heading", column=label, says=others[columns[place]], right=label)
    if NAME in columns:
        yield from _rows(theirs, ours, columns, names)


def _columns(theirs: PageTable, ours: PageTable) -> dict[int, int]:
    """Our columns by theirs: all of them where there are as many, else those of the same heading."""
    mine, other = labels_of(ours), labels_of(theirs)
    if len(mine) == len(other):
        return dict(enumerate(range(len(mine))))
    known = {normal_form(label): place for place, label in enumerate(other)}
    return {place: known[normal_form(label)] for place, label in enumerate(mine) if normal_form(label) in known}


def _rows(theirs: PageTable, ours: PageTable, columns: Mapping[int, int], names: Names) -> Iterator[Finding]:
    notation: Notation = "en" if ours.is_english else "vi"
    labels, found = labels_of(ours), rows(theirs, ours, columns[NAME], names)
    for row in found.added:
        yield _finding(theirs, "edition-row-added", row=row[columns[NAME]], says=row[columns[NAME]])
    for row in found.lost:
        yield _finding(theirs, "edition-row-missing", row=row[NAME], right=row[NAME])
    for place, right, row in found.moved:
        yield _finding(theirs, "edition-row-order", row=row[NAME], says=str(place), right=str(right))
    for mine, other in found.pairs:
        for place, their_place in columns.items():
            texts = mine[place], other[their_place]
            rule, result = difference(*texts, notation) if place else ("", "contradicted")
            if rule:
                where = {"row": mine[NAME], "column": labels[place]}
                yield _finding(theirs, rule, result, **where, says=other[their_place], right=mine[place])


def difference(mine: str, other: str, notation: Notation = "vi") -> tuple[str, Result]:
    """What is wrong with a cell that should be `mine`; no rule where it states the same."""
    ours, theirs = cell_numeral(mine, notation), cell_numeral(other, notation)
    if ours is None or theirs is None:
        same = mine == other or (normal_form(mine) == normal_form(other) != "" and numbers(mine) == numbers(other))
        return ("", "holds") if same and marks(mine) == marks(other) else ("edition-cell", "contradicted")
    if (ours.value, ours.percent) == (theirs.value, theirs.percent):
        return ("", "holds") if marks(mine) == marks(other) else ("edition-mark", "contradicted")
    if ours.percent == theirs.percent and 0 < theirs.places < ours.places and theirs.states(ours.value):
        return "edition-rounded", "changed"
    return "edition-cell", "contradicted"


def labels_of(table: PageTable) -> list[str]:
    """The heading of each column, from the upper row down."""
    heads = table.rows[: table.heads or 1]
    width = len(heads[0]) if heads else 0
    return [", ".join(dict.fromkeys(row[place] for row in heads if row[place])) for place in range(width)]


def _finding(  # a place, and what is wrong there
    table: PageTable,
    rule: str,
    result: Result = "contradicted",
    *,
    row: str = "",
    column: str = "",
    says: str = "",
    right: str = "",
) -> Finding:
    place = Place(table.heading, table=table.number, caption=table.caption, row=row, column=column)
    return Finding(result, rule, place, says, right, source="edition")
