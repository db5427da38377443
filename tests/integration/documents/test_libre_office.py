"""LibreOffice opens our documents without repairing anything, and reads in them what we wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from tests.integration.documents.conftest import Written
from tests.integration.documents.spoiling import DOCUMENT, cut, replaced
from tests.validators.libre_office import Opened, opened
from tests.validators.word_accessibility import headings

WORD = ("draft", "full", "reissued", "unit", "leaders")
SHEETS = ("draft", "full")
SPOILT = ("cut.docx", "xml.docx")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory, written: Written) -> Mapping[str, Opened]:
    """What LibreOffice read, by file name; what it refused is not there."""
    folder = tmp_path_factory.mktemp("office")
    whole = written["docx"]["draft"].read_bytes()
    (folder / "cut.docx").write_bytes(cut(whole))
    (folder / "xml.docx").write_bytes(replaced(whole, DOCUMENT, "</w:body>", "</w:nobody>"))
    documents = [written["docx"][kind] for kind in WORD] + [written["xlsx"][kind] for kind in SHEETS]
    answers = opened([*documents, *(folder / name for name in SPOILT)], folder)
    return {path.name: answer for path, answer in answers.items()}


@pytest.mark.parametrize("kind", WORD)
def test_every_letter_heading_table_and_description_of_a_word_file_is_read(
    kind: str, written: Written, read: Mapping[str, Opened]
) -> None:
    document = docx.Document(str(written["docx"][kind]))
    body = document.element.body

    answer = read[f"{kind}.docx"]

    assert answer.letters == "".join("".join(_letters(body)).split())
    assert answer.tables == [_rows(table) for table in body.iter(qn("w:tbl"))]
    assert answer.pictures == [picture.get("descr") for picture in body.iter(qn("wp:docPr"))]
    assert answer.headings == list(headings(document))


@pytest.mark.parametrize("kind", SHEETS)
def test_every_sheet_of_a_workbook_is_read_and_no_formula_fails(
    kind: str, written: Written, read: Mapping[str, Opened]
) -> None:
    book = load_workbook(written["xlsx"][kind])
    texts = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]

    answer = read[f"{kind}.xlsx"]

    letters = answer.letters
    assert [text for text in texts if "".join(str(text).split()) not in letters] == []
    assert len(answer.tables) == len(book.worksheets)
    assert [sign for sign in ("Err:", "#NAME?", "#REF!", "#VALUE!") if sign in letters] == []


@pytest.mark.parametrize("name", SPOILT)
def test_a_broken_document_is_not_opened(name: str, read: Mapping[str, Opened]) -> None:
    assert name not in read


def _letters(body: Any) -> Iterator[str]:
    """All text but what fields show, which whoever opens the document works out."""
    shown = True
    for element in body.iter(qn("w:t"), qn("w:fldChar")):
        if element.tag == qn("w:t"):
            yield element.text or "" if shown else ""
        else:
            shown = element.get(qn("w:fldCharType")) == "end"


def _rows(table: Any) -> tuple[int, int]:
    return len(table.tr_lst), sum(1 for _ in table.iter(qn("w:tblHeader")))
