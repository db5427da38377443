"""A table understood: which column is a figure, a change or a verdict, which rows are units, which one the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from services.report.domain.claims.document import PageTable
from services.report.domain.claims.finding import Place
from services.report.domain.claims.groups import is_group, whole_at
from services.report.domain.claims.names import Names
from services.report.domain.claims.numerals import Notation, Numeral, cell_numeral, notation_of
from shared.catalogue.spelling import bare_form

Kind = Literal["ordinal", "unit", "figure", "change", "verdict", "rank", "text"]
ORDINAL = frozenset({"stt", "tt", "so tt", "no", "so thu tu"})
UNIT = re.compile(r"^(?:ten )?(?:don vi|co quan|dia phuong|dia ban|huyen|so nganh|unit|noi dung|chi tieu)")
CHANGE = re.compile(
    r"^(?:so voi (?!chi tieu|muc tieu|ke hoach|target)|tang giam|chenh lech|muc tang|change|compared with|since)"
)
RANK = re.compile(r"(?:^|\b)(?:xep hang|thu hang|vi tri|rank)\b")
TOTAL = re.compile(
    r"^(?:tong|tong cong(?: [ivxab]+)*|tong so|toan tinh|cap tinh|chung|cong|total|province|whole province"
    r"|binh quan chung)$"
)
JUDGED = frozenset({"dat", "khong dat", "chua dat", "vuot", "met", "not met"})
SHARE = re.compile(r"%(?!\))|\(%\)|(?:^|, )tỷ lệ\b|(?:^|, )tỉ lệ\b", re.IGNORECASE)
MOVED = re.compile(r"^(?:tang|giam|bang|khong doi)\b")
NUMBERED = re.compile(r"\(?(?:[A-H]|(?P<number>\d{1,2}))\)?(?:\s*=[\s\d()+*/x:%-]+)?")
MOST = 0.5


@dataclass(frozen=True)
class Leaf:
    """One column by its place in the table; `label` is its whole heading, from the upper row down."""

    place: int
    kind: Kind
    heads: tuple[str, ...]

    @property
    def label(self) -> str:
        return ", ".join(self.heads)


@dataclass(frozen=True)
class Entry:
    """A row: its own place in the table, the key of its unit and its texts."""

    row: int
    key: str
    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Tabulation:
    """A table of figures. `total` is the row of the whole, if it has one; `groups` are rows of several of its units."""

    page: PageTable
    leaves: tuple[Leaf, ...]
    entries: tuple[Entry, ...]
    total: Entry | None
    notation: Notation
    groups: tuple[Entry, ...] = ()

    def number(self, entry: Entry, leaf: Leaf) -> Numeral | None:
        return cell_numeral(entry.texts[leaf.place], self.notation)

    def of_kind(self, kind: Kind) -> list[Leaf]:
        return [leaf for leaf in self.leaves if leaf.kind == kind]

    def figures(self, leaf: Leaf) -> list[tuple[Entry, Numeral]]:
        """The rows with a number in this column, without the whole."""
        return [(entry, number) for entry in self.entries if (number := self.number(entry, leaf)) is not None]

    def percent(self, leaf: Leaf) -> bool:
        """Whether these are percents, by their marks or by their heading alone."""
        return bool(SHARE.search(leaf.label)) or any(number.percent for _, number in self.figures(leaf))

    def beside(self, leaf: Leaf, kind: Kind) -> Leaf | None:
        """The column of a kind that belongs to a figure: the first of it before the next figure."""
        for other in self.leaves[leaf.place + 1 :]:
            if other.kind == kind:
                return other
            if other.kind == "figure":
                return None
        return None

    def figure_of(self, leaf: Leaf) -> Leaf | None:
        """The figure that a change, verdict or rank stands beside."""
        return next((other for other in reversed(self.leaves[: leaf.place]) if other.kind == "figure"), None)

    def place(self, leaf: Leaf | None = None, entry: Entry | None = None) -> Place:
        page = self.page
        return Place(
            page.heading,
            table=page.number,
            caption=page.caption,
            row=entry.name if entry else "",
            column=leaf.label if leaf else "",
        )


def tabulated(page: PageTable, names: Names) -> Tabulation | None:
    """The table understood, or None where it is no table of figures."""
    heads, body = _split(page)
    if not heads or not body or len(heads[-1]) < 2:  # noqa: PLR2004
        return None
    notation = "en" if page.is_english else notation_of(text for row in body for text in row)
    leaves = tuple(_leaves(heads, body, names, notation))
    unit = next((leaf.place for leaf in leaves if leaf.kind == "unit"), None)
    if unit is None or not any(leaf.kind == "figure" for leaf in leaves):
        return None
    entries = [Entry(place, names.key(row[unit]), row[unit], row) for place, row in enumerate(body, len(heads) + 1)]
    entries = [entry for entry in entries if entry.name.strip()]
    groups = list(_groups(leaves, entries))
    rest = [entry for entry in entries if entry not in groups]
    wholes = [entry for entry in rest if TOTAL.match(bare_form(entry.name)) or names.is_province(entry.key)]
    if len(wholes) == len(rest):
        return Tabulation(page, leaves, tuple(entries), None, notation)
    place = whole_at([entry.name for entry in wholes])
    total = None if place is None else wholes[place]
    parts = tuple(entry for entry in rest if entry not in wholes)
    groups += [entry for entry in wholes if entry != total]
    return Tabulation(page, leaves, parts, total, notation, tuple(groups))


def _groups(leaves: Sequence[Leaf], entries: Sequence[Entry]) -> Iterator[Entry]:
    place = next((leaf.place for leaf in leaves if leaf.kind == "ordinal"), None)
    marks = {entry.row: "" if place is None else entry.texts[place] for entry in entries}
    numbered = any(mark.strip(" .)").isdecimal() for mark in marks.values())
    return (entry for entry in entries if is_group(entry.name, marks[entry.row], numbered=numbered))


def _split(page: PageTable) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Heading rows and the rest; headings are marked, or end where the first numbers stand."""
    rows = list(page.rows)
    heads = page.heads or next(
        (place for place, row in enumerate(rows) if sum(cell_numeral(text) is not None for text in row[1:]) > 0), 0
    )
    named = [row for row in rows[:heads] if not _numbering(row)]
    return named or rows[:heads], [row for row in rows[heads:] if not _numbering(row)]


