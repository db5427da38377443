"""Slips inside one text of a document: a digit, a comma, a name, a verdict, a day, a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from xml.etree.ElementTree import Element

from docx.oxml.ns import qn

NUMBER = re.compile(r"(?<![\d/.,\w])\d[\d.]*(?:,\d+)?%?(?![\d/])")
DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
VERDICTS = {"Đạt": "Không đạt", "Không đạt": "Đạt"}
MOVES = {"Tăng": "Giảm", "Giảm": "Tăng"}
WAYS = (("tăng", "giảm"), ("vượt", "thấp hơn"), ("Tất cả", "Không có"), ("cao nhất", "thấp nhất"), ("dưới", "trên"))
#: what these styles print is no sentence of the edition
SILENT = ("heading", "contents", "annex", "caption", "figure", "toc", "part")
OTHER_YEAR = 2000


@dataclass(frozen=True)
class TextSlip:
    """The text of one run (counted in the document) becomes another."""

    kind: str
    run: int
    before: str
    after: str
    table: int | None = None
    row: str = ""

    def apply(self, tree: Element) -> None:
        list(tree.iter(qn("w:t")))[self.run].text = self.after

    def revert(self, tree: Element) -> None:
        list(tree.iter(qn("w:t")))[self.run].text = self.before


def texts_changed(tree: Element, names: Sequence[str]) -> Iterator[TextSlip]:
    """Every such slip; `names` are those that can be mistaken for each other."""
    places = {id(run): place for place, run in enumerate(tree.iter(qn("w:t")))}
    tables = 0
    for block in tree.iterfind(f"{qn('w:body')}/*"):
        if block.tag == qn("w:tbl"):
            tables += 1
            yield from _in_table(block, tables, places, names)
        elif block.tag == qn("w:p") and tables:
            yield from _in_passage(block, places, names)


def numbers_like(text: str) -> Iterator[tuple[str, str]]:
    """A number with one slip in it, by the kind of slip; what states the same value is none."""
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    at = digits[-2] if len(digits) > 1 else digits[-1]
    changed = str((int(text[at]) + 1) % 10)
    yield "digit changed", text[:at] + (changed if at or changed != "0" else "1") + text[at + 1 :]
    for first, second in pairwise(digits):
        if text[first] != text[second] and second == first + 1 and not (first == 0 and text[second] == "0"):
            yield "digits swapped", text[:first] + text[second] + text[first] + text[second + 1 :]
            break
    if len(digits) > 1:
        shorter = _grouped(text[: digits[-1]] + text[digits[-1] + 1 :])
        if _value(shorter) != _value(text):
            # Fewer decimals, rightly rounded: worth knowing, no mistake.
            yield "rounded" if _rounds(text, shorter) else "digit lost", shorter
    if text[digits[0]] != "0":
        yield "digit doubled", _grouped(text[: digits[0]] + text[digits[0]] + text[digits[0] :])
    if "," in text:
        yield "comma lost", text.replace(",", "")
        place = text.index(",")
        if text[place + 2 : place + 3].isdigit():
            yield "comma moved", f"{text[:place]}{text[place + 1]},{text[place + 2 :]}"


def _rounds(text: str, shorter: str) -> bool:
    return "," in text and abs(_value(text) - _value(shorter)) <= Decimal(5).scaleb(
        -len(text.rstrip("%").partition(",")[2])
    )


def _value(text: str) -> Decimal:
    return Decimal(text.rstrip("%").replace(".", "").replace(",", "."))


def _grouped(text: str) -> str:
    """As a word processor's user types it: the dots of thousands where they belong, no comma without decimals."""
    whole, comma, rest = text.rstrip("%").partition(",")
    plain = whole.replace(".", "")
    dotted = f"{int(plain):,}".replace(",", ".") if "." in whole and plain else plain
    return dotted + (comma + rest if rest else "") + ("%" if text.endswith("%") else "")


def _in_table(table: Element, number: int, places: dict[int, int], names: Sequence[str]) -> Iterator[TextSlip]:
    rows = table.findall(qn("w:tr"))
    heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    if not heads:
        yield from _in_head(table, number, places)
        return
    for row in rows[len(heads) :]:
        cells = ["".join(run.text or "" for run in cell.iter(qn("w:t"))) for cell in row.findall(qn("w:tc"))]
        for place, cell in enumerate(row.findall(qn("w:tc"))):
            found = list(cell.iter(qn("w:t")))
            if len(found) == 1:
                for kind, after in _slipped(cells[place], place, cells, names):
                    yield TextSlip(kind, places[id(found[0])], cells[place], after, number, cells[1])


def _in_head(table: Element, number: int, places: dict[int, int]) -> Iterator[TextSlip]:
    for run in table.iter(qn("w:t")):
        text = run.text or ""
        for found in re.finditer(r"\d+", text) if number == 1 else ():
            other = str(int(found[0]) + 1).zfill(len(found[0]))
            kind = "letterhead"
            yield TextSlip(kind, places[id(run)], text, _put(text, found.span(), other), number)


def _slipped(text: str, place: int, cells: Sequence[str], names: Sequence[str]) -> Iterator[tuple[str, str]]:
    if place == 0:
        yield from ([("ordinal", str(int(text) + 1))] if text.isdigit() else [])
    elif place == 1:
        yield from ([("row name", next(name for name in names if name != text))] if cells[0] else [])
    elif text in VERDICTS:
        yield "verdict", VERDICTS[text]
    elif text.split()[0:1] and text.split(maxsplit=1)[0] in MOVES:
        word, rest = text.split(maxsplit=1)
        yield "change: way", f"{MOVES[word]} {rest}"
        for kind, after in numbers_like(rest):
            yield f"change: {kind}", f"{word} {after}"
    elif NUMBER.fullmatch(text):
        for kind, after in numbers_like(text):
            yield f"{'cell' if cells[0] else 'total'}: {kind}", after
    elif text in "-…":
        yield "mark", "…" if text == "-" else "-"


def _in_passage(block: Element, places: dict[int, int], names: Sequence[str]) -> Iterator[TextSlip]:
    style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    kind = ("" if style is None else style.get(qn("w:val"), "")).lower()
    if kind.startswith(SILENT):
        return
    what = "note" if kind.startswith("table") else "sentence"
    for run in block.iter(qn("w:t")):
        for slip, after in slips_said(run.text or "", names):
            yield TextSlip(f"{what}: {slip}", places[id(run)], run.text or "", after)


def slips_said(text: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    days = [found.span() for found in DAY.finditer(text)]
    for found in DAY.finditer(text):
        yield "day", _put(text, found.span(), _next_day(found[0]))
    for found in NUMBER.finditer(text):
        if not any(start <= found.start() < end for start, end in days):
            for kind, after in numbers_like(found[0]):
                yield kind, _put(text, found.span(), after)
    for name in names:
        if (len(name) > 3 and (at := text.find(f"{name} (")) >= 0) or (at := text.find(f"{name},")) > 0:
            other = next(other for other in names if other not in text)
            yield "name", _put(text, (at, at + len(name)), other)
            yield "unit left out", re.sub(rf"{re.escape(name)}(?: \([^)]*\))?(?:, )?", "", text, count=1)
    for word, turned in WAYS:
        if (at := text.find(word)) >= 0:
            yield "way", _put(text, (at, at + len(word)), turned)


def _put(text: str, span: tuple[int, int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]


def _next_day(day: str) -> str:
    number, month, year = day.split("/")
    return f"{int(number) % 28 + 1}/{month}/{year}"
