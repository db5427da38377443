"""Whoever listens to our documents finds the way: headings, descriptions, table heads, names, language."""

from __future__ import annotations

import pytest

from tests.integration.documents.conftest import Written
from tests.integration.documents.samples import document
from tests.integration.documents.spoiling import DOCUMENT, replaced
from tests.validators import sheet_accessibility, word_accessibility

TITLE = "<dc:title>Báo cáo chuyên đề chuyển đổi số tháng 02/2023</dc:title>"
#: part, what stands in it, what is put there instead, and what is then said
WORD_FAULTS = {
    "leap": (DOCUMENT, '<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading3"/>', "of level 3 stands below"),
    "empty heading": (DOCUMENT, "I. Góc chia sẻ</w:t>", "</w:t>", "an empty heading"),
    "file name": (DOCUMENT, 'descr="Biểu đồ', 'descr="anh.png" x="', "described as 'anh.png'"),
    "no description": (DOCUMENT, "descr=", "x=", "described as ''"),
    "table head": (DOCUMENT, "<w:tblHeader/>", "", "no headings that repeat"),
    "caption": (DOCUMENT, "<w:tblCaption", "<w:nothing", "does not say what it shows"),
    "title": ("docProps/core.xml", TITLE, "<dc:title></dc:title>", "no title"),
    "language": ("word/styles.xml", "<w:lang ", "<w:tongue ", "does not say its language"),
}
SHEET_FAULTS = {
    "name": ("xl/workbook.xml", 'name="Bảng 1"', 'name="Sheet1"', "no name of its own"),
    "frozen": ("xl/worksheets/sheet2.xml", "<pane ", "<nothing ", "do not stay in sight"),
    "printed": ("xl/workbook.xml", "_xlnm.Print_Titles", "was", "not printed on every page"),
    "hidden": ("xl/workbook.xml", 'name="Bảng 2"', 'name="Bảng 2" state="hidden"', "is hidden"),
    "title": ("docProps/core.xml", TITLE, "<dc:title></dc:title>", "no title"),
}


def test_every_word_file_can_be_followed_by_ear(written: Written) -> None:
    found = {kind: word_accessibility.faults(path.read_bytes()) for kind, path in written["docx"].items()}

    assert {kind: faults for kind, faults in found.items() if faults} == {}


def test_every_workbook_shows_the_way(written: Written) -> None:
    found = {kind: sheet_accessibility.faults(path.read_bytes()) for kind, path in written["xlsx"].items()}

    assert {kind: faults for kind, faults in found.items() if faults} == {}


@pytest.mark.parametrize("fault", WORD_FAULTS)
def test_a_word_file_that_cannot_be_followed_is_found_out(fault: str) -> None:
    part, old, new, said = WORD_FAULTS[fault]

    found = word_accessibility.faults(replaced(document("draft", "docx"), part, old, new))

    assert said in " ".join(found)


@pytest.mark.parametrize("fault", SHEET_FAULTS)
def test_a_workbook_that_hides_its_way_is_found_out(fault: str) -> None:
    part, old, new, said = SHEET_FAULTS[fault]

    found = sheet_accessibility.faults(replaced(document("draft", "xlsx"), part, old, new))

    assert said in " ".join(found)