def _numbering(row: Sequence[str]) -> bool:
    """A row such as (1) (2) (3), or A B 1 2 3=2/1, that only numbers the columns."""
    found = [NUMBERED.fullmatch(text.strip()) for text in row if text.strip()]
    numbers = [int(one["number"]) for one in found if one and one["number"]]
    return all(found) and len(numbers) > 1 and all(after == before + 1 for before, after in pairwise(numbers))


def _leaves(
    heads: Sequence[Sequence[str]], body: Sequence[Sequence[str]], names: Names, notation: Notation
) -> Iterator[Leaf]:
    unit = _unit_place(heads, body, names)
    for place in range(len(heads[-1])):
        labels = tuple(dict.fromkeys(row[place].strip() for row in heads if row[place].strip()))
        texts = [row[place].strip() for row in body]
        kind: Kind = "unit" if place == unit else _kind(labels[-1] if labels else "", texts, notation)
        yield Leaf(place, kind, labels)


def _unit_place(heads: Sequence[Sequence[str]], body: Sequence[Sequence[str]], names: Names) -> int | None:
    for place, label in enumerate(heads[-1]):
        if UNIT.match(bare_form(label)) and not any(cell_numeral(row[place]) for row in body):
            return place
    for place in range(len(heads[-1])):
        texts = [row[place] for row in body if row[place].strip()]
        if texts and sum(names.is_unit(text) for text in texts) > MOST * len(texts):
            return place
    return None


def _kind(label: str, texts: Sequence[str], notation: Notation) -> Kind:
    bare, said = bare_form(label), [bare_form(text) for text in texts if bare_form(text)]
    if bare in ORDINAL:
        return "ordinal"
    if said and any(text in JUDGED for text in said) and sum(text in JUDGED for text in said) > MOST * len(said):
        return "verdict"
    if CHANGE.match(bare) or (said and sum(bool(MOVED.match(text)) for text in said) > MOST * len(said)):
        return "change"
    numbers = sum(cell_numeral(text, notation) is not None for text in texts)
    if RANK.search(bare) and len(texts) > 1 and numbers:
        return "rank"
    return "figure" if numbers and numbers >= MOST * len([text for text in texts if len(text) > 1]) else "text"
