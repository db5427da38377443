"""Workbooks for the tests: as an office program writes them, and as somebody with bad intentions does."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
SHEET = "xl/worksheets/sheet1.xml"


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(*rows: Sequence[Any], formats: Mapping[str, str] | None = None) -> bytes:
    """A workbook of one sheet; `formats` are number formats by cell."""
    book = Workbook()
    page = book.worksheets[0]
    for row in rows:
        page.append(list(row))
    for place, code in (formats or {}).items():
        page[place].number_format = code
    return saved(book)


def sheet_xml(*rows: str, before: str = "") -> str:
    """A sheet whose rows are cells in XML, or in short: texts."""
    cells = "".join(f"<row>{row if row.startswith('<') else in_line(row)}</row>" for row in rows)
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def in_line(row: str) -> str:
    """Cells of text, parted by ,."""
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row.split(","))


def packed(parts: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of the least parts a workbook needs and these."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in {**PARTS, **parts}.items():
            archive.writestr(name, content)
    return out.getvalue()


HEAD = "unit,indicator,as_of,value"
ROW = "so-gtvt,online-pct,2023-03-17,88.9"


@cache
def hostile_files() -> dict[str, bytes]:
    """Files that must be refused, each for the reason it is named by."""
    good = sheet_xml(HEAD, ROW)
    entity = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    utf16 = ('<?xml version="1.0" encoding="UTF-16"?>' + sheet_xml(HEAD, ROW, before=entity)).encode("utf-16")
    macro = PARTS["[Content_Types].xml"].replace(
        "/>", '><Override PartName="/x" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    link = PARTS["xl/_rels/workbook.xml.rels"].replace(
        "</Rel", f'<Relationship Id="r9" Type="{OFFICE}/externalLink" Target="x.xml"/></Rel'
    )
    return {
        "bomb in one part": packed({SHEET: good + " " * 20_000_000}),
        "bomb in many parts": packed({SHEET: good, **{f"x{n}.xml": b"\0\1\2\3" * 300_000 for n in range(60)}}),
        "parts without end": packed({SHEET: good, **{f"x{n}.xml": "" for n in range(300)}}),
        "entities": packed({SHEET: sheet_xml(HEAD, ROW, before=entity)}),
        "entities in UTF-16": packed({SHEET: utf16}),
        "outside entity": packed({SHEET: sheet_xml(HEAD, ROW, before='<!DOCTYPE w SYSTEM "file:///etc/passwd">')}),
        "macros": packed({SHEET: good, "xl/vbaProject.bin": b"x"}),
        "macros by another name": packed({SHEET: good, "[Content_Types].xml": macro}),
        "outside link": packed({SHEET: good, "xl/_rels/workbook.xml.rels": link}),
        "embedded file": packed({SHEET: good, "xl/embeddings/a.bin": b"x"}),
        "archive inside": packed({SHEET: good, "xl/media/a.png": packed({})}),
        "path in a name": packed({SHEET: good, "../../etc/cron.d/x": b"x"}),
        "whole path in a name": packed({SHEET: good, "/etc/passwd": b"x"}),
        "two of a name": packed({SHEET: good, SHEET.upper(): good}),
        "packed in an unusual way": packed({SHEET: good}, zipfile.ZIP_LZMA),
        "deep XML": packed({SHEET: f'<worksheet xmlns="{MAIN}">' + "<a>" * 100_000}),
        "cell without end": packed({SHEET: sheet_xml(HEAD, "x" * 50_000)}),
        "cut off": packed({SHEET: good})[:-40],
        "not a workbook": packed({SHEET: good, "_rels/.rels": "<Relationships/>"}),
        "no sheet": packed({}),
        "broken XML": packed({SHEET: good[:-20]}),
        "unknown encoding": packed({SHEET: '<?xml version="1.0" encoding="x-none"?>' + good}),
        "rows out of order": packed({SHEET: good.replace("<row>", '<row r="5">')}),
        "cell of another row": packed({SHEET: sheet_xml(HEAD, '<c r="A9"><v>1</v></c>')}),
        "row beyond all sheets": packed({SHEET: good.replace("<row>", '<row r="99999999999">', 1)}),
        "text that is not there": packed({SHEET: sheet_xml(HEAD, '<c t="s"><v>7</v></c>')}),
        "number that is none": packed({SHEET: sheet_xml(HEAD, "<c><v>1_0</v></c>")}),
    }
