"""The summary of verdicts by signs, against the tables whose verdicts it sums up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.report.domain.claims.document import Document, PageTable, Passage
from services.report.domain.claims.finding import Finding, Place
from services.report.domain.claims.judged import MET
from services.report.domain.claims.kept_rows import out_of_order
from services.report.domain.claims.names import Names
from services.report.domain.claims.numbering import KEY, keys
from services.report.domain.claims.tabulation import JUDGED, Entry, Leaf, Tabulation
from shared.catalogue.spelling import bare_form, normal_form

SIGNS = {True: "●", False: "○"}
COLUMN = re.compile(r"^\((\d{1,3})\)$")
#: where a summary has the names of its rows
NAME, FIRST = 1, 2


@dataclass(frozen=True)
class Verdicts:
    """The column of verdicts that a column of the summary stands for."""

    place: int
    table: Tabulation
    leaf: Leaf

    def signs(self) -> dict[str, str]:
        """The sign of each unit; one without a verdict has none."""
        return {entry.key: self._sign(entry) for entry in self.table.entries}

    def _sign(self, entry: Entry) -> str:
        said = bare_form(entry.texts[self.leaf.place])
        return SIGNS[said in MET] if said in JUDGED else ""


def summaries(document: Document, tables: Sequence[Tabulation], names: Names) -> Iterator[Finding]:
    """Sign by sign, the counts under them, and the units with their order."""
    by_table = keys(document)
    yield from _gone(document, by_table)
    for page in document.tables:
        heads = page.rows[0] if page.rows else ()
        columns = [place for place, text in enumerate(heads) if COLUMN.match(text)]
        if page.caption or not columns or columns[0] != FIRST:
            continue
        found = {int(key["place"]): _column(key["caption"], key["what"], tables) for _, key in by_table[page.number]}
        verdicts = [
            Verdicts(place, *column)
            for place in columns
            if (column := found.get(int(heads[place].strip("()")))) is not None
        ]
        if len(found) > len(columns):
            lost = sorted(f"({number})" for number in found if f"({number})" not in heads)
            yield Finding("missing", "layout-column", _at(page), "", ", ".join(lost))
        yield from _signs(page, verdicts, names)
        if len(verdicts) == len(columns) == len(found):
            yield from _units(page, verdicts, names)


def _gone(document: Document, by_table: Mapping[int, Sequence[tuple[Passage, re.Match[str]]]]) -> Iterator[Finding]:
    """A key that explains the columns of no table."""
    there = {
        page.number for page in document.tables if any(COLUMN.match(text) for row in page.rows[:1] for text in row)
    }
    explained = {passage for number in there for passage, _ in by_table.get(number, ())}
    keyed = [passage for passage in document.passages if KEY.match(passage.text) and passage not in explained]
    for passage in keyed[:1]:
        yield Finding("missing", "summary-gone", Place(passage.heading, paragraph=passage.number), passage.text)


def _column(caption: str, what: str, tables: Sequence[Tabulation]) -> tuple[Tabulation, Leaf] | None:
    """The verdicts that the key names by caption and headings; None where no column is called so."""
    for table in tables:
        if normal_form(table.page.caption) != normal_form(caption):
            continue
        for leaf in table.of_kind("verdict"):
            figure = table.figure_of(leaf)
            heads = dict.fromkeys((*(figure.heads if figure else ()), *leaf.heads))
            if normal_form(" ".join(heads)) == normal_form(what):
                return table, leaf
    return None


def _signs(page: PageTable, verdicts: Sequence[Verdicts], names: Names) -> Iterator[Finding]:
    rows, total = page.rows[1:], page.rows[-1]
    for one in verdicts:
        right = one.signs()
        for row in rows:
            sign, wanted = row[one.place], right.get(names.key(row[NAME]), "")
            if {sign, wanted} & set(SIGNS.values()) and sign != wanted and row[0]:
                yield Finding("contradicted", "summary", _at(page, row[NAME], page.rows[0][one.place]), sign, wanted)
        judged = [sign for sign in right.values() if sign]
        counted = f"{judged.count(SIGNS[True])}/{len(judged)}"
        if not total[0] and re.fullmatch(r"\d+/\d+", total[one.place]) and total[one.place] != counted:
            place = _at(page, total[NAME], page.rows[0][one.place])
            yield Finding("contradicted", "summary", place, total[one.place], counted)


def _units(page: PageTable, verdicts: Sequence[Verdicts], names: Names) -> Iterator[Finding]:
    """Each unit that is judged has its row, no other has, and they stand as in the first tables that have them."""
    rows = [(names.key(row[NAME]), row[NAME]) for row in page.rows[1:] if row[0]]
    known = {entry.key: entry.name for one in verdicts for entry in one.table.entries}
    said = [key for key, _ in rows]
    for key, name in rows:
        if key not in known:
            yield Finding("contradicted", "layout-other-row", _at(page, name), name)
    if all(key in known for key in said):
        lost = [name for key, name in known.items() if key not in said]
        yield from (Finding("missing", "layout-row", _at(page), "", name) for name in lost)
    moved = out_of_order([said.index(key) for key in known if key in said])
    if 4 * len(moved) <= len(known):
        for place in sorted(moved):
            yield Finding("contradicted", "layout-order", _at(page, rows[place][1]), rows[place][1])


def _at(page: PageTable, row: str = "", column: str = "") -> Place:
    return Place(page.heading, table=page.number, caption=page.caption, row=row, column=column)
