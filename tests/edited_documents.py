"""Slips of the hand in a DOCX: one number, name, verdict or day of it changed, as an editor would by mistake."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring
from docx.oxml.ns import qn

BODY = "word/document.xml"
NUMBER = re.compile(r"(?<![\d/.,])\d[\d.]*(?:,\d+)?%?(?![\d/])")
DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
VERDICTS = {"Đạt": "Không đạt", "Không đạt": "Đạt"}
MOVES = {"Tăng": "Giảm", "Giảm": "Tăng"}


@dataclass(frozen=True)
class Slip:
    """One text of a document and what it becomes. `kind` says what was touched, `table` is counted from 1."""

    kind: str
    run: int
    before: str
    after: str
    table: int | None = None
    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class Edited:
    """A DOCX that can be written with a slip in it."""

    content: bytes

    @cached_property
    def tree(self) -> Element:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return fromstring(archive.read(BODY))

    @cached_property
    def runs(self) -> list[Element]:
        return list(self.tree.iter(qn("w:t")))

    def written(self, slip: Slip | None = None) -> bytes:
        """The document with this slip; only its text, which is all that verify reads."""
        if slip is not None:
            self.runs[slip.run].text = slip.after
        body = tostring(self.tree, encoding="utf-8", xml_declaration=True)
        if slip is not None:
            self.runs[slip.run].text = slip.before
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(BODY, body)
        return out.getvalue()

    def slips(self, names: Sequence[str]) -> list[Slip]:
        """Every slip there can be; `names` are those that can be mistaken for each other."""
        places = {id(run): place for place, run in enumerate(self.runs)}
        found: list[Slip] = []
        tables = 0
        for block in self.tree.iterfind(f"{qn('w:body')}/*"):
            if block.tag == qn("w:tbl"):
                tables += 1
                found.extend(_in_table(block, tables, places, names))
            elif block.tag == qn("w:p") and tables:
                found.extend(_in_sentence(block, places, names))
        return found


def other_digit(text: str) -> str:
    """The number with its last digit but one (or its only one) changed: 1.639 becomes 1.649."""
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    place = digits[-2] if len(digits) > 1 else digits[-1]
    changed = str((int(text[place]) + 1) % 10)
    return text[:place] + (changed if place or changed != "0" else "1") + text[place + 1 :]


def _in_table(table: Element, number: int, numbers: dict[int, int], names: Sequence[str]) -> Iterator[Slip]:
    rows = table.findall(qn("w:tr"))
    heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    if not heads:
        return
    for row in rows[len(heads) :]:
        cells = ["".join(run.text or "" for run in cell.iter(qn("w:t"))) for cell in row.findall(qn("w:tc"))]
        for place, cell in enumerate(row.findall(qn("w:tc"))):
            found = list(cell.iter(qn("w:t")))
            if len(found) != 1:
                continue
            kind, after = _slipped(cells[place], place, cells, names)
            if after:
                yield Slip(kind, numbers[id(found[0])], cells[place], after, number, cells[1], str(place))


def _slipped(text: str, place: int, cells: Sequence[str], names: Sequence[str]) -> tuple[str, str]:
    whole = "total" if not cells[0] else "cell"
    if place == 0:
        return "ordinal", other_digit(text) if text.isdigit() else ""
    if place == 1:
        return "row name", next(name for name in names if name != text) if cells[0] else ""
    if text in VERDICTS:
        return "verdict", VERDICTS[text]
    if text.split()[0:1] and text.split(maxsplit=1)[0] in MOVES:
        return "change", other_digit(text)
    return whole, other_digit(text) if any(letter.isdigit() for letter in text) else ""


def _in_sentence(block: Element, numbers: dict[int, int], names: Sequence[str]) -> Iterator[Slip]:
    style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    kind = "" if style is None else style.get(qn("w:val"), "")
    if kind.lower().startswith(("heading", "contents", "annex", "caption", "figure", "toc", "table", "part")):
        return
    for run in block.iter(qn("w:t")):
        text, place = run.text or "", numbers[id(run)]
        days = [found.span() for found in DAY.finditer(text)]
        for found in DAY.finditer(text):
            yield Slip("day", place, text, _put(text, found.span(), _next_day(found[0])))
        for found in NUMBER.finditer(text):
            if not any(start <= found.start() < end for start, end in days):
                yield Slip("number", place, text, _put(text, found.span(), other_digit(found[0])))
        for name in names:
            if (len(name) > 3 and (at := text.find(f"{name} (")) >= 0) or (at := text.find(f"{name},")) > 0:
                other = next(other for other in names if other not in text)
                yield Slip("name", place, text, _put(text, (at, at + len(name)), other))
        for word, turned in (("tăng", "giảm"), ("vượt", "thấp hơn"), ("Tất cả", "Không có")):
            if (at := text.find(word)) >= 0:
                yield Slip("way", place, text, _put(text, (at, at + len(word)), turned))


def _put(text: str, span: tuple[int, int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]


def _next_day(day: str) -> str:
    number, month, year = day.split("/")
    return f"{int(number) % 28 + 1}/{month}/{year}"
