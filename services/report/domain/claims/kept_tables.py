"""The tables of a document beside those of the edition that was kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from services.report.domain.claims.document import PageTable
from services.report.domain.claims.finding import Finding, Place
from services.report.domain.claims.names import Names
from services.report.domain.claims.numerals import cell_numeral
from services.report.domain.claims.words import likeness, weights, words
from shared.catalogue.spelling import normal_form

#: where our own tables print the names of their rows
NAME = 1
ALIKE = 600
Pair = tuple[PageTable, PageTable]


def paired(theirs: Sequence[PageTable], ours: Sequence[PageTable]) -> list[Pair]:
    """Each table of the edition with the one of its caption, else with the one most like it."""
    labels = [words(f"{table.caption} {' '.join(_labels(table))}") for table in ours]
    weight = weights(labels)
    left, found = list(theirs), []
    for table, label in zip(ours, labels, strict=True):
        exact = [other for other in left if _alike(other, table)]
        scored = [(likeness(words(f"{t.caption} {' '.join(_labels(t))}"), label, weight), -t.number, t) for t in left]
        best = max(scored, default=(0, 0, None))
        chosen = exact[0] if exact else best[2] if best[0] >= ALIKE else None
        if chosen is not None:
            left.remove(chosen)
            found.append((chosen, table))
    return found


def _alike(other: PageTable, table: PageTable) -> bool:
    """Under one caption; or under none, with the same headings."""
    if table.caption or other.caption:
        return normal_form(other.caption) == normal_form(table.caption)
    return _labels(other) == _labels(table) and other.heading == table.heading


def cells(theirs: PageTable, ours: PageTable, names: Names) -> Iterator[Finding]:
    """The headings, the rows and every cell that differs."""
    if normal_form(theirs.caption) != normal_form(ours.caption):
        yield _finding(theirs, "edition-caption", "", "", theirs.caption, ours.caption)
    columns = _columns(theirs, ours)
    labels = _labels(ours)
    for mine, other in columns.items():
        if normal_form(labels[mine]) != normal_form(_labels(theirs)[other]):
            yield _finding(theirs, "edition-heading", "", labels[mine], _labels(theirs)[other], labels[mine])
    for row, other_row in _rows(theirs, ours, columns, names):
        name = (row or other_row or ("", ""))[NAME]
        if other_row is None or row is None:
            rule = "edition-row-missing" if other_row is None else "edition-row-added"
            yield _finding(theirs, rule, name, "", "" if row else name, name if row else "")
            continue
        for mine, other in columns.items():
            if mine and not _same(row[mine], other_row[other]):
                yield _finding(theirs, "edition-cell", row[NAME], labels[mine], other_row[other], row[mine])


def _columns(theirs: PageTable, ours: PageTable) -> dict[int, int]:
    """Our columns by theirs: all of them where there are as many, else those of the same heading."""
    mine, other = _labels(ours), _labels(theirs)
    if len(mine) == len(other):
        return dict(enumerate(range(len(mine))))
    known = {normal_form(label): place for place, label in enumerate(other)}
    return {place: known[normal_form(label)] for place, label in enumerate(mine) if normal_form(label) in known}


Row = tuple[str, ...]


def _rows(
    theirs: PageTable, ours: PageTable, columns: dict[int, int], names: Names
) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows by the unit they are called by; those whose name has changed by the place they are left in."""
    mine, left = list(ours.rows[ours.heads :]), list(theirs.rows[theirs.heads or ours.heads :])
    if NAME not in columns:
        return
    lost = []
    for row in mine:
        other = next((other for other in left if names.key(other[columns[NAME]]) == names.key(row[NAME])), None)
        if other is None:
            lost.append(row)
        else:
            left.remove(other)
            yield row, other
    for row in lost:
        yield row, left.pop(0) if left else None
    for other in left:
        yield None, other


def _labels(table: PageTable) -> list[str]:
    heads = table.rows[: table.heads or 1]
    width = len(heads[0]) if heads else 0
    return [", ".join(dict.fromkeys(row[place] for row in heads if row[place])) for place in range(width)]


def _same(mine: str, other: str) -> bool:
    if mine == other or (normal_form(mine) == normal_form(other) != ""):
        return True
    numbers = cell_numeral(mine), cell_numeral(other)
    return None not in numbers and (numbers[0].value, numbers[0].percent) == (numbers[1].value, numbers[1].percent)  # type: ignore[union-attr]


def _finding(table: PageTable, rule: str, row: str, column: str, says: str, right: str) -> Finding:  # noqa: PLR0917
    place = Place(table.heading, table=table.number, caption=table.caption, row=row, column=column)
    return Finding("contradicted", rule, place, says, right, source="edition")
