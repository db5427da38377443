"""An edition that people worked on in a word processor: what it does by itself is no change, what they do is told."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import pytest
from docx.oxml.ns import qn

from services.report.domain.claims.finding import Finding
from services.report.domain.letter_blocks import NO_NUMBER
from services.report.render import rendered
from services.report.verify.expected import expected
from services.report.verify.files import read_document
from services.report.verify.verifying import verified
from shared.language import Language
from tests import word_edits
from tests.edited_documents import Edited
from tests.integration.report.scored import catalogue, edition
from tests.servers.install import soffice
from tests.slip_runs import LAYOUT
from tests.word_edits import Edit, paragraph_of, worked_on

PERIOD = "2023-02"
BULLETIN = edition(PERIOD, openings=True)
FILES = rendered(BULLETIN, ["docx", "html"])
TREE = Edited(FILES["bulletin.docx"]).tree
KEPT = expected(BULLETIN)
SENTENCE = "Tất cả 11 huyện, thị xã, thành phố"


def told(content: bytes, suffix: str = ".docx") -> list[Finding]:
    document = read_document(content, suffix).document
    return list(verified(document, catalogue(), LAYOUT, PERIOD, KEPT).findings)


def short(found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(one.rule, one.says, one.right) for one in found]


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_told_of_the_whole_edition_with_its_articles(name: str) -> None:
    assert told(FILES[name], f".{name.partition('.')[2]}") == []


@pytest.mark.parametrize(
    "edit",
    [
        word_edits.runs_split,
        word_edits.letters_replaced("“", '"'),
        word_edits.letters_replaced(" - ", " – "),
        word_edits.letters_replaced(" ", "\u00a0"),
        word_edits.letters_replaced("thông tin", "th\u00adông\u200b tin"),
        word_edits.commented,
        word_edits.styles_changed,
        word_edits.in_controls,
    ],
    ids=["runs", "quotes", "dashes", "spaces", "hyphens", "comments", "styles", "controls"],
)
def test_what_a_word_processor_does_by_itself_is_no_change(edit: Edit) -> None:
    assert told(worked_on(TREE, edit)) == []


def test_a_way_through_libre_office_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "bulletin.docx").write_bytes(FILES["bulletin.docx"])

    for before, after in (("docx", "odt"), ("odt", "docx:Office Open XML Text")):
        where = ["--outdir", str(tmp_path), str(tmp_path / f"bulletin.{before}")]
        home = f"-env:UserInstallation=file://{tmp_path}/home"
        subprocess.run([soffice(), home, "--headless", "--convert-to", after, *where], check=True, capture_output=True)

    assert (tmp_path / "bulletin.odt").exists()
    assert told((tmp_path / "bulletin.docx").read_bytes()) == []


def in_paragraph(begins: str, change: Edit) -> bytes:
    return worked_on(TREE, lambda tree: change(paragraph_of(tree, begins)))


def hidden(paragraph: Element) -> None:
    for run in paragraph.findall(qn("w:r")):
        properties = Element(qn("w:rPr"))
        SubElement(properties, qn("w:vanish"))
        run.insert(0, properties)


@pytest.mark.parametrize("change", [word_edits.deleted, hidden], ids=["struck out", "hidden"])
def test_a_sentence_that_is_struck_out_or_hidden_is_missing(change: Edit) -> None:
    (finding,) = told(in_paragraph(SENTENCE, change))

    assert (finding.result, finding.rule) == ("missing", "edition-sentence-missing")
    assert finding.right.startswith(SENTENCE)


def test_what_was_typed_with_tracked_changes_counts() -> None:
    found = told(in_paragraph(SENTENCE, lambda paragraph: word_edits.inserted(paragraph, " Có 3 tổ mới.")))

    assert ("edition-sentence", "Có 3 tổ mới.", "∅") in short(found)


def test_a_row_that_is_struck_out_is_missing() -> None:
    def edit(tree: Element) -> None:
        row = next(row for row in tree.iter(qn("w:tr")) if "".join(row.itertext()).startswith("1Đồng Xoài3.007"))
        properties = row.find(qn("w:trPr"))
        assert properties is not None
        SubElement(properties, qn("w:del"), word_edits.WHO)

    rules = {finding.rule for finding in told(worked_on(TREE, edit)) if finding.source == "edition"}

    assert rules == {"edition-row-missing"}


def test_paragraphs_that_were_put_together_are_the_same_text() -> None:
    assert told(in_paragraph("Mỗi tuần một buổi", word_edits.end_deleted)) == []


def test_text_boxes_and_footnotes_are_read() -> None:
    box = told(in_paragraph(SENTENCE, lambda paragraph: word_edits.boxed(paragraph, "Chưa thẩm định.")))
    notes = word_edits.NOTES.format(text="Chưa thẩm định.").encode()
    note = told(worked_on(TREE, lambda _: None, {"word/footnotes.xml": notes}))

    assert short(box) == short(note) == [("text-added", "Chưa thẩm định.", "")]


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("KT. GIÁM ĐỐC", "TL. GIÁM ĐỐC", "foot"),
        ("PHÓ GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "foot"),
        ("- UBND tỉnh;", "- Bộ Thông tin và Truyền thông;", "foot"),
        ("SỞ THÔNG TIN", "SỞ KHOA HỌC", "head"),
        ("Bình Phước, ngày", "Đồng Xoài, ngày", "head"),
        ("Chuyên đề về chuyển đổi số", "Chuyên đề về cải cách", "head"),
        ("Trên đây là kết quả", "Trên đây là toàn bộ kết quả", ""),
        ("Công văn số 685/UBND-NC", "Công văn số 686/UBND-NC", ""),
        ("Hình 3. Tỷ lệ", "Hình 3. Tỉ trọng", ""),
        ("Phụ lục II", "Phụ lục 2", ""),
        ("Bảng 9. Hồ sơ", "Bảng 9. Tài liệu", ""),
        ("1. Khảo sát dịch vụ công", "1. Thăm dịch vụ công", ""),
        ("Việc chính", "Việc phụ", ""),
    ],
)
def test_whatever_of_the_printed_text_was_changed_is_told_at_its_place(before: str, after: str, place: str) -> None:
    found = told(worked_on(TREE, word_edits.letters_replaced(before, after)))

    assert {one.place.part for one in found} == {place}
    assert all(one.source == "edition" and one.says for one in found)


def test_a_chart_that_was_taken_out_is_told() -> None:
    def edit(tree: Element) -> None:
        drawing = next(tree.iter(qn("w:drawing")))
        drawing.clear()

    (finding,) = told(worked_on(TREE, edit))

    assert (finding.rule, finding.right) == ("edition-picture", BULLETIN.charts[0].alt)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_a_clerk_fills_in_last_is_no_change(language: Language) -> None:
    open_one = BULLETIN.letterhead.model_copy(
        update={"number": f"Số:{NO_NUMBER}/BC-STTTT", "issued_on": BULLETIN.as_of}
    )
    draft = expected(BULLETIN.model_copy(update={"letterhead": open_one}), language)
    content = FILES["bulletin.docx"] if language == "vi" else rendered(BULLETIN, ["docx"], language)["bulletin.docx"]

    document = read_document(content, ".docx").document

    assert verified(document, catalogue(), LAYOUT, PERIOD, draft).findings == ()
