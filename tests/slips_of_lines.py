"""Slips with whole lines of a document: rows, columns, tables, sentences that are gone, rows that changed places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from xml.etree.ElementTree import Element

from docx.oxml.ns import qn

#: paragraphs of these styles say something of figures
SAID = ("bodytext", "lead-in", "listbullet", "list", "tablefootnote", "tablenote")
#: tell where something stands, and nothing of figures: the way to an annex, the key of a summary's columns
POINTERS = ("Số liệu chi tiết: ", "(1) Bảng", "(2) Bảng", "(3) Bảng")


@dataclass(frozen=True)
class LineSlip:
    """The block of the body at `place` becomes what `change` makes of a copy of it."""

    kind: str
    place: int
    was: Element = field(compare=False)
    change: Callable[[Element], Element] = field(compare=False)
    before: str = ""
    after: str = ""
    table: int | None = None
    row: str = ""

    def apply(self, tree: Element) -> None:
        _body(tree)[self.place] = self.change(deepcopy(self.was))

    def revert(self, tree: Element) -> None:
        _body(tree)[self.place] = self.was


def lines_changed(tree: Element) -> Iterator[LineSlip]:
    """Every such slip."""
    tables = 0
    for place, block in enumerate(_body(tree)):
        if block.tag == qn("w:tbl"):
            tables += 1
            yield from _in_table(block, place, tables)
        elif block.tag == qn("w:p") and tables and (kind := _kind(block)):
            yield LineSlip(f"{kind} deleted", place, block, _gone, before=_text(block))


def _in_table(table: Element, place: int, number: int) -> Iterator[LineSlip]:
    rows = table.findall(qn("w:tr"))
    heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    if not heads:
        return
    yield LineSlip("table deleted", place, table, _gone, table=number)
    names = [_text(row.findall(qn("w:tc"))[1]) for row in rows]
    for at in range(len(heads), len(rows)):
        if len(rows) > len(heads) + 1:
            kind = "row deleted" if _numbered(rows[at]) else "total row deleted"
            yield LineSlip(kind, place, table, partial(_without_row, at=at), names[at], table=number, row=names[at])
    for one, other in pairwise(range(len(heads), len(rows))):
        if _numbered(rows[other]) and _cells(rows[one]) != _cells(rows[other]):
            swapped = partial(_swapped, one=one, other=other)
            yield LineSlip("rows swapped", place, table, swapped, names[one], table=number, row=names[one])
            mixed = partial(_swapped, one=one, other=other, start=2)
            if _cells(rows[one])[2:] != _cells(rows[other])[2:]:
                yield LineSlip("figures of rows swapped", place, table, mixed, names[one], table=number, row=names[one])
    if len(heads) == 1:
        for column in range(2, len(rows[0].findall(qn("w:tc")))):
            gone = partial(_without_column, at=column)
            yield LineSlip("column deleted", place, table, gone, _cells(rows[0])[column], table=number)


def _gone(_: Element) -> Element:
    return Element(qn("w:p"))


def _without_row(table: Element, at: int) -> Element:
    table.remove(table.findall(qn("w:tr"))[at])
    return table


def _without_column(table: Element, at: int) -> Element:
    for row in table.findall(qn("w:tr")):
        row.remove(row.findall(qn("w:tc"))[at])
    return table


def _swapped(table: Element, one: int, other: int, start: int = 1) -> Element:
    """The cells of two rows from `start` on changed over; their running numbers stay."""
    rows = table.findall(qn("w:tr"))
    first, second = rows[one].findall(qn("w:tc"))[start:], rows[other].findall(qn("w:tc"))[start:]
    for mine, theirs in zip(first, second, strict=True):
        left, right = list(rows[one]).index(mine), list(rows[other]).index(theirs)
        rows[one][left], rows[other][right] = theirs, mine
    return table


def _kind(paragraph: Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = ("" if style is None else style.get(qn("w:val"), "")).lower()
    text = _text(paragraph)
    said = name.startswith(SAID) and any(letter.isdigit() for letter in text) and not text.startswith(POINTERS)
    return ("note" if name.startswith("table") else "sentence") if said else ""


def _numbered(row: Element) -> bool:
    return _cells(row)[0].isdigit()


def _cells(row: Element) -> list[str]:
    return [_text(cell) for cell in row.findall(qn("w:tc"))]


def _text(of: Element) -> str:
    return "".join(run.text or "" for run in of.iter(qn("w:t")))


def _body(tree: Element) -> Element:
    (body,) = tree.findall(qn("w:body"))
    return body
